"""Who follows a launch, who came on its day, and whom the channel has welcomed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, Text, false, select, update

from storage.channels import memberships
from storage.database import Reading, Transaction
from storage.launches import launches
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

readers = Table(
    "launch_readers",
    metadata,
    Column("launch_id", Integer, ForeignKey(launches.c.id, ondelete="CASCADE"), primary_key=True),
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("tell_at", UtcDateTime),  # when they get what comes next: the plan, the card, the summary
    Column("has_plan", Boolean, nullable=False, server_default=false()),
    Column("has_card", Boolean, nullable=False, server_default=false()),
)

# A row each, and no moment: who came in a transaction that is committed late is welcomed the next time.
welcomes = Table(
    "launch_welcomes",
    metadata,
    Column("launch_id", Integer, ForeignKey(launches.c.id, ondelete="CASCADE"), primary_key=True),
    Column("member_id", Text, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """See the table."""

    launch_id: int
    member_id: str
    tell_at: datetime | None
    has_plan: bool
    has_card: bool


async def add(tx: Transaction, launch_id: int, member_id: str, tell_at: datetime) -> None:
    """Somebody follows a launch from now on; if they do already, nothing changes."""
    row = {"launch_id": launch_id, "member_id": member_id, "tell_at": tell_at}
    await tx.execute(insert(readers).values(**row).on_conflict_do_nothing())


async def of_launch(tx: Reading, launch_id: int) -> list[Reader]:
    mine = select(readers).where(readers.c.launch_id == launch_id).order_by(readers.c.member_id)
    rows: Any = await tx.execute(mine)
    return [Reader(*row) for row in rows]


async def change(tx: Transaction, reader: Reader, **values: Any) -> None:
    """Sets the columns named."""
    mine = (readers.c.launch_id == reader.launch_id) & (readers.c.member_id == reader.member_id)
    await tx.execute(update(readers).where(mine).values(**values))


async def came(tx: Reading, channel_id: str, since: datetime) -> list[tuple[str, datetime]]:
    """Who came into a channel from a moment on and is still there, in their order: people, of other workspaces too."""
    theirs = (
        select(memberships.c.member_id, memberships.c.joined_at)
        .join(members, members.c.id == memberships.c.member_id)
        .where(
            memberships.c.channel_id == channel_id,
            memberships.c.joined_at >= since,
            memberships.c.left_at.is_(None),
            ~members.c.is_bot,
            ~members.c.is_deactivated,
        )
        .order_by(memberships.c.joined_at, memberships.c.member_id)
    )
    rows: Any = await tx.execute(theirs)
    return [(member_id, joined_at) for member_id, joined_at in rows]


async def welcomed(tx: Reading, launch_id: int) -> frozenset[str]:
    """Who has been welcomed in the channel."""
    mine = select(welcomes.c.member_id).where(welcomes.c.launch_id == launch_id)
    return frozenset((await tx.execute(mine)).scalars())


async def welcome(tx: Transaction, launch_id: int, member_ids: Iterable[str]) -> None:
    rows = [{"launch_id": launch_id, "member_id": member_id} for member_id in member_ids]
    if rows:
        await tx.execute(insert(welcomes), rows)
