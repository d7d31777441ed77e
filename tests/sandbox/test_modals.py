"""Modals: triggers, stacks, updates, closing."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.sandbox.app import HandTime, Recorder, refusal, serving
from tests.sandbox.conftest import small_world
from tests.sandbox.surfaces import OPTIONS, field, modal, opened


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
        assert await refusal(client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
        assert await refusal(client.views_open(trigger_id="now", view=modal())) == "invalid_arguments"


async def test_a_wrong_view_is_refused_and_leaves_the_trigger(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await ws.command("ana", "announcements", "/profile")
    trigger = app.got[0].data["trigger_id"]
    assert await refusal(client.views_open(trigger_id=trigger, view={"type": "modal"})) == "invalid_arguments"
    assert (await client.views_open(trigger_id=trigger, view=modal()))["ok"]


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


async def test_what_was_typed_stays_where_the_ids_stay(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    text, choice = {"type": "plain_text_input"}, {"type": "static_select", "options": OPTIONS}
    view = await opened(ws, app, client, modal("Form", field("a", text), field("b", text)))
    await ws.fill("ana", {"n": "Ana", "a": "kept", "b": "lost"})
    changed = modal("Form", field("a", text | {"initial_value": "new"}), field("b", choice, optional=True))
    await client.views_update(view_id=view["id"], view=changed)
    shown = ws.view("ana")
    assert shown is not None
    assert shown.values == {
        "name": {"n": {"type": "plain_text_input", "value": "Ana"}},
        "a": {"a": {"type": "plain_text_input", "value": "kept"}},
        "b": {"b": {"type": "static_select", "selected_option": None}},
    }


async def test_a_view_is_found_by_the_apps_own_id_which_is_unique(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal("One", external_id="form-7"))
    updated = await client.views_update(external_id="form-7", view=modal("Two", external_id="form-7"))
    assert updated["view"]["title"]["text"] == "Two"
    await ws.command("ana", "announcements", "/more")
    again = client.views_push(
        trigger_id=app.got[-1].data["trigger_id"], view=modal("Three", external_id="form-7")
    )
    assert await refusal(again) == "duplicate_external_id"


async def test_nothing_can_be_pushed_where_nothing_is_open(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await ws.command("ana", "announcements", "/more")
    push = client.views_push(trigger_id=app.got[-1].data["trigger_id"], view=modal())
    assert await refusal(push) == "not_found"


async def test_everybody_has_a_stack_of_their_own(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await opened(ws, app, client, modal("Of Ana"))
    await ws.command("ben", "lounge", "/more")
    push = client.views_push(trigger_id=app.got[-1].data["trigger_id"], view=modal("Of Ben"))
    assert await refusal(push) == "not_found"
    shown = ws.view("ana")
    assert shown is not None
    with pytest.raises(LookupError):
        await ws.press("ben", shown, "n", value="x")


async def stacked(ws: Workspace, app: Recorder, client: AsyncWebClient, **more: Any) -> None:
    """Two modals of Ana's, one upon the other, both of which want to know of being closed."""
    await opened(ws, app, client, modal("One", notify_on_close=True))
    await ws.command("ana", "announcements", "/more")
    top = modal("Two", notify_on_close=True, **more)
    await client.views_push(trigger_id=app.got[-1].data["trigger_id"], view=top)
    app.got.clear()


async def test_closing_the_top_modal_brings_back_the_one_under_it(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    await stacked(ws, app, client)
    await ws.close_view("ana")
    shown = ws.view("ana")
    assert shown is not None
    assert shown.title == "One"
    assert [(got.data["view"]["title"]["text"], got.data["is_cleared"]) for got in app.got] == [
        ("Two", False)
    ]


@pytest.mark.parametrize("by_the_view", [True, False])
async def test_closing_the_stack_is_told_of_every_modal_in_it(
    ws: Workspace, app: Recorder, client: AsyncWebClient, *, by_the_view: bool
) -> None:
    await stacked(ws, app, client, clear_on_close=by_the_view)
    await ws.close_view("ana", everything=not by_the_view)
    assert ws.view("ana") is None
    assert [(got.data["view"]["title"]["text"], got.data["is_cleared"]) for got in app.got] == [
        ("Two", True),
        ("One", True),
    ]
    assert "trigger_id" not in app.got[0].data


@pytest.mark.parametrize(("select", "expected"), [
    ({"type": "conversations_select", "default_to_current_conversation": True}, "supply-chains"),
    ({"type": "conversations_select", "default_to_current_conversation": False}, None),
    ({"type": "conversations_select", "default_to_current_conversation": True,
      "filter": {"include": ["public"]}}, None),
    ({"type": "multi_conversations_select", "default_to_current_conversation": True}, ["supply-chains"]),
])  # fmt: skip
async def test_a_conversations_select_may_begin_with_where_one_is(
    ws: Workspace, app: Recorder, client: AsyncWebClient, select: Any, expected: Any
) -> None:
    await ws.command("ana", "supply-chains", "/share")
    view = modal("Share", field("where", select, optional=True))
    await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=view)
    shown = ws.view("ana")
    assert shown is not None
    held = next(value for key, value in shown.values["where"]["where"].items() if key != "type")
    named = {ws.channel("supply-chains").id: "supply-chains", None: None}
    assert ([named[each] for each in held] if isinstance(held, list) else named[held]) == expected
