"""Sends prepared HTTP requests over kept connections: as little work as will do, in another process than the server."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import cast


async def send(port: int, requests: Sequence[bytes], at_once: int) -> float:
    """Sends all requests on `at_once` connections, each its next one when it has been answered. Returns the seconds for all.

    Raises RuntimeError for an answer that is not 200, ConnectionError for none.
    """
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    connections: list[_Connection] = []
    try:
        while len(connections) < at_once:
            _, connection = await loop.create_connection(lambda: _Connection(waiting), "127.0.0.1", port)
            connections.append(connection)
        began = time.perf_counter()
        for connection in connections:
            connection.next()
        await asyncio.gather(*(connection.done for connection in connections))
        return time.perf_counter() - began
    finally:
        for connection in connections:
            connection.close()


class _Connection(asyncio.Protocol):
    """A client that knows of HTTP what servers on this machine answer with: a status, headers, a length or chunks."""

    def __init__(self, requests: Iterator[bytes]) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._requests = requests
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is one by duck type only

    def next(self) -> None:
        assert self._transport is not None
        request = next(self._requests, None)
        if request is None:
            self.done.set_result(None)
        else:
            self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end or not _is_whole(head.lower(), body):
            return
        self._received = b""
        if head[9:12] != b"200":
            self.done.set_exception(RuntimeError(f"answered with {head[9:12].decode()}"))
            self.close()
        else:
            self.next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(ConnectionError("the server closed the connection"))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


def _is_whole(head: bytes, body: bytes) -> bool:
    _, found, rest = head.partition(b"content-length:")
    if found:
        return len(body) >= int(rest.split(b"\r\n", 1)[0])
    return b"transfer-encoding: chunked" not in head or body.endswith(b"0\r\n\r\n")


async def get(port: int, path: str) -> int:
    """The status with which GET is answered; 0 if nobody answers."""
    with suppress(OSError, ValueError, IndexError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n".encode())
            return int((await reader.readline()).split()[1])
        finally:
            writer.close()
    return 0
