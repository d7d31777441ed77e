"""Shortcuts, from anywhere and of messages: as the manifest declares them, as Slack sends them, and in Bolt."""

from pathlib import Path
from typing import Any

import pytest
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox import Workspace, manifest
from tests.sandbox.app import Recorder, serving
from tests.sandbox.surfaces import field, modal
from tests.sandbox.test_response_urls import answer

MANIFEST = """\
features:
  # What people can do from anywhere.
  shortcuts:
    - name: New activity
      type: global
      callback_id: calendar.add
      description: "Put it into the calendar: with a date"
    - name: 'Ask about this'
      type: message
      callback_id: asks.about
      description: Ask the alliance
  slash_commands:
    - command: /ask
      description: Ask
      should_escape: false
"""


@pytest.fixture
def declared(ws: Workspace) -> Workspace:
    """The workspace with both kinds of shortcuts."""
    ws.add_shortcut("calendar.add", "New activity")
    ws.add_shortcut("asks.about", "Ask about this", of_message=True)
    return ws


def test_the_manifest_declares_them(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "manifest.yaml"
    path.write_text(MANIFEST)
    manifest.install(ws, path)
    add, about = ws.app.shortcuts.values()
    assert (add.callback_id, add.name, add.type) == ("calendar.add", "New activity", "global")
    assert add.description == "Put it into the calendar: with a date"
    assert (about.callback_id, about.name, about.type) == ("asks.about", "Ask about this", "message")
    assert list(ws.app.commands) == ["/ask"]


async def test_a_global_shortcut_says_who_and_which_but_not_where(declared: Workspace, app: Recorder) -> None:
    outcome = await declared.shortcut("ana", "calendar.add", "supply-chains")
    payload = app.got[0].data
    ana = declared.member("ana").id
    assert outcome.ok
    assert payload.pop("trigger_id")
    assert float(payload.pop("action_ts")) > 0
    assert payload == {
        "type": "shortcut",
        "callback_id": "calendar.add",
        "team": {"id": declared.team_id, "domain": "alliance"},
        "user": {"id": ana, "username": "ana", "team_id": declared.team_id},
        "token": declared.app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


async def test_a_message_shortcut_brings_the_message(declared: Workspace, app: Recorder) -> None:
    ts = declared.say("supply-chains", "ana", "Who knows about cotton?")
    await declared.idle()
    await declared.shortcut("ana", "asks.about", declared.message("supply-chains", ts))
    payload = app.got[-1].data
    assert (payload["type"], payload["callback_id"], payload["message_ts"]) == (
        "message_action",
        "asks.about",
        ts,
    )
    assert payload["channel"] == {"id": declared.channel("supply-chains").id, "name": "privategroup"}
    assert payload["message"]["text"] == "Who knows about cotton?"
    assert await answer(payload["response_url"], text="Noted", replace_original=True) == (200, "ok")
    assert [message.text for message in declared.ephemerals("ana")] == ["Noted"]


async def test_its_trigger_opens_a_modal_that_begins_with_where_one_is(
    declared: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    select = {"type": "conversations_select", "default_to_current_conversation": True}
    await declared.shortcut("ana", "calendar.add", "supply-chains")
    view = modal("Where", field("where", select))
    await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=view)
    shown = declared.view("ana")
    assert shown is not None
    here = declared.channel("supply-chains").id
    assert shown.values["where"]["where"]["selected_conversation"] == here


async def test_a_shortcut_that_is_not_there_cannot_be_chosen(declared: Workspace, app: Recorder) -> None:
    ts = declared.say("secret", "ben", "Hidden")
    await declared.idle()
    hidden = declared.message("secret", ts)
    app.got.clear()
    for callback_id, on in (("gone", None), ("asks.about", None), ("asks.about", hidden)):
        with pytest.raises(LookupError):
            await declared.shortcut("ana", callback_id, on)
    with pytest.raises(LookupError):
        await declared.shortcut("ben", "calendar.add", hidden)
    assert app.got == []


async def test_bolts_own_app_hears_both_kinds(declared: Workspace) -> None:
    bolt = AsyncApp(
        client=AsyncWebClient(declared.bot_token, base_url=declared.url),
        signing_secret=declared.signing_secret,
        process_before_response=True,
    )

    @bolt.shortcut("calendar.add")
    async def add(ack: Any, shortcut: Any, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=modal("New activity"))

    @bolt.message_shortcut("asks.about")
    async def about(ack: Any, shortcut: Any, respond: Any) -> None:
        await ack()
        await respond(f"About: {shortcut['message']['text']}")

    @bolt.event("message")
    async def heard() -> None: ...

    handler = AsyncSlackRequestHandler(bolt)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    async with serving(Starlette(routes=[Route("/slack/events", endpoint, methods=["POST"])])) as url:
        declared.connect(url)
        assert (await declared.shortcut("ana", "calendar.add")).ok
        view = declared.view("ana")
        assert view is not None
        assert view.title == "New activity"
        ts = declared.say("announcements", "ana", "Cotton")
        await declared.idle()
        assert (await declared.shortcut("ana", "asks.about", declared.message("announcements", ts))).ok
        assert [message.text for message in declared.ephemerals("ana")] == ["About: Cotton"]
        declared.connect(None)
