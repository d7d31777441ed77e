"""Which questions a concern about unanswered ones is about: only their ts. What is known of each is with the posts (`storage.pulse`)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, bindparam, select, update

from storage.concerns import concerns
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

concern_questions = Table(
    "concern_questions",
    metadata,
    Column("concern_id", Integer, ForeignKey(concerns.c.id, ondelete="CASCADE"), primary_key=True),
    Column("ts", Text, primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    # When somebody had answered it, or posted under it by way of Liaison, or it was gone. None: it waits.
    Column("settled_at", UtcDateTime),
)

_WAITING: Final = select(concern_questions.c.ts, concern_questions.c.asked_at).where(
    concern_questions.c.concern_id == bindparam("concern"), concern_questions.c.settled_at.is_(None)
)
_ALL: Final = select(concern_questions.c.ts, concern_questions.c.asked_at).where(
    concern_questions.c.concern_id == bindparam("concern")
)
_NOTED: Final = (
    select(concern_questions.c.ts)
    .join(concerns)
    .where(concerns.c.channel_id == bindparam("channel"), concern_questions.c.asked_at >= bindparam("since"))
)


async def add(tx: Transaction, concern_id: int, asked: Iterable[tuple[str, datetime]]) -> None:
    """A concern is about these, too."""
    rows = [{"concern_id": concern_id, "ts": ts, "asked_at": at} for ts, at in asked]
    if rows:
        await tx.execute(insert(concern_questions).on_conflict_do_nothing(), rows)


async def waiting(tx: Reading, concern_id: int) -> dict[str, datetime]:
    """Those of a concern that wait, by their ts: when each was asked."""
    return {row[0]: row[1] for row in await tx.rows(_WAITING, {"concern": concern_id})}


async def of_concern(tx: Reading, concern_id: int) -> dict[str, datetime]:
    """All that a concern was ever about, by their ts: when each was asked."""
    return {row[0]: row[1] for row in await tx.rows(_ALL, {"concern": concern_id})}


async def noted(tx: Reading, channel_id: str, since: datetime) -> frozenset[str]:
    """The questions in a channel, of those asked since then, that are or were part of a concern: none is brought up twice."""
    return frozenset(ts for (ts,) in await tx.rows(_NOTED, {"channel": channel_id, "since": since}))


async def settle(tx: Transaction, concern_id: int, some: Collection[str]) -> None:
    """These of a concern wait no more."""
    mine = (concern_questions.c.concern_id == concern_id) & concern_questions.c.ts.in_(sorted(some))
    await tx.execute(update(concern_questions).where(mine).values(settled_at=tx.now))
