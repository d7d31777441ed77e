"""Activities, and when each of them is to be reminded of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    bindparam,
    delete,
    func,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime

# The words of RFC 5545: uid, status, sequence.
activities = Table(
    "activities",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("status", Text, nullable=False, server_default="confirmed"),  # tentative, confirmed, cancelled
    Column("kind", Text, nullable=False),  # event, news, campaign, report, deadline
    Column("title", Text, nullable=False),
    Column("channel_id", Text, ForeignKey(channels.c.id)),  # of the group; None: for everyone
    Column("country", Text),  # ISO 3166-1 alpha-2
    Column("place", Text),
    Column("venue", Text),
    Column("link", Text),
    Column("precision", Text, nullable=False),  # day, month, quarter, year, tbc
    Column("starts_on", Date),  # the first day that the date may mean; None: to be confirmed
    Column("ends_on", Date),  # the last day, inclusive
    Column("starts_at", Time),  # local to `timezone`; None: all day
    Column("ends_at", Time),
    Column("timezone", Text, nullable=False),  # an IANA name: of the place, or the workspace's
    Column("begins", UtcDateTime),  # the instants between which it happens, derived from the above
    Column("finishes", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
)
Index("ix_activities_finishes", activities.c.finishes)

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


class Activity(NamedTuple):
    """A row of `activities`. A tuple, because a request may read hundreds: a frozen dataclass takes three times as long to make."""

    id: int
    uid: str
    sequence: int
    status: str
    kind: str
    title: str
    channel_id: str | None
    country: str | None
    place: str | None
    venue: str | None
    link: str | None
    precision: str
    starts_on: date | None
    ends_on: date | None
    starts_at: time | None
    ends_at: time | None
    timezone: str
    begins: datetime | None
    finishes: datetime | None
    updated_at: datetime

    def __hash__(self) -> int:
        """Of what tells it apart: a change raises `sequence`. Of all its fields it would take longer than what is kept by it."""
        return hash((self.id, self.sequence))


@dataclass(frozen=True, slots=True)
class Reminder:
    """That a channel is told of an activity `lead` minutes before it begins at `occurrence`."""

    activity_id: int
    occurrence: datetime
    lead: int
    channel_id: str
    due_at: datetime
    state: str


async def everything(tx: Reading) -> Sequence[Activity]:
    return [_activity(row) for row in await tx.execute(select(activities).order_by(activities.c.id))]


# Built once: SQLAlchemy remembers how it compiled a statement only with the object.
_AHEAD = (
    select(activities)
    .where(
        activities.c.status != "cancelled",
        activities.c.finishes.is_(None) | (activities.c.finishes > bindparam("now")),
    )
    .order_by(activities.c.id)
)


async def ahead(tx: Reading) -> Sequence[Activity]:
    """What is not over yet and not cancelled, with what has no date: for all channels. Whoever shows it asks `access` first."""
    return list(map(Activity._make, (await tx.execute(_AHEAD, {"now": tx.now})).all()))


async def by_ids(tx: Reading, activity_ids: Sequence[int]) -> dict[int, Activity]:
    rows = await tx.execute(select(activities).where(activities.c.id.in_(activity_ids)))
    return {row.id: _activity(row) for row in rows}


async def by_uids(tx: Reading, uids: Sequence[str]) -> dict[str, Activity]:
    rows = await tx.execute(select(activities).where(activities.c.uid.in_(uids)))
    return {row.uid: _activity(row) for row in rows}


async def add(tx: Transaction, uid: str, values: Mapping[str, Any]) -> Activity:
    """A new activity. `values` are its columns but for id, uid, sequence and updated_at."""
    row = {"uid": uid, "updated_at": tx.now, **values}
    return _activity((await tx.execute(insert(activities).values(**row).returning(activities))).one())


async def change(tx: Transaction, activity_id: int, values: Mapping[str, Any]) -> Activity:
    """Changes an activity, and raises its sequence."""
    statement = (
        update(activities)
        .where(activities.c.id == activity_id)
        .values(sequence=activities.c.sequence + 1, updated_at=tx.now, **values)
        .returning(activities)
    )
    return _activity((await tx.execute(statement)).one())


_PENDING = reminders.c.state == "pending"
# Leads of minutes or hours are worth little later: they are announced at night too.
_URGENT = (reminders.c.lead > 0) & (reminders.c.lead < 24 * 60)
_ONE = (
    (reminders.c.activity_id == bindparam("of_activity"))
    & (reminders.c.occurrence == bindparam("at_occurrence"))
    & (reminders.c.lead == bindparam("with_lead"))
)


async def reminders_of(tx: Reading, activity_id: int) -> list[Reminder]:
    statement = select(reminders).where(reminders.c.activity_id == activity_id)
    rows = await tx.execute(statement.order_by(reminders.c.occurrence, reminders.c.lead))
    return [_reminder(row) for row in rows]


async def add_reminder(tx: Transaction, reminder: Reminder) -> None:
    """Plans a reminder. One that was planned before, whatever became of it, stays as it is."""
    await tx.execute(insert(reminders).values(**_columns(reminder)).on_conflict_do_nothing())


async def move_reminder(tx: Transaction, reminder: Reminder) -> None:
    """Gives a pending reminder another channel or moment."""
    statement = update(reminders).where(_ONE, _PENDING)
    await tx.execute(statement.values(channel_id=reminder.channel_id, due_at=reminder.due_at), _key(reminder))


async def drop_reminder(tx: Transaction, reminder: Reminder) -> None:
    """Takes a pending reminder back."""
    await tx.execute(delete(reminders).where(_ONE, _PENDING), _key(reminder))


async def channel_to_remind(tx: Reading, *, only_urgent: bool) -> str | None:
    """The channel whose reminder has been due the longest; `only_urgent` leaves out leads of a day and more."""
    statement = select(reminders.c.channel_id).where(_due(tx.now, only_urgent=only_urgent))
    found = await tx.execute(statement.order_by(reminders.c.due_at, reminders.c.channel_id).limit(1))
    return found.scalar_one_or_none()


async def claim_reminders(tx: Transaction, channel_id: str, *, only_urgent: bool) -> list[Reminder]:
    """Marks all that is due for a channel as announced, and returns it: nothing, if another worker was quicker."""
    due = _due(tx.now, only_urgent=only_urgent) & (reminders.c.channel_id == channel_id)
    # Whoever takes several rows takes them in this order, so that nobody deadlocks on Postgres. SQLite has one writer.
    order = (reminders.c.activity_id, reminders.c.occurrence, reminders.c.lead)
    await tx.execute(select(reminders.c.lead).where(due).order_by(*order).with_for_update())
    rows = await tx.execute(update(reminders).where(due).values(state="announced").returning(reminders))
    return sorted((_reminder(row) for row in rows), key=lambda r: (r.activity_id, r.occurrence, r.lead))


async def miss_reminders(tx: Transaction, missed: Sequence[Reminder]) -> None:
    """Marks reminders of one's own claim as missed: nobody is told."""
    if missed:
        await tx.execute(update(reminders).where(_ONE).values(state="missed"), [_key(r) for r in missed])


async def next_reminder_at(tx: Reading, *, urgent: bool) -> datetime | None:
    """The earliest moment at which a pending reminder is due, among the urgent or among the others."""
    which = _URGENT if urgent else ~_URGENT
    first = select(func.min(reminders.c.due_at)).where(_PENDING, which)
    moment: datetime | None = (await tx.execute(first)).scalar_one()
    return moment


def _due(now: datetime, *, only_urgent: bool) -> ColumnElement[bool]:
    return _PENDING & (reminders.c.due_at <= now) & (_URGENT if only_urgent else true())


def _activity(row: Any) -> Activity:
    return Activity(*row)


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
