"""How long requests wait while the directory's index builds in the process that answers them, against the same requests without that."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from benchmarks import load
from benchmarks.figures import Figure
from benchmarks.ground import Ground
from benchmarks.processes import Process, python
from benchmarks.requests import commands

QUIET = 3.0  # seconds in which nothing is built
EVERY = 0.01  # seconds between two requests

Request = Callable[[], bytes]


async def measure(
    name: str, of: str, ground: Ground, url: str, member: str, profiles: int
) -> AsyncIterator[Figure]:
    """The last `profiles` of a directory are indexed by the sweep. `member` asks for `/partners help`."""
    environment = ground.environment | {"DATABASE_URL": url, "LOG_LEVEL": "warning"}
    secret = environment["SLACK_SIGNING_SECRET"]
    requests: dict[str, Request] = {
        "/healthz": lambda: b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
        "/partners help": lambda: commands(secret, member, ground.channels[0], 1, "/partners", "help")[0],
    }
    async with python("-m", "benchmarks.servers.indexing", **environment) as server:
        await server.until_answering("/healthz", status=200)
        await asked(server, requests, asyncio.sleep(0.5))
        quiet = await asked(server, requests, asyncio.sleep(QUIET))
        told: dict[str, float] = {}

        async def build() -> None:
            told.update(await server.ask({}))

        began = time.perf_counter()
        busy = await asked(server, requests, build())
        seconds = time.perf_counter() - began
    for what, waits in busy.items():
        at = f"{of}: {what} while the index builds"
        yield Figure(name, f"{at}, longest", 1000 * waits[-1], "ms")
        yield Figure(name, f"{at}, p99", 1000 * p99(waits), "ms")
        yield Figure(name, f"{at}, p99", p99(waits) / p99(quiet[what]), "x", "without it")
    yield Figure(name, f"{of}: the sweep's longest transaction", 1000 * told["longest"], "ms")
    yield Figure(name, f"{of}: the sweep", profiles / seconds, "/s")
    yield Figure(name, f"{of}: the sweep, processor time for a thousand", 1000 * told["cpu"] / profiles, "s")


async def asked(
    server: Process, requests: dict[str, Request], until: Awaitable[None]
) -> dict[str, list[float]]:
    """How many seconds each request takes, asked again and again until something is done: the shortest first."""
    waits: dict[str, list[float]] = {what: [] for what in requests}

    async def ask(what: str) -> None:
        while True:
            waits[what].append(await load.send(server.port, [requests[what]()], 1))
            await asyncio.sleep(EVERY)

    asking = [asyncio.create_task(ask(what)) for what in requests]
    try:
        await until
    finally:
        for task in asking:
            task.cancel()
        for task in asking:
            with suppress(asyncio.CancelledError):
                await task
    return {what: sorted(found) for what, found in waits.items()}


def p99(seconds: list[float]) -> float:
    """What one of a hundred is longer than; of sorted ones."""
    return seconds[len(seconds) * 99 // 100]
