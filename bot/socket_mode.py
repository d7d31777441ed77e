"""Slack's requests over a connection that we open, where an app token is given (https://docs.slack.dev/apis/events-api/using-socket-mode)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.logs import safe_traceback
from handlers.front import kind_of

log = structlog.get_logger(__name__)

CONNECT_AGAIN = 10.0  # seconds
# Seconds after which a connection that broke without a word is opened anew; one that only keeps silent, after four times as many.
# Until then whoever presses a button gets no answer. slack_sdk's own are 10.
LOOK_EVERY = 3.0


class Counted:
    """The app as Socket Mode knows it, with every request counted by kind and status."""

    def __init__(self, app: AsyncApp, count: Callable[[str, int], None]) -> None:
        self.logger = app.logger
        self._app = app
        self._count = count

    async def async_dispatch(self, request: AsyncBoltRequest) -> BoltResponse:
        response = await self._app.async_dispatch(request)
        self._count(kind_of(request.body), response.status)
        return response


@asynccontextmanager
async def connected(
    app: AsyncApp,
    client: AsyncWebClient,
    app_token: str,
    reconnected: Callable[[], Awaitable[None]],
    count: Callable[[str, int], None] | None = None,
) -> AsyncIterator[None]:
    """Socket Mode: Slack's requests over a connection that we open. `reconnected` catches up with what was missed without it.

    `count` is told of each request: its kind, and the status that HTTP would have had.
    """
    counted: Any = Counted(app, count) if count else app
    handler = AsyncSocketModeHandler(counted, app_token, web_client=client, ping_interval=LOOK_EVERY)

    async def on_message(_client: object, message: dict[str, Any], _raw: str | None) -> None:
        if message.get("type") == "hello":
            await reconnected()

    handler.client.message_listeners.append(on_message)
    connecting = asyncio.create_task(_connect(handler))
    try:
        yield
    finally:
        connecting.cancel()
        await asyncio.gather(connecting, return_exceptions=True)
        await handler.close_async()  # type: ignore[no-untyped-call]


async def _connect(handler: AsyncSocketModeHandler) -> None:
    """Connects as soon as Slack lets us; from then on the handler keeps the connection by itself."""
    while True:
        try:
            await handler.connect_async()  # type: ignore[no-untyped-call]
        except (SlackApiError, ClientError, OSError) as error:
            log.error("no connection to Slack", **safe_traceback(error))
            await asyncio.sleep(CONNECT_AGAIN)
        else:
            return
