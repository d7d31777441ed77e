"""Making two terms one, and two again: names, profiles and pairs move with them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    delete,
    exists,
    literal,
    or_,
    select,
    update,
)

from storage import directory, merge_trees, versions
from storage.batches import batched
from storage.calendar import activity_fields
from storage.database import Reading, Transaction
from storage.directory import profile_fields, profiles
from storage.merge_trees import Step
from storage.pairs import is_used, note, users
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.vocabulary import TERM, Term, by_ids, term_names, term_of, term_pairs, terms

# What became of a term that is no more, and what it takes to have it back.
term_merges = Table(
    "term_merges",
    metadata,
    Column("gone_id", Integer, primary_key=True, autoincrement=False),
    Column("kept_id", Integer, ForeignKey(terms.c.id), nullable=False),
    Column("term", JSON, nullable=False),  # the row of `terms` that it was, without times
    Column("names", JSON, nullable=False),  # folded
    Column("organisation_of", JSON, nullable=False),  # ids of the members whose organisation it was
    Column("field_of", JSON, nullable=False),  # of those who had it as a field, and not the kept one
    Column("both_of", JSON, nullable=False),  # of those who had both
    Column("merged_by", Text, ForeignKey(members.c.id)),
    Column("merged_at", UtcDateTime, nullable=False),
)
Index("ix_term_merges_kept_id", term_merges.c.kept_id)


@dataclass(frozen=True, slots=True)
class Merge:
    """A term that was made one with another: what it was called, and the term that it is now."""

    gone_id: int
    name: str
    kept: Term
    merged_by: str | None
    merged_at: datetime


async def lock(tx: Transaction, ids: Collection[int]) -> dict[int, Term]:
    """Those of the terms that are still there. Nobody can use or merge them until we have committed (on SQLite nobody writes).

    To be called once, and first: nobody else merges, parts or compares any terms meanwhile. Each of these refers to terms beside its own,
    which another would hold.
    """
    await versions.hold(tx.connection, versions.VOCABULARY)
    chosen = select(*TERM).where(terms.c.id.in_(sorted(ids))).order_by(terms.c.id).with_for_update()
    return {row.id: term_of(row) for row in await tx.execute(chosen)}


async def lock_users(tx: Transaction, ids: Collection[int]) -> None:
    """Whoever else changes a profile with one of these terms waits until we have committed. The terms are locked before."""
    for some in batched(sorted(await users(tx, ids))):
        await directory.lock(tx, some)


async def merge(tx: Transaction, keep: Term, gone: Term, *, by: str | None = None) -> None:
    """Makes two terms of a kind one, which are locked: all names and profiles of `gone` come to `keep`. The index is not touched."""
    keep_id, gone_id = keep.id, gone.id
    await lock_users(tx, [keep_id, gone_id])
    theirs = update(term_names).where(term_names.c.term_id == gone_id).values(term_id=keep_id)
    names = (await tx.execute(theirs.returning(term_names.c.folded))).scalars().all()
    moved, both = await _move_fields(tx, gone_id, keep_id)
    here = update(profiles).where(profiles.c.organisation_id == gone_id).values(organisation_id=keep_id)
    of_organisation = (await tx.execute(here.returning(profiles.c.member_id))).scalars().all()
    await _move_activities(tx, gone_id, keep_id)
    await _move_pairs(tx, gone_id, keep_id)
    # What had become the gone term earlier is the kept one now, too.
    await tx.execute(update(term_merges).where(term_merges.c.kept_id == gone_id).values(kept_id=keep_id))
    row = {"kind": gone.kind, "name": gone.name, "labels": dict(gone.labels), "is_curated": gone.is_curated}
    await tx.execute(
        insert(term_merges).values(
            gone_id=gone_id,
            kept_id=keep_id,
            term=row,
            names=list(names),
            organisation_of=list(of_organisation),
            field_of=moved,
            both_of=both,
            merged_by=by,
            merged_at=tx.now,
        )
    )
    await tx.execute(delete(terms).where(terms.c.id == gone_id))


async def part(tx: Transaction, gone_id: int) -> tuple[Term, Term] | None:
    """Takes a merge back: the term, with the names and profiles that it had and nobody changed since, and the one it was.

    Both are remembered as two. None if there is no such merge any more. The index is not touched.
    """
    chosen = select(term_merges).where(term_merges.c.gone_id == gone_id)
    row = (await tx.execute(chosen)).one_or_none()
    kept = (await lock(tx, [row.kept_id])).get(row.kept_id) if row else None
    # Somebody else may have been there first.
    row = (await tx.execute(chosen.with_for_update())).one_or_none()
    if row is None or kept is None or row.kept_id != kept.id:
        return None
    await lock_users(tx, [kept.id])
    # Its pairs went with it: what else it may be is looked for anew.
    await tx.execute(insert(terms).values(id=gone_id, created_at=tx.now, is_compared=False, **row.term))
    for names in batched(row.names):
        theirs = and_(term_names.c.term_id == kept.id, term_names.c.folded.in_(names))
        await tx.execute(update(term_names).where(theirs).values(term_id=gone_id))
    for member_ids in batched(row.organisation_of):
        here = and_(profiles.c.organisation_id == kept.id, profiles.c.member_id.in_(member_ids))
        await tx.execute(update(profiles).where(here).values(organisation_id=gone_id))
    steps = await _steps(tx, kept.id)
    parted = merge_trees.part(kept.id, steps, gone_id)
    for member_ids in batched(sorted(parted.instead)):
        here = and_(profile_fields.c.term_id == kept.id, profile_fields.c.member_id.in_(member_ids))
        await tx.execute(update(profile_fields).where(here).values(term_id=gone_id))
    for member_ids in batched(sorted(parted.beside)):
        here = and_(profile_fields.c.term_id == kept.id, profile_fields.c.member_id.in_(member_ids))
        both = select(profile_fields.c.member_id, literal(gone_id), profile_fields.c.position + 1).where(here)
        again = insert(profile_fields).from_select(["member_id", "term_id", "position"], both)
        await tx.execute(again.on_conflict_do_nothing())
    for step in parted.changed:
        concerned = {"field_of": sorted(step.moved), "both_of": sorted(step.both)}
        await tx.execute(update(term_merges).where(term_merges.c.gone_id == step.gone_id).values(**concerned))
    await tx.execute(delete(term_merges).where(term_merges.c.gone_id == gone_id))
    theirs = term_merges.c.gone_id.in_(merge_trees.below(kept.id, steps, gone_id))
    await tx.execute(update(term_merges).where(theirs).values(kept_id=gone_id))
    await _copy_decisions(tx, kept.id, gone_id)
    await note(tx, gone_id, kept.id, "same", are_two=True)
    return (await by_ids(tx, [gone_id]))[gone_id], kept


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets who was concerned by merges before a moment, and who made them: those can't be taken back any more."""
    nobody: dict[str, Any] = {"organisation_of": [], "field_of": [], "both_of": [], "merged_by": None}
    old = and_(term_merges.c.merged_at < before, term_merges.c.merged_by.is_not(None))
    await tx.execute(update(term_merges).where(old).values(**nobody))


async def forget_unused(tx: Transaction, before: datetime, limit: int = 1000) -> int:
    """Forgets terms of before a moment that no profile names any more, but for curated ones and what others became.

    Returns how many.
    """
    became_it = exists().where(term_merges.c.kept_id == terms.c.id)
    unused = and_(~is_used(terms), ~became_it, terms.c.created_at < before)
    ids = (
        (await tx.execute(select(terms.c.id).where(unused).order_by(terms.c.id).limit(limit))).scalars().all()
    )
    await lock(tx, ids)
    # Somebody may have taken one up before it was locked.
    gone = (await tx.execute(select(terms.c.id).where(unused, terms.c.id.in_(ids)))).scalars().all()
    theirs = or_(term_pairs.c.first_id.in_(gone), term_pairs.c.second_id.in_(gone))
    await tx.execute(delete(term_pairs).where(theirs))
    await tx.execute(delete(term_names).where(term_names.c.term_id.in_(gone)))
    await tx.execute(delete(terms).where(terms.c.id.in_(gone)))
    return len(gone)


async def _move_fields(tx: Transaction, gone_id: int, keep_id: int) -> tuple[list[str], list[str]]:
    """Gives the kept field to all who have the gone one. Returns who had only that, and who had both."""
    having = select(profile_fields.c.member_id).where(profile_fields.c.term_id == gone_id)
    kept = select(profile_fields.c.member_id).where(profile_fields.c.term_id == keep_id)
    both = list((await tx.execute(having.intersect(kept))).scalars())
    gone = profile_fields.c.term_id == gone_id
    await tx.execute(
        delete(profile_fields).where(gone, profile_fields.c.member_id.in_(kept.scalar_subquery()))
    )
    moved = update(profile_fields).where(gone).values(term_id=keep_id).returning(profile_fields.c.member_id)
    return list((await tx.execute(moved)).scalars()), both


async def _move_activities(tx: Transaction, gone_id: int, keep_id: int) -> None:
    """What was about the gone field is about the kept one. It stays so if the merge is taken back: the two were one for a while."""
    columns = (activity_fields.c.activity_id, literal(keep_id), activity_fields.c.own_name)
    about = select(*columns).where(activity_fields.c.term_id == gone_id)
    again = insert(activity_fields).from_select(["activity_id", "term_id", "own_name"], about)
    await tx.execute(again.on_conflict_do_nothing())
    await tx.execute(delete(activity_fields).where(activity_fields.c.term_id == gone_id))


async def _move_pairs(tx: Transaction, gone_id: int, keep_id: int) -> None:
    """What the gone term was paired with is paired with the kept one: as two, if either was."""
    theirs = or_(term_pairs.c.first_id == gone_id, term_pairs.c.second_id == gone_id)
    rows = (await tx.execute(delete(term_pairs).where(theirs).returning(term_pairs))).all()
    for row in rows:
        other_id = row.second_id if row.first_id == gone_id else row.first_id
        if other_id != keep_id:
            await note(tx, keep_id, other_id, row.reason, are_two=row.are_two)


async def _copy_decisions(tx: Transaction, kept_id: int, back_id: int) -> None:
    """What the kept term was said not to be, the one that is back isn't either: some of it was said of that one."""
    of_kept = or_(term_pairs.c.first_id == kept_id, term_pairs.c.second_id == kept_id)
    for row in (await tx.execute(select(term_pairs).where(of_kept, term_pairs.c.are_two))).all():
        other_id = row.second_id if row.first_id == kept_id else row.first_id
        await note(tx, back_id, other_id, row.reason, are_two=True)


async def _steps(tx: Reading, kept_id: int) -> list[Step]:
    """The merges that made a term what it is, in the order in which they were made."""
    rows = (await tx.execute(select(term_merges).where(term_merges.c.kept_id == kept_id))).all()
    # At the same moment whoever has more names came later.
    ordered = sorted(rows, key=lambda row: (row.merged_at, len(row.names), row.gone_id))
    return [
        Step(row.gone_id, frozenset(row.names), frozenset(row.field_of), frozenset(row.both_of))
        for row in ordered
    ]


async def latest(tx: Reading, since: datetime) -> Merge | None:
    """The last merge, if it was at `since` or later."""
    chosen = select(term_merges).where(term_merges.c.merged_at >= since)
    row: Any = (
        await tx.execute(
            chosen.order_by(term_merges.c.merged_at.desc(), term_merges.c.gone_id.desc()).limit(1)
        )
    ).one_or_none()
    return None if row is None else await _merge(tx, row)


async def became(tx: Reading, gone_id: int) -> Merge | None:
    """What a term became that is no more. None if it is still there, or never was."""
    row = (await tx.execute(select(term_merges).where(term_merges.c.gone_id == gone_id))).one_or_none()
    return None if row is None else await _merge(tx, row)


async def _merge(tx: Reading, row: Any) -> Merge:
    kept = (await by_ids(tx, [row.kept_id]))[row.kept_id]
    return Merge(row.gone_id, row.term["name"], kept, row.merged_by, row.merged_at)
