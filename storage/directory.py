"""Profiles: what people chose to say about themselves, listed only once published."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    delete,
    select,
    true,
)

from storage import vocabulary
from storage.channels import channels, memberships
from storage.database import Reading, Transaction
from storage.people import IS_PERSON, ZONE, members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of, rows_as_list
from storage.vocabulary import Term, terms


class Reach(IntEnum):
    """Who may see a part of a published profile. Its owner and the Secretariat always do."""

    EVERYONE = 0
    GROUPS = 1  # people with whom the owner shares a group
    SECRETARIAT = 2


profiles = Table(
    "profiles",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("number", Integer, unique=True),  # in the bitmaps of the index; given at the first publication
    Column("role", Text, nullable=False, server_default=""),
    Column("organisation_id", Integer, ForeignKey(terms.c.id)),
    Column("sector", Text),  # what kind of organisation (`bot.directory.words.sectors`)
    Column("country", Text),  # where they are based; ISO 3166-1 alpha-2
    Column("works_in", JSON, nullable=False),  # the countries that they work on
    Column("languages", JSON, nullable=False),  # ISO 639-1 codes
    Column("offers", Text, nullable=False, server_default=""),
    Column("seeks", Text, nullable=False, server_default=""),
    Column("website", Text, nullable=False, server_default=""),
    Column(
        "reach", JSON, nullable=False
    ),  # {"languages": 2}: by part; a part that is not named is for everyone
    Column("may_introduce", Boolean, nullable=False, server_default=true()),
    Column("published_at", UtcDateTime),  # None: seen by nobody else
    Column("drafted_at", UtcDateTime),  # imported by the Secretariat, and not confirmed yet
    Column("updated_at", UtcDateTime, nullable=False),
    # {"12": "canary mission"}: what its owner calls terms whose name was not theirs to know, by the term's id
    Column("own_names", JSON),
    Column("indexed", JSON, nullable=False),  # what the index has of it (`bot.directory.search.index`)
    Column("index_version", Integer, nullable=False, server_default="0"),
)
Index("ix_profiles_organisation_id", profiles.c.organisation_id)
Index("ix_profiles_index_version", profiles.c.index_version)
# Who is in the viewer's groups is asked by almost every search: without looking into the rows, which are long.
Index("ix_profiles_member_id_number", profiles.c.member_id, profiles.c.number)

profile_fields = Table(
    "profile_fields",
    metadata,
    Column("member_id", Text, ForeignKey(profiles.c.member_id), primary_key=True),
    Column("term_id", Integer, ForeignKey(terms.c.id), primary_key=True),
    Column("position", Integer, nullable=False),
)
Index("ix_profile_fields_term_id", profile_fields.c.term_id)


class Profile(NamedTuple):
    """A person in the directory, with what Slack knows of them: whole, as only they and the Secretariat may see it."""

    member_id: str
    name: str
    timezone: str
    photo: str = ""
    number: int | None = None
    role: str = ""
    organisation: Term | None = None
    sector: str | None = None
    country: str | None = None
    works_in: tuple[str, ...] = ()
    fields: tuple[Term, ...] = ()
    languages: tuple[str, ...] = ()
    offers: str = ""
    seeks: str = ""
    website: str = ""
    reach: Mapping[str, int] = MappingProxyType({})
    may_introduce: bool = True
    published_at: datetime | None = None
    drafted_at: datetime | None = None


_COLUMNS = (
    members.c.id,
    members.c.name,
    ZONE,
    members.c.photo,
    profiles.c.number,
    profiles.c.role,
    profiles.c.sector,
    profiles.c.country,
    profiles.c.works_in,
    profiles.c.languages,
    profiles.c.offers,
    profiles.c.seeks,
    profiles.c.website,
    profiles.c.reach,
    profiles.c.may_introduce,
    profiles.c.published_at,
    profiles.c.drafted_at,
    profiles.c.own_names,
)
_chosen = terms.alias("chosen")
_FIELDS = (
    select(rows_as_list(profile_fields.c.position, *(_chosen.c[column.name] for column in vocabulary.TERM)))
    .select_from(profile_fields.join(_chosen, _chosen.c.id == profile_fields.c.term_id))
    .where(profile_fields.c.member_id == profiles.c.member_id)
    .correlate(profiles)
    .scalar_subquery()
)
# Profiles, each a row for `of_row`.
PEOPLE = (
    select(*_COLUMNS, *(column.label(f"term_{column.name}") for column in vocabulary.TERM), _FIELDS)
    .select_from(profiles.join(members, members.c.id == profiles.c.member_id))
    .outerjoin(terms, terms.c.id == profiles.c.organisation_id)
)
IS_LISTED = and_(profiles.c.published_at.is_not(None), IS_PERSON)
_BY_MEMBERS = PEOPLE.where(one_of(profiles.c.member_id, "wanted"))


async def get(tx: Reading, member_id: str) -> Profile | None:
    """Somebody's profile, published or not, whole: show others only what `bot.directory.sight` lets them see."""
    return (await by_members(tx, [member_id])).get(member_id)


async def by_members(tx: Reading, member_ids: Collection[str]) -> dict[str, Profile]:
    """Profiles, published or not, whole, by their members' ids."""
    rows = await tx.execute(_BY_MEMBERS, {"wanted": member_ids})
    return {profile.member_id: profile for profile in map(of_row, rows)}


def of_row(row: Sequence[Any]) -> Profile:
    """The profile in a row of `PEOPLE`."""
    member_id, name, timezone, photo, number, role, sector, country, works_in, languages, *rest = row
    offers, seeks, website, reach, may_introduce, published_at, drafted_at, own_names, *term, chosen = rest
    own: Mapping[str, str] = own_names or {}
    return Profile(
        member_id=member_id,
        name=name,
        timezone=timezone,
        photo=photo,
        number=number,
        role=role,
        organisation=None if term[0] is None else Term(*term).named_by(own.get(str(term[0]))),
        sector=sector,
        country=country,
        works_in=tuple(works_in),
        fields=tuple(
            Term(term_id, kind, called, labels, bool(is_curated)).named_by(own.get(str(term_id)))
            for _position, term_id, kind, called, labels, is_curated in sorted(chosen or ())
        ),
        languages=tuple(languages),
        offers=offers,
        seeks=seeks,
        website=website,
        reach=reach,
        may_introduce=may_introduce,
        published_at=published_at,
        drafted_at=drafted_at,
    )


async def save(
    tx: Transaction, member_id: str, *, fields: Sequence[int] | None = None, **values: Any
) -> None:
    """Creates or changes the profile of a known member; `fields` are ids of terms. The index is not touched."""
    blank: dict[str, Any] = {"works_in": [], "languages": [], "reach": {}, "indexed": []}
    row = {"updated_at": tx.now, **values}
    statement = insert(profiles).values(member_id=member_id, **blank | row)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_=row))
    if fields is not None:
        await tx.execute(delete(profile_fields).where(profile_fields.c.member_id == member_id))
        rows = [
            {"member_id": member_id, "term_id": term_id, "position": position}
            for position, term_id in enumerate(dict.fromkeys(fields))
        ]
        if rows:
            await tx.execute(insert(profile_fields), rows)


_LOCK = (
    select(profiles.c.member_id)
    .where(one_of(profiles.c.member_id, "wanted"))
    .order_by(profiles.c.member_id)
    .with_for_update()
)


async def lock(tx: Transaction, member_ids: Collection[str]) -> None:
    """Whoever else changes these profiles waits until we have committed (on SQLite everybody does). What we read from now on is
    what they have left; sorted by the caller if there are more calls than one, so that nobody deadlocks."""
    await tx.execute(_LOCK, {"wanted": member_ids})


async def share_group(tx: Reading, one_id: str, other_id: str) -> bool:
    """Whether two members are in one group now. Of channels that Liaison isn't in we aren't told who leaves: those don't count."""
    one, other = memberships.alias("one"), memberships.alias("other")
    statement = (
        select(channels.c.id)
        .join(one, one.c.channel_id == channels.c.id)
        .join(other, other.c.channel_id == channels.c.id)
        .where(
            and_(one.c.member_id == one_id, one.c.left_at.is_(None)),
            and_(other.c.member_id == other_id, other.c.left_at.is_(None)),
            and_(channels.c.kind == "group", channels.c.bot_is_member, ~channels.c.is_archived),
        )
    )
    return (await tx.execute(statement.limit(1))).first() is not None
