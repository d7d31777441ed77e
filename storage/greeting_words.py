"""What moderators are told of newcomers whom nobody has greeted, and in which messages."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)

from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert

Newcomer = tuple[str, str]  # a channel, and who came into it

# What one message tells a moderator of.
words = Table(
    "greeting_words",
    metadata,
    Column("channel_id", Text, primary_key=True),
    Column("member_id", Text, primary_key=True),
    Column("moderator_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("nth", Integer, primary_key=True),  # the first or the second time
    Column("due_at", UtcDateTime),  # when the moderator is to be told; None: they were, or need not be
    Column("message_key", Text),  # of the message in which they were
)
_planned = words.c.due_at.is_not(None)
partial_index("ix_greeting_words_due_at", words.c.due_at, where=_planned)
Index("ix_greeting_words_message_key", words.c.message_key)

messages = Table(
    "greeting_messages",
    metadata,
    Column("key", Text, primary_key=True),  # of the outbox
    Column("moderator_id", Text, ForeignKey(members.c.id), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("newcomers", JSON, nullable=False),  # what it says of newcomers: [[channel, [member, …]], …]
    Column("redraw_at", UtcDateTime),  # since when it is out of date
    Column("redraws", Integer, nullable=False, server_default="0"),
)
_stale = messages.c.redraw_at.is_not(None)
partial_index("ix_greeting_messages_redraw_at", messages.c.redraw_at, where=_stale)


@dataclass(frozen=True, slots=True)
class Message:
    """See the table."""

    key: str
    moderator_id: str
    sent_at: datetime
    newcomers: Sequence[tuple[str, Sequence[str]]]
    redraw_at: datetime | None
    redraws: int


async def plan(tx: Transaction, newcomer: Newcomer, nth: int, dues: Iterable[tuple[str, datetime]]) -> None:
    """Plans for moderators, each at their due time, the `nth` word about a newcomer."""
    channel_id, member_id = newcomer
    rows = [
        {"channel_id": channel_id, "member_id": member_id, "nth": nth, "moderator_id": who, "due_at": due_at}
        for who, due_at in sorted(dues)
    ]
    if rows:
        await tx.execute(insert(words).on_conflict_do_nothing(), rows)


async def drop(tx: Transaction, newcomers: Collection[Newcomer]) -> None:
    """Nobody needs to be told of these newcomers any more, and what was told is out of date."""
    for newcomer in sorted(newcomers):
        planned = and_(_about(newcomer), words.c.due_at.is_not(None))
        await tx.execute(update(words).where(planned).values(due_at=None))
    await make_stale(tx, newcomers)


async def delete_all(tx: Transaction, newcomer: Newcomer) -> None:
    """What was told of a newcomer is of a time before."""
    await tx.execute(delete(words).where(_about(newcomer)))


async def make_stale(tx: Transaction, newcomers: Collection[Newcomer]) -> None:
    """What moderators were told of these newcomers is out of date.

    Last, after what is locked of the newcomers: one message tells of several.
    """
    if not newcomers:
        return
    told = select(words.c.message_key).where(or_(*(_about(newcomer) for newcomer in newcomers)))
    theirs = select(messages.c.key).where(messages.c.key.in_(told)).order_by(messages.c.key)
    keys = (await tx.execute(theirs.with_for_update())).scalars().all()
    if keys:
        await tx.execute(update(messages).where(messages.c.key.in_(keys)).values(redraw_at=tx.now))


async def next_moderator(tx: Reading) -> str | None:
    """The moderator whose word about somebody not greeted has been due longest. None if none is."""
    due = words.c.due_at
    first = select(words.c.moderator_id).where(due <= tx.now).order_by(due, words.c.moderator_id).limit(1)
    moderator_id: str | None = (await tx.execute(first)).scalar()
    return moderator_id


async def postpone(tx: Transaction, moderator_id: str, due_at: datetime) -> None:
    """A moderator's due words wait until then."""
    mine = and_(words.c.moderator_id == moderator_id, words.c.due_at <= tx.now)
    await tx.execute(update(words).where(mine).values(due_at=due_at))


async def claim(
    tx: Transaction, moderator_id: str, until: datetime, *, at_once: bool
) -> list[tuple[Newcomer, int]]:
    """Takes a moderator's words that are due by `until`: about whom, and for the how manieth time.

    Nothing if none is due now, unless they go with something else `at_once`: somebody else took them.
    """
    mine = and_(words.c.moderator_id == moderator_id, words.c.due_at <= until)
    columns = (words.c.channel_id, words.c.member_id, words.c.nth, words.c.due_at)
    locked = select(*columns).where(mine).order_by(*columns[:3]).with_for_update()
    rows = (await tx.execute(locked)).all()
    if not rows or not (at_once or any(row.due_at <= tx.now for row in rows)):
        return []
    await tx.execute(update(words).where(mine).values(due_at=None))
    return [((row.channel_id, row.member_id), row.nth) for row in rows]


async def keep(
    tx: Transaction,
    key: str,
    moderator_id: str,
    told: Iterable[tuple[Newcomer, int]],
    newcomers: Sequence[tuple[str, Sequence[str]]],
) -> None:
    """Notes a message, by its key in the outbox, so that it can be written anew: the words it has, and what else it says."""
    row = {"key": key, "moderator_id": moderator_id, "sent_at": tx.now, "newcomers": newcomers}
    await tx.execute(insert(messages).values(**row))
    for newcomer, nth in told:
        mine = and_(_about(newcomer), words.c.nth == nth, words.c.moderator_id == moderator_id)
        await tx.execute(update(words).where(mine).values(message_key=key))


async def next_stale(tx: Transaction) -> Message | None:
    """Takes the message that has been out of date longest, to be written anew. None if none is, or others hold them."""
    stale = messages.c.redraw_at
    first = select(messages).where(stale <= tx.now).order_by(stale, messages.c.key).limit(1)
    row: Any = (await tx.execute(first.with_for_update(skip_locked=True))).one_or_none()
    if row is None:
        return None
    mine = update(messages).where(messages.c.key == row.key)
    await tx.execute(mine.values(redraw_at=None, redraws=row.redraws + 1))
    return Message(*row)


async def of_message(tx: Reading, key: str) -> list[Newcomer]:
    """Of whom a message tells."""
    told = select(words.c.channel_id, words.c.member_id).where(words.c.message_key == key)
    return [(row.channel_id, row.member_id) for row in await tx.execute(told)]


async def soonest(tx: Reading) -> datetime | None:
    """When a moderator is to be told next."""
    moment: datetime | None = (await tx.execute(select(func.min(words.c.due_at)))).scalar()
    return moment


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets the messages from before then."""
    old = select(messages.c.key).where(messages.c.sent_at < before)
    await tx.execute(delete(words).where(words.c.message_key.in_(old)))
    await tx.execute(delete(messages).where(messages.c.sent_at < before))


def _about(newcomer: Newcomer) -> ColumnElement[bool]:
    channel_id, member_id = newcomer
    return and_(words.c.channel_id == channel_id, words.c.member_id == member_id)
