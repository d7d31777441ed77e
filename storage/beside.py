"""What stands beside an activity that somebody is adding: at the same time, or about the same days."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.sql.elements import Label

from storage.calendar import Activity, activities, occurrences
from storage.database import Reading
from storage.planning import proposals

_ONE = [activities.c[name] for name in Activity._fields if name != "on"]
_OCCURRENCE: list[Any] = [occurrences.c.get(column.name, column) for column in _ONE]
_ON: Label[Any] = occurrences.c.on.label("on")


async def overlapping(tx: Reading, begins: datetime, finishes: datetime) -> list[Activity]:
    """Approved events, and occurrences of those that repeat, of which some part lies between two instants."""
    stands = (
        activities.c.stage == "approved",
        activities.c.status != "cancelled",
        activities.c.kind == "event",
    )
    single: Select[Any] = select(*_ONE).where(
        *stands,
        activities.c.rrule.is_(None),
        activities.c.precision == "day",
        activities.c.finishes > begins,
        activities.c.begins < finishes,
    )
    repeated: Select[Any] = (
        select(*_OCCURRENCE, _ON)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .where(
            *stands,
            occurrences.c.status != "cancelled",
            occurrences.c.finishes > begins,
            occurrences.c.begins < finishes,
        )
    )
    return [_activity(row) for statement in (single, repeated) for row in await tx.execute(statement)]


async def around(
    tx: Reading, first: date | None, last: date | None, now: datetime
) -> list[tuple[Activity, str, str | None]]:
    """Activities, approved or proposed, that may be on between two days: each with its stage and who proposed it.

    What has no date, or repeats, is always among them; without days, all that is not over.
    """
    columns = (*_ONE, activities.c.stage, proposals.c.proposed_by)
    statement = select(*columns).select_from(
        activities.outerjoin(proposals, proposals.c.activity_id == activities.c.id)
    )
    statement = statement.where(
        activities.c.stage.in_(("approved", "proposed")),
        activities.c.status != "cancelled",
        or_(activities.c.starts_on.is_(None), activities.c.rrule.is_not(None), _between(first, last, now)),
    )
    rows = await tx.execute(statement.order_by(activities.c.id))
    return [(_activity(row[: len(_ONE)]), row.stage, row.proposed_by) for row in rows]


def _between(first: date | None, last: date | None, now: datetime) -> ColumnElement[bool]:
    if first is None or last is None:
        return activities.c.finishes > now
    return and_(activities.c.starts_on <= last, activities.c.ends_on >= first)


def _activity(row: Any) -> Activity:
    return Activity(*row)
