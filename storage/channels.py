"""Channels, who is in them, and who moderates them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    false,
    select,
    true,
    union_all,
    update,
)

from storage import versions
from storage.database import Reading, Transaction
from storage.people import FIELDS, IS_PERSON, Member, members
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert

channels = Table(
    "channels",
    metadata,
    Column("id", Text, primary_key=True),  # Slack's channel id
    Column("name", Text, nullable=False, server_default=""),  # without the #
    Column("kind", Text, nullable=False, server_default="other"),  # announcements, secretariat, group, other
    Column("title", Text, nullable=False, server_default=""),  # a group's full name
    Column("purpose", Text, nullable=False, server_default=""),
    Column("is_archived", Boolean, nullable=False, server_default=false()),
    Column("bot_is_member", Boolean, nullable=False, server_default=false()),
    Column("first_seen_at", UtcDateTime),  # when Liaison first saw who is in it; None: not yet
    Column("changed_at", UtcDateTime),  # when an event last told something of it
    Column("sync_due_at", UtcDateTime, index=True),  # when to compare its members with Slack's
    Column("quiet_days", Integer),  # None: the workspace's
    Column("last_post_at", UtcDateTime),  # by a person
    Column("nudge_due_at", UtcDateTime, index=True),  # None: this silence has been dealt with
    Column("snoozed_until", UtcDateTime),
    Column(
        "is_public", Boolean, nullable=False, server_default=false()
    ),  # anybody in the workspace can read it
    Column("is_listed", Boolean, nullable=False, server_default=true()),  # whether others may know of a group
    Column("threshold_days", Integer),  # a moderator's or learned; None: `quiet_days` (`bot.nudges.silence`)
)

memberships = Table(
    "memberships",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("joined_at", UtcDateTime),  # None: was there when Liaison first saw the channel
    Column("left_at", UtcDateTime),
    Column(
        "changed_at", UtcDateTime, nullable=False
    ),  # of the newest join or leave that we know: late events change nothing
    Column("welcome_due_at", UtcDateTime),
    Column("welcomed_at", UtcDateTime),
)
Index("ix_memberships_member_id", memberships.c.member_id)
partial_index(
    "ix_memberships_welcome_due_at",
    memberships.c.welcome_due_at,
    where=memberships.c.welcome_due_at.is_not(None),
)

moderators = Table(
    "moderators",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("newcomers_due_at", UtcDateTime, index=True),  # when the next word about newcomers is due
    Column("newcomers_told_until", UtcDateTime),
    # Whether they agreed that others read in /groups who moderates.
    Column("is_shown", Boolean, nullable=False, server_default=false()),
)


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    name: str = ""
    kind: str = "other"
    title: str = ""
    purpose: str = ""
    is_archived: bool = False
    bot_is_member: bool = False
    first_seen_at: datetime | None = None
    changed_at: datetime | None = None
    sync_due_at: datetime | None = None
    quiet_days: int | None = None
    last_post_at: datetime | None = None
    nudge_due_at: datetime | None = None
    snoozed_until: datetime | None = None
    is_public: bool = False
    is_listed: bool = True
    threshold_days: int | None = None

    @property
    def is_recorded(self) -> bool:
        """Whether it is kept who is active there: in groups, among the announcements, and where anybody in the workspace can read."""
        return self.kind in ("group", "announcements") or (self.kind == "other" and self.is_public)


_BY_ID = select(channels).where(channels.c.id == bindparam("channel_id"))


async def get(tx: Reading, channel_id: str) -> Channel | None:
    row = (await tx.execute(_BY_ID, {"channel_id": channel_id})).one_or_none()
    return None if row is None else Channel(*row)


_BY_IDS = select(channels).where(channels.c.id.in_(bindparam("ids", expanding=True))).order_by(channels.c.id)


async def by_ids(tx: Reading, channel_ids: Iterable[str]) -> list[Channel]:
    return [Channel(*row) for row in await tx.execute(_BY_IDS, {"ids": list(channel_ids)})]


async def everything(tx: Reading) -> list[Channel]:
    return [Channel(*row) for row in await tx.execute(select(channels).order_by(channels.c.name))]


_TITLES = select(channels.c.id, channels.c.title, channels.c.name).where(
    channels.c.id.in_(bindparam("ids", expanding=True))
)


async def titles(tx: Reading, channel_ids: Collection[str]) -> dict[str, str]:
    """What channels are called, by id: a group's title, else the channel's name."""
    if not channel_ids:
        return {}
    rows: Sequence[Any] = (await tx.execute(_TITLES, {"ids": list(channel_ids)})).all()
    return {id_: _called(title, name) for id_, title, name in rows}


def _called(title: str, name: str) -> str:
    return title or f"#{name}"


async def save(tx: Transaction, channel_id: str, **values: Any) -> None:
    """Creates the channel if unknown, and sets the columns named."""
    await tx.execute(insert(channels).values(id=channel_id).on_conflict_do_nothing())
    if values:
        await tx.execute(update(channels).where(channels.c.id == channel_id).values(**values))
    if {"name", "title"} & values.keys():
        tx.touched.add(versions.CALENDAR)  # which says whose an activity is


class Place(NamedTuple):
    """A channel to somebody: whether they are in it, and whether they are named as a moderator of it."""

    id: str
    name: str
    kind: str
    title: str
    is_archived: bool
    is_in: bool
    is_moderator: bool

    @property
    def called(self) -> str:
        """As in `titles`."""
        return _called(self.title, self.name)


# Of other channels it isn't told when somebody leaves.
IS_IN = memberships.c.left_at.is_(None) & channels.c.bot_is_member

_PLACE = (channels.c.id, channels.c.name, channels.c.kind, channels.c.title, channels.c.is_archived)
# The channels that `member_id` is in, and those that they moderate: each a row for `places_of_rows`.
PLACES = union_all(
    select(*_PLACE, true().label("is_in"))
    .join(memberships, memberships.c.channel_id == channels.c.id)
    .where(memberships.c.member_id == bindparam("member_id"), IS_IN),
    select(*_PLACE, false().label("is_in"))
    .join(moderators, moderators.c.channel_id == channels.c.id)
    .where(moderators.c.member_id == bindparam("member_id")),
)


async def places(tx: Reading, member_id: str) -> tuple[Place, ...]:
    """The channels that a member is in, of those that Liaison is in, and those that they moderate."""
    return places_of_rows((await tx.execute(PLACES, {"member_id": member_id})).all())


def places_of_rows(rows: Iterable[Sequence[Any]]) -> tuple[Place, ...]:
    """The channels in rows of `PLACES`."""
    found: dict[str, Place] = {}
    for id_, name, kind, title, is_archived, is_in in rows:
        before = found.get(id_)
        was_in, was_moderator = (False, False) if before is None else before[-2:]
        found[id_] = Place(
            id_, name, kind, title, is_archived, bool(is_in) or was_in, not is_in or was_moderator
        )
    return tuple(found.values())


_GROUPS = select(channels.c.id, channels.c.title, channels.c.name).where(
    channels.c.kind == "group", ~channels.c.is_archived
)


async def groups(tx: Reading) -> dict[str, str]:
    """What all groups are called that there are now, by id: for those who may know of all."""
    return told_apart([(id_, title, name) for id_, title, name in await tx.rows(_GROUPS, {})])


def told_apart(named: Collection[tuple[str, str, str]]) -> dict[str, str]:
    """What groups are called, by id, of their ids, titles and channels: the title; where two have the same, the channel too."""
    times = Counter(title for _, title, _ in named)
    return {
        id_: f"{title} (#{name})" if title and times[title] > 1 else title or f"#{name}"
        for id_, title, name in named
    }


async def member_ids(tx: Reading, channel_id: str) -> frozenset[str]:
    """Who is in a channel, bots included."""
    statement = select(memberships.c.member_id).where(
        memberships.c.channel_id == channel_id, memberships.c.left_at.is_(None)
    )
    return frozenset((await tx.execute(statement)).scalars())


async def hold(tx: Transaction, channel_id: str) -> None:
    """Whoever else decides something about this channel waits until we have committed (on SQLite everybody does)."""
    mine = select(channels.c.id).where(channels.c.id == channel_id)
    await tx.execute(mine.with_for_update(key_share=True))


async def membership(tx: Reading, channel_id: str, member_id: str) -> Any:
    """The row of one member in one channel, or None: joined_at, left_at, changed_at, welcome_due_at, welcomed_at."""
    statement = select(memberships).where(
        memberships.c.channel_id == channel_id, memberships.c.member_id == member_id
    )
    return (await tx.execute(statement)).one_or_none()


async def save_membership(tx: Transaction, channel_id: str, member_id: str, **values: Any) -> None:
    """Creates or changes the row of one member in one channel. `changed_at` must be among the values."""
    row = {"channel_id": channel_id, "member_id": member_id} | values
    await tx.execute(
        insert(memberships)
        .values(**row)
        .on_conflict_do_update(index_elements=["channel_id", "member_id"], set_=values)
    )
    tx.touched.add(versions.people_of(channel_id))


async def moderators_of(tx: Reading, channel_id: str) -> list[Member]:
    """A channel's moderators who can be spoken to."""
    statement = (
        select(*FIELDS)
        .join(moderators, moderators.c.member_id == members.c.id)
        .where(moderators.c.channel_id == channel_id, IS_PERSON)
        .order_by(members.c.id)
    )
    return [Member(*row) for row in await tx.execute(statement)]


async def set_moderators(tx: Transaction, channel_id: str, member_ids: frozenset[str]) -> None:
    """Makes exactly these the moderators of a channel. The members must be known."""
    gone = (moderators.c.channel_id == channel_id) & moderators.c.member_id.not_in(member_ids)
    await tx.execute(delete(moderators).where(gone))
    for member_id in sorted(member_ids):
        row = {"channel_id": channel_id, "member_id": member_id}
        await tx.execute(insert(moderators).values(**row).on_conflict_do_nothing())


async def record_present(tx: Transaction, channel_id: str, member_ids: Iterable[str], at: datetime) -> None:
    """Notes who is in a channel at first sight; what is known of somebody's coming already stays. The members must be known."""
    rows = [{"channel_id": channel_id, "member_id": member_id, "changed_at": at} for member_id in member_ids]
    if rows:
        await tx.execute(insert(memberships).on_conflict_do_nothing(), rows)
        tx.touched.add(versions.people_of(channel_id))
