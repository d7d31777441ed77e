"""What a channel is yet to be told of an activity: that it is new, has a date, is called off, or takes place after all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    func,
    select,
    union_all,
    update,
)

from storage import reminders
from storage.calendar import activities
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

# It waits here for the morning, or until the channel has room for another post.
announcements = Table(
    "announcements",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),  # the occurrence's day by the rule; 0001-01-01 of all of it
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("part", Text, nullable=False),  # save, new, dated, out, cancelled, restored
    Column("due_at", UtcDateTime, nullable=False),
)
Index("ix_announcements_due_at", announcements.c.due_at)


@dataclass(frozen=True, slots=True)
class Announcement:
    activity_id: int
    on: date
    channel_id: str
    part: str
    due_at: datetime


_ONE: Final = (announcements.c.activity_id == bindparam("of_activity")) & (
    announcements.c.on == bindparam("of_day")
)
_PUT = insert(announcements)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["activity_id", "on"],
    set_={name: _PUT.excluded[name] for name in ("channel_id", "part", "due_at")},
)
_DUE: Final = union_all(
    select(announcements.c.channel_id, announcements.c.due_at).where(
        announcements.c.due_at <= bindparam("now")
    ),
    select(reminders.reminders.c.channel_id, reminders.reminders.c.due_at).where(
        reminders.PENDING, reminders.reminders.c.due_at <= bindparam("now")
    ),
).subquery()
_CHANNEL: Final = select(_DUE.c.channel_id).order_by(_DUE.c.due_at, _DUE.c.channel_id).limit(1)


async def channel_to_tell(tx: Reading) -> str | None:
    """The channel for which something, an announcement or a reminder, has been due the longest."""
    return (await tx.execute(_CHANNEL, {"now": tx.now})).scalar_one_or_none()


async def of(tx: Reading, activity_id: int, on: date) -> Announcement | None:
    found = await tx.execute(select(announcements).where(_ONE), {"of_activity": activity_id, "of_day": on})
    row = found.one_or_none()
    return None if row is None else _announcement(row)


async def of_channel(tx: Reading, channel_id: str) -> list[Announcement]:
    """What is due for a channel, in the order in which it became due."""
    due = (announcements.c.channel_id == channel_id) & (announcements.c.due_at <= tx.now)
    order = (announcements.c.due_at, announcements.c.activity_id, announcements.c.on)
    return [_announcement(row) for row in await tx.execute(select(announcements).where(due).order_by(*order))]


async def put(tx: Transaction, announcement: Announcement) -> None:
    """Notes what a channel is to be told of an activity, in the place of what it was yet to be told."""
    await tx.execute(_PUT, _columns(announcement))


async def drop(tx: Transaction, activity_id: int, on: date | None = None) -> None:
    """There is nothing to be told any more: of one occurrence, or without `on` of all of an activity."""
    theirs = announcements.c.activity_id == activity_id
    await tx.execute(
        delete(announcements).where(theirs if on is None else theirs & (announcements.c.on == on))
    )


async def move(tx: Transaction, activity_id: int, channel_id: str) -> None:
    """What is yet to be told of an activity is told in that channel."""
    theirs = announcements.c.activity_id == activity_id
    await tx.execute(update(announcements).where(theirs).values(channel_id=channel_id))


async def take(tx: Transaction, said: Collection[Announcement]) -> None:
    """What is said now waits no more."""
    if said:
        rows = [{"of_activity": each.activity_id, "of_day": each.on} for each in said]
        await tx.execute(delete(announcements).where(_ONE), rows)


async def hold(tx: Transaction, held: Collection[Announcement], until: datetime) -> None:
    """What is not said now waits for that moment."""
    if held:
        rows = [{"of_activity": each.activity_id, "of_day": each.on} for each in held]
        await tx.execute(update(announcements).where(_ONE).values(due_at=until), rows)


async def next_at(tx: Reading) -> datetime | None:
    """When the first of what waits is due."""
    moment: datetime | None = (await tx.execute(select(func.min(announcements.c.due_at)))).scalar_one()
    return moment


def _announcement(row: Any) -> Announcement:
    return Announcement(*row)


def _columns(announcement: Announcement) -> dict[str, Any]:
    return {name: getattr(announcement, name) for name in Announcement.__dataclass_fields__}
