"""Numbers that rise whenever something changes: whoever keeps what they made of some tables asks one row whether it still holds.

A table says in its `info` whose number its changes raise: ``Table(…, info=versions.raises("calendar"))``. `database.py` sees every
INSERT, UPDATE and DELETE of it, and raises the number as the last thing in the transaction: so what is read together with a number is at
least as new, and nobody who waits for the row holds it already. The newest `updated_at` would not do: of two transactions the one with
the earlier moment may commit later, and a clock may stand still.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Executable, ScalarSelect, Table, Text, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import UpdateBase

from storage.schema import metadata
from storage.upserts import insert

versions = Table(
    "versions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", BigInteger, nullable=False),
)

VOCABULARY: Final = (
    "vocabulary"  # held by whoever makes terms one, parts or compares them (`storage.merging`)
)
CALENDAR: Final = "calendar"  # activities, their occurrences, and what groups are called


def people_of(channel_id: str) -> str:
    """Of who is in a channel: `storage.channels` raises it."""
    return f"people:{channel_id}"


_KEY = "raises_version"
_first = insert(versions).values(number=1)
_RAISE = _first.on_conflict_do_update(index_elements=["name"], set_={"number": versions.c.number + 1})


def raises(name: str) -> dict[str, Any]:
    """The `info` of a table whose changes raise that number."""
    return {_KEY: name}


async def hold(connection: AsyncConnection, name: str) -> None:
    """Raises a number at once: whoever else does waits until we have committed. For what must be done by one after another."""
    await connection.execute(_RAISE, {"name": name})


def number(name: str) -> ScalarSelect[int]:
    """The number as a part of another statement; 0 before the first change."""
    found = select(versions.c.number).where(versions.c.name == name).correlate(None).scalar_subquery()
    return select(func.coalesce(found, 0)).scalar_subquery()


class Touched:
    """Whose tables a transaction has changed."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def note(self, statement: Executable) -> None:
        """To be told of every statement that changes something."""
        if isinstance(statement, UpdateBase) and (name := getattr(statement.table, "info", {}).get(_KEY)):
            self._names.add(name)

    def add(self, name: str) -> None:
        self._names.add(name)

    async def flush(self, connection: AsyncConnection) -> None:
        """To be called last: from here to the commit everybody else who changes the same waits."""
        for name in sorted(self._names):
            await connection.execute(_RAISE, {"name": name})
