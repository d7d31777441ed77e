"""The one MetaData that every table belongs to, with names that migrations can rely on."""

from typing import Any

from sqlalchemy import ColumnElement, Index, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def partial_index(
    name: str, *columns: ColumnElement[Any], where: ColumnElement[bool], unique: bool = False
) -> None:
    """An index of the rows for which `where` holds, on both databases. Postgres is told by `storage.tables`."""
    Index(name, *columns, unique=unique, sqlite_where=where, info={"where": where})
