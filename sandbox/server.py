"""Serves a workspace over HTTP on loopback, in the event loop of whoever made it."""

import asyncio
import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HOST = "127.0.0.1"


class Server:
    """An HTTP server for one ASGI application, listening as soon as it's made."""

    def __init__(self, port: int) -> None:
        self._socket = listen(port)
        self.port: int = self._socket.getsockname()[1]
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._uvicorn: uvicorn.Server | None = None
        self._stopping = False

    async def start(self, app: ASGIApp) -> None:
        """Answer requests from now on."""
        transports = self._transports
        server = self

        class Connection(HttpToolsProtocol):
            """A connection that can be cut."""

            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                transports[transport.get_extra_info("peername")[:2]] = transport
                super().connection_made(transport)
                if server._stopping:
                    transport.abort()

            def connection_lost(self, exc: Exception | None) -> None:
                if self.client:
                    transports.pop(self.client, None)
                super().connection_lost(exc)

        async def outer(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await app(scope, receive, send)
            except asyncio.CancelledError:
                if not self._stopping:
                    raise

        config = uvicorn.Config(
            outer,
            http=Connection,
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            date_header=False,
            server_header=False,
            proxy_headers=False,
            # Slack pings every ten seconds, and Bolt for JavaScript relies on it.
            ws_ping_interval=10,
        )
        config.load()
        self._uvicorn = uvicorn.Server(config)
        self._uvicorn.lifespan = config.lifespan_class(config)
        await self._uvicorn.startup(sockets=[self._socket])

    def drop(self, scope: Scope) -> None:
        """Cut the connection of a request, so that it never gets an answer."""
        if transport := self._transports.get(tuple(scope["client"])[:2]):
            transport.abort()

    def freeze(self, scope: Scope) -> None:
        """Read nothing more from the connection of a request: it's half-open."""
        if transport := self._transports.get(tuple(scope["client"])[:2]):
            transport.pause_reading()

    def thaw(self, scope: Scope) -> None:
        """Read from it again."""
        if transport := self._transports.get(tuple(scope["client"])[:2]):
            transport.resume_reading()

    async def stop(self) -> None:
        """Stop at once: nothing is waited for but the tasks' own ends."""
        if self._uvicorn is None:
            self._socket.close()
            return
        self._stopping = True
        # asyncio's server must not be closed while it's accepting a connection, so it first stops to.
        asyncio.get_running_loop().remove_reader(self._socket)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for listening in self._uvicorn.servers:
            listening.close()
        for transport in list(self._transports.values()):
            transport.abort()
        self._transports.clear()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        tasks: list[asyncio.Task[Any]] = list(self._uvicorn.server_state.tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._socket.close()


def listen(port: int) -> socket.socket:
    """A listening loopback socket. Raises OSError when the port is taken."""
    # The protocol is named because asyncio switches Nagle's algorithm off only then; with it every answer
    # on a connection that is kept open waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener
