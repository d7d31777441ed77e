"""The same statements, run bare through the driver: what the database itself takes, with nothing of ours and nothing of SQLAlchemy's."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiosqlite
import asyncpg
from sqlalchemy import event

from benchmarks.ground import Ground
from storage.database import PRAGMAS, Database, normalise
from storage.migrate import upgrade

# A statement, its values, and whether they are many rows of values.
Said = list[tuple[str, Any, bool]]
Bare = Callable[[Said], Awaitable[None]]


def overheard(db: Database) -> Said:
    """What is said to the database from now on. Clear it before what you want to hear."""
    said: Said = []

    def hear(*of: Any) -> None:
        # Rows of which something is returned go as one statement with the values of all, though SQLAlchemy counts them as many.
        said.append((of[2], of[3], of[5] and isinstance(of[3], list)))

    event.listen(db.engine.sync_engine, "before_cursor_execute", hear)
    return said


async def timed(work: Awaitable[object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def new_database(ground: Ground, kind: str, name: str) -> str:
    """The URL of an empty one, with all tables."""
    if kind == "sqlite":
        url = f"sqlite:///{ground.folder / f'{name}.db'}"
    else:
        server = normalise(ground.databases["postgres"])
        connection = await asyncpg.connect(_plain(ground.databases["postgres"]))
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        named = server.set(drivername="postgresql", database=name)
        url = named.render_as_string(hide_password=False)
    await upgrade(url)
    return url


def _plain(url: str) -> str:
    return normalise(url).set(drivername="postgresql").render_as_string(hide_password=False)


def driver(kind: str, url: str, *, reads: bool = False) -> AbstractAsyncContextManager[Bare]:
    """Runs statements and fetches all rows: in one transaction that is taken back; `reads`, as ours do, on Postgres without one."""
    return _sqlite(url, reads=reads) if kind == "sqlite" else _postgres(url, reads=reads)


@asynccontextmanager
async def _sqlite(url: str, *, reads: bool) -> AsyncIterator[Bare]:
    async with aiosqlite.connect(normalise(url).database or "", isolation_level=None) as connection:
        for pragma in PRAGMAS:
            await connection.execute(f"PRAGMA {pragma}")

        async def run(said: Said) -> None:
            if reads:  # whoever writes is heard to begin
                await connection.execute("BEGIN")
            for statement, values, is_many in said:
                if is_many:
                    await connection.executemany(statement, values)
                    continue
                async with connection.execute(statement, values) as cursor:
                    await cursor.fetchall()
            await connection.rollback()

        yield run


@asynccontextmanager
async def _postgres(url: str, *, reads: bool) -> AsyncIterator[Bare]:
    server = await asyncpg.connect(_plain(url))

    async def run(said: Said) -> None:
        transaction = None if reads else server.transaction()
        if transaction is not None:
            await transaction.start()
        for statement, values, is_many in said:
            if is_many:
                await server.executemany(statement, values)
            else:
                await server.fetch(statement, *values)
        if transaction is not None:
            await transaction.rollback()

    try:
        yield run
    finally:
        await server.close()
