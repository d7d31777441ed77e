"""Which post of the calendar says what of which activity, so that it can be kept true when plans change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    func,
    select,
    update,
)

from storage.calendar import Activity, activities
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.occasions import ONCE
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

# What Liaison has posted of the calendar, by the key under which the outbox has it.
calendar_posts = Table(
    "calendar_posts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("purpose", Text, nullable=False),  # what kind of post: reminder, news, round_up
    Column("posted_at", UtcDateTime, nullable=False),  # composed at: “tomorrow” is meant from then
    Column("beyond", JSON, nullable=False),  # by part, how many more were counted only: {"this_week": 3}
    Column(
        "digest", Text, nullable=False
    ),  # of what it says since it was last rewritten: nothing is rewritten to the same
)
Index("ix_calendar_posts_channel_id", calendar_posts.c.channel_id, calendar_posts.c.posted_at)

# What a post names, in its order.
mentions = Table(
    "mentions",
    metadata,
    Column("key", Text, ForeignKey(calendar_posts.c.key, ondelete="CASCADE"), primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), nullable=False),
    Column(
        "on", Date, nullable=False
    ),  # the occurrence's day by the rule; 0001-01-01 of what does not repeat
    Column(
        "part", Text, nullable=False
    ),  # where in the post, or why it is there: new, dated, reminder, this_week, …
    Column("said", JSON, nullable=False),  # the activity as it was then
)
Index("ix_mentions_activity_id", mentions.c.activity_id, mentions.c.on)


@dataclass(frozen=True, slots=True)
class CalendarPost:
    """A post, by its key in the outbox. `beyond`: by part, how many more it only counts."""

    key: str
    channel_id: str
    purpose: str
    posted_at: datetime
    beyond: Mapping[str, int]
    digest: str


@dataclass(frozen=True, slots=True)
class Mention:
    """What one post says of one activity: in which part of it, and as it was `said`."""

    part: str
    said: Activity


_ADD: Final = insert(calendar_posts)
_NAME: Final = insert(mentions)


async def add(tx: Transaction, posts: Sequence[tuple[CalendarPost, Sequence[Mention]]]) -> None:
    """Notes what posts, which the outbox does not have yet, say."""
    names = CalendarPost.__dataclass_fields__
    of_all = [
        {name: getattr(post, name) for name in names} | {"beyond": dict(post.beyond)} for post, _ in posts
    ]
    if of_all:
        await tx.execute(_ADD, of_all)
    rows = [
        {
            "key": post.key,
            "nth": nth,
            "activity_id": each.said.id,
            "on": each.said.on or ONCE,
            "part": each.part,
            "said": as_json(each.said),
        }
        for post, named in posts
        for nth, each in enumerate(named)
    ]
    if rows:
        await tx.execute(_NAME, rows)


async def posted_since(tx: Reading, channel_id: str, moment: datetime) -> int:
    """How many posts of the calendar a channel has had from that moment on."""
    theirs = (calendar_posts.c.channel_id == channel_id) & (calendar_posts.c.posted_at >= moment)
    return int(
        (await tx.execute(select(func.count()).select_from(calendar_posts).where(theirs))).scalar_one()
    )


async def naming(
    tx: Reading, activity_id: int, on: date | None, limit: int, *, channel_id: str | None = None
) -> list[CalendarPost]:
    """The newest posts that name an activity, or one occurrence of it; all channels', or one's."""
    names_it = select(mentions.c.key).where(mentions.c.activity_id == activity_id)
    if on is not None:
        names_it = names_it.where(mentions.c.on == on)
    statement = select(calendar_posts).where(calendar_posts.c.key.in_(names_it))
    if channel_id is not None:
        statement = statement.where(calendar_posts.c.channel_id == channel_id)
    order = (calendar_posts.c.posted_at.desc(), calendar_posts.c.key)
    return [_post(row) for row in await tx.execute(statement.order_by(*order).limit(limit))]


_FIRST: Final = select(func.min(calendar_posts.c.posted_at)).join_from(mentions, calendar_posts)


async def first_named(tx: Reading, channel_id: str, activity_id: int, on: date) -> datetime | None:
    """When a channel was first told of an activity, or of one occurrence. None if it never was."""
    which = (mentions.c.activity_id == activity_id) & (mentions.c.on == on)
    first: datetime | None = (
        await tx.execute(_FIRST.where(calendar_posts.c.channel_id == channel_id, which))
    ).scalar()
    return first


async def by_keys(tx: Reading, keys: Collection[str]) -> list[CalendarPost]:
    """These posts, the oldest first."""
    statement = select(calendar_posts).where(calendar_posts.c.key.in_(list(keys)))
    order = (calendar_posts.c.posted_at, calendar_posts.c.key)
    return [_post(row) for row in await tx.execute(statement.order_by(*order))]


async def lock(tx: Transaction, keys: Collection[str]) -> None:
    """Nobody else rewrites these posts until we have committed (on SQLite nobody does anyhow)."""
    theirs = select(calendar_posts.c.key).where(calendar_posts.c.key.in_(list(keys)))
    await tx.execute(theirs.order_by(calendar_posts.c.key).with_for_update(key_share=True))


async def rewritten(tx: Transaction, key: str, digest: str) -> bool:
    """Notes what a post says from now on. False if it says so already."""
    other = (calendar_posts.c.key == key) & (calendar_posts.c.digest != digest)
    return (await tx.execute(update(calendar_posts).where(other).values(digest=digest))).rowcount == 1


async def of_posts(tx: Reading, keys: Collection[str]) -> dict[str, list[Mention]]:
    """What each of these posts names, in its order."""
    found: dict[str, list[Mention]] = {key: [] for key in keys}
    columns = (mentions.c.key, mentions.c.part, mentions.c.said)
    statement = select(*columns).where(mentions.c.key.in_(list(keys)))
    for row in await tx.execute(statement.order_by(mentions.c.key, mentions.c.nth)):
        found[row.key].append(Mention(row.part, of_json(row.said)))
    return found


def _post(row: Any) -> CalendarPost:
    return CalendarPost(*row)


_READ: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("starts_on", "ends_on", "on"), date.fromisoformat),
    **dict.fromkeys(("starts_at", "ends_at"), time.fromisoformat),
    **dict.fromkeys(("begins", "finishes", "updated_at"), datetime.fromisoformat),
}


def as_json(activity: Activity) -> dict[str, Any]:
    """An activity as JSON holds it: what it does not say is left out."""
    every = zip(Activity._fields, activity, strict=True)
    values: dict[str, Any] = {name: value for name, value in every if value is not None}
    return values | {name: values[name].isoformat() for name in _READ if name in values}


def of_json(values: Mapping[str, Any]) -> Activity:
    """An activity as `as_json` wrote it."""
    read = {name: _READ[name](values[name]) for name in _READ if values.get(name) is not None}
    return Activity._make({**values, **read}.get(name) for name in Activity._fields)
