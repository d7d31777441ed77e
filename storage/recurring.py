"""What repeats: its exceptions, and the occurrences that follow from rule and exceptions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    Time,
    bindparam,
    delete,
    select,
    update,
)

from storage.calendar import activities, occurrences
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.upserts import Insert, insert
from storage.values import one_of

# An occurrence that is not as the rule has it. A column that is None is as the rule has it.
exceptions = Table(
    "activity_exceptions",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),  # the day by the rule
    Column("status", Text),  # cancelled, tentative, confirmed
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("starts_at", Time),
    Column("ends_at", Time),
    Column("place", Text),
    Column("venue", Text),
)


@dataclass(frozen=True, slots=True)
class Exceptional:
    """How one occurrence, by its day by the rule, is other than the rule has it. None: as the rule has it."""

    on: date
    status: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str | None = None
    venue: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which an activity that repeats takes place. `on` is its day by the rule, and names it."""

    on: date
    status: str
    place: str | None
    venue: str | None
    starts_on: date
    ends_on: date
    starts_at: time | None
    ends_at: time | None
    begins: datetime
    finishes: datetime


@dataclass(frozen=True, slots=True)
class Repeating:
    """What occurrences follow from. `expanded_until`: how far they are kept already; None if they never were."""

    id: int
    rrule: str | None
    expanded_until: date | None
    status: str
    place: str | None
    venue: str | None
    precision: str
    starts_on: date | None
    ends_on: date | None
    starts_at: time | None
    ends_at: time | None
    timezone: str


_OF_EXCEPTION: Final = [exceptions.c[name] for name in Exceptional.__dataclass_fields__]
_OF_OCCURRENCE: Final = [occurrences.c[name] for name in Occurrence.__dataclass_fields__]
_REPEATING: Final = select(*(activities.c[name] for name in Repeating.__dataclass_fields__))
_ONE = (occurrences.c.activity_id == bindparam("of_activity")) & (occurrences.c.on == bindparam("that_on"))
_CHANGED = update(occurrences).where(_ONE).values(
    {name: bindparam(name) for name in Occurrence.__dataclass_fields__ if name != "on"}
)  # fmt: skip


def _written(table: Table) -> Insert:
    """Adds rows, or changes those that are there. Built once: making a statement takes longer than running it."""
    add, key = insert(table), [table.c.activity_id, table.c.on]
    values = {
        column.name: add.excluded[column.name]
        for column in table.c
        if column.name not in {"activity_id", "on"}
    }
    return add.on_conflict_do_update(index_elements=key, set_=values)


_WRITE: Final = _written(occurrences)
_WRITE_EXCEPTION: Final = _written(exceptions)
_LOCK: Final = _REPEATING.where(one_of(activities.c.id, "ids")).order_by(activities.c.id).with_for_update()
_KEPT: Final = (
    select(occurrences.c.activity_id, *_OF_OCCURRENCE)
    .where(one_of(occurrences.c.activity_id, "ids"), occurrences.c.finishes > bindparam("after"))
    .order_by(occurrences.c.activity_id, occurrences.c.on)
)
_EXCEPTIONS: Final = (
    select(exceptions.c.activity_id, *_OF_EXCEPTION)
    .where(one_of(exceptions.c.activity_id, "ids"))
    .order_by(exceptions.c.activity_id, exceptions.c.on)
)
_KEEP: Final = (
    update(activities)
    .where(activities.c.id == bindparam("of_activity"))
    .values(expanded_until=bindparam("until"))
)


async def lock(tx: Transaction, activity_ids: Collection[int]) -> list[Repeating]:
    """What the occurrences of these activities follow from. Nobody else works on them until the transaction ends."""
    return [_repeating(row) for row in await tx.execute(_LOCK, {"ids": sorted(activity_ids)})]


async def claim(tx: Transaction, before: date, limit: int) -> list[Repeating]:
    """Some that repeat and whose occurrences are kept to a day before `before`: this worker's until the transaction ends."""
    due = activities.c.rrule.is_not(None) & (activities.c.expanded_until < before)
    # Left to others are those that somebody is changing: whoever changes one expands it.
    chosen = _REPEATING.where(due).order_by(activities.c.expanded_until, activities.c.id).limit(limit)
    return [_repeating(row) for row in await tx.execute(chosen.with_for_update(skip_locked=True))]


async def kept_until(tx: Transaction, until: Mapping[int, date | None]) -> None:
    """Notes how far the occurrences are kept, by activity; those must be locked."""
    if until:
        await tx.execute(_KEEP, [{"of_activity": id_, "until": day} for id_, day in sorted(until.items())])


async def exceptions_of(tx: Reading, activity_id: int) -> dict[date, Exceptional]:
    """By the day by the rule."""
    return (await exceptions_of_all(tx, [activity_id])).get(activity_id, {})


async def exceptions_of_all(tx: Reading, activity_ids: Collection[int]) -> dict[int, dict[date, Exceptional]]:
    """By activity, of those that have some, and the day by the rule."""
    found = defaultdict[int, dict[date, Exceptional]](dict)
    for row in await tx.execute(_EXCEPTIONS, {"ids": sorted(activity_ids)}):
        found[row.activity_id][row.on] = _exceptional(row[1:])
    return found


async def rrule_of(tx: Reading, activity_id: int) -> str | None:
    rule = await tx.execute(select(activities.c.rrule).where(activities.c.id == activity_id))
    return rule.scalar_one_or_none()


async def save_exceptions(tx: Transaction, changed: Mapping[int, Sequence[Exceptional]]) -> None:
    """Makes some occurrences, by activity, other than the rule has them; further exceptions stay. Expand the activities afterwards."""
    if rows := _rows(changed):
        await tx.execute(_WRITE_EXCEPTION, rows)


async def drop_exceptions(tx: Transaction, activity_id: int, days: Collection[date]) -> None:
    """Makes some occurrences of an activity as the rule has them. Expand it afterwards."""
    if days:
        one = (exceptions.c.activity_id == activity_id) & (exceptions.c.on == bindparam("that_on"))
        await tx.execute(delete(exceptions).where(one), [{"that_on": on} for on in sorted(days)])


async def of_activity(tx: Reading, activity_id: int, *, after: datetime) -> dict[date, Occurrence]:
    """Its occurrences that finish after that moment, by the day by the rule: cancelled ones too."""
    return (await of_activities(tx, [activity_id], after=after)).get(activity_id, {})


async def of_activities(
    tx: Reading, activity_ids: Collection[int], *, after: datetime
) -> dict[int, dict[date, Occurrence]]:
    """The same of several, by activity."""
    found = defaultdict[int, dict[date, Occurrence]](dict)
    for row in await tx.execute(_KEPT, {"ids": sorted(activity_ids), "after": after}):
        found[row.activity_id][row.on] = _occurrence(row[1:])
    return found


async def write(
    tx: Transaction, new: Mapping[int, Sequence[Occurrence]], changed: Mapping[int, Sequence[Occurrence]]
) -> None:
    """Adds and changes occurrences, by activity. What is there already is changed, in whichever of the two it is."""
    if rows := _rows(new):
        await tx.execute(_WRITE, rows)
    if rows := _rows(changed):
        await tx.execute(_CHANGED, [_renamed(row) for row in rows])


async def remove(tx: Transaction, days: Mapping[int, Collection[date]]) -> None:
    """Takes occurrences back, by activity."""
    rows = [
        {"of_activity": id_, "that_on": on} for id_, of_one in sorted(days.items()) for on in sorted(of_one)
    ]
    if rows:
        await tx.execute(delete(occurrences).where(_ONE), rows)


async def remove_all(tx: Transaction, activity_ids: Collection[int]) -> None:
    """Of activities that repeat no more."""
    theirs = one_of(occurrences.c.activity_id, "ids")
    await tx.execute(delete(occurrences).where(theirs), {"ids": sorted(activity_ids)})


def _rows(by_activity: Mapping[int, Sequence[Exceptional | Occurrence]]) -> list[dict[str, Any]]:
    return [
        {"activity_id": id_} | _columns(each)
        for id_, of_one in sorted(by_activity.items())
        for each in of_one
    ]


def _renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    """For a statement that has the table's own names for what is set."""
    rest = {name: value for name, value in row.items() if name not in ("activity_id", "on")}
    return {"of_activity": row["activity_id"], "that_on": row["on"], **rest}


def _columns(row: Exceptional | Occurrence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _repeating(row: Any) -> Repeating:
    return Repeating(*row)


def _exceptional(row: Any) -> Exceptional:
    return Exceptional(*row)


def _occurrence(row: Any) -> Occurrence:
    return Occurrence(*row)
