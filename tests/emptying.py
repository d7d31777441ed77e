"""Takes what a test left out of a Postgres database, in a few milliseconds; and puts in what many tests begin with.

TRUNCATE of all tables gives each of them and each index a new file: a tenth of a second. Most tests touch a handful of tables, and
write few rows. So one statement asks which tables have any, over a connection that stays open, and their rows are deleted.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import asyncpg

from storage.tables import metadata

_TABLES: Final = tuple(table.name for table in metadata.sorted_tables)
_LARGE: Final = 1 << 18  # bytes: rows that are deleted leave their space behind, and all scans read it

_FOUND: Final = " UNION ALL ".join(
    f"SELECT '{name}', pg_relation_size('\"{name}\"') WHERE EXISTS (SELECT FROM \"{name}\")"
    for name in _TABLES
)
_BEGUN_ANEW: Final = (
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences "
    "WHERE last_value IS NOT NULL"
)
_WHERE: Final = "SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences WHERE last_value IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Contents:
    """All rows of a database: by table, as COPY writes them; and where its sequences are."""

    rows: Mapping[str, bytes]
    sequences: Mapping[str, int]


class Emptier:
    """Empties one database, again and again; can fill it with what it was at some moment."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._runner = asyncio.Runner()
        self._connection: asyncpg.Connection | None = None

    def empty(self) -> None:
        """Takes out all rows, and lets all sequences begin anew."""
        self._runner.run(self._empty())

    async def _empty(self) -> None:
        connection = await self._open()
        sizes = await self._written(connection)
        if large := [f'"{name}"' for name, size in sizes.items() if size > _LARGE]:
            await connection.execute(f"TRUNCATE {', '.join(large)} CASCADE")
        if sizes:
            # Whoever refers to others comes after them in the metadata.
            names = (name for name in reversed(_TABLES) if name in sizes)
            await connection.execute("; ".join(f'DELETE FROM "{name}"' for name in names))
        await connection.execute(_BEGUN_ANEW)

    def contents(self) -> Contents:
        """What is in the database now."""
        return self._runner.run(self._contents())

    async def _contents(self) -> Contents:
        connection = await self._open()
        rows: dict[str, bytes] = {}
        for name in await self._written(connection):
            copy = BytesIO()
            await connection.copy_from_table(name, output=copy)
            rows[name] = copy.getvalue()
        return Contents(rows, dict(await connection.fetch(_WHERE)))

    def fill(self, contents: Contents) -> None:
        """Puts rows into the empty database."""
        self._runner.run(self._fill(contents))

    async def _fill(self, contents: Contents) -> None:
        connection = await self._open()
        for name in _TABLES:
            if name in contents.rows:
                await connection.copy_to_table(name, source=BytesIO(contents.rows[name]))
        for sequence, value in contents.sequences.items():
            await connection.execute("SELECT setval($1::text::regclass, $2)", sequence, value)

    async def _open(self) -> asyncpg.Connection:
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(self._url)
        return self._connection

    async def _written(self, connection: asyncpg.Connection) -> dict[str, int]:
        """The tables that have rows, and their sizes in bytes."""
        return dict(await connection.fetch(_FOUND))

    def close(self) -> None:
        if self._connection is not None:
            self._runner.run(self._connection.close())
        self._runner.close()
