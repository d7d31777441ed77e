"""Modals submitted: what Slack itself refuses, what the app is sent, and what is done with its answer."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder
from tests.sandbox.surfaces import OPTIONS, TEXT, field, modal, opened


async def test_a_modal_is_submitted_with_everything_filled_in(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    country = {"type": "input", "block_id": "c", "label": TEXT, "optional": True,
               "element": {"type": "static_select", "action_id": "country", "options": OPTIONS}}  # fmt: skip
    when = {"type": "input", "block_id": "d", "label": TEXT, "optional": True,
            "element": {"type": "datepicker", "action_id": "day", "initial_date": "2019-03-18"}}  # fmt: skip
    view = await opened(ws, app, client, modal("Profile", country, when, private_metadata="7f"))
    await ws.fill("ana", {"n": "Ana", "country": "b"})
    outcome = await ws.submit("ana")
    payload = app.got[-1].data
    assert outcome.ok
    assert outcome.action == "close"
    assert ws.view("ana") is None
    assert payload["type"] == "view_submission"
    assert payload["view"]["id"] == view["id"]
    assert payload["view"]["private_metadata"] == "7f"
    assert payload["view"]["state"]["values"] == {
        "name": {"n": {"type": "plain_text_input", "value": "Ana"}},
        "c": {"country": {"type": "static_select", "selected_option": OPTIONS[1]}},
        "d": {"day": {"type": "datepicker", "selected_date": "2019-03-18"}},
    }


async def test_an_empty_required_field_is_slacks_own_matter(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal())
    asked = len(app.got)
    outcome = await ws.submit("ana")
    assert outcome.errors == {"name": "Please complete this required field."}
    assert len(app.got) == asked


@pytest.mark.parametrize("typed", ["inf", "nan", "1e999", "many", "1.5", "11"])
async def test_a_number_field_takes_numbers_alone(
    ws: Workspace, app: Recorder, client: AsyncWebClient, typed: str
) -> None:
    element = {"type": "number_input", "action_id": "days", "is_decimal_allowed": False, "max_value": "10"}
    number = {"type": "input", "block_id": "d", "label": TEXT, "element": element}
    await opened(ws, app, client, modal("Days", number))
    await ws.fill("ana", {"n": "Ana", "days": typed})
    assert list((await ws.submit("ana")).errors) == ["d"]


@pytest.mark.parametrize(("element", "filled", "complaint"), [
    ({"type": "plain_text_input"}, "   ", "Please complete this required field."),
    ({"type": "plain_text_input", "min_length": 0}, "   ", None),
    ({"type": "plain_text_input", "min_length": 3}, "ab", "Please enter at least 3 characters."),
    ({"type": "plain_text_input", "max_length": 3}, "abcd", "Please enter no more than 3 characters."),
    ({"type": "plain_text_input"}, "x" * 3001, "Please enter no more than 3000 characters."),
    ({"type": "email_text_input"}, "ana@gov", "Please enter a valid email address."),
    ({"type": "email_text_input"}, "ana@gov.example", None),
    ({"type": "url_text_input"}, "example.org", "Please enter a valid URL."),
    ({"type": "url_text_input"}, "https://", "Please enter a valid URL."),
    ({"type": "url_text_input"}, "https://example.org/a?b", None),
    ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "Please enter a whole number."),
    ({"type": "number_input", "is_decimal_allowed": True}, "1.5", None),
    ({"type": "number_input", "is_decimal_allowed": True}, "1,5", "Please enter a number."),
    ({"type": "number_input", "is_decimal_allowed": True, "min_value": "-2.5"}, "-3",
     "Please enter a number of at least -2.5."),
    ({"type": "number_input", "is_decimal_allowed": False, "max_value": "9"}, "10",
     "Please enter a number of at most 9."),
    ({"type": "rich_text_input"}, "  ", "Please complete this required field."),
    ({"type": "rich_text_input"}, "Hello", None),
    ({"type": "multi_static_select", "options": OPTIONS, "max_selected_items": 1}, ["a", "b"],
     "Please select no more than 1 items."),
    ({"type": "multi_static_select", "options": OPTIONS}, [], "Please complete this required field."),
    ({"type": "checkboxes", "options": OPTIONS}, [], "Please complete this required field."),
])  # fmt: skip
async def test_what_is_typed_wrongly_never_reaches_the_app(
    ws: Workspace, app: Recorder, client: AsyncWebClient, element: Any, filled: Any, complaint: str | None
) -> None:
    await opened(ws, app, client, modal("Form", field("f", element)))
    await ws.fill("ana", {"n": "Ana", "f": filled})
    outcome = await ws.submit("ana")
    assert outcome.errors == ({"f": complaint} if complaint else {})
    assert [got.data["type"] for got in app.got[1:]] == ([] if complaint else ["view_submission"])


@pytest.mark.parametrize(("locale", "said"), [
    ("en-GB", "Please complete this required field."),
    ("fr-FR", "Veuillez remplir ce champ obligatoire."),
    ("es-419", "Completa este campo obligatorio."),
    ("pt-BR", "Please complete this required field."),
])  # fmt: skip
async def test_slacks_own_complaints_are_in_the_persons_language(
    ws: Workspace, app: Recorder, client: AsyncWebClient, locale: str, said: str
) -> None:
    ws.member("ana").locale = locale
    await opened(ws, app, client, modal())
    assert (await ws.submit("ana")).errors == {"name": said}


async def test_errors_stand_on_their_fields(ws: Workspace, app: Recorder, client: AsyncWebClient) -> None:
    await opened(ws, app, client, modal())
    await ws.fill("ana", {"n": "?"})
    app.say(200, {"response_action": "errors", "errors": {"name": "Not a name"}})
    assert (await ws.submit("ana")).errors == {"name": "Not a name"}
    assert ws.view("ana") is not None
    app.say(200, {"response_action": "errors", "errors": {"nowhere": "x"}})
    assert (await ws.submit("ana")).failure == "invalid_errors"


async def test_one_error_for_no_field_spoils_them_all(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    section = {"type": "section", "block_id": "words", "text": TEXT}
    await opened(ws, app, client, modal("Profile", section))
    await ws.fill("ana", {"n": "?"})
    wrong: list[Any] = [{"name": "Who?", "words": "No input"}, {"nowhere": "x"}, {}, [], None, {"name": 3}]
    for errors in wrong:
        app.say(200, {"response_action": "errors", "errors": errors})
        outcome = await ws.submit("ana")
        assert (outcome.failure, outcome.errors) == ("invalid_errors", {})
        view = ws.view("ana")
        assert view is not None
        assert view.trouble == "We had some trouble connecting. Try again?"


@pytest.mark.parametrize(
    "answer",
    [
        "Thank you",
        {"text": "Thank you"},
        {"response_action": "close"},
        {"response_action": "updat"},
        {"response_action": "update"},
        {"response_action": "update", "view": {"type": "home", "blocks": []}},
        {"response_action": "push", "view": {"type": "modal"}},
    ],
)
async def test_an_answer_that_slack_does_not_understand_leaves_the_modal_with_a_notice(
    ws: Workspace, app: Recorder, client: AsyncWebClient, answer: Any
) -> None:
    await opened(ws, app, client, modal())
    await ws.fill("ana", {"n": "Ana"})
    app.say(200, answer)
    outcome = await ws.submit("ana")
    view = ws.view("ana")
    assert outcome.failure
    assert outcome.said == "We had some trouble connecting. Try again?"
    assert view is not None
    assert view.values["name"]["n"]["value"] == "Ana"
    app.say(200)
    assert (await ws.submit("ana")).ok


async def test_a_submission_that_fails_can_be_tried_again(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal())
    await ws.fill("ana", {"n": "Ana"})
    app.say(500)
    assert (await ws.submit("ana")).failure == "http_error"
    assert len(app.got) == 2  # the command, and one submission: Slack does not repeat it
    app.say(200)
    assert (await ws.submit("ana")).ok
    assert ws.view("ana") is None


async def test_the_app_may_answer_at_each_conversation_chosen_for_it(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    select = {"type": "conversations_select", "response_url_enabled": True}
    deaf = {"type": "channels_select"}
    await opened(ws, app, client, modal("Share", field("where", select), field("other", deaf)))
    there = ws.channel("announcements").id
    await ws.fill("ana", {"n": "Ana", "where": there, "other": there})
    await ws.submit("ana")
    [url] = app.got[-1].data["response_urls"]
    assert url.pop("response_url").startswith(f"{ws.page_url}app/")
    assert url == {"block_id": "where", "action_id": "where", "channel_id": there}
