"""What is known of one activity beyond what lists say of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from storage.calendar import Activity, activities, activity_fields
from storage.database import Reading
from storage.values import one_of


@dataclass(frozen=True, slots=True)
class Details:
    """One activity, whole. `fields` are ids of the directory's terms, `own_names` what it calls some of them itself."""

    activity: Activity  # of one that repeats: its first occurrence
    stage: str
    summary: str | None
    organiser: str | None
    language: str | None
    is_public: bool
    rrule: str | None
    expanded_until: date | None
    fields: frozenset[int]
    own_names: Mapping[int, str] = field(default_factory=dict)


_MORE = (
    activities.c.stage,
    activities.c.summary,
    activities.c.organiser,
    activities.c.language,
    activities.c.is_public,
    activities.c.expanded_until,
)
_ONE = [column for column in activities.c if column.name in Activity._fields]


_FIELDS = select(activity_fields.c.activity_id, activity_fields.c.term_id, activity_fields.c.own_name).where(
    one_of(activity_fields.c.activity_id, "ids")
)
_WHOLE = select(*_ONE, *_MORE).where(one_of(activities.c.id, "ids"))


async def get(tx: Reading, activity_id: int) -> Details | None:
    """An activity whatever its stage and status. Whoever shows it asks `access` first."""
    return (await by_ids(tx, [activity_id])).get(activity_id)


async def by_ids(tx: Reading, activity_ids: Collection[int]) -> dict[int, Details]:
    """The same of several, by id."""
    values = {"ids": sorted(activity_ids)}
    rows = (await tx.execute(_WHOLE, values)).all()
    fields = defaultdict[int, list[Any]](list)
    for each in await tx.execute(_FIELDS, values) if rows else ():
        fields[each.activity_id].append(each)
    return {row.id: _details(row, fields[row.id]) for row in rows}


def _details(row: Any, fields: Sequence[Any]) -> Details:
    return Details(
        activity=Activity(*row[: len(_ONE)]),
        stage=row.stage,
        summary=row.summary,
        organiser=row.organiser,
        language=row.language,
        is_public=row.is_public,
        rrule=row.rrule,
        expanded_until=row.expanded_until,
        fields=frozenset(each.term_id for each in fields),
        own_names={each.term_id: each.own_name for each in fields if each.own_name},
    )
