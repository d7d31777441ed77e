"""Who goes to what."""

from collections.abc import Collection
from datetime import date
from typing import Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    select,
    update,
)

from storage.calendar import activities
from storage.database import Reading, Transaction
from storage.occasions import ONCE
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

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
)
Index("ix_interest_member_id", interest.c.member_id)


WANTED: Final = ("going", "interested")
_ANSWER: Final = (
    (interest.c.activity_id == bindparam("of_activity"))
    & (interest.c.on == bindparam("of_day"))
    & (interest.c.member_id == bindparam("of_member"))
)


async def wanted_by(tx: Reading, member_id: str) -> frozenset[tuple[int, date]]:
    """What a member goes to or is interested in: activities with the occurrence's day by the rule, or ONCE."""
    theirs = (interest.c.member_id == member_id) & interest.c.answer.in_(WANTED)
    rows = await tx.execute(select(interest.c.activity_id, interest.c.on).where(theirs))
    return frozenset((row.activity_id, row.on) for row in rows)


async def answer_of(tx: Reading, member_id: str, activity_id: int, on: date) -> str | None:
    """What a member has answered: going, interested or no; None if nothing. `on` as in the table."""
    found = await tx.execute(select(interest.c.answer).where(_ANSWER), _key(member_id, activity_id, on))
    answer: str | None = found.scalar_one_or_none()
    return answer


async def save(tx: Transaction, member_id: str, activity_id: int, on: date, answer: str) -> None:
    """Notes what a member answers, in the place of what they answered before."""
    row = {"activity_id": activity_id, "on": on, "member_id": member_id}
    values = {"answer": answer, "answered_at": tx.now}
    statement = insert(interest).values(**row, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=list(row), set_=values))


_THERE: Final = select(interest.c.member_id).where(
    interest.c.activity_id == bindparam("of_activity"), interest.c.on == bindparam("on_other")
)
_MOVE: Final = (
    update(interest)
    .where(
        interest.c.activity_id == bindparam("of_activity"),
        interest.c.on == bindparam("on_one"),
        interest.c.member_id.not_in(_THERE),
    )
    .values(on=bindparam("on_other"))
)


async def move(tx: Transaction, activity_id: int, on: date, other: date) -> None:
    """Makes what people have answered for one date count for another; who has answered for that already has that answer. Days as in the
    table. The activity must be locked."""
    await tx.execute(_MOVE, {"of_activity": activity_id, "on_one": on, "on_other": other})


async def take_back(tx: Transaction, member_id: str, activity_id: int, on: date) -> None:
    await tx.execute(delete(interest).where(_ANSWER), _key(member_id, activity_id, on))


async def going(
    tx: Reading, activity_id: int, *, since: date, member_id: str | None = None
) -> list[tuple[str, date]]:
    """Who goes, and to which occurrence: of all since that day, and of what does not repeat. Of everybody, or of one member."""
    chosen = (interest.c.activity_id == activity_id) & (interest.c.answer == "going") & _since(since)
    if member_id is not None:
        chosen &= interest.c.member_id == member_id
    rows = await tx.execute(select(interest.c.member_id, interest.c.on).where(chosen))
    return sorted((row.member_id, row.on) for row in rows)


_GONE_TO: Final = (
    select(interest.c.activity_id)
    .where(one_of(interest.c.activity_id, "ids"), interest.c.answer == "going")
    .distinct()
)


async def gone_to(tx: Reading, activity_ids: Collection[int]) -> frozenset[int]:
    """Those of some activities to which anybody goes, or to any of whose occurrences."""
    return frozenset((await tx.execute(_GONE_TO, {"ids": sorted(activity_ids)})).scalars())


async def who_wants(tx: Reading, activity_id: int, on: date | None, *, since: date) -> list[str]:
    """The members who go or are interested: in one occurrence, or with None in the activity or any occurrence since that day."""
    which = _since(since) if on is None else interest.c.on == on
    chosen = (interest.c.activity_id == activity_id) & interest.c.answer.in_(WANTED) & which
    found = await tx.execute(select(interest.c.member_id).where(chosen).distinct())
    return sorted(found.scalars())


def _since(day: date) -> ColumnElement[bool]:
    return (interest.c.on >= day) | (interest.c.on == ONCE)


def _key(member_id: str, activity_id: int, on: date) -> dict[str, object]:
    return {"of_member": member_id, "of_activity": activity_id, "of_day": on}
