"""The command line: `python -m benchmarks [NAME …] [--quick] [--json FILE]`."""

import argparse
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import uvloop

from benchmarks import (
    calendar,
    command,
    delivery,
    door,
    events,
    feeds,
    growth,
    listeners,
    pace,
    page,
    sandbox,
    search,
    start,
)
from benchmarks.figures import FAIL, Figure, table
from benchmarks.ground import FULL, QUICK, Ground, Scale, ground
from bot.logs import configure
from tests import postgres

BENCHMARKS: dict[str, Callable[[Scale, Ground], AsyncIterator[Figure]]] = {
    benchmark.NAME: benchmark.run
    for benchmark in (
        command,
        door,
        events,
        growth,
        listeners,
        delivery,
        pace,
        start,
        sandbox,
        page,
        search,
        calendar,
        feeds,
    )
}
ON_POSTGRES, BESIDE_BOLT_JS = (
    {"command", "events", "growth", "delivery", "search", "calendar", "feeds"},
    {"command", "door"},
)


def parser() -> argparse.ArgumentParser:
    result = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="How fast Liaison is, as ratios against floors measured in the same run (docs/benchmarks.md).",
    )
    result.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHMARKS)} (all)")
    result.add_argument("--quick", action="store_true", help="fewer rounds, and figures that are less sure")
    result.add_argument("--million", action="store_true", help="search a million partners, too: for hours")
    result.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return result


async def measure(names: list[str], scale: Scale) -> list[Figure]:
    """Runs the benchmarks, telling each figure as it comes."""
    found: list[Figure] = []
    with ExitStack() as stack:
        database = stack.enter_context(postgres.server()).url if ON_POSTGRES & {*names} else None
        async with ground(database, bolt_js=bool(BESIDE_BOLT_JS & {*names})) as the_ground:
            if BESIDE_BOLT_JS & {*names} and the_ground.bolt_js is None:
                print("Bolt JS is left out: node and npm are not here, or npm could not fetch it.\n")
            for name in names:
                async for figure in BENCHMARKS[name](scale, the_ground):
                    print(figure.line(), flush=True)
                    found.append(figure)
    return found


def main() -> int:
    arguments = parser().parse_args()
    configure("warning", "console")
    unknown = [name for name in arguments.names if name not in BENCHMARKS]
    if unknown:
        sys.stderr.write(f"There is no benchmark {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}\n")
        return 2
    scale = QUICK if arguments.quick else FULL
    if arguments.million:
        scale = replace(scale, partners=(*scale.partners, 1_000_000))
    began = time.monotonic()
    figures = uvloop.run(measure(arguments.names or list(BENCHMARKS), scale))
    failed = sum(figure.verdict == FAIL for figure in figures)
    aims = sum(bool(figure.verdict) for figure in figures)
    print(f"\n{table(figures)}\n")
    print(f"{aims - failed} of {aims} aims are met. Measured in {time.monotonic() - began:.0f} s.")
    if arguments.json:
        arguments.json.write_text(json.dumps([figure.as_json() for figure in figures], indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
