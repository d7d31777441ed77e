"""Rows that a statement is given as one JSON value: it is the same, and compiled once, for one row and for hundreds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Text,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
)


def given(dialect: str, fields: Sequence[Column[Any]]) -> FromClause:
    """The rows in the parameter `rows`, a JSON array of arrays, with columns of these names and types.

    It is the only placeholder (`Transaction.execute_quickly`).
    """
    rows = bindparam("rows", type_=Text)
    if dialect == "sqlite":
        each = func.json_each(rows).table_valued("value")
        found: list[ColumnElement[Any]] = [
            func.json_extract(each.c.value, literal_column(f"'$[{number}]'")) for number in range(len(fields))
        ]
    else:
        from sqlalchemy.dialects.postgresql import JSONB  # noqa: PLC0415 - only where it is the database

        each = func.jsonb_array_elements(cast(rows, JSONB)).table_valued(column("value", JSONB), name="each")
        found = [each.c.value.op("->>")(literal_column(str(number))) for number in range(len(fields))]
    typed = [cast(value, field.type).label(field.name) for value, field in zip(found, fields, strict=True)]
    return select(*typed).subquery("given")
