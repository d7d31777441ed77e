"""What feeds have in them: the approved activities and occurrences since some day, the cancelled among them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Date, bindparam, case, cast, null, select, union_all

from storage.calendar import Activity, activities, activity_fields, occurrences
from storage.database import Reading
from storage.values import one_of
from storage.vocabulary import TERM, Term, term_of, terms


class Entry(NamedTuple):
    """An activity, or one occurrence of one that repeats, with what is written of it outside."""

    activity: Activity
    summary: str | None
    organiser: str | None
    language: str | None
    is_public: bool
    fields: tuple[Term, ...] = ()  # what it is about, as it calls it


_FIELDS = [column for column in activities.c if column.name in Activity._fields]
_MORE = (activities.c.summary, activities.c.organiser, activities.c.language, activities.c.is_public)
_STATUS = case((activities.c.status == "cancelled", "cancelled"), else_=occurrences.c.status).label("status")
_OF_OCCURRENCE = [
    _STATUS if column.name == "status" else occurrences.c.get(column.name, column) for column in _FIELDS
]
_approved = activities.c.stage == "approved"
_current = (activities.c.status != "cancelled") | (activities.c.updated_at >= bindparam("cancelled_since"))
_PUBLISHED = union_all(
    select(*_FIELDS, cast(null(), Date).label("on"), *_MORE).where(
        activities.c.rrule.is_(None),
        _approved,
        activities.c.finishes.is_(None) | (activities.c.finishes > bindparam("since")),
        _current,
    ),
    select(*_OF_OCCURRENCE, occurrences.c.on, *_MORE)
    .join(activities)
    .where(
        _approved,
        occurrences.c.finishes > bindparam("since"),
        _current,
        (occurrences.c.status != "cancelled") | (activities.c.updated_at >= bindparam("cancelled_since")),
    ),
)
_BY_ID = _PUBLISHED.order_by("id", "on")
_COLUMNS = len(Activity._fields)


async def everything(tx: Reading, *, since: datetime, cancelled_since: datetime) -> list[Entry]:
    """What is not over since then, and what has no date; of the cancelled what was changed since. For all channels, in the order of ids.

    Whoever shows it asks `access` first; what is public says so.
    """
    values = {"since": since, "cancelled_since": cancelled_since}
    rows = (await tx.execute(_BY_ID, values)).all()
    return [Entry(Activity._make(row[:_COLUMNS]), *row[_COLUMNS:]) for row in rows]


_DATES_OF = (
    select(*_OF_OCCURRENCE, occurrences.c.on)
    .join(activities)
    .where(_approved, one_of(occurrences.c.activity_id, "ids"))
)


async def dates_of(tx: Reading, activity_ids: Collection[int]) -> dict[tuple[int, date], Activity]:
    """The occurrences of approved activities, by id and day by the rule. Whoever shows them asks `access` first."""
    rows = await tx.execute(_DATES_OF, {"ids": sorted(activity_ids)})
    return {(row.id, row.on): Activity._make(row) for row in rows}


_ABOUT = (
    select(activity_fields.c.activity_id, activity_fields.c.own_name, *TERM)
    .join(terms)
    .where(one_of(activity_fields.c.activity_id, "ids"))
    .order_by(terms.c.id)
)


async def with_fields(tx: Reading, entries: Sequence[Entry]) -> list[Entry]:
    """The entries, with the fields that they are about."""
    about = defaultdict[int, list[Term]](list)
    for row in await tx.execute(_ABOUT, {"ids": sorted({entry.activity.id for entry in entries})}):
        about[row.activity_id].append(term_of(row).named_by(row.own_name))
    return [
        entry._replace(fields=tuple(about[entry.activity.id])) if entry.activity.id in about else entry
        for entry in entries
    ]


async def of_activity(tx: Reading, activity_id: int, on: date | None = None) -> Entry | None:
    """One activity, or one occurrence. None if there is none, or it is not approved. Whoever shows it asks `access` first."""
    if on is None:
        statement = select(*_FIELDS, cast(null(), Date).label("on"), *_MORE)
    else:
        statement = select(*_OF_OCCURRENCE, occurrences.c.on, *_MORE).join(activities)
        statement = statement.where(occurrences.c.on == on)
    row = (await tx.execute(statement.where(activities.c.id == activity_id, _approved))).one_or_none()
    return None if row is None else Entry(Activity._make(row[:_COLUMNS]), *row[_COLUMNS:])
