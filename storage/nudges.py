"""Nudges: who is told of a concern, when, and in which message. One row for a concern, a moderator and a round."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    tuple_,
    update,
)

from storage.channels import channels
from storage.concerns import concerns
from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of
from storage.workspace import Workspace, workspace

nudges = Table(
    "nudges",
    metadata,
    Column("concern_id", Integer, ForeignKey(concerns.c.id, ondelete="CASCADE"), primary_key=True),
    Column("moderator_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("round", Integer, primary_key=True, autoincrement=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False, server_default="pending"),  # pending, sent, dropped
    Column("sent_at", UtcDateTime),
    Column("message_key", Text, index=True),  # of the outbox: the message in which the moderator was told
)
Index("ix_nudges_moderator_id", nudges.c.moderator_id, nudges.c.sent_at)
partial_index(
    "ix_nudges_due",
    nudges.c.due_at,
    where=nudges.c.state == "pending",
)


@dataclass(frozen=True, slots=True)
class Nudge:
    concern_id: int
    moderator_id: str
    round: int
    due_at: datetime
    state: str
    sent_at: datetime | None
    message_key: str | None


class Quiet(NamedTuple):
    """What decides when a channel has been silent for too long: after how many days."""

    channel_id: str
    is_group: bool
    days: int
    snoozed_until: datetime | None
    last_post_at: datetime | None


_OURS = select(workspace.c.quiet_days).where(workspace.c.id == 1).scalar_subquery()
_QUIET = select(
    channels.c.id,
    channels.c.kind == "group",
    func.coalesce(channels.c.threshold_days, channels.c.quiet_days, _OURS, Workspace().quiet_days),
    channels.c.snoozed_until,
    channels.c.last_post_at,
).where(one_of(channels.c.id, "ids"))


async def quiet_of(tx: Reading, channel_ids: Iterable[str]) -> list[Quiet]:
    return [Quiet(*row) for row in await tx.rows(_QUIET, {"ids": list(channel_ids)})]


_NOTE: Final = (
    update(channels)
    .where(
        channels.c.id == bindparam("channel_id"),
        or_(channels.c.last_post_at.is_(None), channels.c.last_post_at < bindparam("newest")),
    )
    .values(last_post_at=bindparam("newest"), nudge_due_at=bindparam("due"))
)


async def note_posts(tx: Transaction, notes: Iterable[tuple[str, datetime, datetime | None]]) -> None:
    """People wrote: the channels, when, and when they will have been silent for too long (None: they are no groups). Older news
    changes nothing."""
    rows = [{"channel_id": id_, "newest": at, "due": due} for id_, at, due in sorted(notes)]
    if rows:
        await tx.execute(_NOTE, rows)


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


async def plan(tx: Transaction, concern_id: int, moderator_id: str, round_: int, due_at: datetime) -> None:
    """Plans that a moderator is told of a concern: once in a round."""
    row = {"concern_id": concern_id, "moderator_id": moderator_id, "round": round_, "due_at": due_at}
    await tx.execute(insert(nudges).values(**row).on_conflict_do_nothing())


def _due(tx: Reading) -> ColumnElement[bool]:
    return and_(nudges.c.state == "pending", nudges.c.due_at <= tx.now)


async def next_moderator(tx: Reading) -> str | None:
    """The moderator whose nudge has been due longest. None if none is."""
    statement = select(nudges.c.moderator_id).where(_due(tx)).order_by(nudges.c.due_at).limit(1)
    moderator_id: str | None = (await tx.execute(statement)).scalar()
    return moderator_id


async def due(tx: Reading, moderator_id: str) -> list[Nudge]:
    """All the due nudges of one moderator, in their order. Whoever decides about them holds the moderator."""
    mine = select(nudges).where(nudges.c.moderator_id == moderator_id, _due(tx))
    return _nudges(await tx.execute(mine.order_by(*_IN_ORDER)))


async def postpone(tx: Transaction, some: Iterable[Nudge], due_at: datetime) -> None:
    """These wait until then."""
    await _change(tx, some, due_at=due_at)


async def drop(tx: Transaction, some: Iterable[Nudge]) -> None:
    """These are not to be sent."""
    await _change(tx, some, state="dropped")


async def sent(tx: Transaction, some: Iterable[Nudge], message_key: str) -> None:
    """These are told of in one message of the outbox."""
    await _change(tx, some, state="sent", sent_at=tx.now, message_key=message_key)


async def _change(tx: Transaction, some: Iterable[Nudge], **values: Any) -> None:
    keys = [(nudge.concern_id, nudge.moderator_id, nudge.round) for nudge in some]
    if keys:
        which = tuple_(nudges.c.concern_id, nudges.c.moderator_id, nudges.c.round).in_(keys)
        await tx.execute(update(nudges).where(which, nudges.c.state == "pending").values(**values))


async def of_concern(tx: Reading, concern_id: int) -> list[Nudge]:
    """Who was told, or will be, of one concern."""
    mine = select(nudges).where(nudges.c.concern_id == concern_id)
    return _nudges(await tx.execute(mine.order_by(nudges.c.moderator_id, nudges.c.round)))


async def of_message(tx: Reading, message_key: str) -> list[Nudge]:
    """What one message tells its moderator of, in its order."""
    mine = select(nudges).where(nudges.c.message_key == message_key)
    return _nudges(await tx.execute(mine.order_by(*_IN_ORDER)))


def _nudges(rows: Any) -> list[Nudge]:
    return [Nudge(*row) for row in rows]


# A message is written anew in the order in which it was written.
_IN_ORDER: Final = (nudges.c.concern_id, nudges.c.round)


async def last_sent(tx: Reading, moderator_id: str, channel_id: str | None = None) -> datetime | None:
    """When a moderator was last sent a nudge, of any channel or of one."""
    mine = select(func.max(nudges.c.sent_at)).where(nudges.c.moderator_id == moderator_id)
    if channel_id is not None:
        mine = mine.join(concerns).where(concerns.c.channel_id == channel_id)
    last: datetime | None = (await tx.execute(mine)).scalar()
    return last


async def sent_moments(tx: Reading, moderator_id: str, channel_id: str, limit: int) -> Sequence[datetime]:
    """When a moderator was sent the last nudges about a channel, newest first: a moment for a message."""
    mine = (
        select(nudges.c.sent_at)
        .join(concerns)
        .where(
            nudges.c.moderator_id == moderator_id,
            concerns.c.channel_id == channel_id,
            nudges.c.sent_at.is_not(None),
        )
        .distinct()
    )
    return (await tx.execute(mine.order_by(nudges.c.sent_at.desc()).limit(limit))).scalars().all()


async def pending(tx: Reading) -> list[tuple[int, datetime]]:
    """The concerns of which somebody is about to be told, and when."""
    rows: Any = await tx.execute(
        select(nudges.c.concern_id, nudges.c.due_at).where(nudges.c.state == "pending")
    )
    return [(concern_id, due_at) for concern_id, due_at in rows]
