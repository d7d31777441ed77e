"""The connections of a pool, of which one stays open between reads.

To take a connection of SQLAlchemy's pool and to give it back costs two greenlets, a proxy and a reset: half a millisecond within a request
whose statements take three. Who only looks leaves nothing behind that needs any of it.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any, cast

from sqlalchemy import AsyncAdaptedQueuePool, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage import sqlite


class DatabaseUnreachableError(SQLAlchemyError):
    """No connection can be had now: the server is away, starting up, or full."""


@contextmanager
def reached() -> Iterator[None]:
    """Raises DatabaseUnreachableError for what drivers raise on connecting, which is not SQLAlchemy's."""
    try:
        yield
    except _errors_on_connecting() as error:
        raise DatabaseUnreachableError(type(error).__name__) from error


def _errors_on_connecting() -> tuple[type[Exception], ...]:
    """Asked when there is an error: with SQLite asyncpg, four megabytes, need never be imported."""
    from asyncpg.exceptions import InterfaceError, PostgresError  # noqa: PLC0415

    return OSError, PostgresError, InterfaceError


class Connections:
    """Hands them out: to who writes from the pool, to who only looks the one that the last reader left, if it is free. Nobody waits for
    that one: who finds the pool empty has it given back first."""

    def __init__(self, engine: AsyncEngine, reader: AsyncEngine) -> None:
        """Both engines have the same pool; `reader` has the options of connections that only read."""
        self._engine, self._reader = engine, reader
        self._left: AsyncConnection | None = None
        self._waiting = 0

        event.listen(engine.sync_engine, "checkout", _refuse_gone)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Raises DatabaseUnreachableError."""
        connection = await self._connect(self._engine)
        try:
            yield connection
        except BaseException:
            await self._given_up(connection)
            raise
        await connection.close()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Raises DatabaseUnreachableError."""
        connection, self._left = self._left, None
        if connection is not None and _has_gone(connection):
            await self._given_up(connection)
            connection = None
        if connection is None:
            connection = await self._connect(self._reader)
        try:
            yield connection
            await _end(connection)
        except BaseException:
            await self._given_up(connection)
            raise
        if self._left is None and not self._waiting:
            self._left = connection
        else:
            await connection.close()

    async def close(self) -> None:
        """Gives back the one that is kept."""
        left, self._left = self._left, None
        if left is not None:
            await left.close()

    async def _connect(self, engine: AsyncEngine) -> AsyncConnection:
        self._waiting += 1
        try:
            pool = engine.pool
            if isinstance(pool, AsyncAdaptedQueuePool) and pool.checkedout() >= pool.size():
                await self.close()
            with reached():
                return await engine.connect()
        finally:
            self._waiting -= 1

    async def _given_up(self, connection: AsyncConnection) -> None:
        """The pool looks after connections that have broken when it hands them out: so it is handed the one that is kept, too."""
        await to_the_end(connection.close())
        await to_the_end(self.close())


def _has_gone(connection: AsyncConnection) -> bool:
    under = connection.sync_connection
    return under is None or _is_closed(under.connection.driver_connection)


def _refuse_gone(connection: DBAPIConnection, _record: object, _proxy: object) -> None:
    """A server that restarts says goodbye: then the pool makes a new connection, and nobody meets an error."""
    if _is_closed(cast("Any", connection).driver_connection):
        raise DisconnectionError


def _is_closed(driver: object) -> bool:
    """Whether the server has closed a connection of Postgres, as far as its driver has heard."""
    return not isinstance(driver, sqlite.Connection) and bool(cast("Any", driver).is_closed())


async def _end(connection: AsyncConnection) -> None:
    """Ends a read, whether SQLAlchemy knows of it or it went straight to the driver (`storage.prepared`)."""
    if connection.in_transaction():
        await connection.rollback()
    elif (under := connection.sync_connection) is not None:
        driver = under.connection.driver_connection
        if isinstance(driver, sqlite.Connection):
            await driver.rollback()


async def to_the_end(work: Coroutine[Any, Any, None]) -> None:
    """Waits for what must not stop halfway: who is cancelled may be cancelled again, and half a rollback costs the connection."""
    task = asyncio.create_task(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    task.result()
