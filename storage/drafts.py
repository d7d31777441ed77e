"""Profiles that the Secretariat imported as drafts: written many at a time, and when their owners are to be asked about them.

A draft is a row of `profiles` with `drafted_at`, never published. Whoever has a profile without it has decided for themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Table, Text, and_, bindparam, delete, exists, func, select, update

from storage.database import Reading, Transaction
from storage.directory import profile_fields, profiles
from storage.people import IS_PERSON, members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

drafts = Table(
    "profile_drafts",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("due_at", UtcDateTime, index=True),  # when to ask the owner; None: they have been asked
    Column("asked_at", UtcDateTime),
)

_BLANK: Mapping[str, Any] = {"works_in": [], "languages": [], "reach": {}, "indexed": []}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to stand in a draft: columns of `profiles`, and the fields' terms in their order; None leaves those as they are."""

    member_id: str
    values: Mapping[str, Any]
    fields: tuple[int, ...] | None


IS_DRAFT = and_(profiles.c.drafted_at.is_not(None), profiles.c.published_at.is_(None))


async def owned(tx: Reading) -> frozenset[str]:
    """Members who have a profile that is no draft: they made, published, or took it back themselves."""
    return frozenset((await tx.execute(select(profiles.c.member_id).where(~IS_DRAFT))).scalars())


async def standing(tx: Reading, columns: Sequence[str]) -> dict[str, Draft]:
    """All drafts that nobody has decided about, by member."""
    chosen: dict[str, list[int]] = {}
    of_drafts = (
        select(profile_fields.c.member_id, profile_fields.c.term_id)
        .join(profiles, profiles.c.member_id == profile_fields.c.member_id)
        .where(IS_DRAFT)
        .order_by(profile_fields.c.position)
    )
    for row in await tx.execute(of_drafts):
        chosen.setdefault(row.member_id, []).append(row.term_id)
    wanted = select(profiles.c.member_id, *(profiles.c[name] for name in columns)).where(IS_DRAFT)
    found = {}
    for draft in (await tx.execute(wanted)).mappings():
        id_ = draft["member_id"]
        found[id_] = Draft(id_, {name: draft[name] for name in columns}, tuple(chosen.get(id_, ())))
    return found


_NEW_PROFILE = insert(profiles)


async def save_many(tx: Transaction, some: Sequence[Draft], due_at: datetime, index_version: int) -> None:
    """Writes drafts, which all have the same columns: the others stay as they are. Owners who have not been asked yet are asked from
    `due_at` on. Members are made known by their ids."""
    if not some:
        return
    ids = [draft.member_id for draft in some]
    await tx.execute(
        insert(members).on_conflict_do_nothing(), [{"id": id_, "first_seen_at": tx.now} for id_ in ids]
    )
    told = {"drafted_at": tx.now, "updated_at": tx.now}
    # Nothing of a draft is in the index: as any version would have it.
    changed = {name: _NEW_PROFILE.excluded[name] for name in (*some[0].values, *told)}
    # Whoever has decided meanwhile has decided.
    statement = _NEW_PROFILE.on_conflict_do_update(index_elements=["member_id"], set_=changed, where=IS_DRAFT)
    await tx.execute(
        statement,
        [
            {"member_id": d.member_id, "index_version": index_version, **_BLANK, **d.values, **told}
            for d in some
        ],
    )
    # On Postgres the statement above holds every row, so nobody decides between it and this.
    mine = select(profiles.c.member_id).where(
        profiles.c.member_id.in_(ids), IS_DRAFT, profiles.c.drafted_at == tx.now
    )
    written = frozenset((await tx.execute(mine)).scalars())
    await _save_fields(
        tx, {d.member_id: d.fields for d in some if d.member_id in written and d.fields is not None}
    )
    row = insert(drafts).on_conflict_do_nothing()
    await tx.execute(row, [{"member_id": id_, "due_at": due_at} for id_ in ids])


async def _save_fields(tx: Transaction, fields: Mapping[str, Sequence[int]]) -> None:
    await tx.execute(delete(profile_fields).where(profile_fields.c.member_id.in_(list(fields))))
    rows = [
        {"member_id": member_id, "term_id": term_id, "position": position}
        for member_id, ids in fields.items()
        for position, term_id in enumerate(ids)
    ]
    if rows:
        await tx.execute(insert(profile_fields).on_conflict_do_nothing(), rows)


async def forget(tx: Transaction, member_id: str) -> bool:
    """Empties a draft. Its row stays, as a word of its owner that they want none. False if there is no draft."""
    blank = dict.fromkeys(("organisation_id", "sector", "country", "drafted_at"))
    empty = {**_BLANK, **blank, "own_names": {}, **dict.fromkeys(("role", "offers", "seeks", "website"), "")}
    mine = and_(profiles.c.member_id == member_id, IS_DRAFT)
    if (await tx.execute(update(profiles).where(mine).values(**empty, updated_at=tx.now))).rowcount == 0:
        return False
    await tx.execute(delete(profile_fields).where(profile_fields.c.member_id == member_id))
    return True


# Whose owner can be asked: somebody who is here, and of whom Slack has told who they are.
IS_ASKABLE = exists(
    select(members.c.id).where(
        members.c.id == drafts.c.member_id, IS_PERSON, members.c.synced_at.is_not(None)
    )
)
_DUE = (
    select(drafts.c.member_id)
    .where(drafts.c.due_at <= bindparam("now"), IS_ASKABLE)
    .order_by(drafts.c.due_at, drafts.c.member_id)
    .limit(1)
)


async def next_to_ask(tx: Reading) -> str | None:
    """The member who has waited longest to be asked about their draft, and of whom Slack has told who they are."""
    member_id: str | None = (await tx.execute(_DUE, {"now": tx.now})).scalar()
    return member_id


async def postpone(tx: Transaction, member_id: str, due_at: datetime) -> None:
    mine = and_(drafts.c.member_id == member_id, drafts.c.due_at <= tx.now)
    await tx.execute(update(drafts).where(mine).values(due_at=due_at))


async def claim(tx: Transaction, member_id: str) -> bool:
    """Takes the asking of a member. False if somebody else has."""
    mine = and_(drafts.c.member_id == member_id, drafts.c.due_at <= tx.now)
    return (await tx.execute(update(drafts).where(mine).values(due_at=None, asked_at=tx.now))).rowcount == 1


async def next_due(tx: Reading) -> datetime | None:
    """When the next owner is to be asked."""
    moment: datetime | None = (await tx.execute(select(func.min(drafts.c.due_at)).where(IS_ASKABLE))).scalar()
    return moment
