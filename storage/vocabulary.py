"""Terms that many profiles share: organisations, and fields of expertise. Each once, whatever it is called.

A term goes by all its names, folded (`bot.directory.words.folding`): a name leads to one term of its kind.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    false,
    literal_column,
    select,
    update,
)

from storage.batches import batched
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

Kind = Literal["organisation", "field"]

terms = Table(
    "terms",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),  # organisation, field
    Column("name", Text, nullable=False),  # as first written, or as the Secretariat chose
    Column("labels", JSON, nullable=False),  # {"fr": "travail des enfants"}: the name in other languages
    Column("is_curated", Boolean, nullable=False, server_default=false()),  # of the workspace file
    Column(
        "is_compared", Boolean, nullable=False, server_default=false()
    ),  # with all others (`bot.directory.vocabulary.likeness`)
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

term_names = Table(
    "term_names",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("folded", Text, primary_key=True),
    Column("term_id", Integer, ForeignKey(terms.c.id), nullable=False),
    Column("written", Text, nullable=False),  # as somebody wrote it
)
Index("ix_term_names_term_id", term_names.c.term_id)

# Two terms of a kind that may be one and the same; `first_id` is the smaller.
term_pairs = Table(
    "term_pairs",
    metadata,
    Column("first_id", Integer, ForeignKey(terms.c.id), primary_key=True),
    Column("second_id", Integer, ForeignKey(terms.c.id), primary_key=True),
    Column("reason", Text, nullable=False),
    Column(
        "are_two", Boolean, nullable=False, server_default=false()
    ),  # the Secretariat said so: never asked again
)


@dataclass(frozen=True, slots=True)
class Term:
    id: int
    kind: str
    name: str
    labels: Mapping[str, str] = field(default_factory=dict)
    is_curated: bool = False
    is_own_name: bool = False  # the name is not the term's, but what the owner of a profile calls it

    def named_by(self, name: str | None) -> "Term":
        """The term as the owner of a profile calls it; as it is without a name of theirs, or if the workspace file names it."""
        return self if not name or self.is_curated else replace(self, name=name, labels={}, is_own_name=True)

    def said(self, language: str) -> str:
        """The name in a language, as plain text; as it was written if there is none in it."""
        return self.labels.get(language) or self.name


TERM = (terms.c.id, terms.c.kind, terms.c.name, terms.c.labels, terms.c.is_curated)


def term_of(row: Any) -> Term:
    return Term(row.id, row.kind, row.name, row.labels, row.is_curated)


async def by_ids(tx: Reading, ids: Collection[int]) -> dict[int, Term]:
    found: dict[int, Term] = {}
    for some in batched(ids):
        rows = await tx.execute(select(*TERM).where(terms.c.id.in_(some)))
        found |= {row.id: term_of(row) for row in rows}
    return found


async def curated(tx: Reading, kind: Kind) -> dict[int, Term]:
    """The terms of a kind that the workspace file has, by id."""
    rows = await tx.execute(select(*TERM).where(terms.c.kind == kind, terms.c.is_curated))
    return {row.id: term_of(row) for row in rows}


async def every(tx: Reading, kind: Kind) -> list[Term]:
    """All terms of a kind, the oldest first."""
    rows = await tx.execute(select(*TERM).where(terms.c.kind == kind).order_by(terms.c.id))
    return [term_of(row) for row in rows]


# Of both kinds, and said so: the kind comes first in the key.
_NAMED = (
    select(term_names.c.folded, *TERM)
    .join(terms, terms.c.id == term_names.c.term_id)
    .where(
        term_names.c.kind.in_([literal_column(f"'{kind}'") for kind in get_args(Kind)]),
        one_of(term_names.c.folded, "names"),
    )
)


async def named(tx: Reading, names: Collection[str]) -> list[tuple[str, Term]]:
    """The terms, of both kinds, that go by these folded names: the name and the term."""
    rows = await tx.rows(_NAMED, {"names": sorted(names)}) if names else ()
    return [(folded, Term(*term)) for folded, *term in rows]


async def hold_id(tx: Transaction, term_id: int) -> Term | None:
    """As `hold`, for the term with an id."""
    held = select(*TERM).where(terms.c.id == term_id).with_for_update(read=True, key_share=True)
    row = (await tx.execute(held)).one_or_none()
    return None if row is None else term_of(row)


async def names_of(tx: Reading, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """All that terms are called, folded, by id."""
    found: dict[int, tuple[str, ...]] = dict.fromkeys(ids, ())
    for some in batched(found):
        statement = select(term_names.c.term_id, term_names.c.folded).where(term_names.c.term_id.in_(some))
        for row in await tx.execute(statement.order_by(term_names.c.folded)):
            found[row.term_id] = (*found[row.term_id], row.folded)
    return found


async def add(
    tx: Transaction, kind: Kind, name: str, folded: str, *, labels: Mapping[str, str] | None = None
) -> Term:
    """The term that goes by the folded name, made if there is none. `folded` must not be empty."""
    found = [term for _, term in await named(tx, [folded]) if term.kind == kind]
    if found:
        return found[0]
    row: dict[str, Any] = {
        "kind": kind,
        "name": name,
        "labels": dict(labels or {}),
        "created_at": tx.now,
    }
    term_id = (await tx.execute(insert(terms).values(**row).returning(terms.c.id))).scalar_one()
    await call(tx, kind, term_id, [(folded, name)])
    term = next(term for _, term in await named(tx, [folded]) if term.kind == kind)
    if term.id != term_id:
        # Somebody else took the name in the same moment: theirs counts.
        await tx.execute(delete(terms).where(terms.c.id == term_id))
    return term


async def hold(tx: Transaction, kind: Kind, folded: str) -> Term | None:
    """The term that goes by a folded name, which nobody can merge away until we have committed (on SQLite nobody writes)."""
    held = (
        select(*TERM)
        .join(term_names, term_names.c.term_id == terms.c.id)
        .where(term_names.c.kind == kind, term_names.c.folded == folded)
        .with_for_update(read=True, key_share=True, of=terms)
    )
    row = (await tx.execute(held)).one_or_none()
    if row is None:
        # Gone while we waited for it: the name may lead to another one since.
        row = (await tx.execute(held)).one_or_none()
    return None if row is None else term_of(row)


async def call(tx: Transaction, kind: Kind, term_id: int, names: Iterable[tuple[str, str]]) -> None:
    """Gives a term more names, folded and as written. A name that leads to another term stays there."""
    rows = [
        {"kind": kind, "folded": folded, "term_id": term_id, "written": written} for folded, written in names
    ]
    if rows:
        await tx.execute(insert(term_names).on_conflict_do_nothing(), rows)


async def create(
    tx: Transaction,
    kind: Kind,
    new: Iterable[tuple[str, Mapping[str, str]]],
    *,
    is_curated: bool,
    is_compared: bool = True,
) -> list[Term]:
    """New terms, each by its name and labels, which go by no name yet: `call_only` gives them some. Comparing them with others is
    left to the caller; if not `is_compared`, to the sweep that compares names. Returns them in the order given."""
    rows: list[dict[str, Any]] = [
        {
            "kind": kind,
            "name": name,
            "labels": dict(labels),
            "is_curated": is_curated,
            "is_compared": is_compared,
            "created_at": tx.now,
        }
        for name, labels in new
    ]
    if not rows:
        return []
    statement = insert(terms).returning(terms.c.id, sort_by_parameter_order=True)
    ids = (await tx.execute(statement, rows)).scalars()
    return [
        Term(term_id, kind, row["name"], row["labels"], is_curated)
        for term_id, row in zip(ids, rows, strict=True)
    ]


_name = insert(term_names).values(
    {column: bindparam(column) for column in ("kind", "folded", "term_id", "written")}
)
_CALL_ONLY = _name.on_conflict_do_update(
    index_elements=["kind", "folded"],
    set_={"term_id": _name.excluded.term_id, "written": _name.excluded.written},
)


async def call_only(tx: Transaction, kind: Kind, names: Iterable[tuple[int, str, str]]) -> None:
    """Gives terms names, by the term's id, folded and as written, which lead to no other term from then on."""
    rows = [(kind, folded, term_id, written) for term_id, folded, written in names]
    await tx.execute_many(_CALL_ONLY, rows)


async def change(tx: Transaction, term_id: int, **values: Any) -> None:
    """Sets columns of a term: name, labels, is_curated."""
    await tx.execute(update(terms).where(terms.c.id == term_id).values(**values))
