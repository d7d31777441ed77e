"""Bringing people into channels: lists of many, and each single one on its way, from what was typed until Slack has answered.

A row of a list begins as what was typed (`reading`), and is found to be somebody who can be invited (`found`), or not. Once the list
is gone through with, `found` becomes `ready`, then `sent` with a row of the outbox, then `done` or `refused`; and an address that nobody
here has (`absent`) becomes `pending`, until somebody comes with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.channels import channels, memberships
from storage.database import Reading, Transaction
from storage.outbox import outbox
from storage.requests import requests
from storage.schema import metadata
from storage.types import UtcDateTime

lists = Table(
    "invitation_lists",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("made_by", Text),  # a member, who sees how it goes; None: the command line
    Column("made_at", UtcDateTime, nullable=False),
    Column(
        "state", Text, nullable=False
    ),  # reading, looked, going, held (its launch is paused), done, dropped
    Column("due_at", UtcDateTime, index=True),  # of one that is read: when to ask Slack
    Column("version", Integer, nullable=False, server_default="0"),  # of the message that tells how it goes
    Column("wave_at", UtcDateTime),  # when a launch begins with it; None: its maker says when
    sqlite_autoincrement=True,
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("list_id", Integer, ForeignKey(lists.c.id, ondelete="CASCADE")),
    Column("request_id", Integer, ForeignKey(requests.c.id, ondelete="CASCADE")),
    Column("channel_id", Text, ForeignKey(channels.c.id), nullable=False),
    Column("member_id", Text),  # Slack's id
    Column("typed", Text, nullable=False, server_default=""),  # what could not be read, or was a name
    Column("email", Text),  # in small letters; forgotten once we know whose it is
    Column("state", Text, nullable=False),
    Column("error", Text, nullable=False, server_default=""),  # why not: a word of ours, or Slack's
    Column("key", Text),  # of its row in the outbox
    Column("made_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_invitations_list_id", invitations.c.list_id, invitations.c.state)
_on_its_way = invitations.c.state.in_(["ready", "sent"])
Index(
    "ix_invitations_once",
    invitations.c.channel_id,
    invitations.c.member_id,
    unique=True,
    postgresql_where=_on_its_way,
    sqlite_where=_on_its_way,
)
_is_pending = invitations.c.state == "pending"
Index(
    "ix_invitations_pending",
    invitations.c.channel_id,
    invitations.c.email,
    unique=True,
    postgresql_where=_is_pending,
    sqlite_where=_is_pending,
)
_is_sent = invitations.c.state == "sent"
Index("ix_invitations_sent", invitations.c.key, postgresql_where=_is_sent, sqlite_where=_is_sent)
Index("ix_invitations_request_id", invitations.c.request_id)


@dataclass(frozen=True, slots=True)
class List:
    id: int
    channel_id: str
    made_by: str | None
    state: str
    version: int
    wave_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    id: int
    list_id: int | None
    request_id: int | None
    channel_id: str
    member_id: str | None
    typed: str
    email: str | None
    state: str
    error: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Answered:
    """An invitation that Slack has answered. `outcome`: sent, refused or uncertain."""

    id: int
    list_id: int | None
    request_id: int | None
    channel_id: str
    member_id: str
    outcome: str
    error: str


_LIST = (lists.c.id, lists.c.channel_id, lists.c.made_by, lists.c.state, lists.c.version, lists.c.wave_at)
_FIELDS = tuple(invitations.c[name] for name in Invitation.__dataclass_fields__)


async def start_list(tx: Transaction, channel_id: str, made_by: str | None, state: str) -> int:
    due_at = tx.now if state == "reading" else None
    row = {"channel_id": channel_id, "made_by": made_by, "made_at": tx.now, "state": state, "due_at": due_at}
    return int((await tx.execute(insert(lists).values(**row).returning(lists.c.id))).scalar_one())


async def add_rows(tx: Transaction, list_id: int, channel_id: str, rows: Iterable[dict[str, Any]]) -> None:
    """Rows of a list: `typed`, `member_id`, `email`, `state` and `error` each."""
    same = {"list_id": list_id, "channel_id": channel_id, "made_at": tx.now}
    values = [same | row for row in rows]
    if values:
        await tx.execute(insert(invitations), values)


async def get_list(tx: Reading, list_id: int) -> List | None:
    row: Any = (await tx.execute(select(*_LIST).where(lists.c.id == list_id))).one_or_none()
    return None if row is None else List(*row)


async def rows_of(tx: Reading, list_id: int) -> list[Invitation]:
    statement = select(*_FIELDS).where(invitations.c.list_id == list_id).order_by(invitations.c.id)
    rows: Any = await tx.execute(statement)
    return [Invitation(*row) for row in rows]


async def claim_reading(tx: Transaction, again_at: datetime) -> List | None:
    """Takes a list that is to be read, until `again_at`: whoever dies over it leaves it to others."""
    due = select(lists.c.id).where(lists.c.state == "reading", lists.c.due_at <= tx.now)
    chosen = due.order_by(lists.c.due_at).limit(1).with_for_update(skip_locked=True).scalar_subquery()
    statement = update(lists).where(lists.c.id == chosen).values(due_at=again_at).returning(*_LIST)
    row: Any = (await tx.execute(statement)).one_or_none()
    return None if row is None else List(*row)


async def move(tx: Transaction, list_id: int, before: str, after: str) -> bool:
    """Brings a list from one state to the next. False if somebody else did."""
    mine = (lists.c.id == list_id) & (lists.c.state == before)
    return (await tx.execute(update(lists).where(mine).values(state=after, due_at=None))).rowcount == 1


async def next_version(tx: Transaction, list_id: int) -> int:
    statement = update(lists).where(lists.c.id == list_id).values(version=lists.c.version + 1)
    return int((await tx.execute(statement.returning(lists.c.version))).scalar_one())


async def go(tx: Transaction, list_id: int) -> None:
    """What a list found becomes what is done: each person and each address once, however many lists name them."""
    for before, after, who in (("found", "ready", "member_id"), ("absent", "pending", "email")):
        taken = invitations.alias()
        same = (taken.c.channel_id == invitations.c.channel_id) & (taken.c[who] == invitations.c[who])
        states = ["ready", "sent"] if after == "ready" else ["pending"]
        elsewhere = select(taken.c.id).where(same, taken.c.state.in_(states)).exists()
        mine = (invitations.c.list_id == list_id) & (invitations.c.state == before)
        await tx.execute(update(invitations).where(mine, elsewhere).values(state="doubled"))
        await tx.execute(update(invitations).where(mine).values(state=after))


async def invite(tx: Transaction, channel_id: str, member_id: str, *, request_id: int) -> int | None:
    """One person, because of a request. None if they are being invited there already."""
    row = {
        "channel_id": channel_id,
        "member_id": member_id,
        "request_id": request_id,
        "state": "ready",
        "made_at": tx.now,
    }
    statement = insert(invitations).values(**row).on_conflict_do_nothing().returning(invitations.c.id)
    return (await tx.execute(statement)).scalar()


async def going(tx: Reading) -> Sequence[int]:
    """The lists that are being gone through, oldest first."""
    return (
        (await tx.execute(select(lists.c.id).where(lists.c.state == "going").order_by(lists.c.id)))
        .scalars()
        .all()
    )


async def hold_list(tx: Transaction, list_id: int) -> bool:
    """Whoever else goes on with this list waits until we have committed (on SQLite everybody does). False if it does not go on."""
    mine = (lists.c.id == list_id) & (lists.c.state == "going")
    return (await tx.execute(select(lists.c.id).where(mine).with_for_update())).first() is not None


async def in_flight(tx: Reading, list_id: int) -> int:
    mine = (invitations.c.list_id == list_id) & _is_sent
    return int((await tx.execute(select(func.count()).where(mine))).scalar_one())


async def take_ready(tx: Transaction, list_id: int, limit: int) -> list[Invitation]:
    """The next of a list that are ready, which nobody else takes."""
    mine = (invitations.c.list_id == list_id) & (invitations.c.state == "ready")
    statement = select(*_FIELDS).where(mine).order_by(invitations.c.id).limit(limit)
    rows: Any = await tx.execute(statement.with_for_update(skip_locked=True))
    return [Invitation(*row) for row in rows]


async def ready_alone(tx: Transaction, limit: int) -> list[Invitation]:
    """Those that are ready and whose list is gone through: somebody came whose address was waited for."""
    mine = (invitations.c.state == "ready") & (lists.c.state == "done")
    statement = select(*_FIELDS).join(lists, lists.c.id == invitations.c.list_id).where(mine)
    statement = statement.order_by(invitations.c.id).limit(limit)
    rows: Any = await tx.execute(statement.with_for_update(skip_locked=True, of=invitations))
    return [Invitation(*row) for row in rows]


async def change(tx: Transaction, invitation_id: int, **values: Any) -> None:
    await tx.execute(update(invitations).where(invitations.c.id == invitation_id).values(**values))


async def sent(tx: Transaction, invitation_id: int, key: str) -> bool:
    """It is in the outbox under `key`. False if somebody else has sent it."""
    mine = (invitations.c.id == invitation_id) & (invitations.c.state == "ready")
    return (await tx.execute(update(invitations).where(mine).values(state="sent", key=key))).rowcount == 1


async def answered(tx: Reading, limit: int) -> list[Answered]:
    """Those that Slack has answered, and of which nobody has taken note yet."""
    columns = ("id", "list_id", "request_id", "channel_id", "member_id")
    statement = (
        select(*(invitations.c[name] for name in columns), outbox.c.state, func.coalesce(outbox.c.error, ""))
        .join(outbox, outbox.c.key == invitations.c.key)
        .where(_is_sent, outbox.c.state.in_(["sent", "refused", "uncertain"]))
        .order_by(invitations.c.id)
        .limit(limit)
    )
    rows: Any = await tx.execute(statement)
    return [Answered(*row) for row in rows]


async def settle(tx: Transaction, invitation_id: int, state: str, error: str) -> bool:
    """Notes what Slack has answered. False if somebody else has."""
    mine = (invitations.c.id == invitation_id) & _is_sent
    return (await tx.execute(update(invitations).where(mine).values(state=state, error=error))).rowcount == 1


async def match(tx: Transaction, email: str, member_id: str) -> int:
    """Somebody came with an address that lists wait for: they are to be invited. Returns into how many channels.

    Into channels that they are in, or on their way to, they need not be.
    """
    mine = _is_pending & (invitations.c.email == email)
    other = invitations.alias()
    same = (other.c.channel_id == invitations.c.channel_id) & (other.c.member_id == member_id)
    coming = select(other.c.id).where(same, other.c.state.in_(["ready", "sent"])).exists()
    inside = (
        select(memberships.c.member_id)
        .where(
            memberships.c.channel_id == invitations.c.channel_id,
            memberships.c.member_id == member_id,
            memberships.c.left_at.is_(None),
        )
        .exists()
    )
    known = {"member_id": member_id, "email": None}
    need_not = update(invitations).where(mine, or_(coming, inside))
    await tx.execute(need_not.values(state="done", **known))
    return (await tx.execute(update(invitations).where(mine).values(state="ready", **known))).rowcount


async def pending(tx: Reading) -> frozenset[str]:
    """The addresses that lists wait for."""
    return frozenset(
        each for each in (await tx.execute(select(invitations.c.email).where(_is_pending))).scalars() if each
    )


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets lists of long ago with all that is in them; an address that nobody came with, too."""
    await tx.execute(delete(lists).where(lists.c.made_at < before))


async def drop(tx: Transaction, list_id: int) -> None:
    """What of a list is not on its way to Slack yet is not sent any more."""
    waiting = (invitations.c.list_id == list_id) & invitations.c.state.in_(
        ["found", "ready", "absent", "pending"]
    )
    await tx.execute(update(invitations).where(waiting).values(state="dropped"))


async def replace_rows(
    tx: Transaction, list_id: int, channel_id: str, rows: Iterable[dict[str, Any]]
) -> None:
    """What was typed becomes what was found."""
    await tx.execute(delete(invitations).where(invitations.c.list_id == list_id))
    await add_rows(tx, list_id, channel_id, rows)


async def delete_list(tx: Transaction, list_id: int) -> None:
    await tx.execute(delete(lists).where(lists.c.id == list_id))
