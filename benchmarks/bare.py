"""The same statements, run bare through the driver: what the database itself takes, with nothing of ours and nothing of SQLAlchemy's."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite
import asyncpg
from sqlalchemy import event

from benchmarks.ground import Ground
from storage.database import Database, normalise
from storage.migrate import upgrade

# A statement, its values, and whether they are many rows of values.
Said = list[tuple[str, Any, bool]]
Bare = Callable[[Said], Awaitable[None]]


def overheard(db: Database) -> Said:
    """What is said to the database from now on. Clear it before what you want to hear."""
    said: Said = []
    event.listen(
        db.engine.sync_engine, "before_cursor_execute", lambda *of: said.append((of[2], of[3], of[5]))
    )
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


@asynccontextmanager
async def driver(kind: str, url: str) -> AsyncIterator[Bare]:
    """Runs statements in one transaction, fetches all rows, and takes it back."""
    if kind == "sqlite":
        async with aiosqlite.connect(normalise(url).database or "", isolation_level=None) as connection:

            async def on_sqlite(said: Said) -> None:
                for statement, values, is_many in said:
                    if is_many:
                        await connection.executemany(statement, values)
                        continue
                    async with connection.execute(statement, values) as cursor:
                        await cursor.fetchall()
                await connection.rollback()

            yield on_sqlite
    else:
        server = await asyncpg.connect(_plain(url))

        async def on_postgres(said: Said) -> None:
            transaction = server.transaction()
            await transaction.start()
            for statement, values, is_many in said:
                if is_many:
                    await server.executemany(statement, values)
                else:
                    await server.fetch(statement, *values)
            await transaction.rollback()

        try:
            yield on_postgres
        finally:
            await server.close()
