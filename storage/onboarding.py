"""The first small steps that a member has done."""

from sqlalchemy import Column, ForeignKey, Table, Text, bindparam, select
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.database import Reading, Transaction
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime

steps = Table(
    "onboarding_steps",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("step", Text, primary_key=True),  # guide, profile, calendar
    Column("done_at", UtcDateTime, nullable=False),
)

_DONE = select(steps.c.step).where(steps.c.member_id == bindparam("member_id"))
_MARK = insert(steps).on_conflict_do_nothing()


async def done(tx: Reading, member_id: str) -> frozenset[str]:
    """The steps that a member has done."""
    return frozenset((await tx.execute(_DONE, {"member_id": member_id})).scalars())


async def mark(tx: Transaction, member_id: str, step: str) -> None:
    """Marks a step as done; once done it stays so. The member must be known."""
    await tx.execute(_MARK, {"member_id": member_id, "step": step, "done_at": tx.now})
