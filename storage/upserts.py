"""INSERT … ON CONFLICT. SQLite and Postgres write it alike, and SQLAlchemy has it twice: this is SQLite's, for both.

To import Postgres's is to import its whole dialect: two megabytes and thirty milliseconds, which a process with SQLite has no use for.
"""

from typing import Any, Self

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import dml


class _DoNothing(dml.OnConflictDoNothing):
    inherit_cache = True
    constraint_target = (
        None  # Postgres's compiler asks: there one may name a constraint, where we name columns
    )


class _DoUpdate(dml.OnConflictDoUpdate):
    inherit_cache = True
    constraint_target = None


class Insert(dml.Insert):
    """An INSERT that says what happens to rows which are there already."""

    inherit_cache = True

    def on_conflict_do_nothing(self, index_elements: Any = None, index_where: Any = None) -> Self:
        return self.ext(_DoNothing(index_elements, index_where))

    def on_conflict_do_update(
        self, index_elements: Any = None, index_where: Any = None, set_: Any = None, where: Any = None
    ) -> Self:
        return self.ext(_DoUpdate(index_elements, index_where, set_, where))


def insert(table: Table) -> Insert:
    return Insert(table)
