"""When each activity is to be reminded of, and in which channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.calendar import activities
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime

reminders = Table(
    "reminders",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("occurrence", UtcDateTime, primary_key=True),  # when it begins: a moved date is reminded of anew
    Column("lead", Integer, primary_key=True),  # minutes before
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),  # pending, announced, missed
)
Index(
    "ix_reminders_due",
    reminders.c.due_at,
    postgresql_where=reminders.c.state == "pending",
    sqlite_where=reminders.c.state == "pending",
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a channel is told of an activity, or of an occurrence of it, `lead` minutes before that begins at `occurrence`."""

    activity_id: int
    occurrence: datetime
    lead: int
    channel_id: str
    due_at: datetime
    state: str


_PENDING = reminders.c.state == "pending"
# Leads of minutes or hours are worth little later: they are announced at night too.
_URGENT = (reminders.c.lead > 0) & (reminders.c.lead < 24 * 60)
_ONE = (
    (reminders.c.activity_id == bindparam("of_activity"))
    & (reminders.c.occurrence == bindparam("at_occurrence"))
    & (reminders.c.lead == bindparam("with_lead"))
)


async def of_activity(tx: Reading, activity_id: int) -> list[Reminder]:
    statement = select(reminders).where(reminders.c.activity_id == activity_id)
    rows = await tx.execute(statement.order_by(reminders.c.occurrence, reminders.c.lead))
    return [_reminder(row) for row in rows]


async def add(tx: Transaction, planned: Sequence[Reminder]) -> None:
    """Plans reminders. One that was planned before, whatever became of it, stays as it is."""
    if planned:
        await tx.execute(insert(reminders).on_conflict_do_nothing(), [_columns(each) for each in planned])


async def move(tx: Transaction, planned: Sequence[Reminder]) -> None:
    """Gives pending reminders another channel or moment."""
    values: dict[str, Any] = {"channel_id": bindparam("new_channel"), "due_at": bindparam("new_due")}
    if planned:
        rows = [_key(each) | {"new_channel": each.channel_id, "new_due": each.due_at} for each in planned]
        await tx.execute(update(reminders).where(_ONE, _PENDING).values(values), rows)


async def drop(tx: Transaction, planned: Sequence[Reminder]) -> None:
    """Takes pending reminders back."""
    if planned:
        await tx.execute(delete(reminders).where(_ONE, _PENDING), [_key(each) for each in planned])


async def channel_to_remind(tx: Reading, *, only_urgent: bool) -> str | None:
    """The channel whose reminder has been due the longest; `only_urgent` leaves out leads of a day and more."""
    statement = select(reminders.c.channel_id).where(_due(tx.now, only_urgent=only_urgent))
    found = await tx.execute(statement.order_by(reminders.c.due_at, reminders.c.channel_id).limit(1))
    return found.scalar_one_or_none()


async def claim(tx: Transaction, channel_id: str, *, only_urgent: bool) -> list[Reminder]:
    """Marks all that is due for a channel as announced, and returns it: nothing, if another worker was quicker."""
    due = _due(tx.now, only_urgent=only_urgent) & (reminders.c.channel_id == channel_id)
    # Whoever takes several rows takes them in this order, so that nobody deadlocks on Postgres. SQLite has one writer.
    order = (reminders.c.activity_id, reminders.c.occurrence, reminders.c.lead)
    await tx.execute(select(reminders.c.lead).where(due).order_by(*order).with_for_update())
    rows = await tx.execute(update(reminders).where(due).values(state="announced").returning(reminders))
    return sorted((_reminder(row) for row in rows), key=lambda r: (r.activity_id, r.occurrence, r.lead))


async def miss(tx: Transaction, missed: Sequence[Reminder]) -> None:
    """Marks reminders of one's own claim as missed: nobody is told."""
    if missed:
        await tx.execute(update(reminders).where(_ONE).values(state="missed"), [_key(r) for r in missed])


async def next_at(tx: Reading, *, urgent: bool) -> datetime | None:
    """The earliest moment at which a pending reminder is due, among the urgent or among the others."""
    which = _URGENT if urgent else ~_URGENT
    first = select(func.min(reminders.c.due_at)).where(_PENDING, which)
    moment: datetime | None = (await tx.execute(first)).scalar_one()
    return moment


def _due(now: datetime, *, only_urgent: bool) -> ColumnElement[bool]:
    return _PENDING & (reminders.c.due_at <= now) & (_URGENT if only_urgent else true())


def _reminder(row: Any) -> Reminder:
    return Reminder(*row)


def _key(reminder: Reminder) -> dict[str, Any]:
    return {
        "of_activity": reminder.activity_id,
        "at_occurrence": reminder.occurrence,
        "with_lead": reminder.lead,
    }


def _columns(reminder: Reminder) -> dict[str, Any]:
    return {name: getattr(reminder, name) for name in Reminder.__dataclass_fields__}
