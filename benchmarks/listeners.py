"""What a registered listener costs those requests that are not for it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import in_rounds
from benchmarks.processes import Process, python, serving

NAME = "listeners"
AT_ONCE = 8
FEW, *MORE = (3, 25, 100)
AIM = 1.1


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """Processor time of a request with 3, 25 and 100 listeners, of which the last is called; stock Bolt's beside it."""
    environment = ground.environment | {"ACKNOWLEDGES": "after"}
    environment["DATABASE_URL"] = f"sqlite:///{ground.folder / 'listeners.db'}"  # never opened
    programs = {"liaison": "benchmarks.servers.acks", "bolt": "benchmarks.servers.bolt"}
    async with AsyncExitStack() as stack:
        running: dict[str, Process] = {}
        for name, program in programs.items():
            for count in (FEW, *MORE):
                server = python("-m", program, LISTENERS=str(count), **environment)
                running[f"{name}, {count}"] = await stack.enter_async_context(server)
        for process in running.values():
            await process.until_answering()
        requests = ground.commands(2 * scale.requests_at_once)
        rounds = await in_rounds(
            {name: serving(process, requests, AT_ONCE) for name, process in running.items()}, scale.rounds
        )
    for name, aim in (("liaison", AIM), ("bolt", None)):
        for count in MORE:
            ratio = rounds.cpu_ratio(f"{name}, {count}", f"{name}, {FEW}")
            yield Figure(NAME, f"{name}: {count} listeners", ratio, "x", f"{FEW} listeners", at_most=aim)
