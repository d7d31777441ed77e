"""Pairs of terms that may be one and the same: what the Secretariat is asked about, and who uses a term."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, exists, func, or_, select, update

from storage.batches import batched
from storage.calendar import activity_fields
from storage.database import Reading, Transaction
from storage.directory import IS_LISTED, profile_fields, profiles
from storage.people import members
from storage.upserts import insert
from storage.vocabulary import TERM, Kind, Term, by_ids, term_names, term_of, term_pairs, terms


@dataclass(frozen=True, slots=True)
class Pair:
    """Two terms of a kind that may be one and the same, and how many listed profiles name each."""

    first: Term
    second: Term
    reason: str
    uses: tuple[int, int]
    names: tuple[tuple[str, ...], tuple[str, ...]]  # all that each is called, as written


async def note(tx: Transaction, one_id: int, other_id: int, reason: str, *, are_two: bool = False) -> None:
    """Remembers that two terms may be the same, or that they are two, which is never forgotten again."""
    row = {"first_id": min(one_id, other_id), "second_id": max(one_id, other_id)}
    new = insert(term_pairs).values(**row, reason=reason, are_two=are_two)
    if are_two:
        new = new.on_conflict_do_update(index_elements=["first_id", "second_id"], set_={"are_two": True})
    else:
        new = new.on_conflict_do_nothing()
    await tx.execute(new)


def is_used(term: FromClause) -> ColumnElement[bool]:
    """Whether a term is on the workspace's list, in a profile, or what an activity is about; listed or not."""
    of_organisation = exists().where(profiles.c.organisation_id == term.c.id)
    of_field = exists().where(profile_fields.c.term_id == term.c.id)
    of_activity = exists().where(activity_fields.c.term_id == term.c.id)
    return or_(term.c.is_curated, of_organisation, of_field, of_activity)


_LISTED = select(profiles.c.member_id).join(members, members.c.id == profiles.c.member_id).where(IS_LISTED)
_CHOSEN = _LISTED.join(profile_fields, profile_fields.c.member_id == profiles.c.member_id)


def is_named(term: FromClause) -> ColumnElement[bool]:
    """Whether a term is on the workspace's list, or in a listed profile. What somebody wrote and did not publish, or took away
    again, is nobody's business: not the Secretariat's either."""
    of_organisation = _LISTED.where(profiles.c.organisation_id == term.c.id).exists()
    return or_(
        term.c.is_curated, of_organisation, _CHOSEN.where(profile_fields.c.term_id == term.c.id).exists()
    )


async def named(tx: Reading, kind: Kind, ids: Iterable[int]) -> frozenset[int]:
    """Those of the terms that are of a kind, and that the Secretariat is shown (`is_named`)."""
    chosen = select(terms.c.id).where(terms.c.id.in_(list(ids)), terms.c.kind == kind, is_named(terms))
    return frozenset((await tx.execute(chosen)).scalars())


_first, _second = terms.alias("first"), terms.alias("second")
_OPEN = (
    term_pairs.join(_first, _first.c.id == term_pairs.c.first_id)
    .join(_second, _second.c.id == term_pairs.c.second_id)
    .select()
    .where(~term_pairs.c.are_two, is_named(_first), is_named(_second))
)


async def count_pairs(tx: Reading) -> int:
    """How many pairs of terms in listed profiles the Secretariat has not decided about."""
    return int((await tx.execute(_OPEN.with_only_columns(func.count()))).scalar_one())


async def pairs(tx: Reading, *, limit: int, offset: int = 0) -> list[Pair]:
    """Pairs of terms in listed profiles that the Secretariat has not decided about: the oldest terms first."""
    order = _OPEN.with_only_columns(term_pairs).order_by(term_pairs.c.first_id, term_pairs.c.second_id)
    rows = (await tx.execute(order.limit(limit).offset(offset))).all()
    ids = {id_ for row in rows for id_ in (row.first_id, row.second_id)}
    known, used, called = await by_ids(tx, ids), await count_uses(tx, ids), await _written(tx, ids)
    return [
        Pair(
            known[row.first_id],
            known[row.second_id],
            row.reason,
            (used.get(row.first_id, 0), used.get(row.second_id, 0)),
            (called[row.first_id], called[row.second_id]),
        )
        for row in rows
    ]


async def count_uses(tx: Reading, ids: Iterable[int]) -> dict[int, int]:
    """How many listed profiles name each of the terms; those that none does are left out."""
    found: dict[int, int] = {}
    of = ((_LISTED, profiles.c.organisation_id), (_CHOSEN, profile_fields.c.term_id))
    for some in batched(ids):
        for listed, column in of:
            counted = listed.with_only_columns(column.label("term_id"), func.count().label("n"))
            for row in await tx.execute(counted.where(column.in_(some)).group_by(column)):
                found[row.term_id] = found.get(row.term_id, 0) + row.n
    return found


async def _written(tx: Reading, ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = dict.fromkeys(ids, ())
    chosen = select(term_names.c.term_id, term_names.c.written).where(term_names.c.term_id.in_(list(ids)))
    for row in await tx.execute(chosen.order_by(term_names.c.folded)):
        found[row.term_id] = (*found[row.term_id], row.written)
    return found


async def written(tx: Reading, kind: str) -> list[tuple[int, str]]:
    """All that terms of a kind are called, as written, with the term's id."""
    rows = await tx.execute(
        select(term_names.c.term_id, term_names.c.written).where(term_names.c.kind == kind)
    )
    return [(row.term_id, row.written) for row in rows]


async def users(tx: Reading, ids: Collection[int]) -> frozenset[str]:
    """The members whose profiles, published or not, name one of the terms."""
    of_organisation = select(profiles.c.member_id).where(profiles.c.organisation_id.in_(list(ids)))
    of_field = select(profile_fields.c.member_id).where(profile_fields.c.term_id.in_(list(ids)))
    return frozenset((await tx.execute(of_organisation.union(of_field))).scalars())


_UNCOMPARED = select(*TERM).where(~terms.c.is_compared).order_by(terms.c.id).limit(1)


async def uncompared(tx: Reading) -> Term | None:
    """A term that has not been compared with the others yet."""
    row = (await tx.execute(_UNCOMPARED)).one_or_none()
    return None if row is None else term_of(row)


async def compared(tx: Transaction, term_id: int) -> None:
    """Remembers that a term has been compared with all others."""
    await tx.execute(update(terms).where(terms.c.id == term_id).values(is_compared=True))
