"""Who proposed an activity, who decided about it, and how it has changed since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    select,
    update,
)

from storage.calendar import activities, activity_fields
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

# One for each activity that somebody proposed. Its activity's `stage` says how it stands.
proposals = Table(
    "proposals",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("shown_in", JSON, nullable=False),  # where reviewers see it: ids of channels and members
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
    Column("reason", Text),  # why it was declined, as the proposer is told
    Column("waking_at", UtcDateTime),  # when somebody wakes who is yet to be told of it
)
Index("ix_proposals_proposed_by", proposals.c.proposed_by)
Index("ix_proposals_waking_at", proposals.c.waking_at)

# What changed when, and who did it. Names of columns with the value before and after.
changes = Table(
    "activity_changes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), nullable=False),
    Column("on", Text),  # of one occurrence: its day, ISO 8601
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", Text),  # a member; None: the workspace file, an import
    Column("what", JSON, nullable=False),  # {"title": ["before", "after"]}, values as JSON holds them
)
Index("ix_activity_changes_activity_id", changes.c.activity_id)


@dataclass(frozen=True, slots=True)
class Proposal:
    activity_id: int
    proposed_by: str
    proposed_at: datetime
    shown_in: tuple[str, ...]
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None
    waking_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Change:
    changed_at: datetime
    changed_by: str | None
    on: str | None
    what: dict[str, Any]


# No key is changed: whoever only points to the activity need not wait.
_LOCK: Final = (
    select(activities.c.id)
    .where(one_of(activities.c.id, "ids"))
    .order_by(activities.c.id)
    .with_for_update(key_share=True)
)


async def lock(tx: Transaction, *activity_ids: int) -> None:
    """Whoever else decides about these activities or changes them waits until we have committed (on SQLite everybody does)."""
    if activity_ids:
        await tx.execute(_LOCK, {"ids": sorted(activity_ids)})


async def propose(tx: Transaction, activity_id: int, member_id: str) -> None:
    """Notes that a member has proposed an activity."""
    row = {"activity_id": activity_id, "proposed_by": member_id, "proposed_at": tx.now, "shown_in": []}
    await tx.execute(insert(proposals).values(**row))


async def proposal(tx: Reading, activity_id: int) -> Proposal | None:
    row = (await tx.execute(select(proposals).where(proposals.c.activity_id == activity_id))).one_or_none()
    return None if row is None else _proposal(row)


async def by_member(tx: Reading, member_id: str) -> dict[int, Proposal]:
    """What a member has proposed, by activity, whatever became of it."""
    rows = await tx.execute(select(proposals).where(proposals.c.proposed_by == member_id))
    return {row.activity_id: _proposal(row) for row in rows}


async def show_in(
    tx: Transaction, activity_id: int, shown_in: Sequence[str], waking_at: datetime | None
) -> None:
    """Notes where reviewers see a proposal, and when the first of those wakes who are yet to be told of it."""
    statement = update(proposals).where(proposals.c.activity_id == activity_id)
    await tx.execute(statement.values(shown_in=list(shown_in), waking_at=waking_at))


async def first_waking(tx: Reading) -> tuple[int, datetime] | None:
    """Of which proposal somebody is told next who slept, and when."""
    first = select(proposals.c.activity_id, proposals.c.waking_at).where(proposals.c.waking_at.is_not(None))
    row = (
        await tx.execute(first.order_by(proposals.c.waking_at, proposals.c.activity_id).limit(1))
    ).one_or_none()
    return None if row is None else (row.activity_id, row.waking_at)


async def decide(tx: Transaction, activity_id: int, member_id: str, reason: str | None = None) -> None:
    """Notes who decided about a proposal. The activity must be locked and still proposed."""
    statement = update(proposals).where(proposals.c.activity_id == activity_id)
    await tx.execute(statement.values(decided_by=member_id, decided_at=tx.now, reason=reason))


async def note(tx: Transaction, what: Mapping[int, Mapping[str, Any]], *, by: str | None) -> None:
    """Writes into the history of activities. `what`: names of columns, with the value before and after as JSON holds them."""
    await _note(tx, [(id_, None, of_one) for id_, of_one in sorted(what.items())], by)


async def note_dates(
    tx: Transaction, activity_id: int, what: Mapping[date, Mapping[str, Any]], *, by: str | None
) -> None:
    """The same of single dates of one activity."""
    await _note(tx, [(activity_id, on.isoformat(), of_one) for on, of_one in sorted(what.items())], by)


async def _note(
    tx: Transaction, noted: Sequence[tuple[int, str | None, Mapping[str, Any]]], by: str | None
) -> None:
    moment = {"changed_at": tx.now, "changed_by": by}
    rows = [{"activity_id": id_, "on": on, "what": dict(what), **moment} for id_, on, what in noted]
    if rows:
        await tx.execute(insert(changes), rows)


async def history(tx: Reading, activity_id: int, *, limit: int = 50) -> list[Change]:
    """The last changes of an activity, the newest first."""
    columns = (changes.c.changed_at, changes.c.changed_by, changes.c.on, changes.c.what)
    statement = select(*columns).where(changes.c.activity_id == activity_id)
    rows = await tx.execute(statement.order_by(changes.c.id.desc()).limit(limit))
    return [_change(row) for row in rows]


async def added_by(tx: Reading, activity_id: int) -> str | None:
    """Who added or proposed an activity: a member; None if it came from a file."""
    first = select(changes.c.changed_by).where(changes.c.activity_id == activity_id)
    found = (await tx.execute(first.order_by(changes.c.id).limit(1))).one_or_none()
    return None if found is None else found.changed_by


_FIELDS_OF: Final = select(activity_fields.c.activity_id, activity_fields.c.term_id).where(
    one_of(activity_fields.c.activity_id, "ids")
)
_DROP_FIELD: Final = delete(activity_fields).where(
    activity_fields.c.activity_id == bindparam("of_activity"),
    activity_fields.c.term_id == bindparam("of_term"),
)


async def set_fields(tx: Transaction, fields: Mapping[int, Mapping[int, str | None]]) -> None:
    """Makes exactly these the fields that activities are about: by activity ids of terms, with a name of its own for those that it
    calls otherwise. One that it was about before is called as before. The activities must be locked, or new."""
    there = set(map(tuple, await tx.execute(_FIELDS_OF, {"ids": sorted(fields)})))
    wanted = {(id_, term_id): own for id_, terms in fields.items() for term_id, own in terms.items()}
    if gone := sorted(there - wanted.keys()):
        await tx.execute(_DROP_FIELD, [{"of_activity": id_, "of_term": term_id} for id_, term_id in gone])
    if new := sorted(wanted.keys() - there):
        rows = [{"activity_id": key[0], "term_id": key[1], "own_name": wanted[key]} for key in new]
        await tx.execute(insert(activity_fields).on_conflict_do_nothing(), rows)


def _proposal(row: Any) -> Proposal:
    return Proposal(
        row.activity_id,
        row.proposed_by,
        row.proposed_at,
        tuple(row.shown_in or ()),
        row.decided_by,
        row.decided_at,
        row.reason,
        row.waking_at,
    )


def _change(row: Any) -> Change:
    return Change(row.changed_at, row.changed_by, row.on, row.what)
