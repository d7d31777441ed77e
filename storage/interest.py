"""Who goes to what."""

from datetime import date
from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, select

from storage.calendar import activities
from storage.database import Reading
from storage.schema import metadata
from storage.types import UtcDateTime

# Of an activity that repeats for each occurrence by itself: `on` is its day by the rule. One that doesn't has the day of no
# occurrence, 0001-01-01: a primary key holds no NULL.
interest = Table(
    "interest",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("member_id", Text, primary_key=True),
    Column("answer", Text, nullable=False),  # going, interested, no
    Column("answered_at", UtcDateTime, nullable=False),
    Column(
        "reminded_for", UtcDateTime
    ),  # the beginning that they were reminded of: a moved date is reminded of anew
)
Index("ix_interest_member_id", interest.c.member_id)


ONCE: Final = date.min  # in the place of an occurrence's day, where there are none


async def wanted_by(tx: Reading, member_id: str) -> frozenset[tuple[int, date]]:
    """What a member goes to or is interested in: activities with the occurrence's day by the rule, or ONCE."""
    theirs = (interest.c.member_id == member_id) & interest.c.answer.in_(("going", "interested"))
    rows = await tx.execute(select(interest.c.activity_id, interest.c.on).where(theirs))
    return frozenset((row.activity_id, row.on) for row in rows)
