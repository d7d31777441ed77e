"""When each activity is to be reminded of, and in which channel."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)

from storage.calendar import activities
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

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
partial_index(
    "ix_reminders_due",
    reminders.c.due_at,
    where=reminders.c.state == "pending",
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


PENDING = reminders.c.state == "pending"
_ORDER = (reminders.c.activity_id, reminders.c.occurrence, reminders.c.lead)
_ONE = (
    (reminders.c.activity_id == bindparam("of_activity"))
    & (reminders.c.occurrence == bindparam("at_occurrence"))
    & (reminders.c.lead == bindparam("with_lead"))
)


_OF: Final = select(reminders).where(one_of(reminders.c.activity_id, "ids")).order_by(*_ORDER)


async def of_activity(tx: Reading, activity_id: int) -> list[Reminder]:
    return (await of_activities(tx, [activity_id])).get(activity_id, [])


async def of_activities(tx: Reading, activity_ids: Collection[int]) -> dict[int, list[Reminder]]:
    """By activity, of those that have some."""
    found = defaultdict[int, list[Reminder]](list)
    for row in await tx.execute(_OF, {"ids": sorted(activity_ids)}):
        found[row.activity_id].append(_reminder(row))
    return found


async def add(tx: Transaction, planned: Sequence[Reminder]) -> None:
    """Plans reminders. One that was planned before, whatever became of it, stays as it is."""
    if planned:
        await tx.execute(insert(reminders).on_conflict_do_nothing(), [_columns(each) for each in planned])


async def move(tx: Transaction, planned: Sequence[Reminder]) -> None:
    """Gives pending reminders another channel or moment."""
    values: dict[str, Any] = {"channel_id": bindparam("new_channel"), "due_at": bindparam("new_due")}
    if planned:
        rows = [_key(each) | {"new_channel": each.channel_id, "new_due": each.due_at} for each in planned]
        await tx.execute(update(reminders).where(_ONE, PENDING).values(values), rows)


async def drop(tx: Transaction, planned: Sequence[Reminder]) -> None:
    """Takes pending reminders back."""
    if planned:
        await tx.execute(delete(reminders).where(_ONE, PENDING), [_key(each) for each in planned])


async def due_in(tx: Reading, channel_id: str) -> list[Reminder]:
    """What is due for a channel."""
    due = PENDING & (reminders.c.due_at <= tx.now) & (reminders.c.channel_id == channel_id)
    rows = await tx.execute(select(reminders).where(due).order_by(*_ORDER))
    return [_reminder(row) for row in rows]


async def lock(tx: Transaction, channel_id: str, activity_ids: Collection[int]) -> list[Reminder]:
    """What is pending of some activities in a channel: nobody else changes it until we have committed (on SQLite nobody does anyhow)."""
    theirs = PENDING & (reminders.c.channel_id == channel_id) & one_of(reminders.c.activity_id, "ids")
    # Whoever takes several rows takes them in this order, so that nobody deadlocks on Postgres.
    chosen = select(reminders).where(theirs).order_by(*_ORDER).with_for_update()
    rows = await tx.execute(chosen, {"ids": list(activity_ids)})
    return [_reminder(row) for row in rows]


async def settle(tx: Transaction, done: Sequence[Reminder], state: Literal["announced", "missed"]) -> None:
    """Notes what became of pending reminders: people were told, or it was too late to tell them."""
    if done:
        await tx.execute(update(reminders).where(_ONE, PENDING).values(state=state), [_key(r) for r in done])


async def hold(tx: Transaction, held: Sequence[Reminder], until: datetime) -> None:
    """What is not said now waits for that moment."""
    if held:
        await tx.execute(update(reminders).where(_ONE, PENDING).values(due_at=until), [_key(r) for r in held])


async def next_at(tx: Reading) -> datetime | None:
    """The earliest moment at which a pending reminder is due."""
    moment: datetime | None = (
        await tx.execute(select(func.min(reminders.c.due_at)).where(PENDING))
    ).scalar_one()
    return moment


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
