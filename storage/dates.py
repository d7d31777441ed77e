"""The dates of activities: of a single one its own, of one that repeats its occurrences. Approved ones only."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, union_all

from storage.calendar import OCCURRENCE, SINGLE, Activity, activities, occurrences
from storage.database import Reading
from storage.values import one_of

Moment = tuple[int, datetime]  # an activity's id, and when it, or an occurrence of it, begins


def _approved(statement: Select[Any]) -> Select[Any]:
    return statement.where(activities.c.stage == "approved")


_OF_ONE = union_all(
    _approved(SINGLE).where(activities.c.id == bindparam("of_activity")),
    _approved(OCCURRENCE).where(
        occurrences.c.activity_id == bindparam("of_activity"), occurrences.c.finishes > bindparam("after")
    ),
)
_OF_SEVERAL = union_all(
    _approved(SINGLE).where(one_of(activities.c.id, "ids")),
    _approved(OCCURRENCE).where(
        one_of(occurrences.c.activity_id, "ids"), occurrences.c.finishes > bindparam("after")
    ),
)
_AT = union_all(
    _approved(SINGLE).where(one_of(activities.c.id, "ids")),
    _approved(OCCURRENCE).where(
        one_of(occurrences.c.activity_id, "ids"),
        occurrences.c.begins.between(bindparam("first"), bindparam("last")),
    ),
)
_STANDS = (activities.c.status != "cancelled") & (activities.c.stage == "approved")
_IS_DATED = activities.c.precision == "day"
_COMING = union_all(
    SINGLE.where(
        _STANDS,
        _IS_DATED,
        activities.c.finishes > bindparam("now"),
        activities.c.begins < bindparam("until"),
    ),
    SINGLE.where(
        _STANDS, ~_IS_DATED, activities.c.finishes.is_(None) | (activities.c.finishes > bindparam("now"))
    ),
    OCCURRENCE.where(
        _STANDS,
        occurrences.c.status != "cancelled",
        occurrences.c.finishes > bindparam("now"),
        occurrences.c.begins < bindparam("until"),
    ),
)


async def coming(tx: Reading, until: datetime) -> Sequence[Activity]:
    """What is not over and begins before that moment, and what has no day yet: for all channels, in no order."""
    return [_activity(row) for row in (await tx.execute(_COMING, {"now": tx.now, "until": until})).all()]


async def of_activity(tx: Reading, activity_id: int, *, after: datetime) -> Sequence[Activity]:
    """Its dates, whatever their status. Of one that repeats those that finish after that moment."""
    rows = await tx.execute(_OF_ONE, {"of_activity": activity_id, "after": after})
    return [_activity(row) for row in rows]


async def of_activities(
    tx: Reading, activity_ids: Collection[int], *, after: datetime
) -> dict[int, list[Activity]]:
    """The same of several, by activity; not of those that have none."""
    found = defaultdict[int, list[Activity]](list)
    for row in await tx.execute(_OF_SEVERAL, {"ids": sorted(activity_ids), "after": after}):
        found[row.id].append(_activity(row))
    return found


async def at(tx: Reading, moments: Collection[Moment]) -> dict[Moment, Activity]:
    """What begins at those moments, as it stands now. What is not there was moved, or takes place no more.

    Of two occurrences that begin together, one that is not cancelled.
    """
    if not moments:
        return {}
    days = [at for _, at in moments]
    values = {"ids": sorted({id_ for id_, _ in moments}), "first": min(days), "last": max(days)}
    found = [_activity(row) for row in await tx.execute(_AT, values)]
    found.sort(key=lambda a: a.status != "cancelled")
    return {(a.id, a.begins): a for a in found if a.begins is not None and (a.id, a.begins) in moments}


def _activity(row: Any) -> Activity:
    return Activity(*row)
