"""Socket Mode, as slack_sdk and a plain WebSocket client see it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.sandbox.app import HandTime, Recorder, refusal, until
from tests.sandbox.conftest import small_world


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def connected(ws: Workspace, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    """A connection that has had its hello."""
    opened = await AsyncWebClient(ws.app_token, base_url=ws.url, session=session).apps_connections_open(
        app_token=ws.app_token
    )
    socket = await session.ws_connect(opened["url"])
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    assert hello["connection_info"]["app_id"] == ws.app_id
    return socket


async def test_only_the_app_token_opens_a_connection(ws: Workspace, client: AsyncWebClient) -> None:
    assert await refusal(client.apps_connections_open(app_token=ws.bot_token)) == "not_allowed_token_type"


async def test_an_event_comes_in_an_envelope_and_is_acknowledged(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    ws.say("announcements", "ana", "Hello")
    envelope = await socket.receive_json()
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert envelope["payload"]["event"]["text"] == "Hello"
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
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
    assert envelope["payload"]["text"] == "help"
    await socket.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "Here"}})
    assert (await waiting).text == "Here"


async def test_each_payload_goes_to_one_of_several_connections(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    first, second = await connected(ws, session), await connected(ws, session)
    ws.say("announcements", "ana", "1")
    ws.say("announcements", "ana", "2")
    for socket in (first, second):
        envelope = await socket.receive_json()
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await ws.idle()
    assert [delivery.status for delivery in ws.deliveries] == [200, 200]


async def test_an_event_lost_with_its_connection_comes_again(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    ws.say("announcements", "ana", "Hello")
    lost = await socket.receive_json()
    await socket.close()
    await ws.idle()
    socket = await connected(ws, session)
    ws.clock.move(timedelta(minutes=1))
    again = await socket.receive_json()
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    assert again["retry_attempt"] == 2
    await socket.send_json({"envelope_id": again["envelope_id"]})
    await ws.idle()


async def test_what_a_half_open_connection_swallows_goes_to_another(
    real: HandTime, session: aiohttp.ClientSession
) -> None:
    async with create_workspace(real=real, world=small_world) as ws:
        broken, healthy = await connected(ws, session), await connected(ws, session)
        ws.core.courier.socket.connections[0].half_open = True
        ws.say("announcements", "ana", "Hello")
        await until(lambda: ws.core.courier.socket.connections[0].waiting)
        real.move(3)
        envelope = await healthy.receive_json()
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (1, "http_timeout")
        await healthy.send_json({"envelope_id": envelope["envelope_id"]})
        await ws.idle()
        await broken.close()


async def test_a_probe_of_the_app_token_leaves_http_alone(ws: Workspace, app: Recorder) -> None:
    ws.core.courier.socket.open_url()
    ws.say("announcements", "ana", "Hello")
    await ws.idle()
    assert len(app.got) == 1


async def test_slack_asks_for_a_new_connection_now_and_then(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    await ws.core.courier.socket.refresh()
    assert (await socket.receive_json())["reason"] == "refresh_requested"
    assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE


async def test_a_ticket_is_good_for_one_connection(ws: Workspace, session: aiohttp.ClientSession) -> None:
    url = ws.core.courier.socket.open_url()
    async with session.ws_connect(url):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_bolts_own_socket_mode_runs_unchanged(ws: Workspace) -> None:
    bolt = AsyncApp(client=AsyncWebClient(ws.bot_token, base_url=ws.url))
    heard: list[str] = []

    @bolt.event("message")
    async def hear(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    @bolt.command("/calendar")
    async def calendar(ack: Any, command: dict[str, Any]) -> None:
        await ack(f"You asked for {command['text']}")

    handler = AsyncSocketModeHandler(bolt, ws.app_token, web_client=AsyncWebClient(base_url=ws.url))
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        await until(lambda: ws.core.courier.socket.connections)
        ws.say("announcements", "ana", "Hello")
        reply = await ws.command("ana", "announcements", "/calendar", "help")
        assert reply.text == "You asked for help"
        await ws.idle()
        await until(lambda: heard == ["Hello"])
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
