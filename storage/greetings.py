"""Newcomers to groups, and whether somebody has greeted them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    ForeignKey,
    Integer,
    Table,
    Text,
    and_,
    delete,
    func,
    select,
    update,
)

from storage import greeting_words
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.greeting_words import Newcomer
from storage.people import members
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.values import one_of

greetings = Table(
    "greetings",
    metadata,
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),  # when the moderators are to be told; None: not any more
    Column("greeted_at", UtcDateTime),  # when somebody first answered, reacted to or named them
    Column("claimed_by", Text),  # the moderator who said “I will”
    Column("claimed_at", UtcDateTime),
    Column("told", Integer, nullable=False, server_default="0"),  # how often the moderators were told
)
_waits = greetings.c.due_at.is_not(None)
partial_index("ix_greetings_due_at", greetings.c.due_at, where=_waits)

_OPEN: Final = greetings.c.greeted_at.is_(None)
_OPEN_IN: Final = select(greetings.c.channel_id, greetings.c.member_id, greetings.c.joined_at).where(
    one_of(greetings.c.channel_id, "channels"), _OPEN
)


@dataclass(frozen=True, slots=True)
class Greeting:
    """See the table."""

    channel_id: str
    member_id: str
    joined_at: datetime
    due_at: datetime | None
    greeted_at: datetime | None
    claimed_by: str | None
    claimed_at: datetime | None
    told: int

    @property
    def key(self) -> Newcomer:
        return self.channel_id, self.member_id


async def expect(tx: Transaction, channel_id: str, member_id: str, due_at: datetime) -> None:
    """Somebody has come into a group: if nobody has greeted them by `due_at`, its moderators are told. Who comes again begins anew."""
    values: dict[str, Any] = {
        "joined_at": tx.now,
        "due_at": due_at,
        "greeted_at": None,
        "claimed_by": None,
        "claimed_at": None,
        "told": 0,
    }
    new = insert(greetings).values(channel_id=channel_id, member_id=member_id, **values)
    await tx.execute(new.on_conflict_do_update(index_elements=["channel_id", "member_id"], set_=values))
    await greeting_words.delete_all(tx, (channel_id, member_id))


async def open_in(tx: Reading, channel_ids: Collection[str]) -> dict[Newcomer, datetime]:
    """Who in these channels is still to be greeted, and when they came."""
    rows = await tx.rows(_OPEN_IN, {"channels": list(channel_ids)})
    return {(channel_id, member_id): joined_at for channel_id, member_id, joined_at in rows}


async def ungreeted(tx: Reading, channel_id: str | None = None) -> list[Greeting]:
    """Those whom nobody has greeted yet, in one channel or in all, in order of coming; also of whom moderators need not hear again."""
    mine = [greetings.c.channel_id == channel_id] if channel_id else []
    rows: Any = await tx.execute(
        select(greetings)
        .where(greetings.c.greeted_at.is_(None), *mine)
        .order_by(greetings.c.joined_at, greetings.c.member_id)
    )
    return [Greeting(*row) for row in rows]


async def greeted(tx: Transaction, moments: dict[Newcomer, datetime]) -> None:
    """Newcomers have been greeted, each at a moment. What moderators were told of them is out of date."""
    new = []
    for (channel_id, member_id), at in sorted(moments.items()):
        one = _one(channel_id, member_id)
        statement = update(greetings).where(one, _OPEN).values(greeted_at=at, due_at=None)
        if (await tx.execute(statement)).rowcount:
            new.append((channel_id, member_id))
    await greeting_words.drop(tx, new)


async def hold(tx: Transaction, channel_id: str, member_id: str) -> Greeting | None:
    """One newcomer in one channel; whoever else decides something about them waits until we have committed."""
    one = select(greetings).where(_one(channel_id, member_id)).with_for_update()
    row: Any = (await tx.execute(one)).one_or_none()
    return None if row is None else Greeting(*row)


async def next_due(tx: Transaction) -> Greeting | None:
    """Takes hold of the newcomer of whom the moderators should have been told longest. None if none is due."""
    due = greetings.c.due_at
    first = (
        select(greetings).where(due <= tx.now).order_by(due, greetings.c.channel_id, greetings.c.member_id)
    )
    row: Any = (await tx.execute(first.limit(1).with_for_update(skip_locked=True))).one_or_none()
    return None if row is None else Greeting(*row)


async def change(tx: Transaction, greeting: Greeting, **values: Any) -> None:
    """Sets the columns named, for one newcomer in one channel."""
    await tx.execute(update(greetings).where(_one(*greeting.key)).values(**values))


async def end(tx: Transaction, greeting: Greeting) -> None:
    """Nobody needs to greet them any more: they have left, say."""
    await change(tx, greeting, due_at=None)
    await greeting_words.drop(tx, [greeting.key])


async def of(tx: Reading, newcomers: Iterable[Newcomer]) -> list[Greeting]:
    """These newcomers, by channel and in order of coming."""
    keys = set(newcomers)
    if not keys:
        return []
    places, who = {channel_id for channel_id, _ in keys}, {member_id for _, member_id in keys}
    among = and_(greetings.c.channel_id.in_(places), greetings.c.member_id.in_(who))
    rows: Any = await tx.execute(select(greetings).where(among))
    found = [each for row in rows if (each := Greeting(*row)).key in keys]
    return sorted(found, key=lambda each: (each.channel_id, each.joined_at, each.member_id))


async def soonest(tx: Reading) -> datetime | None:
    """When it is to be seen next whether somebody has been greeted."""
    moment: datetime | None = (await tx.execute(select(func.min(greetings.c.due_at)))).scalar()
    return moment


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets who came before then."""
    await tx.execute(delete(greetings).where(greetings.c.joined_at < before))


def _one(channel_id: str, member_id: str) -> ColumnElement[bool]:
    return and_(greetings.c.channel_id == channel_id, greetings.c.member_id == member_id)
