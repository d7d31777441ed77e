"""Silences, and the nudges about them: one row for a moderator and a silence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, Text, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime

nudges = Table(
    "nudges",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("silent_since", UtcDateTime, primary_key=True),
    Column("moderator_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column(
        "state", Text, nullable=False, server_default="pending"
    ),  # pending, sent, dropped, prompted, snoozed
    Column("message_key", Text),  # of the outbox: the message in which the moderator was told
    Column("settled_by", Text),  # the member who posted the prompt, or snoozed it
)


@dataclass(frozen=True, slots=True)
class Nudge:
    channel_id: str
    silent_since: datetime
    moderator_id: str
    due_at: datetime
    state: str
    message_key: str | None
    settled_by: str | None


async def note_post(tx: Transaction, channel_id: str, at: datetime, due_at: datetime | None) -> None:
    """A person wrote at `at`; the channel will be silent for too long at `due_at`. Older news changes nothing."""
    is_news = or_(channels.c.last_post_at.is_(None), channels.c.last_post_at < at)
    statement = update(channels).where(channels.c.id == channel_id, is_news)
    await tx.execute(statement.values(last_post_at=at, nudge_due_at=due_at))


async def claim_silence(tx: Transaction) -> str | None:
    """Takes the channel that has been silent longest past its time. None if none is."""
    due = (
        select(channels.c.id)
        .where(channels.c.nudge_due_at <= tx.now)
        .order_by(channels.c.nudge_due_at)
        .limit(1)
    )
    statement = update(channels).where(
        channels.c.id == due.with_for_update(skip_locked=True).scalar_subquery()
    )
    return (await tx.execute(statement.values(nudge_due_at=None).returning(channels.c.id))).scalar()


async def plan(
    tx: Transaction, channel_id: str, silent_since: datetime, moderator_id: str, due_at: datetime
) -> None:
    """Plans a nudge: once per silence, and once more after each snooze."""
    values = {"due_at": due_at, "state": "pending", "message_key": None, "settled_by": None}
    row = {"channel_id": channel_id, "silent_since": silent_since, "moderator_id": moderator_id}
    statement = insert(nudges).values(**row, **values)
    again = nudges.c.state == "snoozed"
    key = ["channel_id", "silent_since", "moderator_id"]
    await tx.execute(statement.on_conflict_do_update(index_elements=key, set_=values, where=again))


def _due(tx: Reading) -> ColumnElement[bool]:
    return and_(nudges.c.state == "pending", nudges.c.due_at <= tx.now)


async def next_moderator(tx: Reading) -> str | None:
    """The moderator whose nudge has been due longest. None if none is."""
    statement = select(nudges.c.moderator_id).where(_due(tx)).order_by(nudges.c.due_at).limit(1)
    moderator_id: str | None = (await tx.execute(statement)).scalar()
    return moderator_id


async def claim(tx: Transaction, moderator_id: str) -> list[Nudge]:
    """Takes all the due nudges of one moderator, so that they make one message. Empty if somebody else did."""
    mine = and_(nudges.c.moderator_id == moderator_id, _due(tx))
    return _in_order(await tx.execute(update(nudges).where(mine).values(state="sent").returning(nudges)))


def _in_order(rows: Any) -> list[Nudge]:
    return sorted((Nudge(*row) for row in rows), key=lambda nudge: (nudge.due_at, nudge.channel_id))


async def postpone(tx: Transaction, moderator_id: str, due_at: datetime) -> None:
    """The moderator's due nudges wait for their hours."""
    mine = and_(nudges.c.moderator_id == moderator_id, _due(tx))
    await tx.execute(update(nudges).where(mine).values(due_at=due_at))


async def drop(tx: Transaction, nudge: Nudge) -> None:
    """A nudge that is not to be sent."""
    await tx.execute(update(nudges).where(_one(nudge)).values(state="dropped"))


async def told(tx: Transaction, some: Iterable[Nudge], message_key: str) -> None:
    """Notes in which message of the outbox a moderator is told of these silences."""
    for nudge in some:
        await tx.execute(update(nudges).where(_one(nudge)).values(message_key=message_key))


async def settle(
    tx: Transaction, channel_id: str, silent_since: datetime, state: str, member_id: str
) -> None:
    """Notes for all moderators what somebody did about a silence: `prompted` or `snoozed`."""
    which = _is(channel_id, silent_since)
    await tx.execute(update(nudges).where(which).values(state=state, settled_by=member_id))


async def of_silence(tx: Reading, channel_id: str, silent_since: datetime) -> list[Nudge]:
    """All moderators' nudges about one silence."""
    statement = select(nudges).where(_is(channel_id, silent_since)).order_by(nudges.c.moderator_id)
    rows: Any = await tx.execute(statement)
    return [Nudge(*row) for row in rows]


async def of_message(tx: Reading, message_key: str) -> list[Nudge]:
    """What one message tells its moderator of, in its order."""
    statement = select(nudges).where(nudges.c.message_key == message_key)
    return _in_order(await tx.execute(statement))


async def next_due(tx: Reading) -> datetime | None:
    """When the next silence or nudge is due."""
    silence = (await tx.execute(select(func.min(channels.c.nudge_due_at)))).scalar()
    nudge = (await tx.execute(select(func.min(nudges.c.due_at)).where(nudges.c.state == "pending"))).scalar()
    return min((moment for moment in (silence, nudge) if moment), default=None)


def _one(nudge: Nudge) -> ColumnElement[bool]:
    return and_(_is(nudge.channel_id, nudge.silent_since), nudges.c.moderator_id == nudge.moderator_id)


def _is(channel_id: str, silent_since: datetime) -> ColumnElement[bool]:
    return and_(nudges.c.channel_id == channel_id, nudges.c.silent_since == silent_since)
