"""How it was: what people who went say of it afterwards; and the letters that ask them, and tell its organiser."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    select,
    update,
)

from storage.calendar import activities
from storage.database import Reading, Transaction
from storage.letters import letters
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

ratings = Table(
    "ratings",
    metadata,
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),  # 0001-01-01 of what does not repeat
    Column("member_id", Text, primary_key=True),
    Column("stars", Integer, nullable=False),  # 1 to 5
    Column("line", Text),
    Column("rated_at", UtcDateTime, nullable=False),
)

# The purposes of letters: one who went is asked, and the organiser is told what they said.
ASK, TELL = "rating", "rated"
_KEY: Final = ("activity_id", "on", "member_id")


class Rated(NamedTuple):
    """What is rated: an activity, and the day by the rule of the occurrence that is meant, or ONCE (`storage.occasions`)."""

    activity_id: int
    on: date


@dataclass(frozen=True, slots=True)
class Due:
    """That a member is to be asked or told."""

    member_id: str
    activity_id: int
    on: date
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Rating:
    stars: int
    line: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """What `n` people say, `stars` in all."""

    n: int
    stars: int

    @property
    def average(self) -> float:
        return self.stars / self.n


_ONE = (
    (letters.c.member_id == bindparam("of_member"))
    & (letters.c.activity_id == bindparam("of_activity"))
    & (letters.c.on == bindparam("of_day"))
    & (letters.c.purpose == bindparam("for_purpose"))
)
_PENDING = letters.c.state == "pending"


async def claim(tx: Transaction, purpose: str, limit: int) -> list[Due]:
    """Marks what is due for one member as sent, the one who has waited longest, and returns it: at most `limit`.

    Nothing, if none is due, or another worker has it.
    """
    due = (letters.c.purpose == purpose) & _PENDING & (letters.c.due_at <= tx.now)
    first = select(letters.c.member_id).where(due).order_by(letters.c.due_at, letters.c.member_id).limit(1)
    member_id = (await tx.execute(first)).scalar_one_or_none()
    if member_id is None:
        return []
    columns = [letters.c[name] for name in Due.__dataclass_fields__]
    theirs = select(*columns).where(due, letters.c.member_id == member_id)
    order = (letters.c.due_at, letters.c.activity_id, letters.c.on)
    rows = await tx.execute(theirs.order_by(*order).limit(limit).with_for_update(skip_locked=True))
    claimed = [_due(row) for row in rows]
    await _set(tx, purpose, claimed, state="sent")
    return claimed


async def postpone(tx: Transaction, purpose: str, claimed: Sequence[Due], due_at: datetime) -> None:
    """Gives what one has claimed another moment."""
    await _set(tx, purpose, claimed, state="pending", due_at=due_at)


async def miss(tx: Transaction, purpose: str, claimed: Sequence[Due]) -> None:
    """Marks what one has claimed as missed: nothing is said."""
    await _set(tx, purpose, claimed, state="missed")


async def _set(tx: Transaction, purpose: str, which: Sequence[Due], **values: Any) -> None:
    rows = [
        {
            "of_member": each.member_id,
            "of_activity": each.activity_id,
            "of_day": each.on,
            "for_purpose": purpose,
        }
        for each in which
    ]
    if rows:
        await tx.execute(update(letters).where(_ONE).values(**values), rows)


async def next_due(tx: Reading, purpose: str) -> datetime | None:
    """When somebody is to be asked or told next."""
    first = select(func.min(letters.c.due_at)).where(_PENDING, letters.c.purpose == purpose)
    moment: datetime | None = (await tx.execute(first)).scalar_one()
    return moment


async def was_asked(tx: Reading, member_id: str, of: Rated) -> bool:
    """Whether a member has been asked how something was."""
    mine = (letters.c.member_id == member_id) & (letters.c.purpose == ASK) & (letters.c.state == "sent")
    asked = select(letters.c.due_at).where(
        mine, letters.c.activity_id == of.activity_id, letters.c.on == of.on
    )
    return (await tx.execute(asked)).first() is not None


async def tell(tx: Transaction, member_id: str, of: Rated, due_at: datetime) -> None:
    """Plans that a member is told what people say. What is planned already stays where it is."""
    row = {"member_id": member_id, "activity_id": of.activity_id, "on": of.on, "purpose": TELL}
    new = insert(letters).values(**row, due_at=due_at, state="pending")
    again = {"due_at": due_at, "state": "pending"}
    await tx.execute(
        new.on_conflict_do_update(index_elements=list(row), set_=again, where=letters.c.state != "pending")
    )


async def save(tx: Transaction, member_id: str, of: Rated, stars: int) -> None:
    """Notes how many stars a member gives, in the place of what they gave before. Their line stays."""
    row = {"activity_id": of.activity_id, "on": of.on, "member_id": member_id}
    values = {"stars": stars, "rated_at": tx.now}
    statement = insert(ratings).values(**row, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=values))


async def save_line(tx: Transaction, member_id: str, of: Rated, line: str | None) -> bool:
    """Notes what a member says who has given stars. False if they have not."""
    statement = update(ratings).where(_of(of), ratings.c.member_id == member_id)
    return (await tx.execute(statement.values(line=line))).rowcount == 1


async def by_member(tx: Reading, member_id: str, of: Rated) -> Rating | None:
    """What a member says of something."""
    statement = select(ratings.c.stars, ratings.c.line).where(_of(of), ratings.c.member_id == member_id)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else Rating(row.stars, row.line)


async def scores(tx: Reading, activity_id: int, *, at_least: int) -> dict[date, Score]:
    """What people say of an activity, by occurrence: of those of which so many have said something."""
    n = func.count()
    statement = (
        select(ratings.c.on, n, func.sum(ratings.c.stars))
        .where(ratings.c.activity_id == activity_id)
        .group_by(ratings.c.on)
        .having(n >= at_least)
    )
    return dict(_score(row) for row in await tx.execute(statement))


async def lines(tx: Reading, of: Rated) -> list[str]:
    """What people say in words, in the order of the alphabet: it tells nothing of who it was, or when."""
    said = select(ratings.c.line).where(_of(of), ratings.c.line.is_not(None))
    return sorted((await tx.execute(said)).scalars())


def _of(of: Rated) -> ColumnElement[bool]:
    return (ratings.c.activity_id == of.activity_id) & (ratings.c.on == of.on)


def _due(row: Any) -> Due:
    return Due(*row)


def _score(row: Any) -> tuple[date, Score]:
    return row[0], Score(int(row[1]), int(row[2]))
