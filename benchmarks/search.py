"""How long a search of the directory takes, against its own SQL run bare through the driver, from a thousand partners to many."""

import asyncio
import gc
import os
import random
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks import waits
from benchmarks.bare import Bare, driver, new_database, overheard, timed
from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import memory
from benchmarks.partners import GUEST, MOMENT, PARTNER, SECRETARIAT, Partners, fill
from benchmarks.waits import p99
from bot.directory.query import reading
from bot.directory.search import index
from bot.directory.search.service import DirectoryService
from bot.directory.words import countries
from storage.database import Database

NAME = "search"
AIM_RATIO = 1.5
AIM_P99 = {"sqlite": 10.0, "postgres": 25.0}
BULK, BY_SWEEP = 2000, 2000  # profiles in one transaction; profiles that the sweep indexes while others ask
ROUNDS = 3
WHO = (PARTNER, PARTNER, GUEST, SECRETARIAT)


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """All sizes on SQLite, then on Postgres."""
    await asyncio.to_thread(reading.warm_up)
    gc.freeze()  # as `python -m bot` does
    for kind in ground.databases:
        for count in scale.partners:
            url = await new_database(ground, kind, f"search_{count}")
            async for figure in _measure(kind, url, count, scale, ground):
                yield figure


async def _measure(kind: str, url: str, count: int, scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    partners, of = Partners(count), f"{kind}, {count:,}"
    db = Database(url, lambda: MOMENT)
    try:
        await fill(db, partners)
        by_sweep = min(BY_SWEEP, count // 2)
        began, cpu = time.perf_counter(), time.process_time()
        await _index(db, count - by_sweep)
        for what, seconds in (
            ("", time.perf_counter() - began),
            (", processor time", time.process_time() - cpu),
        ):
            yield Figure(
                NAME,
                f"{of}: the index of a thousand is built{what}",
                1000 * seconds / (count - by_sweep),
                "s",
            )
        async for figure in waits.measure(NAME, of, ground, url, PARTNER, by_sweep):
            yield figure
        before = memory(os.getpid())
        async with driver(kind, url, reads=True) as run_bare:
            rounds = await _rounds(db, run_bare, queries(partners, scale.searches))
        held = memory(os.getpid()) - before
    finally:
        await db.close()
    for figure in _told(kind, of, rounds, is_aim=count == 100_000):
        yield figure
    yield Figure(NAME, f"{of}: memory that the searches add", held, "MB")


def _told(kind: str, of: str, rounds: Sequence["Round"], *, is_aim: bool) -> Iterator[Figure]:
    for name, found in (("median of the rounds", _middle), ("the best round", min)):
        at = f"{of}, {name}"
        yield Figure(NAME, f"{at}: p50", 1000 * found([r.p50 for r in rounds]), "ms")
        ratio = found([r.p50 / r.bare_p50 for r in rounds])
        yield Figure(NAME, f"{at}: p50", ratio, "x", "its SQL alone", at_most=AIM_RATIO if is_aim else None)
        at_most = AIM_P99[kind] if is_aim else None
        yield Figure(NAME, f"{at}: p99", 1000 * found([r.p99 for r in rounds]), "ms", at_most=at_most)
        yield Figure(NAME, f"{at}: p99 of its SQL alone", 1000 * found([r.bare_p99 for r in rounds]), "ms")
    # What other work on the machine costs is seldom in the quickest of a search's rounds.
    quickest = Round(*(_quickest([of_round[n] for of_round in rounds]) for n in range(3)))
    at = f"{of}, each search in its quickest round"
    yield Figure(NAME, f"{at}: p50", 1000 * quickest.p50, "ms")
    yield Figure(NAME, f"{at}: p50", quickest.p50 / quickest.bare_p50, "x", "its SQL alone")
    yield Figure(NAME, f"{at}: p99", 1000 * quickest.p99, "ms")
    yield Figure(NAME, f"{at}: p99 of its SQL alone", 1000 * quickest.bare_p99, "ms")
    yield Figure(NAME, f"{at}: processor time, p50", 1000 * median(quickest.cpu), "ms")


class Round(NamedTuple):
    """Seconds of each search, in the order of the searches, of its SQL alone, and of its processor time with all threads."""

    ours: list[float]
    alone: list[float]
    cpu: list[float]

    @property
    def p50(self) -> float:
        return median(self.ours)

    @property
    def p99(self) -> float:
        return p99(sorted(self.ours))

    @property
    def bare_p50(self) -> float:
        return median(self.alone)

    @property
    def bare_p99(self) -> float:
        return p99(sorted(self.alone))


def _quickest(rounds: Sequence[Sequence[float]]) -> list[float]:
    return [min(of_one) for of_one in zip(*rounds, strict=True)]


async def _rounds(db: Database, run_bare: Bare, texts: Sequence[str]) -> list[Round]:
    """All searches in each round, each followed by its SQL alone; after one round for warming up."""
    said = overheard(db)
    service = DirectoryService(db)
    rounds = []
    for _ in range(1 + ROUNDS):
        one = Round([], [], [])
        for number, text in enumerate(texts):
            said.clear()
            cpu = time.process_time()
            one.ours.append(await timed(service.search(WHO[number % len(WHO)], text)))
            one.cpu.append(time.process_time() - cpu)
            one.alone.append(await timed(run_bare(list(said))))
        rounds.append(one)
    return rounds[1:]


def _middle(numbers: Sequence[float]) -> float:
    return median(numbers)


async def _index(db: Database, count: int) -> None:
    """Indexes the first ones, many at once."""
    members = [f"U{number:07}" for number in range(count)]
    for start in range(0, len(members), BULK):
        async with db.write() as tx:
            await index.refresh_many(tx, members[start : start + BULK])


def queries(partners: Partners, count: int) -> list[str]:
    """Searches of every kind, in the same order every time: words, names, countries, typing errors, what fits a fifth of all."""
    luck = random.Random(7)

    def mistyped(word: str) -> str:
        place = luck.randrange(len(word) - 1)
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]

    def one_of_each() -> list[str]:
        word, last, field = (partners.one(of) for of in (partners.words, partners.last, partners.fields))
        code = partners.one(partners.codes)
        country = countries.name(code, luck.choice(("en", "fr", "es")))
        return [
            *(word, last, field, country, last[:4], word[:2], "type:workers", "region:africa"),
            *(f"{word} {country}", f"{field} {country}", f"{partners.one(partners.first)} {last}"),
            *(mistyped(last), f"{mistyped(word)} {country}", partners.one(partners.organisations)),
            *(f"country:{code} {word} lang:fr", f"region:africa {field}", f'group:"Group C1" {word[:3]}'),
            *(f"who works on {field} in {country}?", f"zzyzx {word}", ""),
        ]

    found: list[str] = []
    while len(found) < count:
        found += one_of_each()
    return found[:count]
