"""aiosqlite with one trip to its thread for each statement, and none for the beginning of a transaction or the end of one that only reads.

SQLAlchemy makes four for a statement: for the cursor, to execute, to fetch and to close. Each wakes two threads, which costs more than
most of our statements do. SQLAlchemy reads all rows of a result at once in any case.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any, Self

import aiosqlite


class Cursor:
    """What SQLAlchemy needs of a cursor (PEP 249, awaitable). Its statement is done, and its rows are here, after `execute`."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> Self:
        await self._run(lambda cursor: cursor.execute(operation, parameters))
        return self

    async def executemany(self, operation: str, seq_of_parameters: Sequence[Sequence[Any]]) -> Self:
        await self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))
        return self

    async def _run(self, do: Callable[[sqlite3.Cursor], object]) -> None:
        def all_at_once(connection: sqlite3.Connection) -> None:
            with closing(connection.cursor()) as cursor:
                do(cursor)
                self.description = cursor.description
                self._rows = cursor.fetchall() if cursor.description else ()
                # Known only after the rows of a RETURNING have been read.
                self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid

        await self._connection.run(all_at_once)

    async def fetchall(self) -> Sequence[Any]:
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        self._rows = ()


class Connection(aiosqlite.Connection):
    """A connection of aiosqlite whose cursors make one trip."""

    _begin = ""  # what begins a transaction, until its first statement does
    _is_begun = _is_reading = False

    async def run(self, do: Callable[[sqlite3.Connection], object]) -> None:
        """Does something with the connection, in its thread. Raises what that raises."""
        if self._begin:
            do, self._begin, self._is_begun = _begun(self._begin, do), "", True
        await self._execute(do, self._conn)  # type: ignore[no-untyped-call]

    async def fetch(self, operation: str, parameters: Sequence[Any]) -> Sequence[Any]:
        """All rows of a statement."""
        cursor = await self.cursor().execute(operation, parameters)
        return await cursor.fetchall()

    def read(self) -> None:
        """Begins a transaction that only reads, with its first statement: a plain BEGIN takes no lock and no snapshot before. In one
        that reads already it does nothing."""
        if not self._is_begun:
            self._begin, self._is_reading = "BEGIN", True

    def write(self) -> None:
        """Begins a transaction that writes, with its first statement: it has the lock before it reads anything."""
        self._begin, self._is_reading = "BEGIN IMMEDIATE", False

    async def commit(self) -> None:
        if self._is_begun:
            await super().commit()  # what fails is rolled back next
        self._begin, self._is_begun = "", False

    async def rollback(self) -> None:
        is_begun, self._begin, self._is_begun = self._is_begun, "", False
        if is_begun and self._is_reading:
            # Nothing can come of it, and nobody waits for it: what is asked next is asked after it, in the same thread.
            self._tx.put_nowait((None, self._conn.rollback))
        elif is_begun:
            await super().rollback()

    def cursor(self) -> Cursor:  # type: ignore[override]
        return Cursor(self)


def _begun(begin: str, do: Callable[[sqlite3.Connection], object]) -> Callable[[sqlite3.Connection], object]:
    def begin_and_do(connection: sqlite3.Connection) -> None:
        connection.execute(begin)
        do(connection)

    return begin_and_do


def connect(path: str, **options: Any) -> Connection:
    """A connection to await. Transactions begin when we say BEGIN: the driver's own begin too late (a read, then a lost write)."""
    connection = Connection(
        lambda: sqlite3.connect(path, **options, isolation_level=None), iter_chunk_size=64
    )
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does it: nobody waits for it at the end
    return connection
