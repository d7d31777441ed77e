"""Lists of people who are to be brought into channels, from what was typed until all is answered; `storage.bringing` has each single one.

A row of a list begins as what was typed (`reading`), and is found to be somebody who can be invited (`found`), or not. Once the list
is gone through with, `found` becomes `ready`, then `sent` with a row of the outbox, then `done` or `refused`; and an address that nobody
here has (`absent`) becomes `pending`, until somebody comes with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Index, Integer, Table, Text, delete, select, update

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.requests import requests
from storage.schema import metadata, partial_index
from storage.types import UtcDateTime
from storage.upserts import insert

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
partial_index(
    "ix_invitations_once",
    invitations.c.channel_id,
    invitations.c.member_id,
    unique=True,
    where=_on_its_way,
)
IS_PENDING = invitations.c.state == "pending"
partial_index(
    "ix_invitations_pending",
    invitations.c.channel_id,
    invitations.c.email,
    unique=True,
    where=IS_PENDING,
)
IS_SENT = invitations.c.state == "sent"
partial_index("ix_invitations_sent", invitations.c.key, where=IS_SENT)
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


READY, PENDING = "ready", "pending"
_LIST = (lists.c.id, lists.c.channel_id, lists.c.made_by, lists.c.state, lists.c.version, lists.c.wave_at)
FIELDS = tuple(invitations.c[name] for name in Invitation.__dataclass_fields__)


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
    statement = select(*FIELDS).where(invitations.c.list_id == list_id).order_by(invitations.c.id)
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
    for before, after in (("found", READY), ("absent", PENDING)):
        mine = (invitations.c.list_id == list_id) & (invitations.c.state == before)
        await tx.execute(update(invitations).where(mine, _is_elsewhere(after)).values(state="doubled"))
        await tx.execute(update(invitations).where(mine).values(state=after))
    await _forget_unfit(tx, list_id)


async def _forget_unfit(tx: Transaction, list_id: int) -> None:
    """Addresses of which nobody could tell whose they are may be of people who are here: they are not kept."""
    mine = (invitations.c.list_id == list_id) & (invitations.c.state == "unfit")
    await tx.execute(update(invitations).where(mine).values(email=None))


def _is_elsewhere(state: str) -> ColumnElement[bool]:
    """Whether the same person (or address) is `ready` (or `pending`) for the same channel already, because of another list or a request."""
    taken, who = invitations.alias(), "member_id" if state == READY else "email"
    same = (taken.c.channel_id == invitations.c.channel_id) & (taken.c[who] == invitations.c[who])
    return (
        select(taken.c.id)
        .where(same, taken.c.state.in_(["ready", "sent"] if state == READY else ["pending"]))
        .exists()
    )


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


async def forget(tx: Transaction, before: datetime) -> None:
    """Forgets lists of long ago with all that is in them; an address that nobody came with, too."""
    await tx.execute(delete(lists).where(lists.c.made_at < before))


async def drop(tx: Transaction, list_id: int) -> None:
    """What of a list is not on its way to Slack yet is not sent any more."""
    waiting = (invitations.c.list_id == list_id) & invitations.c.state.in_(
        ["found", "ready", "absent", "pending"]
    )
    await tx.execute(update(invitations).where(waiting).values(state="dropped"))
    await _forget_unfit(tx, list_id)


async def replace_rows(
    tx: Transaction, list_id: int, channel_id: str, rows: Iterable[dict[str, Any]]
) -> None:
    """What was typed becomes what was found."""
    await tx.execute(delete(invitations).where(invitations.c.list_id == list_id))
    await add_rows(tx, list_id, channel_id, rows)


async def read_again(tx: Transaction, list_id: int) -> bool:
    """What is found is looked for once more. False if the list is gone through already."""
    mine = (lists.c.id == list_id) & (lists.c.state == "looked")
    return (await tx.execute(update(lists).where(mine).values(state="reading", due_at=tx.now))).rowcount == 1


async def again(tx: Transaction, list_id: int) -> bool:
    """Whom Slack refused is to be invited once more, of a list that is done. False if it is not."""
    if not await move(tx, list_id, "done", "going"):
        return False
    refused = (invitations.c.list_id == list_id) & (invitations.c.state == "refused")
    await tx.execute(update(invitations).where(refused, _is_elsewhere(READY)).values(state="doubled"))
    await tx.execute(update(invitations).where(refused).values(state=READY, error=""))
    return True
