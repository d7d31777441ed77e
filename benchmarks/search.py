"""How long a search of the directory takes, against its own SQL run bare through the driver, from a thousand partners to many."""

import asyncio
import os
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from statistics import median
from typing import Any

import aiosqlite
import asyncpg
from sqlalchemy import event

from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from benchmarks.measure import memory
from benchmarks.partners import GUEST, MOMENT, PARTNER, SECRETARIAT, Partners, fill
from bot.directory.query import reading
from bot.directory.search import index
from bot.directory.search.service import DirectoryService
from bot.directory.words import countries
from storage.database import Database, normalise
from storage.migrate import upgrade

NAME = "search"
AIM_RATIO = 1.5
AIM_P99 = {"sqlite": 10.0, "postgres": 25.0}
BULK, BY_SWEEP = 2000, 500  # profiles in one transaction; profiles that the sweep indexes while others wait
WHO = (PARTNER, PARTNER, GUEST, SECRETARIAT)

Said = list[tuple[str, Sequence[Any]]]
Bare = Callable[[Said], Awaitable[None]]


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """All sizes on SQLite, then on Postgres."""
    await asyncio.to_thread(reading.warm_up)
    for kind in ground.databases:
        for count in scale.partners:
            url = await _new_database(ground, kind, count)
            async for figure in _measure(kind, url, count, scale):
                yield figure


async def _measure(kind: str, url: str, count: int, scale: Scale) -> AsyncIterator[Figure]:
    partners = Partners(count)
    db = Database(url, lambda: MOMENT)
    said: Said = []
    event.listen(db.engine.sync_engine, "before_cursor_execute", lambda *of: said.append((of[2], of[3])))
    try:
        await fill(db, partners)
        began = time.perf_counter()
        waits = await _index(db, count)
        built = time.perf_counter() - began
        before = memory(os.getpid())
        ours: list[float] = []
        bare: list[float] = []
        async with _driver(kind, url) as run_bare:
            service = DirectoryService(db)
            for number, text in enumerate(queries(partners, scale.searches)):
                who = WHO[number % len(WHO)]
                await service.search(who, text)
                said.clear()
                ours.append(await _timed(service.search(who, text)))
                bare.append(await _timed(run_bare(list(said))))
        held = memory(os.getpid()) - before
    finally:
        await db.close()
    of = f"{kind}, {count:,}"
    is_aim = count == 100_000
    ratio = median(ours) / median(bare)
    yield Figure(NAME, f"{of}: median", 1000 * median(ours), "ms")
    yield Figure(NAME, f"{of}: median", ratio, "x", "its SQL alone", at_most=AIM_RATIO if is_aim else None)
    yield Figure(NAME, f"{of}: p99", 1000 * _p99(ours), "ms", at_most=AIM_P99[kind] if is_aim else None)
    yield Figure(NAME, f"{of}: p99", _p99(ours) / _p99(bare), "x", "its SQL alone")
    yield Figure(NAME, f"{of}: the index is built", built, "s")
    yield Figure(NAME, f"{of}: others wait meanwhile, p99", 1000 * _p99(waits), "ms")
    yield Figure(NAME, f"{of}: memory that {scale.searches} searches add", held, "MB")


async def _timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


def _p99(seconds: Sequence[float]) -> float:
    return sorted(seconds)[len(seconds) * 99 // 100]


async def _index(db: Database, count: int) -> list[float]:
    """Builds the index: most in bulk, the last by the sweep. How long somebody else waits for a read meanwhile, each time."""
    members = [f"U{number:07}" for number in range(max(count - BY_SWEEP, 0))]
    for start in range(0, len(members), BULK):
        async with db.write() as tx:
            await index.refresh_many(tx, members[start : start + BULK])
    waits: list[float] = []

    async def ask() -> None:
        while True:
            waits.append(await _timed(DirectoryService(db).reader(PARTNER)))
            await asyncio.sleep(0.005)

    asking = asyncio.create_task(ask())
    while await DirectoryService(db).reindex_next():
        pass
    asking.cancel()
    return waits


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


async def _new_database(ground: Ground, kind: str, count: int) -> str:
    if kind == "sqlite":
        url = f"sqlite:///{ground.folder / f'search-{count}.db'}"
    else:
        server = normalise(ground.databases["postgres"])
        connection = await asyncpg.connect(_plain(ground.databases["postgres"]))
        await connection.execute(f"CREATE DATABASE search_{count}")
        await connection.close()
        named = server.set(drivername="postgresql", database=f"search_{count}")
        url = named.render_as_string(hide_password=False)
    await upgrade(url)
    return url


def _plain(url: str) -> str:
    return normalise(url).set(drivername="postgresql").render_as_string(hide_password=False)


@asynccontextmanager
async def _driver(kind: str, url: str) -> AsyncIterator[Bare]:
    """Runs statements in one transaction and fetches all rows, with nothing of ours and nothing of SQLAlchemy's."""
    if kind == "sqlite":
        async with aiosqlite.connect(normalise(url).database or "", isolation_level=None) as connection:

            async def on_sqlite(said: Said) -> None:
                for statement, values in said:
                    async with connection.execute(statement, values) as cursor:
                        await cursor.fetchall()
                await connection.rollback()

            yield on_sqlite
    else:
        server = await asyncpg.connect(_plain(url))

        async def on_postgres(said: Said) -> None:
            async with server.transaction():
                for statement, values in said:
                    await server.fetch(statement, *values)

        try:
            yield on_postgres
        finally:
            await server.close()
