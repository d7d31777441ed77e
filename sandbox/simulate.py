"""`python -m sandbox.simulate`: half a year of invented people with Liaison, in a minute; prints what it told whom, and whether it kept
what it promises. `make simulate` starts it."""

import argparse
import asyncio
import logging
import os
import sys
from collections.abc import Sequence

import structlog

from sandbox.people import FEWEST
from sandbox.simulation.report import report
from sandbox.simulation.running import Options, simulate

LONGEST = 300  # days: after a year pauses are learned, which the checks know nothing of


def read(words: Sequence[str]) -> Options:
    """What the command line says. Exits with a sentence for what can't be used."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.simulate", description=__doc__)
    usual = Options()
    parser.add_argument("--seed", default=usual.seed, help="any word; the same one tells the same story")
    parser.add_argument("--days", type=_between(1, LONGEST), default=usual.days)
    parser.add_argument("--people", type=_between(FEWEST, 2000), default=usual.people)
    parser.add_argument("--groups", type=_between(1, 10), default=usual.groups)
    found = parser.parse_args(words)
    if 2 * found.groups + 10 > found.people:
        parser.error("--people: each group needs two moderators, and people besides them")
    url = os.environ.get("DATABASE_URL") or None
    return Options(found.seed, found.days, found.people, found.groups, url)


class _between:  # noqa: N801 - a kind of argument
    """A number from one to another."""

    def __init__(self, lowest: int, highest: int) -> None:
        self._lowest, self._highest = lowest, highest

    def __call__(self, text: str) -> int:
        if not text.isascii() or not text.isdigit() or not self._lowest <= int(text) <= self._highest:
            raise argparse.ArgumentTypeError(f"a number from {self._lowest} to {self._highest}")
        return int(text)


def main(words: Sequence[str]) -> int:
    """Runs the command line; 1 if a check failed."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    story = asyncio.run(simulate(read(words)))
    text, is_kept = report(story)
    sys.stdout.write(text)
    sys.stderr.write(f"{story.stops} stops, {story.seconds:.0f} seconds of processor time\n")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
