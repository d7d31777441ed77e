"""From which file an activity came, and which version of it: so that the same file again changes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer, Table, select

from storage.calendar import activities
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

# One for each activity that came from a calendar file. Its UID is the activity's `uid`.
imported = Table(
    "imported",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("sequence", Integer, nullable=False),  # the file's SEQUENCE; our own counts our changes, too
    Column("modified_at", UtcDateTime),  # LAST-MODIFIED, or DTSTAMP
    # What the file said of it: what people have changed here meanwhile stays, if the file goes on saying the same.
    Column("said", JSON, nullable=False),
)

# Built once: making a statement takes longer than running it.
_BY_UIDS = (
    select(activities.c.uid, imported.c.sequence, imported.c.modified_at, imported.c.said)
    .join(activities)
    .where(one_of(activities.c.uid, "uids"))
)
_ADD = insert(imported)
_SAVE = _ADD.on_conflict_do_update(
    index_elements=["activity_id"],
    set_={name: _ADD.excluded[name] for name in ("sequence", "modified_at", "said")},
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file last said of an activity: by column, as JSON."""

    sequence: int
    modified_at: datetime | None
    said: Mapping[str, Any]


async def by_uids(tx: Reading, uids: Collection[str]) -> dict[str, Imported]:
    """What came from files, by UID."""
    rows = await tx.execute(_BY_UIDS, {"uids": sorted(uids)})
    return {row.uid: Imported(row.sequence, row.modified_at, row.said) for row in rows}


async def is_imported(tx: Reading, activity_id: int) -> bool:
    """Whether an activity came from a calendar file."""
    found = await tx.execute(select(imported.c.activity_id).where(imported.c.activity_id == activity_id))
    return found.one_or_none() is not None


async def save(tx: Transaction, versions: Mapping[int, Imported]) -> None:
    """Remembers what a file says of activities."""
    rows = [
        {
            "activity_id": id_,
            "sequence": each.sequence,
            "modified_at": each.modified_at,
            "said": dict(each.said),
        }
        for id_, each in sorted(versions.items())
    ]
    if rows:
        await tx.execute(_SAVE, rows)
