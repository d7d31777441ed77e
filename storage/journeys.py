"""The first weeks of those who are new: what they were sent, what is due, and whether they have been active."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table, Text, bindparam, func, select, update

from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

journeys = Table(
    "journeys",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("began_at", UtcDateTime, nullable=False, index=True),  # day 0: when they were welcomed
    Column("message_key", Text, nullable=False),  # of the outbox: the welcome, in which the checklist is
    Column("channel_ids", JSON, nullable=False),  # the groups that the welcome tells of
    Column("due_at", UtcDateTime),  # when to see whether to remind them; None: never again
    Column("reminder_key", Text),  # of the outbox: the newest reminder
    Column("reminder", Text),  # what it is about: first_step, silent
    Column("put_off_at", UtcDateTime),  # when they said “not now”, which they can once
    Column("stopped_at", UtcDateTime),  # when they wanted no more reminders
    Column("active_at", UtcDateTime),  # when they first wrote or reacted
    Column("redraw_at", UtcDateTime),  # since when what they were sent is out of date
    Column("redraws", Integer, nullable=False, server_default="0"),
)
for _due in ("due_at", "redraw_at"):
    _is_due = journeys.c[_due].is_not(None)
    partial_index(f"ix_journeys_{_due}", journeys.c[_due], where=_is_due)


@dataclass(frozen=True, slots=True)
class Journey:
    """See the table."""

    member_id: str
    began_at: datetime
    message_key: str
    channel_ids: Sequence[str]
    due_at: datetime | None = None
    reminder_key: str | None = None
    reminder: str | None = None
    put_off_at: datetime | None = None
    stopped_at: datetime | None = None
    active_at: datetime | None = None
    redraw_at: datetime | None = None
    redraws: int = 0


_ONE: Final = select(journeys).where(journeys.c.member_id == bindparam("member_id"))


async def get(tx: Reading, member_id: str) -> Journey | None:
    row: Any = (await tx.execute(_ONE, {"member_id": member_id})).one_or_none()
    return None if row is None else Journey(*row)


async def hold(tx: Transaction, member_id: str) -> Journey | None:
    """As `get`; whoever else decides something about this journey waits until we have committed."""
    row: Any = (await tx.execute(_ONE.with_for_update(), {"member_id": member_id})).one_or_none()
    return None if row is None else Journey(*row)


async def begin(
    tx: Transaction, member_id: str, message_key: str, channel_ids: Sequence[str], due_at: datetime | None
) -> None:
    """Somebody has just been welcomed. Whoever is welcomed once more begins anew, but for what they wanted to hear no more of."""
    values = {
        "began_at": tx.now,
        "message_key": message_key,
        "channel_ids": list(channel_ids),
        "due_at": due_at,
    }
    new = insert(journeys).values(member_id=member_id, **values)
    await tx.execute(new.on_conflict_do_update(index_elements=["member_id"], set_=values))


async def change(tx: Transaction, member_id: str, **values: Any) -> None:
    """Sets the columns named."""
    await tx.execute(update(journeys).where(journeys.c.member_id == member_id).values(**values))


async def next_due(tx: Transaction) -> Journey | None:
    """Takes hold of the journey in which a reminder has been due longest. None if none is, or others hold them."""
    return await _first(tx, "due_at")


async def next_stale(tx: Transaction) -> Journey | None:
    """Takes hold of the journey of which the messages have been out of date longest. None if none is, or others hold them."""
    return await _first(tx, "redraw_at")


async def _first(tx: Transaction, name: str) -> Journey | None:
    due = journeys.c[name]
    first = select(journeys).where(due <= tx.now).order_by(due, journeys.c.member_id).limit(1)
    row: Any = (await tx.execute(first.with_for_update(skip_locked=True))).one_or_none()
    return None if row is None else Journey(*row)


_NEW: Final = select(journeys.c.member_id, journeys.c.active_at).where(
    one_of(journeys.c.member_id, "members"), journeys.c.began_at > bindparam("since")
)


async def new_among(tx: Reading, member_ids: Collection[str], since: datetime) -> dict[str, datetime | None]:
    """Of these members those whose first weeks began after `since`, each with when they were first active."""
    rows = await tx.rows(_NEW, {"members": list(member_ids), "since": since})
    return {row[0]: row[1] for row in rows}


async def note_active(tx: Transaction, member_id: str, at: datetime) -> None:
    """A member wrote or reacted at a moment. Of several moments the earliest counts."""
    is_first = journeys.c.active_at.is_(None) | (journeys.c.active_at > at)
    mine = (journeys.c.member_id == member_id) & is_first
    await tx.execute(update(journeys).where(mine).values(active_at=at))


async def began_since(tx: Reading, since: datetime) -> list[Journey]:
    """The journeys that began after `since`, the oldest first."""
    newest = select(journeys).where(journeys.c.began_at > since)
    rows: Any = await tx.execute(newest.order_by(journeys.c.began_at, journeys.c.member_id))
    return [Journey(*row) for row in rows]


async def soonest(tx: Reading) -> datetime | None:
    """When the next reminder is due."""
    moment: datetime | None = (await tx.execute(select(func.min(journeys.c.due_at)))).scalar()
    return moment
