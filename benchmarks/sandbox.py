"""How long a test waits for a Slack workspace of its own, and for many side by side."""

import asyncio
import time
from collections.abc import AsyncIterator

from starlette.responses import PlainTextResponse

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import Cost, in_rounds
from sandbox import create_workspace
from sandbox.server import Server

NAME = "sandbox"
AIM_MILLISECONDS = 50
SIDE_BY_SIDE = 20


async def run(scale: Scale, _ground: Ground) -> AsyncIterator[Figure]:
    """Until it takes requests, against a bare server in the same process; without closing it."""

    async def workspace() -> Cost:
        began = time.perf_counter()
        async with create_workspace():
            return Cost(time.perf_counter() - began)

    async def server() -> Cost:
        began = time.perf_counter()
        bare = Server(0)
        await bare.start(PlainTextResponse("ok"))
        cost = Cost(time.perf_counter() - began)
        await bare.stop()
        return cost

    async def many() -> Cost:
        began = time.perf_counter()
        await asyncio.gather(*(workspace() for _ in range(SIDE_BY_SIDE)))
        return Cost((time.perf_counter() - began) / SIDE_BY_SIDE)

    rounds = await in_rounds({"workspace": workspace, "server": server, "many": many}, scale.rounds)
    made = rounds.wall("workspace") * 1000
    yield Figure(NAME, "a workspace is made", made, "ms", at_most=AIM_MILLISECONDS)
    yield Figure(NAME, "a workspace is made", rounds.wall_ratio("workspace", "server"), "x", "a bare server")
    yield Figure(NAME, f"each of {SIDE_BY_SIDE} at once, made and closed", rounds.wall("many") * 1000, "ms")
