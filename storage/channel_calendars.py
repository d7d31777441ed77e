"""How a channel wants to hear of the calendar, where its moderator has decided."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    or_,
    select,
)

from storage.calendar import ONE, Activity, activities
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.upserts import insert
from storage.values import one_of

channel_calendars = Table(
    "channel_calendars",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id, ondelete="CASCADE"), primary_key=True),
    Column(
        "leads", JSON(none_as_null=True)
    ),  # minutes ahead, by kind: {"event": [10080, 1440]}; of a kind that is missing the workspace's
    Column("posts_a_day", Integer),  # None: the default
)

POSTS_A_DAY: Final = 3  # where nobody has decided


@dataclass(frozen=True, slots=True)
class ChannelCalendar:
    """`leads`: minutes ahead, by kind, only of kinds for which the channel has its own; none at all is an empty list.

    `posts_a_day`: how many posts of the calendar the channel takes in a day before what is beyond waits for the next morning.
    """

    leads: Mapping[str, Sequence[int]] = field(default_factory=dict)
    posts_a_day: int = POSTS_A_DAY


_COLUMNS: Final = (channel_calendars.c.leads, channel_calendars.c.posts_a_day)
_OF: Final = select(*_COLUMNS).where(channel_calendars.c.channel_id == bindparam("channel"))
_HELD: Final = (
    select(*_COLUMNS, channel_calendars.c.channel_id)
    .where(one_of(channel_calendars.c.channel_id, "ids"))
    .order_by(channel_calendars.c.channel_id)
    .with_for_update(read=True)
)


async def of(tx: Reading, channel_id: str) -> ChannelCalendar:
    """How a channel wants to hear of the calendar; the defaults, where nobody has decided."""
    return _calendar((await tx.execute(_OF, {"channel": channel_id})).one_or_none())


async def held(tx: Transaction, channel_ids: Collection[str]) -> dict[str, ChannelCalendar]:
    """As `of`, where somebody has decided, by channel, for whoever plans by it: who changes it meanwhile waits until we have committed, and
    then plans anew."""
    rows = await tx.execute(_HELD, {"ids": sorted(channel_ids)})
    return {row.channel_id: _calendar(row) for row in rows}


async def save(
    tx: Transaction, channel_id: str, leads: Mapping[str, Sequence[int]], posts_a_day: int | None
) -> None:
    """Notes how a channel, which must be known, wants it. `leads` only of kinds that differ from the workspace's; `posts_a_day`: None for
    the default."""
    values: dict[str, Any] = {
        "leads": {kind: list(of_kind) for kind, of_kind in leads.items()} or None,
        "posts_a_day": posts_a_day,
    }
    statement = insert(channel_calendars).values(channel_id=channel_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["channel_id"], set_=values))


async def hold_ahead(
    tx: Transaction, channel_id: str, kinds: Collection[str], after: datetime, *, for_everyone: bool
) -> None:
    """Whoever else changes one of the activities that `ahead` finds waits until we have committed (on SQLite everybody does)."""
    chosen = select(activities.c.id).where(_ahead(channel_id, kinds, after, for_everyone=for_everyone))
    await tx.execute(chosen.order_by(activities.c.id).with_for_update(key_share=True))


async def ahead(
    tx: Reading, channel_id: str, kinds: Collection[str], after: datetime, *, for_everyone: bool
) -> list[Activity]:
    """What of these kinds is approved, a channel's, or `for_everyone` too, and finishes after that moment, or repeats: by their ids."""
    statement = ONE.where(_ahead(channel_id, kinds, after, for_everyone=for_everyone))
    return [_activity(row) for row in await tx.execute(statement.order_by(activities.c.id))]


def _ahead(
    channel_id: str, kinds: Collection[str], after: datetime, *, for_everyone: bool
) -> ColumnElement[bool]:
    is_theirs = activities.c.channel_id == channel_id
    return and_(
        activities.c.stage == "approved",
        activities.c.kind.in_(list(kinds)),
        or_(is_theirs, activities.c.channel_id.is_(None)) if for_everyone else is_theirs,
        or_(activities.c.finishes > after, activities.c.rrule.is_not(None)),
    )


def _calendar(row: Any) -> ChannelCalendar:
    if row is None:
        return ChannelCalendar()
    return ChannelCalendar(row.leads or {}, POSTS_A_DAY if row.posts_a_day is None else row.posts_a_day)


def _activity(row: Any) -> Activity:
    return Activity(*row)
