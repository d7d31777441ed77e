"""A signed slash command through the whole bot, against Bolt that only acknowledges plus the bare statements."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import Cost, Rounds, in_rounds
from benchmarks.processes import Process, bolt_js, python, serving

NAME = "command"
AIM = 1.25
MANY = 32


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """Alone and 32 at once, on every database."""
    for kind, url in ground.databases.items():
        async with AsyncExitStack() as stack:
            servers = await start(stack, ground, url)
            environment = ground.environment | {"DATABASE_URL": url}
            member = {"MEMBER": ground.people[0], "CHANNEL": ground.channels[0]}
            core = await stack.enter_async_context(
                python("-m", "benchmarks.servers.statements", **environment, **member)
            )
            await core.hear()
            for at_once, count in ((1, scale.requests), (MANY, scale.requests_at_once)):
                rounds = await measure(ground, servers, core, scale.rounds, at_once, count)
                for figure in figures(kind, at_once, rounds):
                    yield figure


async def start(stack: AsyncExitStack, ground: Ground, url: str) -> dict[str, Process]:
    bolt = {"LISTENERS": "1"} | ground.environment
    servers = {
        "liaison": python("-m", "bot", "web", DATABASE_URL=url, LOG_LEVEL="warning", **ground.environment),
        "bolt": python("-m", "benchmarks.servers.bolt", ACKNOWLEDGES="after", **bolt),
        "bolt, default": python("-m", "benchmarks.servers.bolt", ACKNOWLEDGES="polling", **bolt),
    }
    if ground.bolt_js is not None:
        servers["bolt js"] = bolt_js(ground.bolt_js, **bolt)
    running = {name: await stack.enter_async_context(server) for name, server in servers.items()}
    for process in running.values():
        await process.until_answering()
    return running


async def measure(
    ground: Ground, servers: dict[str, Process], core: Process, rounds: int, at_once: int, count: int
) -> Rounds:
    async def statements() -> Cost:
        return Cost(**await core.ask({"count": count, "at_once": at_once}))

    requests = ground.commands(count)
    contenders = {name: serving(process, requests, at_once) for name, process in servers.items()}
    return await in_rounds(contenders | {"core": statements}, rounds)


def figures(kind: str, at_once: int, rounds: Rounds) -> list[Figure]:
    how = f"{kind}, {'alone' if at_once == 1 else f'{at_once} at once'}"
    floor = ("bolt", "core")
    names = [name for name in ("liaison", "bolt", "core", "bolt, default", "bolt js") if name in rounds]
    return [
        Figure(NAME, f"{how}: time", rounds.wall_ratio("liaison", *floor), "x", "Bolt + Core", at_most=AIM),
        Figure(NAME, f"{how}: processor time", rounds.cpu_ratio("liaison", *floor), "x", "Bolt + Core"),
        *(Figure(NAME, f"{how}: {name}", 1000 * rounds.wall(name), "ms") for name in names),
    ]
