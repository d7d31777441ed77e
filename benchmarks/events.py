"""Messages and reactions through the whole bot to the database, acknowledged when committed, against Bolt that only acknowledges."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import Cost, in_rounds
from benchmarks.processes import Process, python
from benchmarks.requests import events

NAME = "events"
AT_ONCE = 64
AIM = 0.5


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """Processor time of an event, and how many a second, on every database; the database server's own processes are not counted."""
    async with AsyncExitStack() as stack:
        servers = {
            kind: python("-m", "bot", "web", DATABASE_URL=url, LOG_LEVEL="warning", **ground.environment)
            for kind, url in ground.databases.items()
        }
        for name, how in (("bolt", "after"), ("bolt, default", "polling")):
            servers[name] = python(
                "-m", "benchmarks.servers.bolt", LISTENERS="1", ACKNOWLEDGES=how, **ground.environment
            )
        running = {name: await stack.enter_async_context(server) for name, server in servers.items()}
        for process in running.values():
            await process.until_answering()
        stream = _Stream(ground, 5 * scale.requests_at_once)
        rounds = await in_rounds(
            {name: stream.into(process) for name, process in running.items()}, scale.rounds
        )
    for kind in ground.databases:
        for floor in ("bolt", "bolt, default"):
            ratio = rounds.cpu_ratio(kind, floor)
            yield Figure(NAME, f"{kind}, 64 at once: processor time", ratio, "x", floor, at_most=AIM)
        yield Figure(NAME, f"{kind}, 64 at once", 1 / rounds.wall(kind), "/s")
    yield Figure(NAME, "bolt that only acknowledges, 64 at once", 1 / rounds.wall("bolt"), "/s")
    for name in running:
        yield Figure(NAME, f"{name}: processor time", 1000 * rounds.cpu(name), "ms")


class _Stream:
    """Events of the present, none of them twice."""

    def __init__(self, ground: Ground, count: int) -> None:
        self._ground = ground
        self._count = count
        self._next = time.time_ns() // 1000

    def into(self, process: Process) -> Callable[[], Awaitable[Cost]]:
        async def contend() -> Cost:
            begin, self._next = self._next, self._next + self._count
            secret = self._ground.environment["SLACK_SIGNING_SECRET"]
            requests = events(secret, self._ground.people, self._ground.channels, self._count, begin)
            return await process.serve(requests, AT_ONCE)

        return contend
