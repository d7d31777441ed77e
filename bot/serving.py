"""Runs the web server and the worker, and stops them so that what was begun is finished or safely left."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.calendar.reading import sentence
from bot.directory.query import reading
from bot.settings import SettingsError
from scheduler.worker import Worker

# Seconds for requests under way when the server is told to stop; the worker is told at the same moment.
FINISH_WITHIN = 7
WARM_UP_AFTER = 0.5  # seconds: the first answers go first


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
        ws="none",  # else it imports whatever it finds for WebSockets, which nobody opens here
        server_header=False,
        timeout_graceful_shutdown=FINISH_WITHIN,
    )
    server = Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    warming = asyncio.create_task(_warm_up())
    try:
        yield
    finally:
        server.should_exit = True
        warming.cancel()
        await asyncio.wait([task, warming])
        await task


async def _warm_up() -> None:
    """Builds what the first to search, or to write a date, would wait for, and others with them."""
    await asyncio.sleep(WARM_UP_AFTER)
    for build in (reading.warm_up, sentence.warm_up):
        await asyncio.to_thread(build)


@asynccontextmanager
async def working(worker: Worker) -> AsyncIterator[None]:
    """The worker."""
    await worker.start()
    try:
        yield
    finally:
        await worker.stop()
