"""What a person is told of the calendar by direct message, and when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)

from storage.calendar import activities
from storage.database import Reading, Transaction
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

# One for each thing that a person is told of one activity, or of one occurrence of it. Those that are due together make one message.
letters = Table(
    "letters",
    metadata,
    Column("member_id", Text, primary_key=True),
    Column("activity_id", Integer, ForeignKey(activities.c.id, ondelete="CASCADE"), primary_key=True),
    Column("on", Date, primary_key=True),  # 0001-01-01 of what does not repeat
    Column("purpose", Text, primary_key=True),  # reminder, news, rating, rated
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),  # pending, sent, missed
    Column("begins", UtcDateTime),  # of a reminder, when that begins: a moved date is reminded of anew
    Column("what", Text),  # of news: new, dated, changed, cancelled, restored
    Column("before", JSON(none_as_null=True)),  # of news: the activity as it was when they last heard of it
)
partial_index(
    "ix_letters_due",
    letters.c.due_at,
    where=letters.c.state == "pending",
)
Index("ix_letters_activity_id", letters.c.activity_id, letters.c.on)

# What each person wants to be told. Whoever has not chosen is told of what is theirs.
calendar_choices = Table(
    "calendar_choices",
    metadata,
    Column("member_id", Text, primary_key=True),
    Column("choice", Text, nullable=False),  # all, mine, digest, none
    Column("digest_due_at", UtcDateTime),  # of digest: the next Monday morning where they are
)
Index("ix_calendar_choices_digest_due_at", calendar_choices.c.digest_due_at)


@dataclass(frozen=True, slots=True)
class Letter:
    """That a member is told something of an activity, or of the occurrence with the day `on`, at `due_at`. See the table."""

    member_id: str
    activity_id: int
    on: date
    purpose: str
    due_at: datetime
    state: str = "pending"
    begins: datetime | None = None
    what: str | None = None
    before: dict[str, Any] | None = None


WRITTEN: Final = ("reminder", "news")  # the purposes that are gathered; the others are a message each
_PENDING = letters.c.state == "pending"
_KEY: Final = ("member_id", "activity_id", "on", "purpose")
_ONE = (
    (letters.c.member_id == bindparam("of_member"))
    & (letters.c.activity_id == bindparam("of_activity"))
    & (letters.c.on == bindparam("of_day"))
    & (letters.c.purpose == bindparam("for_purpose"))
)
_DROP: Final = delete(letters).where(
    letters.c.activity_id == bindparam("of_activity"),
    letters.c.on == bindparam("of_day"),
    letters.c.purpose == bindparam("for_purpose"),
    one_of(letters.c.member_id, "members"),
    _PENDING,
)
_COLUMNS = [letters.c[name] for name in Letter.__dataclass_fields__]
_new = insert(letters)
_PLAN = _new.on_conflict_do_update(
    index_elements=_KEY,
    set_={
        **{name: _new.excluded[name] for name in ("due_at", "begins", "what")},
        "state": "pending",
        # Of several changes before they are told the first says what it was like.
        "before": case((_PENDING, letters.c.before), else_=_new.excluded.before),
    },
)


async def of_activity(
    tx: Reading, activity_id: int, purposes: Collection[str], *, member_id: str | None = None
) -> list[Letter]:
    """All letters about an activity, whatever became of them: to everybody, or to one member."""
    chosen = (letters.c.activity_id == activity_id) & letters.c.purpose.in_(purposes)
    if member_id is not None:
        chosen &= letters.c.member_id == member_id
    return [_letter(row) for row in await tx.execute(select(*_COLUMNS).where(chosen))]


_ABOUT: Final = (
    select(letters.c.activity_id)
    .where(one_of(letters.c.activity_id, "ids"), one_of(letters.c.purpose, "purposes"))
    .distinct()
)


async def about(tx: Reading, activity_ids: Collection[int], purposes: Collection[str]) -> frozenset[int]:
    """Those of some activities that letters with these purposes are about, whatever became of them."""
    values = {"ids": sorted(activity_ids), "purposes": list(purposes)}
    return frozenset((await tx.execute(_ABOUT, values)).scalars())


async def plan(tx: Transaction, planned: Sequence[Letter]) -> None:
    """Plans letters. One that is pending keeps what it was like `before`; one that was sent is sent anew."""
    if planned:
        await tx.execute(_PLAN, [_row(each) for each in sorted(planned, key=_order)])


async def drop(tx: Transaction, planned: Sequence[Letter]) -> None:
    """Takes pending letters back."""
    by_subject: dict[tuple[int, date, str], list[str]] = {}
    for each in planned:
        by_subject.setdefault((each.activity_id, each.on, each.purpose), []).append(each.member_id)
    # Not a statement a row: Postgres may look for each among all those of the same activity. Whoever plans or drops has locked that.
    for (activity_id, on, purpose), members in sorted(by_subject.items()):
        key = {"of_activity": activity_id, "of_day": on, "for_purpose": purpose}
        await tx.execute(_DROP, key | {"members": sorted(members)})


async def to_write_to(tx: Reading) -> str | None:
    """The member whose letter of those that are gathered has been due the longest."""
    due = select(letters.c.member_id).where(
        _PENDING, letters.c.due_at <= tx.now, letters.c.purpose.in_(WRITTEN)
    )
    return (
        await tx.execute(due.order_by(letters.c.due_at, letters.c.member_id).limit(1))
    ).scalar_one_or_none()


async def claim(tx: Transaction, member_id: str) -> list[Letter]:
    """Marks all that are due for a member as sent, and returns them: nothing, if another worker was quicker."""
    due = _PENDING & (letters.c.due_at <= tx.now) & letters.c.purpose.in_(WRITTEN)
    chosen = select(*_COLUMNS).where(due, letters.c.member_id == member_id)
    rows = await tx.execute(chosen.with_for_update(skip_locked=True))
    found = sorted((_letter(row) for row in rows), key=_order)
    await _set(tx, found, state="sent")
    return found


async def postpone(tx: Transaction, claimed: Sequence[Letter], due_at: datetime) -> None:
    """Gives letters of one's own claim another moment."""
    await _set(tx, claimed, state="pending", due_at=due_at)


async def miss(tx: Transaction, claimed: Sequence[Letter]) -> None:
    """Marks letters of one's own claim as missed: nobody is told."""
    await _set(tx, claimed, state="missed")


async def next_due(tx: Reading) -> datetime | None:
    """When the next letter of those that are gathered is due."""
    first = select(func.min(letters.c.due_at)).where(_PENDING, letters.c.purpose.in_(WRITTEN))
    moment: datetime | None = (await tx.execute(first)).scalar_one()
    return moment


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets what was sent or missed, of those that were due before that moment."""
    await tx.execute(delete(letters).where(~_PENDING, letters.c.due_at < before))


async def _set(tx: Transaction, which: Sequence[Letter], **values: Any) -> None:
    if which:
        await tx.execute(update(letters).where(_ONE).values(**values), [_key(each) for each in which])


def _letter(row: Any) -> Letter:
    return Letter(*row)


def _order(letter: Letter) -> tuple[str, int, date, str]:
    """In which whoever writes several rows writes them, so that nobody deadlocks on Postgres."""
    return letter.member_id, letter.activity_id, letter.on, letter.purpose


def _row(letter: Letter) -> dict[str, Any]:
    """Not `asdict`, which would copy `before` for each of thousands."""
    return {name: getattr(letter, name) for name in Letter.__dataclass_fields__}


def _key(letter: Letter) -> dict[str, Any]:
    return {
        "of_member": letter.member_id,
        "of_activity": letter.activity_id,
        "of_day": letter.on,
        "for_purpose": letter.purpose,
    }
