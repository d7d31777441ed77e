"""The monthly hint to whoever has an empty profile: when the next one is due, and how many there were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text, exists, false, func, select, update

from storage.database import Reading, Transaction
from storage.people import IS_PERSON, ZONE, members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

hints = Table(
    "profile_hints",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("due_at", UtcDateTime, index=True),  # None: none is due
    Column("sent", Integer, nullable=False, server_default="0"),
    Column("is_unwanted", Boolean, nullable=False, server_default=false()),  # asked never to be asked again
)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A member for whom nothing is planned yet."""

    member_id: str
    timezone: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that is due, after `sent` earlier ones."""

    member_id: str
    sent: int


async def unplanned(tx: Reading, limit: int) -> list[Newcomer]:
    """Members for whom nothing is planned yet: people whom Slack has told us of, and no guests."""
    statement = select(members.c.id, ZONE, members.c.first_seen_at).where(
        IS_PERSON,
        ~members.c.is_guest,
        members.c.synced_at.is_not(None),
        ~exists().where(hints.c.member_id == members.c.id),
    )
    rows = await tx.execute(statement.limit(limit))
    return [Newcomer(row.id, row.timezone, row.first_seen_at) for row in rows]


async def plan(tx: Transaction, due: Iterable[tuple[str, datetime]]) -> None:
    """Plans the first hint of members; whoever has a row keeps it."""
    rows: Sequence[dict[str, object]] = [{"member_id": m, "due_at": at} for m, at in due]
    if rows:
        await tx.execute(insert(hints).on_conflict_do_nothing(), rows)


async def claim(tx: Transaction) -> Hint | None:
    """Takes the hint that has been due longest: none is planned for its member any more. None if none is due."""
    due = select(hints.c.member_id).where(hints.c.due_at <= tx.now).order_by(hints.c.due_at).limit(1)
    chosen = hints.c.member_id == due.with_for_update(skip_locked=True).scalar_subquery()
    statement = update(hints).where(chosen).values(due_at=None).returning(hints.c.member_id, hints.c.sent)
    row = (await tx.execute(statement)).one_or_none()
    return None if row is None else Hint(row.member_id, row.sent)


async def plan_next(tx: Transaction, hint: Hint, due_at: datetime | None) -> None:
    """Plans the next hint of a member whose last was claimed: `hint.sent` is how many there were by now."""
    mine = hints.c.member_id == hint.member_id
    await tx.execute(update(hints).where(mine).values(due_at=due_at, sent=hint.sent))


async def refuse(tx: Transaction, member_id: str) -> None:
    """The member, who must be known, wants no hints: none is ever due again."""
    values = {"due_at": None, "is_unwanted": True}
    statement = insert(hints).values(member_id=member_id, **values)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_=values))


async def next_due(tx: Reading) -> datetime | None:
    """When the next hint is due."""
    moment: datetime | None = (await tx.execute(select(func.min(hints.c.due_at)))).scalar()
    return moment
