"""How each moderator wants to be told: less often of a channel, not while they are away; and when they last did something."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, select

from storage.channels import channels
from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

nudge_choices = Table(
    "nudge_choices",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("channel_id", Text, ForeignKey(channels.c.id), primary_key=True),
    Column("every_days", Integer),  # at most one nudge about the channel in so many days; None: as they come
    Column("reacted_at", UtcDateTime),  # when they last pressed a button about the channel
)

absences = Table(
    "absences",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("until", Date, nullable=False),  # their first day back, where they are
)


@dataclass(frozen=True, slots=True)
class Choice:
    """How a moderator wants to be told of a channel."""

    every_days: int | None = None
    reacted_at: datetime | None = None


async def choice(tx: Reading, member_id: str, channel_id: str) -> Choice:
    row = (
        await tx.execute(
            select(nudge_choices.c.every_days, nudge_choices.c.reacted_at).where(
                nudge_choices.c.member_id == member_id, nudge_choices.c.channel_id == channel_id
            )
        )
    ).one_or_none()
    return Choice() if row is None else Choice(*row)


async def save(tx: Transaction, member_id: str, channel_id: str, **values: Any) -> None:
    """Sets the columns named. Both must be known."""
    statement = insert(nudge_choices).values(member_id=member_id, channel_id=channel_id, **values)
    key = ["member_id", "channel_id"]
    await tx.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


async def away(tx: Reading, member_ids: Collection[str]) -> dict[str, date]:
    """Who of these is or will be away, and their first day back."""
    mine = select(absences.c.member_id, absences.c.until).where(absences.c.member_id.in_(sorted(member_ids)))
    rows: Any = await tx.execute(mine)
    return {row.member_id: row.until for row in rows}


async def save_away(tx: Transaction, member_id: str, until: date | None) -> None:
    """Notes until when somebody is away; None: they aren't."""
    if until is None:
        await tx.execute(absences.delete().where(absences.c.member_id == member_id))
        return
    statement = insert(absences).values(member_id=member_id, until=until)
    await tx.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_={"until": until}))
