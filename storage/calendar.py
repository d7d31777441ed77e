"""Activities: what is in the calendar."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
    bindparam,
    cast,
    false,
    func,
    null,
    select,
    union_all,
    update,
)

from storage import versions
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of
from storage.vocabulary import terms

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
    Column("precision", Text, nullable=False),  # day, week, part, month, quarter, year, tbc
    Column("starts_on", Date),  # the first day that the date may mean; None: to be confirmed
    Column("ends_on", Date),  # the last day, inclusive
    Column("starts_at", Time),  # local to `timezone`; None: all day
    Column("ends_at", Time),
    Column("timezone", Text, nullable=False),  # an IANA name: of the place, or the workspace's
    Column("begins", UtcDateTime),  # the instants between which it happens, derived from the above
    Column("finishes", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
    # What lists don't read. See `Details`.
    Column(
        "stage", Text, nullable=False, server_default="approved"
    ),  # proposed, approved, declined, withdrawn
    Column("summary", Text),
    Column("organiser", Text),
    Column("language", Text),  # ISO 639-1: in which it is held or written
    Column("is_public", Boolean, nullable=False, server_default=false()),  # shown to the world: feeds, page
    Column("rrule", Text),  # RFC 5545, 3.3.10; None: it does not repeat. The dates above are its first
    Column("expanded_until", Date),  # how far the table `occurrences` is filled
    info=versions.raises(versions.CALENDAR),
)
# What is under way or near is found in the index alone: it finishes after one moment and begins before another.
Index("ix_activities_finishes", activities.c.finishes, activities.c.begins)
partial_index(
    "ix_activities_proposed",
    activities.c.id,
    where=activities.c.stage == "proposed",
)
partial_index(
    "ix_activities_repeating",
    activities.c.expanded_until,
    where=activities.c.rrule.is_not(None),
)

# The times at which an activity that repeats takes place, as far as `expanded_until`: so what lists read is a plain query.
occurrences = Table(
    "occurrences",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column(
        "on", Date, primary_key=True
    ),  # the day by the rule: RFC 5545's RECURRENCE-ID; no rule is finer than a day
    Column("status", Text, nullable=False),
    Column("place", Text),
    Column("venue", Text),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("starts_at", Time),
    Column("ends_at", Time),
    Column("begins", UtcDateTime, nullable=False),
    Column("finishes", UtcDateTime, nullable=False),
    info=versions.raises(versions.CALENDAR),
)
Index("ix_occurrences_finishes", occurrences.c.finishes, occurrences.c.begins)

# Fields of expertise that an activity is about: terms of the directory's vocabulary.
activity_fields = Table(
    "activity_fields",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("term_id", Integer, ForeignKey(terms.c.id, ondelete="CASCADE"), primary_key=True),
    Column("own_name", Text),  # what the activity calls it, where its writer could not know the term's name
    info=versions.raises(versions.CALENDAR),
)
Index("ix_activity_fields_term_id", activity_fields.c.term_id)


class Activity(NamedTuple):
    """What lists say of an activity, or of one occurrence of one that repeats: then the dates are that occurrence's.

    A tuple, because a request may read hundreds: a frozen dataclass takes three times as long to make.
    """

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
    rrule: str | None = None
    on: date | None = None  # of one that repeats: the day by its rule, which names this occurrence

    def __hash__(self) -> int:
        """Of what tells it apart: a change raises `sequence`. Of all its fields it would take longer than what is kept by it."""
        return hash((self.id, self.sequence, self.on))


_OF_ONE: Final = [column for column in activities.c if column.name in Activity._fields]
_OF_OCCURRENCE: Final = [occurrences.c.get(column.name, column) for column in _OF_ONE]
# As `Activity`: activities by themselves, and occurrences. One that repeats and has no day yet has no occurrences.
ONE = select(*_OF_ONE, cast(null(), Date).label("on"))
SINGLE = ONE.where(activities.c.rrule.is_(None) | (activities.c.precision != "day"))
OCCURRENCE = select(*_OF_OCCURRENCE, occurrences.c.on).join(activities)

# Built once: SQLAlchemy remembers how it compiled a statement only with the object.
_first = func.row_number().over(partition_by=occurrences.c.activity_id, order_by=occurrences.c.begins)
_coming = (
    OCCURRENCE.add_columns(_first.label("nth"))
    .where(
        activities.c.stage == "approved",
        activities.c.status != "cancelled",
        occurrences.c.status != "cancelled",
        occurrences.c.finishes > bindparam("now"),
    )
    .subquery()
)
SINGLE_AHEAD = SINGLE.where(
    activities.c.stage == "approved",
    activities.c.status != "cancelled",
    activities.c.finishes.is_(None) | (activities.c.finishes > bindparam("now")),
)
OCCURRENCES_AHEAD = select(*(column for column in _coming.c if column.name != "nth")).where(
    (_coming.c.nth == 1) | (_coming.c.begins < bindparam("until"))
)
_AHEAD = union_all(SINGLE_AHEAD, OCCURRENCES_AHEAD).order_by("id", "begins")
REPEATED_FOR: Final = timedelta(days=35)  # of what repeats, lists have this much, and always the next


async def everything(tx: Reading) -> Sequence[Activity]:
    """Every activity, once, with its first dates."""
    return [_activity(row) for row in await tx.execute(ONE.order_by(activities.c.id))]


async def ahead(tx: Reading) -> Sequence[Activity]:
    """What is approved, not over yet and not cancelled, with what has no date: for all channels. Of what repeats the
    occurrences of the next weeks, and always the next one. Whoever shows it asks `access` first."""
    values = {"now": tx.now, "until": tx.now + REPEATED_FOR}
    return list(map(Activity._make, (await tx.execute(_AHEAD, values)).all()))


_BY_IDS: Final = ONE.where(one_of(activities.c.id, "ids"))
_BY_UIDS: Final = ONE.where(one_of(activities.c.uid, "uids"))


async def by_ids(tx: Reading, activity_ids: Collection[int]) -> dict[int, Activity]:
    rows = await tx.execute(_BY_IDS, {"ids": sorted(activity_ids)})
    return {row.id: _activity(row) for row in rows}


async def hold(tx: Transaction, activity_ids: Collection[int]) -> dict[int, int]:
    """The sequences, by id, of those of some activities that nobody changes until we have committed. Not of those that somebody is
    changing just now: waiting for them might be waiting for each other. On SQLite that is nobody.
    """
    rows = await tx.execute(_HOLD, {"ids": sorted(activity_ids)})
    return {row.id: row.sequence for row in rows}


_HOLD: Final = (
    select(activities.c.id, activities.c.sequence)
    .where(one_of(activities.c.id, "ids"))
    .order_by(activities.c.id)
    .with_for_update(read=True, skip_locked=True)
)


async def by_uids(tx: Reading, uids: Collection[str]) -> dict[str, Activity]:
    rows = await tx.execute(_BY_UIDS, {"uids": sorted(uids)})
    return {row.uid: _activity(row) for row in rows}


_ADD: Final = insert(activities).returning(*_OF_ONE)
# What nobody says of a new activity: rows that are written together have the same columns.
_NONE: Final = {
    **{column.name: None for column in activities.c if column.nullable and column.name != "expanded_until"},
    "status": "confirmed",
    "stage": "approved",
    "is_public": False,
}


async def add(tx: Transaction, new: Mapping[str, Mapping[str, Any]]) -> dict[str, Activity]:
    """New activities, by UID: what is given are their columns but for id, uid, sequence and updated_at."""
    # In one order, so that two who add the same wait for each other, and not each for the other.
    rows = [_NONE | {"uid": uid, "updated_at": tx.now, **values} for uid, values in sorted(new.items())]
    added = await tx.execute(_ADD, rows) if rows else ()
    return {row.uid: _activity(row) for row in added}


async def change(tx: Transaction, changed: Mapping[int, Mapping[str, Any]]) -> dict[int, Activity]:
    """Changes activities, and raises their sequences: by id columns with what they become. Returns them as they are now."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for activity_id, values in sorted(changed.items()):
        row = {f"new_{name}": value for name, value in values.items()}
        alike.setdefault(tuple(sorted(values)), []).append(row | {"of_activity": activity_id})
    for names, rows in alike.items():
        statement = (
            update(activities)
            .where(activities.c.id == bindparam("of_activity"))
            .values(
                sequence=activities.c.sequence + 1,
                updated_at=tx.now,
                **{name: bindparam(f"new_{name}") for name in names},
            )
        )
        await tx.execute(statement, rows)
    return await by_ids(tx, changed)


def _activity(row: Any) -> Activity:
    return Activity(*row)
