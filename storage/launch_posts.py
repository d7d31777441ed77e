"""What is posted in the channel on the day of a launch, each at its hour."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Table, Text, delete, select, update

from storage.database import Reading, Transaction
from storage.launches import launches
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

prompts = Table(
    "launch_prompts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("launch_id", Integer, ForeignKey(launches.c.id, ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),  # as typed
    Column(
        "state", Text, nullable=False
    ),  # waiting, posted, asked (its hour was in a pause), missed, dropped
    Column("posted_at", UtcDateTime),  # which may be before or after its hour
    sqlite_autoincrement=True,
)

OPEN = ("waiting", "asked")


@dataclass(frozen=True, slots=True)
class Prompt:
    """See the table."""

    id: int
    launch_id: int
    at: datetime
    text: str
    state: str
    posted_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it may still be posted."""
        return self.state in OPEN


async def add(tx: Transaction, launch_id: int, planned: Iterable[tuple[datetime, str]]) -> None:
    rows = [{"launch_id": launch_id, "at": at, "text": text, "state": "waiting"} for at, text in planned]
    if rows:
        await tx.execute(insert(prompts), rows)


async def of_launch(tx: Reading, launch_id: int) -> list[Prompt]:
    """In the order of their hours."""
    mine = select(prompts).where(prompts.c.launch_id == launch_id).order_by(prompts.c.at, prompts.c.id)
    rows: Any = await tx.execute(mine)
    return [Prompt(*row) for row in rows]


async def get(tx: Reading, prompt_id: int) -> Prompt | None:
    row: Any = (await tx.execute(select(prompts).where(prompts.c.id == prompt_id))).one_or_none()
    return None if row is None else Prompt(*row)


async def move(tx: Transaction, prompt_id: int, before: Collection[str], after: str) -> bool:
    """Brings a prompt from one of the states to another. False if somebody else did."""
    mine = (prompts.c.id == prompt_id) & prompts.c.state.in_(before)
    values: dict[str, Any] = {"state": after} | ({"posted_at": tx.now} if after == "posted" else {})
    return (await tx.execute(update(prompts).where(mine).values(**values))).rowcount == 1


async def clear(tx: Transaction, launch_id: int) -> None:
    """Those that have not been posted are not, unless they are planned anew."""
    mine = (prompts.c.launch_id == launch_id) & prompts.c.state.in_(OPEN)
    await tx.execute(delete(prompts).where(mine))
