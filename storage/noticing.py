"""Notes that an activity has changed, and that people are yet to be told."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, Table
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.calendar import activities
from storage.database import Transaction
from storage.schema import metadata
from storage.types import UtcDateTime

# Activities whose changes are yet to be told: gathered until nothing has changed for a while.
notices = Table(
    "notices",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("before", JSON, nullable=False),  # as it was when the first of these changes was made
)
Index("ix_notices_due_at", notices.c.due_at)

NO_DAY: Final = date(1, 1, 1)  # of what does not repeat: a primary key holds no NULL


async def note(
    tx: Transaction, activity_id: int, on: date | None, before: Mapping[str, Any], due_at: datetime
) -> None:
    """Notes a change that is to be told at `due_at`. Of several before they are told the first says what it was like `before`;
    the last decides when it is told."""
    new = insert(notices).values(activity_id=activity_id, on=on or NO_DAY, due_at=due_at, before=dict(before))
    await tx.execute(
        new.on_conflict_do_update(index_elements=["activity_id", "on"], set_={"due_at": new.excluded.due_at})
    )
