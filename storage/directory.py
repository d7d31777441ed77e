"""Profiles: what people chose to say about themselves, listed only once published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Table,
    Text,
    and_,
    case,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.channels import channels, memberships
from storage.database import Reading, Transaction
from storage.people import IS_PERSON, members
from storage.schema import metadata
from storage.types import UtcDateTime

# Compared byte by byte, on Postgres as on SQLite, so that both give the same order.
_Folded = Text().with_variant(Text(collation="C"), "postgresql")

profiles = Table(
    "profiles",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("role", Text, nullable=False, server_default=""),
    Column("organisation", Text, nullable=False, server_default=""),
    Column("country", Text),  # ISO 3166-1 alpha-2
    Column("fields", JSON, nullable=False),  # of expertise, in the person's own words
    Column("languages", JSON, nullable=False),  # ISO 639-1 codes
    Column("published_at", UtcDateTime),  # None: seen by nobody else
    Column("updated_at", UtcDateTime, nullable=False),
    # Folded words, a space around each: name and organisation, a bar, the rest.
    Column("search", _Folded, nullable=False, server_default=""),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """A person in the directory, with what Slack knows of them."""

    member_id: str
    name: str
    timezone: str
    role: str = ""
    organisation: str = ""
    country: str | None = None
    fields: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Who looks. `shared_only`: they find only those with whom they share a channel."""

    member_id: str
    shared_only: bool


_FIELDS = (
    members.c.id,
    members.c.name,
    members.c.timezone,
    profiles.c.role,
    profiles.c.organisation,
    profiles.c.country,
    profiles.c.fields,
    profiles.c.languages,
    profiles.c.published_at,
)
_PEOPLE = profiles.join(members, members.c.id == profiles.c.member_id)


def _profile(row: Any) -> Profile:
    values = row._asdict()
    values["member_id"] = values.pop("id")
    return Profile(**values | {"fields": tuple(row.fields), "languages": tuple(row.languages)})


def _found_by(audience: Audience) -> ColumnElement[bool]:
    """The one filter of every list and count: published, a person, active, and within the audience's reach."""
    listed = and_(profiles.c.published_at.is_not(None), IS_PERSON)
    if not audience.shared_only:
        return listed
    mine, theirs = memberships.alias("mine"), memberships.alias("theirs")
    shares_a_channel = (
        select(literal(1))
        .select_from(mine.join(theirs, theirs.c.channel_id == mine.c.channel_id))
        .join(channels, channels.c.id == mine.c.channel_id)
        .where(
            mine.c.member_id == audience.member_id,
            theirs.c.member_id == profiles.c.member_id,
            mine.c.left_at.is_(None),
            theirs.c.left_at.is_(None),
            ~channels.c.is_archived,
            channels.c.bot_is_member,  # of other channels we aren't told who leaves
            channels.c.kind != "announcements",  # everybody's channel is nobody's in particular
        )
        .correlate(profiles)
        .exists()
    )
    return and_(listed, shares_a_channel)


def _has(word: str, *, whole: bool, in_front: bool) -> ColumnElement[bool]:
    """Whether `search` has the word, or one that begins with it; before the bar, or anywhere."""
    escaped = word.replace("/", "//").replace("%", "/%").replace("_", "/_")
    pattern = f"% {escaped}{' ' if whole else ''}%{'|%' if in_front else ''}"
    return profiles.c.search.like(pattern, escape="/")


def _score(word: str) -> ColumnElement[int]:
    return case(
        (_has(word, whole=True, in_front=True), 3),
        (_has(word, whole=True, in_front=False), 2),
        (_has(word, whole=False, in_front=True), 1),
        else_=0,
    )


def _matching(audience: Audience, words: Sequence[str]) -> ColumnElement[bool]:
    return and_(_found_by(audience), *(_has(word, whole=False, in_front=False) for word in words))


async def count(tx: Reading, audience: Audience, words: Sequence[str] = (), *, but: str | None = None) -> int:
    """How many people the audience finds by all of these folded words, leaving out the member `but`."""
    statement = select(func.count()).select_from(_PEOPLE).where(_matching(audience, words))
    if but:
        statement = statement.where(profiles.c.member_id != but)
    return int((await tx.execute(statement)).scalar_one())


async def find(
    tx: Reading, audience: Audience, words: Sequence[str], *, limit: int, offset: int
) -> list[Profile]:
    """The people whom the audience finds by all of these folded words, best first; without words, the newest first."""
    order: list[ColumnElement[Any]] = [profiles.c.search, profiles.c.member_id]
    if words:
        order.insert(0, reduce(add, map(_score, words)).desc())
    else:
        order.insert(0, profiles.c.published_at.desc())
    statement = select(*_FIELDS).select_from(_PEOPLE).where(_matching(audience, words)).order_by(*order)
    return [_profile(row) for row in await tx.execute(statement.limit(limit).offset(offset))]


async def get(tx: Reading, member_id: str) -> Profile | None:
    """Somebody's own profile, published or not. For themselves alone."""
    statement = select(*_FIELDS).select_from(_PEOPLE).where(profiles.c.member_id == member_id)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else _profile(row)


async def save(tx: Transaction, member_id: str, **values: Any) -> None:
    """Creates or changes the profile of a known member: every column but `search` and the times of change."""
    row = {"updated_at": tx.now, **values}
    statement = insert(profiles).values(member_id=member_id, **row)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_=row))


async def set_search(tx: Transaction, member_id: str, search: str) -> None:
    await tx.execute(update(profiles).where(profiles.c.member_id == member_id).values(search=search))
