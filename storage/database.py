"""The engine and the transaction, the same on SQLite and Postgres. The one file that begins and commits."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import (
    URL,
    ClauseElement,
    Connection,
    Dialect,
    Executable,
    event,
    make_url,
)
from sqlalchemy.engine import CursorResult
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage import prepared, sqlite
from storage.connections import Connections, to_the_end
from storage.outbox import OutboxWriter
from storage.prepared import Query, Row
from storage.seen import Seen
from storage.values import from_json
from storage.versions import Touched

WAL_TRIES = 250  # of 20 ms: 5 seconds, as for any other lock

# Sixteen megabytes of pages a connection, where there are so many: a search of a large directory looks in many places.
PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=NORMAL",
    "busy_timeout=5000",
    "cache_size=-16000",
)
_READ_ONLY = {"liaison_read_only": True}
# A reader on Postgres saves the trips for BEGIN and ROLLBACK, and loses nothing: under READ COMMITTED each statement sees what is
# committed when it begins, in a transaction or not (https://www.postgresql.org/docs/current/transaction-iso.html#XACT-READ-COMMITTED).
_EACH_BY_ITSELF = {"isolation_level": "AUTOCOMMIT"}


@lru_cache(maxsize=16)
def _compiled(statement: ClauseElement, dialect: Dialect) -> str:
    return str(statement.compile(dialect=dialect))


class Reading:
    """Somebody who only looks, from one moment (`now`): on SQLite one consistent view, on Postgres one for each statement.

    `kept` is what this process keeps of the database, by the name of what it is: good only with a version that is asked each time.
    """

    def __init__(self, connection: AsyncConnection, now: datetime, kept: dict[str, Any]) -> None:
        self.connection = connection
        self.now = now
        self.kept = kept

    async def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Raises ValueError for an INSERT, UPDATE or DELETE of somebody who only looks: on Postgres nothing would take it back."""
        if statement.is_dml:
            raise ValueError("a read changes nothing")
        return await self.connection.execute(statement, values)

    async def rows(self, statement: Query, values: Mapping[str, Any]) -> Sequence[Row]:
        """All rows of a statement, without names: as `execute`, at a fraction of the cost, for one that is kept (`storage.prepared`)."""
        return await prepared.rows(self.connection, statement, values)


class Transaction(Reading):
    """A transaction that changes something, with what it wants to say to Slack (`outbox`) and what it has seen (`seen`)."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        super().__init__(connection, now, {})  # what it sees may never be committed
        self.outbox = OutboxWriter(connection, now)
        self.seen = Seen(connection, now)
        self.touched = Touched()

    async def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Notes whose version a change raises (`storage.versions`)."""
        if statement.is_dml:
            self.touched.note(statement)
        return await self.connection.execute(statement, values)

    async def rows(self, statement: Query, values: Mapping[str, Any]) -> Sequence[Row]:
        found = await prepared.rows_within(self.connection, statement, values)
        return (await self.execute(statement, values)).all() if found is None else found

    async def execute_quickly(self, statement: ClauseElement, *values: Any) -> Sequence[Any]:
        """Executes a statement that comes thousands of times an hour, at a third of what `execute` costs: values and rows are as the
        driver has them, and the values in the order of the statement's placeholders."""
        sql = _compiled(statement, self.connection.dialect)
        found = await prepared.fetch_within(self.connection, sql, values)
        return (await self.connection.exec_driver_sql(sql, values)).all() if found is None else found

    async def execute_many(self, statement: ClauseElement, rows: Sequence[tuple[Any, ...]]) -> None:
        """Executes a statement for many rows at a fraction of what `execute` costs for each: the values are given as the driver
        takes them (texts, integers, bytes), in the order of the statement's placeholders."""
        if rows:
            sql = _compiled(statement, self.connection.dialect)
            await self.connection.exec_driver_sql(sql, list(rows))


class Database:
    """Hands out transactions. `now` is the movable clock; `on_outbox` is called after a commit that added outbox rows."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self.url = normalise(url)
        self.engine = create_engine(self.url)
        is_sqlite = self.url.get_backend_name() == "sqlite"
        # With the same pool.
        reader = self.engine.execution_options(**(_READ_ONLY if is_sqlite else _EACH_BY_ITSELF))
        self._connections = Connections(self.engine, reader)
        self._kept: dict[str, Any] = {}
        # A database that was set back to an earlier day, and counts the same versions again, has broken all connections.
        event.listen(self.engine.sync_engine, "connect", lambda *_: self._kept.clear())
        self.on_outbox: Callable[[], None] = lambda: None
        self.now = now
        # SQLite has one writer. Waiting here costs nothing; waiting in SQLite means polling.
        self._writer = asyncio.Lock() if is_sqlite else None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A write transaction: commits when the block ends, rolls back when it raises."""
        if self._writer is None:
            async with self._transaction() as tx:
                yield tx
        else:
            async with self._writer, self._transaction() as tx:
                yield tx
        if tx.outbox.added:
            self.on_outbox()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        async with self._connections.writing() as connection:
            transaction = await connection.begin()
            try:
                tx = Transaction(connection, self.now())
                yield tx
                await tx.outbox.flush()
                await tx.touched.flush(connection)
                await transaction.commit()
            except BaseException:
                await to_the_end(transaction.rollback())
                raise

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reading]:
        """A read. On SQLite in a plain BEGIN, so that readers never wait for the writer; on Postgres without a transaction."""
        async with self._connections.reading() as connection:
            yield Reading(connection, self.now(), self._kept)

    async def close(self) -> None:
        await self._connections.close()
        await self.engine.dispose()


def normalise(url: str) -> URL:
    """The URL as hosts hand it out (`postgres://`, `postgresql://`, `sqlite://`), with the async driver put in."""
    parsed = make_url(
        url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url
    )
    if parsed.get_backend_name() == "postgresql":
        query = dict(parsed.query)
        # libpq's spelling, which asyncpg does not know: some hosts hand it out.
        if "sslmode" in query:
            query["ssl"] = query.pop("sslmode")
        for unknown in ("channel_binding", "connect_timeout", "application_name"):
            query.pop(unknown, None)
        return parsed.set(drivername="postgresql+asyncpg", query=query)
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(drivername="sqlite+aiosqlite")
    raise ValueError(f"DATABASE_URL must begin with sqlite:// or postgresql://, not {parsed.drivername}://")


def create_engine(url: URL) -> AsyncEngine:
    """An engine for a normalised URL."""
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(
            url,
            pool_size=4,
            pool_use_lifo=True,  # who was last has its pages and statements at hand
            max_overflow=0,
            hide_parameters=True,
            json_deserializer=from_json,
            connect_args={"async_creator_fn": sqlite.connect},
        )
        event.listen(engine.sync_engine, "do_connect", _try_sqlite)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    # A database that has gone answers nothing: give up on it before Slack gives up on us.
    limits = {"timeout": 5, "command_timeout": 15}
    return create_async_engine(
        url,
        pool_size=8,
        max_overflow=0,
        hide_parameters=True,
        json_deserializer=from_json,
        connect_args=limits,
    )


def _try_sqlite(_dialect: object, _record: object, path: Sequence[str], _options: object) -> None:
    # aiosqlite leaves a thread behind when it cannot open a file, which answers into a loop that may be closed by then.
    with closing(sqlite3.connect(path[0], isolation_level=None)) as connection:
        # A file is made one with a WAL once. Of several who do it together SQLite refuses some at once, whatever the timeout.
        for tries_left in reversed(range(WAL_TRIES)):
            try:
                connection.execute("PRAGMA journal_mode=WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or not tries_left:
                    raise
                time.sleep(0.02)
            else:
                return


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    driver = cast(sqlite.Connection, connection.connection.driver_connection)
    if connection.get_execution_options().get("liaison_read_only", False):
        driver.read()
    else:
        driver.write()
