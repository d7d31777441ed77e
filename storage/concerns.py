"""What is to be thought of in a channel before it falls asleep: one row for a cause, whoever is told of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    func,
    select,
    update,
)

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

concerns = Table(
    "concerns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("kind", Text, nullable=False),  # silence, unanswered, one_voice, calendar
    # What it is about, never in words: since when it is counted, the ts of the first question (of the others: `storage.questions`), the
    # member, the activity and its day.
    Column("cause", Text, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("noticed_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, index=True),  # when somebody is to be told (again); None: nobody
    Column("rounds", Integer, nullable=False, server_default="0"),  # how often somebody was told
    # open, over, and what somebody did: prompted, answered, fine, snoozed, rested
    Column("state", Text, nullable=False, server_default="open"),
    Column("settled_by", Text),  # the member who did it
    Column("settled_at", UtcDateTime),
    UniqueConstraint("channel_id", "kind", "cause", name="uq_concerns_cause"),
    sqlite_autoincrement=True,
)
Index("ix_concerns_settled_at", concerns.c.settled_at)

STANDS: Final = ("open", "snoozed")
SETTLED: Final = ("prompted", "answered", "fine", "snoozed", "rested")


@dataclass(frozen=True, slots=True)
class Concern:
    id: int
    channel_id: str
    kind: str
    cause: str
    since: datetime
    noticed_at: datetime
    due_at: datetime | None = None
    rounds: int = 0
    state: str = "open"
    settled_by: str | None = None
    settled_at: datetime | None = None


_BY_ID: Final = select(concerns).where(concerns.c.id == bindparam("concern_id"))
_OF_CAUSE: Final = select(concerns).where(
    concerns.c.channel_id == bindparam("channel"),
    concerns.c.kind == bindparam("kind"),
    concerns.c.cause == bindparam("cause"),
)


async def get(tx: Reading, concern_id: int) -> Concern | None:
    return _one((await tx.execute(_BY_ID, {"concern_id": concern_id})).one_or_none())


async def of_cause(tx: Reading, channel_id: str, kind: str, cause: str) -> Concern | None:
    values = {"channel": channel_id, "kind": kind, "cause": cause}
    return _one((await tx.execute(_OF_CAUSE, values)).one_or_none())


async def by_ids(tx: Reading, concern_ids: Collection[int]) -> dict[int, Concern]:
    rows: Any = await tx.execute(select(concerns).where(concerns.c.id.in_(sorted(concern_ids))))
    return {row.id: Concern(*row) for row in rows}


async def notice(tx: Transaction, channel_id: str, kind: str, cause: str, since: datetime) -> bool:
    """Notes a concern, due at once. True if it is new: of a cause there is one, whatever became of it."""
    row = {"channel_id": channel_id, "kind": kind, "cause": cause, "since": since}
    statement = insert(concerns).values(**row, noticed_at=tx.now, due_at=tx.now)
    return (await tx.execute(statement.on_conflict_do_nothing())).rowcount == 1


async def claim(tx: Transaction) -> Concern | None:
    """Takes the concern of which somebody is to be told for the longest time. None if none is. What was snoozed is open again."""
    due = (
        select(concerns.c.id)
        .where(concerns.c.due_at <= tx.now, concerns.c.state.in_(STANDS))
        .order_by(concerns.c.due_at, concerns.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    statement = update(concerns).where(concerns.c.id == due.scalar_subquery())
    opened = {"due_at": None, "state": "open", "settled_by": None, "settled_at": None}
    return _one((await tx.execute(statement.values(**opened).returning(concerns))).one_or_none())


async def told(tx: Transaction, concern_id: int, rounds: int, due_at: datetime | None) -> None:
    """So many times somebody was told now; the next time is `due_at`."""
    await tx.execute(update(concerns).where(concerns.c.id == concern_id).values(rounds=rounds, due_at=due_at))


async def begin_anew(tx: Transaction, concern_id: int) -> None:
    """Something has come of it: those who were told several times are counted as if they had been told once."""
    several = (concerns.c.id == concern_id) & (concerns.c.rounds > 1)
    await tx.execute(update(concerns).where(several).values(rounds=1))


async def put_off(tx: Transaction, concern_ids: Iterable[int], until: datetime) -> None:
    await tx.execute(update(concerns).where(concerns.c.id.in_(sorted(concern_ids))).values(due_at=until))


async def settle(
    tx: Transaction, concern_id: int, state: str, member_id: str, due_at: datetime | None = None
) -> None:
    """Notes what somebody did about it. `due_at`: when it is spoken of again, of what was snoozed."""
    values = {"state": state, "settled_by": member_id, "settled_at": tx.now, "due_at": due_at}
    await tx.execute(update(concerns).where(concerns.c.id == concern_id).values(**values))


async def is_over(tx: Transaction, concern_ids: Iterable[int]) -> None:
    """There is nothing to do any more, and nobody did it for us."""
    gone = and_(concerns.c.id.in_(sorted(concern_ids)), concerns.c.state == "open")
    await tx.execute(update(concerns).where(gone).values(state="over", settled_at=tx.now, due_at=None))


async def standing(tx: Reading) -> list[Concern]:
    """What is to be thought of in all channels, or was put off."""
    rows: Any = await tx.execute(select(concerns).where(concerns.c.state.in_(STANDS)))
    return [Concern(*row) for row in rows]


async def open_in(tx: Reading, channel_id: str) -> list[Concern]:
    """What is to be thought of in a channel, or was put off."""
    mine = select(concerns).where(concerns.c.channel_id == channel_id, concerns.c.state.in_(STANDS))
    rows: Any = await tx.execute(mine.order_by(concerns.c.since, concerns.c.id))
    return [Concern(*row) for row in rows]


async def last_noticed(tx: Reading, channel_id: str, kind: str) -> datetime | None:
    """When a kind of concern was last noticed in a channel."""
    mine = select(func.max(concerns.c.noticed_at)).where(
        concerns.c.channel_id == channel_id, concerns.c.kind == kind
    )
    last: datetime | None = (await tx.execute(mine)).scalar()
    return last


async def forget(tx: Transaction, kept: timedelta) -> None:
    """Deletes what was settled, or over, so long ago; with who was told of it."""
    await tx.execute(
        delete(concerns).where(concerns.c.settled_at < tx.now - kept, concerns.c.state.not_in(STANDS))
    )


def _one(row: Any) -> Concern | None:
    return None if row is None else Concern(*row)
