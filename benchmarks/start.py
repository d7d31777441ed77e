"""Time until ready, and memory, of `python -m bot run` on a database that is there."""

import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from statistics import median

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import Cost, in_rounds
from benchmarks.processes import Process, python

NAME = "start"
AIM_SECONDS, AIM_MEGABYTES = 1.5, 120
COMMANDS = 200
IMPORTS = (
    "import slack_bolt.app.async_app, uvicorn, sqlalchemy.ext.asyncio, aiohttp, json, os, sys\n"
    "print(json.dumps(1), flush=True)\n"
    "sys.stdin.read()"
)


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """Against the interpreter with the libraries imported, and against a bare AsyncApp. `.pyc` files are there."""
    database = ground.folder / "start.db"
    shutil.copy(ground.folder / "liaison.db", database)
    megabytes: dict[str, list[float]] = {"liaison": [], "imports": [], "bolt": []}

    def contender(
        name: str,
        start: Callable[[], AbstractAsyncContextManager[Process]],
        ready: Callable[[Process], Awaitable[object]],
    ) -> Callable[[], Awaitable[Cost]]:
        async def contend() -> Cost:
            began = time.perf_counter()
            async with start() as process:
                await ready(process)
                cost = Cost(time.perf_counter() - began, process.cpu())
                if name != "imports":
                    await process.serve(ground.commands(COMMANDS), 8)
                megabytes[name].append(process.memory())
            return cost

        return contend

    environment = ground.environment | {"DATABASE_URL": f"sqlite:///{database}", "LOG_LEVEL": "error"}
    bolt = ground.environment | {"LISTENERS": "1", "ACKNOWLEDGES": "after"}
    rounds = await in_rounds(
        {
            "liaison": contender(
                "liaison",
                lambda: python("-m", "bot", "run", **environment),
                lambda process: process.until_answering("/readyz", status=200),
            ),
            "imports": contender("imports", lambda: python("-c", IMPORTS), Process.hear),
            "bolt": contender(
                "bolt", lambda: python("-m", "benchmarks.servers.bolt", **bolt), Process.until_answering
            ),
        },
        scale.starts,
    )
    held = {name: median(found) for name, found in megabytes.items()}
    yield Figure(NAME, "ready", rounds.wall("liaison"), "s", at_most=AIM_SECONDS)
    yield Figure(NAME, "ready, processor time", rounds.cpu("liaison"), "s")
    yield Figure(NAME, "ready", rounds.wall_ratio("liaison", "imports"), "x", "the imports alone")
    yield Figure(NAME, "ready", rounds.wall_ratio("liaison", "bolt"), "x", "a bare AsyncApp")
    yield Figure(NAME, f"memory after {COMMANDS} commands", held["liaison"], "MB", at_most=AIM_MEGABYTES)
    yield Figure(NAME, "memory", held["liaison"] / held["imports"], "x", "the imports alone")
    yield Figure(NAME, "memory", held["liaison"] / held["bolt"], "x", "a bare AsyncApp")
    for name in ("imports", "bolt"):
        yield Figure(NAME, f"{name}: ready", rounds.wall(name), "s")
        yield Figure(NAME, f"{name}: memory", held[name], "MB")
