"""Runs the parts: the web server, Socket Mode, the worker; and stops them so that what was begun is finished or safely left."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import structlog
import uvicorn
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.directory.query import reading
from bot.logs import safe_traceback
from bot.settings import SettingsError
from handlers.front import kind_of
from scheduler.worker import Worker

log = structlog.get_logger(__name__)

# Seconds for requests under way when the server is told to stop; the worker is told at the same moment.
FINISH_WITHIN = 7
CONNECT_AGAIN = 10.0  # seconds


class Server(uvicorn.Server):
    """uvicorn without its own signal handlers: they would end the process before the worker has stopped."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises SettingsError, which names the variable to set, if the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named: only then does asyncio switch off Nagle's algorithm, which costs 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"Port {port} on {host} can't be used ({error.strerror}). Set PORT (or HOST) to another."
        ) from None
    listener.listen(2048)
    return listener


def stop_event() -> asyncio.Event:
    """Set by SIGINT or SIGTERM."""
    event = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, event.set)
    return event


@asynccontextmanager
async def serving(web: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """The web server, on a socket that listens already."""
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=FINISH_WITHIN,
    )
    server = Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    # What the first search would wait for, and others with it.
    names = asyncio.create_task(asyncio.to_thread(reading.warm_up))
    try:
        yield
    finally:
        server.should_exit = True
        await asyncio.gather(task, names)


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
    handler = AsyncSocketModeHandler(counted, app_token, web_client=client)

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


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """The worker."""
    await worker.start()
    try:
        yield
    finally:
        await worker.stop()
