"""Who was introduced to whom at whose wish, and when: never why. Kept as long as a rule asks for it."""

from datetime import datetime

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
)

from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime

introductions = Table(
    "introductions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("from_id", Text, ForeignKey(members.c.id), nullable=False),
    Column("to_id", Text, ForeignKey(members.c.id), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_introductions_from_id", introductions.c.from_id, introductions.c.asked_at)
Index("ix_introductions_to_id", introductions.c.to_id)


async def add(tx: Transaction, from_id: str, to_id: str) -> None:
    """Notes that one member asked now to be introduced to another. Both must be known."""
    await tx.execute(insert(introductions).values(from_id=from_id, to_id=to_id, asked_at=tx.now))


async def take_back(tx: Transaction, from_id: str, to_id: str) -> None:
    """Forgets that one member asked to be introduced to another: there is one asking at most, while a rule asks for it."""
    await tx.execute(
        delete(introductions).where(introductions.c.from_id == from_id, introductions.c.to_id == to_id)
    )


async def asked_since(tx: Reading, member_id: str, since: datetime) -> int:
    """How many introductions a member has asked for since a moment, that moment included."""
    mine = and_(introductions.c.from_id == member_id, introductions.c.asked_at >= since)
    count: int = (await tx.execute(select(func.count()).where(mine))).scalar_one()
    return count


async def last_between(tx: Reading, one: str, other: str) -> datetime | None:
    """When these two were last introduced, whoever asked. None if they never were, or it is forgotten."""
    from_, to = introductions.c.from_id, introductions.c.to_id
    pair = or_(and_(from_ == one, to == other), and_(from_ == other, to == one))
    last: datetime | None = (
        await tx.execute(select(func.max(introductions.c.asked_at)).where(pair))
    ).scalar()
    return last


async def forget(tx: Transaction, before: datetime) -> None:
    """Deletes what was asked for before a moment."""
    await tx.execute(delete(introductions).where(introductions.c.asked_at < before))
