"""Commands, buttons, modals and Home: Slack's payloads, and what Slack does with the answers."""

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.conftest import START
from tests.sandbox.app import Got, HandTime, Recorder, serving, until
from tests.sandbox.conftest import small_world
from tests.sandbox.surfaces import OPTIONS, TEXT, modal, opened


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
