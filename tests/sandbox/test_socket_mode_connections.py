"""Socket Mode's connections: several at once, renewed, cut, frozen, switched off."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp

from sandbox import Workspace, create_workspace
from tests.sandbox.app import HandTime, Recorder, until
from tests.sandbox.conftest import small_world
from tests.sandbox.sockets import acknowledge, connected, session

__all__ = ["session"]


async def ended(socket: aiohttp.ClientWebSocketResponse) -> bool:
    """Whether the next thing on the socket is its end."""
    ends = {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}
    return (await socket.receive()).type in ends


async def test_each_payload_goes_to_exactly_one_of_several_connections(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    sockets = [await connected(ws, session) for _ in range(3)]
    got: list[str] = []

    async def read(socket: aiohttp.ClientWebSocketResponse) -> None:
        while True:
            envelope: Any = await acknowledge(socket)
            got.append(envelope["payload"]["event"]["text"])

    readers = [asyncio.ensure_future(read(socket)) for socket in sockets]
    texts = [str(number) for number in range(30)]
    for text in texts:
        ws.say("announcements", "ana", text)
    await ws.idle()
    for reader in readers:
        reader.cancel()
    await asyncio.gather(*readers, return_exceptions=True)
    assert sorted(got) == sorted(texts)
    assert {delivery.status for delivery in ws.deliveries} == {200}


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
    again: Any = await acknowledge(socket)
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    assert again["retry_attempt"] == 2
    await ws.idle()


async def test_what_a_half_open_connection_swallows_goes_to_another(
    real: HandTime, session: aiohttp.ClientSession
) -> None:
    async with create_workspace(real=real, world=small_world) as ws:
        half_open, healthy = await connected(ws, session), await connected(ws, session)
        frozen = ws.socket_mode.connections[0]
        frozen.freeze()
        ws.say("announcements", "ana", "Hello")
        await until(lambda: frozen.waiting)
        real.move(3)
        envelope: Any = await acknowledge(healthy)
        assert (envelope["retry_attempt"], envelope["retry_reason"]) == (1, "timeout")
        await ws.idle()
        assert not half_open.closed


async def test_a_half_open_connection_answers_no_ping_until_it_thaws(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    sockets = [await session.ws_connect(ws.socket_mode.open_url(), autoping=False) for _ in range(2)]
    for socket in sockets:
        await socket.receive_json()
    ws.socket_mode.connections[0].freeze()
    half_open, healthy = sockets
    answer = asyncio.ensure_future(half_open.receive())
    await half_open.ping(b"first")
    await healthy.ping(b"second")
    assert (await healthy.receive()).data == b"second"
    assert not answer.done()
    ws.socket_mode.connections[0].thaw()
    assert (await answer).data == b"first"


async def test_slack_warns_before_it_renews_a_connection(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    await ws.socket_mode.warn()
    warning = await socket.receive_json()
    assert (warning["type"], warning["reason"]) == ("disconnect", "warning")
    assert warning["debug_info"]["host"]
    ws.say("announcements", "ana", "still here")
    await acknowledge(socket)
    await ws.idle()
    await ws.socket_mode.refresh()
    assert (await socket.receive_json())["reason"] == "refresh_requested"
    assert await ended(socket)
    await until(lambda: not ws.socket_mode.connections)


async def test_an_eleventh_connection_is_one_too_many(ws: Workspace, session: aiohttp.ClientSession) -> None:
    open_ones = [await connected(ws, session) for _ in range(10)]
    socket = await session.ws_connect(ws.socket_mode.open_url())
    assert (await socket.receive_json())["reason"] == "too_many_websockets"
    assert await ended(socket)
    assert len(ws.socket_mode.connections) == len(open_ones)


async def test_when_socket_mode_is_switched_off_http_is_used_again(
    ws: Workspace, app: Recorder, session: aiohttp.ClientSession
) -> None:
    socket = await connected(ws, session)
    await ws.socket_mode.disable()
    assert (await socket.receive_json())["reason"] == "link_disabled"
    assert await ended(socket)
    refused = await session.ws_connect(ws.socket_mode.open_url())
    assert (await refused.receive_json())["reason"] == "link_disabled"
    ws.say("announcements", "ana", "Hello")
    await ws.idle()
    assert [event["text"] for event in app.events] == ["Hello"]
    ws.socket_mode.enable()
    socket = await connected(ws, session)
    assert not socket.closed


async def test_a_connection_may_be_cut_without_a_word(ws: Workspace, session: aiohttp.ClientSession) -> None:
    socket = await connected(ws, session)
    ws.socket_mode.connections[0].drop()
    assert await ended(socket)
    await until(lambda: not ws.socket_mode.connections)
