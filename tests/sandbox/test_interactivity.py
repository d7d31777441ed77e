"""Commands, buttons, modals and Home: Slack's payloads, and what Slack does with the answers."""

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.conftest import START
from tests.sandbox.app import Got, HandTime, Recorder, refusal, serving, until
from tests.sandbox.conftest import small_world

TEXT = {"type": "plain_text", "text": "Text", "emoji": True}
OPTIONS = [{"text": TEXT, "value": value} for value in ("a", "b")]


def modal(title: str = "Profile", *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A modal with a required name and these further blocks."""
    name = {
        "type": "input",
        "block_id": "name",
        "label": TEXT,
        "element": {"type": "plain_text_input", "action_id": "n"},
    }
    shown = {
        "type": "modal",
        "callback_id": "profile",
        "title": {"type": "plain_text", "text": title},
        "submit": TEXT,
    }
    return shown | {"blocks": [name, *blocks]} | more


async def opened(
    ws: Workspace, app: Recorder, client: AsyncWebClient, view: dict[str, Any]
) -> dict[str, Any]:
    """The view that a command of Ana's opens."""
    await ws.command("ana", "announcements", "/profile")
    return dict((await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=view))["view"])


async def test_a_command_is_a_form_with_all_that_slack_sends(ws: Workspace, app: Recorder) -> None:
    await ws.command("ana", "supply-chains", "/calendar", "help me")
    form = app.got[0].data
    assert form["command"] == "/calendar"
    assert form["text"] == "help me"
    assert form["user_id"] == ws.member("ana").id
    assert form["user_name"] == "ana"
    assert form["channel_name"] == "privategroup"
    assert form["response_url"].startswith(f"{ws.page_url}commands/")
    assert set(form) >= {"token", "team_id", "team_domain", "channel_id", "api_app_id", "trigger_id"}


async def test_an_answer_to_a_command_is_seen_by_its_author_alone(ws: Workspace, app: Recorder) -> None:
    app.say(200, {"text": "Here you are"})
    reply = await ws.command("ana", "announcements", "/calendar")
    assert (reply.status, reply.text, reply.response_type) == (200, "Here you are", "ephemeral")
    assert [message.text for message in ws.ephemerals("ana")] == ["Here you are"]
    app.say(200, {"text": "For all", "response_type": "in_channel"})
    await ws.command("ana", "announcements", "/calendar")
    assert [message.text for message in ws.messages("announcements")] == ["For all"]
    app.say(200, "")
    assert (await ws.command("ana", "announcements", "/calendar")).message is None


async def test_a_command_that_is_not_answered_in_time_fails_as_in_slack(real: HandTime) -> None:
    async def never(_got: Got) -> tuple[int, Any]:
        await until(lambda: False)
        return 200, ""

    recorder = Recorder(answer=never)
    toasts = []
    async with create_workspace(real=real, now=START, world=small_world) as ws, serving(recorder) as url:
        ws.connect(url)
        ws.core.feed.follow(lambda update: toasts.append(update.subject) if update.type == "toast" else None)
        waiting = asyncio.ensure_future(ws.command("ana", "announcements", "/calendar"))
        await until(lambda: recorder.got)
        real.move(3)
        reply = await waiting
        assert reply.timed_out
        assert reply.error == "operation_timeout"
        assert toasts[0]["text"] == '/calendar failed with the error "operation_timeout"'


async def test_a_failing_command_is_not_sent_again(ws: Workspace, app: Recorder) -> None:
    app.say(500)
    assert (await ws.command("ana", "announcements", "/calendar")).error == "http_service_error"
    await ws.idle()
    assert len(app.got) == 1


async def test_a_command_that_is_not_declared_never_reaches_the_app(ws: Workspace, app: Recorder) -> None:
    ws.add_command("/calendar", "What is ahead", "[help]")
    assert (await ws.command("ana", "announcements", "/calender")).error == "invalid_command"
    assert app.got == []


async def test_a_trigger_opens_one_view_within_three_seconds(real: HandTime) -> None:
    recorder = Recorder()
    async with create_workspace(real=real, world=small_world) as ws, serving(recorder) as url:
        ws.connect(url)
        client = AsyncWebClient(ws.bot_token, base_url=ws.url)
        await ws.command("ana", "announcements", "/profile")
        await ws.command("ana", "announcements", "/profile")
        first, second = (got.data["trigger_id"] for got in recorder.got)
        await client.views_open(trigger_id=first, view=modal())
        assert await refusal(client.views_open(trigger_id=first, view=modal())) == "exchanged_trigger_id"
        real.move(3.1)
        assert await refusal(client.views_open(trigger_id=second, view=modal())) == "expired_trigger_id"
        assert await refusal(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_arguments"


async def test_a_wrong_view_is_refused_and_leaves_the_trigger(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await ws.command("ana", "announcements", "/profile")
    trigger = app.got[0].data["trigger_id"]
    assert await refusal(client.views_open(trigger_id=trigger, view={"type": "modal"})) == "invalid_arguments"
    assert (await client.views_open(trigger_id=trigger, view=modal()))["ok"]


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


async def test_errors_stand_on_their_fields(ws: Workspace, app: Recorder, client: AsyncWebClient) -> None:
    await opened(ws, app, client, modal())
    await ws.fill("ana", {"n": "?"})
    app.say(200, {"response_action": "errors", "errors": {"name": "Not a name"}})
    assert (await ws.submit("ana")).errors == {"name": "Not a name"}
    assert ws.view("ana") is not None
    app.say(200, {"response_action": "errors", "errors": {"nowhere": "x"}})
    assert (await ws.submit("ana")).failure == "invalid_errors"


async def test_a_modal_can_be_updated_pushed_and_cleared_by_the_answer(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal())
    await ws.fill("ana", {"n": "Ana"})
    app.say(200, {"response_action": "update", "view": modal("Second")})
    await ws.submit("ana")
    view = ws.view("ana")
    assert view is not None
    assert view.title == "Second"
    assert view.values["name"]["n"]["value"] == "Ana"
    app.say(200, {"response_action": "push", "view": modal("Third")})
    await ws.submit("ana")
    assert [view.title for view in ws.core.views.stacks[ws.member("ana").id]] == ["Second", "Third"]
    await ws.fill("ana", {"n": "Ana"})
    app.say(200, {"response_action": "clear"})
    await ws.submit("ana")
    assert ws.view("ana") is None


async def test_no_more_than_three_modals_stand_on_each_other(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal("One"))
    app.say(200)
    for title in ("Two", "Three", "Four"):
        await ws.command("ana", "announcements", "/more")
        push = client.views_push(trigger_id=app.got[-1].data["trigger_id"], view=modal(title))
        if title == "Four":
            assert await refusal(push) == "push_limit_reached"
        else:
            pushed = (await push)["view"]
    assert pushed["previous_view_id"]
    assert pushed["root_view_id"] != pushed["id"]


async def test_an_update_of_an_older_view_is_a_conflict(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    view = await opened(ws, app, client, modal())
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Newer"))
    late = client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Late"))
    assert await refusal(late) == "hash_conflict"
    assert await refusal(client.views_update(view_id="V1", view=modal())) == "not_found"


async def test_closing_is_told_to_whom_asked_for_it(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal())
    await ws.close_view("ana")
    assert len(app.got) == 1
    await opened(ws, app, client, modal(notify_on_close=True))
    await ws.close_view("ana")
    assert app.got[-1].data["type"] == "view_closed"
    assert app.got[-1].data["is_cleared"] is False


async def test_a_button_in_a_message_brings_the_whole_story(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    button = {"type": "button", "action_id": "nudges.snooze", "text": TEXT, "value": "7"}
    menu = {"type": "static_select", "action_id": "days", "options": OPTIONS}
    blocks = [{"type": "actions", "elements": [button, menu]}]
    posted = await client.chat_postMessage(channel=ws.member("ana").id, text="x", blocks=blocks)
    await ws.idle()
    await ws.press("ana", ws.dm("ana")[0], "days", value="b")
    outcome = await ws.press("ana", ws.dm("ana")[0], "nudges.snooze")
    payload = app.got[-1].data
    assert outcome.ok
    assert payload["type"] == "block_actions"
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == posted["ts"]
    assert payload["channel"] == {"id": posted["channel"], "name": "directmessage"}
    action = payload["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("nudges.snooze", "7", "button")
    assert action["action_ts"]
    assert action["block_id"] == posted["message"]["blocks"][0]["block_id"]
    held = payload["state"]["values"][action["block_id"]]["days"]
    assert held == {"type": "static_select", "selected_option": OPTIONS[1]}


async def test_home_is_opened_published_and_used(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await ws.open_home("ana")
    event = app.events[-1]
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", ws.member("ana").id)
    assert "view" not in event
    button = {"type": "button", "action_id": "go", "text": TEXT}
    home = {"type": "home", "blocks": [{"type": "actions", "block_id": "b", "elements": [button]}]}
    await client.views_publish(user_id=ws.member("ana").id, view=home)
    view = await ws.open_home("ana")
    assert view is not None
    assert app.events[-1]["view"]["id"] == view.id
    await ws.press("ana", view, "go")
    payload = app.got[-1].data
    assert payload["container"] == {"type": "view", "view_id": view.id}
    assert "response_url" not in payload
    assert ws.home("ben") is None


async def test_options_are_asked_for_while_typing(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    search = {"type": "external_select", "action_id": "who", "placeholder": TEXT, "min_query_length": 1}
    person = {"type": "input", "block_id": "p", "label": TEXT, "element": search}
    await opened(ws, app, client, modal("Find", person))
    app.say(200, {"options": [{"text": {"type": "plain_text", "text": "Ben"}, "value": "U-BEN"}]})
    offered = await ws.options("ana", "who", "be")
    payload = app.got[-1].data
    assert (payload["type"], payload["value"], payload["block_id"]) == ("block_suggestion", "be", "p")
    assert [option["value"] for option in offered] == ["U-BEN"]
    await ws.fill("ana", {"who": "U-BEN"})
    view = ws.view("ana")
    assert view is not None
    assert view.values["p"]["who"]["selected_option"]["text"]["text"] == "Ben"


async def test_what_is_not_there_cannot_be_pressed(ws: Workspace) -> None:
    ws.say("announcements", "ana", "x")
    with pytest.raises(LookupError):
        await ws.press("ana", ws.messages("announcements")[0], "go")
