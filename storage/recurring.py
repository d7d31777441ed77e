"""What repeats: its exceptions, and the occurrences that follow from rule and exceptions."""

from collections.abc import Mapping, Sequence
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
from sqlalchemy.dialects.postgresql import Insert, insert  # SQLite compiles the same ON CONFLICT

from storage.calendar import activities, occurrences
from storage.database import Reading, Transaction
from storage.schema import metadata

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
_LOCK: Final = _REPEATING.where(activities.c.id == bindparam("of_activity")).with_for_update()
_KEPT: Final = (
    select(*_OF_OCCURRENCE)
    .where(occurrences.c.activity_id == bindparam("of_activity"), occurrences.c.finishes > bindparam("after"))
    .order_by(occurrences.c.on)
)


async def lock(tx: Transaction, activity_id: int) -> Repeating | None:
    """What an activity's occurrences follow from. Nobody else works on them until the transaction ends."""
    row = (await tx.execute(_LOCK, {"of_activity": activity_id})).one_or_none()
    return None if row is None else _repeating(row)


async def claim(tx: Transaction, before: date, limit: int) -> list[Repeating]:
    """Some that repeat and whose occurrences are kept to a day before `before`: this worker's until the transaction ends."""
    due = activities.c.rrule.is_not(None) & (activities.c.expanded_until < before)
    # Left to others are those that somebody is changing: whoever changes one expands it.
    chosen = _REPEATING.where(due).order_by(activities.c.expanded_until, activities.c.id).limit(limit)
    return [_repeating(row) for row in await tx.execute(chosen.with_for_update(skip_locked=True))]


async def kept_until(
    tx: Transaction, activity_id: int, until: date | None, *, before: date | None = None
) -> bool:
    """Notes how far the occurrences are kept. With `before` only if they are kept to that day: returns whether so."""
    mine = update(activities).where(activities.c.id == activity_id)
    if before is not None:
        mine = mine.where(activities.c.expanded_until == before)
    return (
        await tx.execute(mine.values(expanded_until=until).returning(activities.c.id))
    ).first() is not None


async def exceptions_of(tx: Reading, activity_id: int) -> dict[date, Exceptional]:
    """By the day by the rule."""
    statement = select(*_OF_EXCEPTION).where(exceptions.c.activity_id == activity_id)
    rows = await tx.execute(statement.order_by(exceptions.c.on))
    return {row.on: _exceptional(row) for row in rows}


async def rrule_of(tx: Reading, activity_id: int) -> str | None:
    rule = await tx.execute(select(activities.c.rrule).where(activities.c.id == activity_id))
    return rule.scalar_one_or_none()


async def save_exceptions(tx: Transaction, activity_id: int, changed: Sequence[Exceptional]) -> None:
    """Makes some occurrences other than the rule has them; further exceptions stay. Expand the activity afterwards."""
    if changed:
        await tx.execute(
            _WRITE_EXCEPTION, [{"activity_id": activity_id} | _columns(each) for each in changed]
        )


async def drop_exception(tx: Transaction, activity_id: int, on: date) -> None:
    """Makes one occurrence as the rule has it. Expand the activity afterwards."""
    one = (exceptions.c.activity_id == activity_id) & (exceptions.c.on == on)
    await tx.execute(delete(exceptions).where(one))


async def of_activity(tx: Reading, activity_id: int, *, after: datetime) -> dict[date, Occurrence]:
    """Its occurrences that finish after that moment, by the day by the rule: cancelled ones too."""
    rows = await tx.execute(_KEPT, {"of_activity": activity_id, "after": after})
    return {row.on: _occurrence(row) for row in rows}


async def write(
    tx: Transaction, activity_id: int, new: Sequence[Occurrence], changed: Sequence[Occurrence]
) -> None:
    """Adds and changes occurrences. What is there already is changed, whichever list it is in."""
    if new:
        await tx.execute(_WRITE, [{"activity_id": activity_id} | _columns(each) for each in new])
    if changed:
        await tx.execute(_CHANGED, [_named(activity_id, _columns(each)) for each in changed])


async def remove(tx: Transaction, activity_id: int, days: Sequence[date]) -> None:
    """Takes occurrences back."""
    if days:
        await tx.execute(delete(occurrences).where(_ONE), [_named(activity_id, {"on": on}) for on in days])


async def remove_all(tx: Transaction, activity_id: int) -> None:
    """Of an activity that repeats no more."""
    await tx.execute(delete(occurrences).where(occurrences.c.activity_id == activity_id))


def _named(activity_id: int, values: Mapping[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in values.items() if name != "on"}
    return {"of_activity": activity_id, "that_on": values["on"], **rest}


def _columns(row: Exceptional | Occurrence) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _repeating(row: Any) -> Repeating:
    return Repeating(*row)


def _exceptional(row: Any) -> Exceptional:
    return Exceptional(*row)


def _occurrence(row: Any) -> Occurrence:
    return Occurrence(*row)
