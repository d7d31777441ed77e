"""Many values as one: a statement has the same text however many go in, so that databases prepare it once, and needs no second one for
what belongs to its rows."""

import json
from collections.abc import Collection
from typing import Any, Self

import pydantic_core
from sqlalchemy import ARRAY, JSON, Boolean, ColumnElement, Dialect, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


def from_json(text: str) -> Any:
    """As `json.loads`, at a third of its cost: a page of profiles has some seventy pieces of it."""
    try:
        return pydantic_core.from_json(text)
    except ValueError:  # half a pair of surrogates, which Python's takes
        return json.loads(text)


class _Many(TypeDecorator[Collection[Any]]):
    """Texts or integers: an array on Postgres, JSON on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        item = Integer() if self.kind is int else Text()
        return dialect.type_descriptor(ARRAY(item) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        values = list(value or ())
        return values if dialect.name == "postgresql" else json.dumps(values)


class one_of(FunctionElement[bool]):  # noqa: N801 - it is used as a function
    """Whether a column has one of the values that are given under a name when the statement is executed."""

    inherit_cache = True
    type = Boolean()

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        super().__init__(column, bindparam(name, type_=_Many(column.type.python_type)))

    def self_group(self, against: object = None) -> Self:
        # SQLAlchemy would write `… = 1` on SQLite, and no index would be used.
        return self


@compiles(one_of)
def _any(element: one_of, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(one_of, "sqlite")
def _in_json(element: one_of, compiler: SQLCompiler, **options: Any) -> str:
    column, values = (compiler.process(clause, **options) for clause in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - nothing of it was typed


class rows_as_list(FunctionElement[Any]):  # noqa: N801 - it is used as a function
    """An aggregate: a list of the rows, each a list of these columns, in no order. What is true may be 1, and none at all None."""

    inherit_cache = True
    type = JSON()


@compiles(rows_as_list)
def _json_agg(element: rows_as_list, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_agg(json_build_array({compiler.process(element.clauses, **options)}))"


@compiles(rows_as_list, "sqlite")
def _json_group_array(element: rows_as_list, compiler: SQLCompiler, **options: Any) -> str:
    columns = [
        f"json({text})" if isinstance(clause.type, JSON) else text
        for clause in element.clauses
        for text in [compiler.process(clause, **options)]
    ]
    return f"json_group_array(json_array({', '.join(columns)}))"


class joined(FunctionElement[str]):  # noqa: N801 - it is used as a function
    """An aggregate: the values of a column of numbers as one text, with commas between, in no order; None if there are none."""

    inherit_cache = True
    type = Text()


@compiles(joined)
def _string_agg(element: joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"string_agg(CAST({compiler.process(element.clauses, **options)} AS TEXT), ',')"


@compiles(joined, "sqlite")
def _group_concat(element: joined, compiler: SQLCompiler, **options: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **options)})"
