"""Socket Mode's messages, as a plain WebSocket client sees them."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.sandbox.app import HandTime, Recorder, refusal, until
from tests.sandbox.conftest import small_world
from tests.sandbox.sockets import acknowledge, connected, session
from tests.sandbox.surfaces import modal

__all__ = ["session"]


async def test_only_the_app_token_opens_a_connection(ws: Workspace, client: AsyncWebClient) -> None:
    assert await refusal(client.apps_connections_open(app_token=ws.bot_token)) == "not_allowed_token_type"


async def test_hello_says_whose_connection_it_is_and_how_many_there_are(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    first = await connected(ws, session)
    second = await session.ws_connect(ws.socket_mode.open_url())
    hello = await second.receive_json()
    assert hello["connection_info"] == {"app_id": ws.app_id}
    assert hello["num_connections"] == 2
    assert hello["debug_info"]["approximate_connection_time"] == 18_060
    short = await session.ws_connect(f"{ws.socket_mode.open_url()}&debug_reconnects=true")
    assert (await short.receive_json())["debug_info"]["approximate_connection_time"] == 360
    assert not first.closed


async def test_an_event_comes_in_an_envelope_and_is_acknowledged(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    ws.say("announcements", "ana", "Hello")
    envelope: Any = await acknowledge(socket)
    assert envelope.keys() == {
        "envelope_id", "type", "payload", "accepts_response_payload", "retry_attempt", "retry_reason",
    }  # fmt: skip
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    assert envelope["payload"]["type"] == "event_callback"
    assert envelope["payload"]["event"]["text"] == "Hello"
    await ws.idle()
    assert [(delivery.status, delivery.by_socket) for delivery in ws.deliveries] == [(200, True)]


async def test_a_command_is_answered_in_the_acknowledgement(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    waiting = asyncio.ensure_future(ws.command("ana", "announcements", "/calendar", "help"))
    envelope = await socket.receive_json()
    assert envelope["type"] == "slash_commands"
    assert envelope["accepts_response_payload"] is True
    assert "retry_attempt" not in envelope
    assert envelope["payload"]["text"] == "help"
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Here"}})
    assert (await waiting).text == "Here"


async def test_forms_and_menus_are_answered_in_the_acknowledgement(
    ws: Workspace, session: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    socket = await connected(ws, session)
    typing = asyncio.ensure_future(ws.command("ana", "announcements", "/profile"))
    trigger: Any = await acknowledge(socket)
    await typing
    await client.views_open(trigger_id=trigger["payload"]["trigger_id"], view=modal())
    await ws.fill("ana", {"n": "Ana"})
    submitting = asyncio.ensure_future(ws.submit("ana"))
    envelope = await socket.receive_json()
    assert (envelope["type"], envelope["payload"]["type"]) == ("interactive", "view_submission")
    errors = {"name": "Too short"}
    payload = {"response_action": "errors", "errors": errors}
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": payload})
    assert (await submitting).errors == errors


async def test_a_command_without_a_connection_fails_at_once(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    await socket.close()
    await until(lambda: not ws.socket_mode.connections)
    reply = await ws.command("ana", "announcements", "/calendar")
    assert reply.said == '/calendar failed with the error "dispatch_failed"'


async def test_a_command_that_is_not_acknowledged_times_out(
    real: HandTime, session: aiohttp.ClientSession
) -> None:
    async with create_workspace(real=real, world=small_world) as ws:
        socket = await connected(ws, session)
        waiting = asyncio.ensure_future(ws.command("ana", "announcements", "/calendar"))
        await socket.receive_json()
        real.move(3)
        assert (await waiting).said == '/calendar failed with the error "operation_timeout"'


async def test_an_event_that_is_not_acknowledged_comes_again_at_once_and_later(
    real: HandTime, session: aiohttp.ClientSession
) -> None:
    async with create_workspace(real=real, world=small_world) as ws:
        socket = await connected(ws, session)
        ws.say("announcements", "ana", "Hello")
        came = []
        for minutes in (0, 0, 1, 5):
            ws.clock.move(timedelta(minutes=minutes))
            came.append(await socket.receive_json())
            real.move(3)
            if minutes or len(came) == 2:
                await ws.idle()
        assert [envelope["retry_attempt"] for envelope in came] == [0, 1, 2, 3]
        assert {envelope["retry_reason"] for envelope in came[1:]} == {"timeout"}
        assert len({envelope["payload"]["event_id"] for envelope in came}) == 1
        assert len({envelope["envelope_id"] for envelope in came}) == 4


async def test_what_is_no_acknowledgement_is_ignored(ws: Workspace, session: aiohttp.ClientSession) -> None:
    socket = await connected(ws, session)
    ws.say("announcements", "ana", "Hello")
    envelope = await socket.receive_json()
    for nonsense in ("", "{", "[]", "null", '{"envelope_id": "other"}', '{"envelope_id": {}}'):
        await socket.send_str(nonsense)
    assert ws.socket_mode.connections[0].waiting
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await ws.idle()
    assert [delivery.status for delivery in ws.deliveries] == [200]


async def test_a_probe_of_the_app_token_leaves_http_alone(ws: Workspace, app: Recorder) -> None:
    ws.socket_mode.open_url()
    ws.say("announcements", "ana", "Hello")
    await ws.idle()
    assert len(app.got) == 1


async def test_in_socket_mode_nothing_goes_to_the_request_url(
    ws: Workspace, app: Recorder, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    ws.say("announcements", "ana", "by socket")
    await acknowledge(socket)
    await socket.close()
    await until(lambda: not ws.socket_mode.connections)
    ws.say("announcements", "ana", "while it reconnects")
    await ws.idle()
    assert app.got == []
    socket = await connected(ws, session)
    ws.clock.move(timedelta(minutes=1))
    envelope: Any = await acknowledge(socket)
    assert envelope["payload"]["event"]["text"] == "while it reconnects"
    await ws.idle()


@pytest.mark.parametrize("ticket", ["", "?ticket=", "?ticket=guessed"])
async def test_a_connection_needs_a_ticket(
    ws: Workspace, session: aiohttp.ClientSession, ticket: str
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(f"{ws.socket_mode.base}link/{ticket}")


async def test_a_ticket_is_good_for_one_connection(ws: Workspace, session: aiohttp.ClientSession) -> None:
    url = ws.socket_mode.open_url()
    async with session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(url)
