"""The way in without a database: our front and dictionary before a listener that only acknowledges, against Bolt's own."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import in_rounds
from benchmarks.processes import bolt_js, python, serving

NAME = "door"
AT_ONCE = 8
LISTENERS = "28"
AIM, AIM_JS = 0.5, 0.333


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """Processor time of a request with 28 listeners on both sides; Bolt with a single one is printed beside it."""
    environment = ground.environment | {"ACKNOWLEDGES": "after"}
    database = f"sqlite:///{ground.folder / 'door.db'}"  # never opened
    servers = {
        "liaison": python(
            "-m", "benchmarks.servers.acks", LISTENERS=LISTENERS, DATABASE_URL=database, **environment
        ),
        "bolt, 1 listener": python("-m", "benchmarks.servers.bolt", LISTENERS="1", **environment),
        "bolt, 28 listeners": python("-m", "benchmarks.servers.bolt", LISTENERS=LISTENERS, **environment),
    }
    if ground.bolt_js is not None:
        servers["bolt js, 28 listeners"] = bolt_js(ground.bolt_js, LISTENERS=LISTENERS, **environment)
    async with AsyncExitStack() as stack:
        running = {name: await stack.enter_async_context(server) for name, server in servers.items()}
        for process in running.values():
            await process.until_answering()
        requests = ground.commands(2 * scale.requests_at_once)
        rounds = await in_rounds(
            {name: serving(process, requests, AT_ONCE) for name, process in running.items()}, scale.rounds
        )
    aims = {"bolt, 28 listeners": AIM, "bolt js, 28 listeners": AIM_JS}
    for name in running:
        if name != "liaison":
            ratio = rounds.cpu_ratio("liaison", name)
            yield Figure(NAME, "processor time of a request", ratio, "x", name, at_most=aims.get(name))
    for name in running:
        yield Figure(NAME, f"{name}: processor time", 1000 * rounds.cpu(name), "ms")
