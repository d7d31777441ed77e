"""Notes that an activity has changed, and that people are yet to be told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, Table, bindparam, delete, func, select

from storage.calendar import activities
from storage.database import Reading, Transaction
from storage.occasions import ONCE
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

# Activities whose changes are yet to be told: gathered until nothing has changed for a while.
notices = Table(
    "notices",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("before", JSON, nullable=False),  # as it was when the first of these changes was made
)
Index("ix_notices_due_at", notices.c.due_at)


@dataclass(frozen=True, slots=True)
class Notice:
    """A change that is to be told at `due_at`, with what the activity, or its occurrence with the day `on`, was like `before`."""

    activity_id: int
    on: date | None
    before: Mapping[str, Any]
    due_at: datetime


_new = insert(notices)
_NOTE: Final = _new.on_conflict_do_update(
    index_elements=["activity_id", "on"], set_={"due_at": _new.excluded.due_at}
)


async def note(tx: Transaction, changes: Iterable[Notice]) -> None:
    """Notes changes. Of several of one thing before they are told the first says what it was like; the last decides when it is told."""
    rows = [
        {
            "activity_id": each.activity_id,
            "on": each.on or ONCE,
            "due_at": each.due_at,
            "before": dict(each.before),
        }
        for each in changes
    ]
    if rows:
        await tx.execute(_NOTE, rows)


_DUE = (
    select(notices.c.activity_id, notices.c.on)
    .where(notices.c.due_at <= bindparam("now"))
    .order_by(notices.c.due_at, notices.c.activity_id, notices.c.on)
    .limit(1)
)


async def due(tx: Reading) -> tuple[int, date] | None:
    """What is to be told first, of what is due: an activity, and the day that its notice is of (or ONCE)."""
    row = (await tx.execute(_DUE, {"now": tx.now})).one_or_none()
    return None if row is None else (row.activity_id, row.on)


async def claim(tx: Transaction, activity_id: int, on: date) -> dict[str, Any] | None:
    """Takes a notice that is due: what the activity was like before. None if another worker did, or it has been put off since."""
    mine = (notices.c.activity_id == activity_id) & (notices.c.on == on) & (notices.c.due_at <= tx.now)
    before = await tx.execute(delete(notices).where(mine).returning(notices.c.before))
    found: dict[str, Any] | None = before.scalar_one_or_none()
    return found


async def waiting(tx: Reading, activity_ids: Collection[int]) -> dict[tuple[int, date], dict[str, Any]]:
    """Of which of these activities people do not know the latest yet: what they know, by activity and day (or ONCE)."""
    statement = select(notices.c.activity_id, notices.c.on, notices.c.before)
    rows = await tx.execute(
        statement.where(one_of(notices.c.activity_id, "ids")), {"ids": list(activity_ids)}
    )
    return {(row.activity_id, row.on): row.before for row in rows}


async def due_for(tx: Reading, activity_ids: Collection[int]) -> dict[tuple[int, date], datetime]:
    """When people are told what of these activities they do not know yet, by activity and day (or ONCE)."""
    statement = select(notices.c.activity_id, notices.c.on, notices.c.due_at)
    rows = await tx.execute(
        statement.where(one_of(notices.c.activity_id, "ids")), {"ids": list(activity_ids)}
    )
    return {(row.activity_id, row.on): row.due_at for row in rows}


async def next_at(tx: Reading) -> datetime | None:
    """When the first notice is due."""
    moment: datetime | None = (await tx.execute(select(func.min(notices.c.due_at)))).scalar_one()
    return moment
