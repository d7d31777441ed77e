"""A bare WebSocket client of Socket Mode, for tests of the protocol."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def connected(ws: Workspace, session: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    """A connection that has had its hello."""
    client = AsyncWebClient(ws.app_token, base_url=ws.url, session=session)
    opened = await client.apps_connections_open(app_token=ws.app_token)
    socket = await session.ws_connect(opened["url"])
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    return socket


async def acknowledge(socket: aiohttp.ClientWebSocketResponse) -> dict[str, object]:
    """The next envelope, once it's acknowledged."""
    envelope: dict[str, object] = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    return envelope
