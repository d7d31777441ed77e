"""The first small steps that a member has done, and what they were sent about them lately."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Table, Text, bindparam, delete, select, update

from storage.database import Reading, Transaction
from storage.journeys import journeys
from storage.people import members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

steps = Table(
    "onboarding_steps",
    metadata,
    Column("member_id", Text, ForeignKey(members.c.id), primary_key=True),
    Column("step", Text, primary_key=True),  # as in the workspace file (`bot.onboarding.steps`)
    Column("done_at", UtcDateTime, nullable=False),
)

# Nobody gets more of these in a week than is gentle (`bot.onboarding.rules`).
messages = Table(
    "onboarding_messages",
    metadata,
    Column("key", Text, primary_key=True),  # of the outbox
    Column("member_id", Text, ForeignKey(members.c.id), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
)
Index("ix_onboarding_messages_member_id", messages.c.member_id, messages.c.sent_at)

_DONE = select(steps.c.step).where(steps.c.member_id == bindparam("member_id"))
_MARK = insert(steps).on_conflict_do_nothing()
_HOLD = select(journeys.c.member_id).where(journeys.c.member_id == bindparam("of_member")).with_for_update()
_STALE = update(journeys).where(journeys.c.member_id == bindparam("of_member"))


async def done(tx: Reading, member_id: str) -> frozenset[str]:
    """The steps that a member has done."""
    return frozenset((await tx.execute(_DONE, {"member_id": member_id})).scalars())


async def done_by(tx: Reading, member_ids: Collection[str]) -> dict[str, dict[str, datetime]]:
    """The steps that each of these members has done, and when."""
    found: dict[str, dict[str, datetime]] = {member_id: {} for member_id in member_ids}
    theirs = select(steps).where(steps.c.member_id.in_(list(found)))
    for row in await tx.execute(theirs) if found else ():
        found[row.member_id][row.step] = row.done_at
    return found


async def mark(tx: Transaction, member_id: str, step: str) -> bool:
    """Marks a step as done; once done it stays so. The member must be known. True if it was open.

    Then what they were sent, with a checklist in it, is out of date.
    """
    # Their journey first, as everybody does: whoever is just drawing the checklist has drawn it, or sees this step.
    await tx.execute(_HOLD, {"of_member": member_id})
    row: dict[str, Any] = {"member_id": member_id, "step": step, "done_at": tx.now}
    is_new = (await tx.execute(_MARK, row)).rowcount == 1
    if is_new:
        await tx.execute(_STALE.values(redraw_at=tx.now), {"of_member": member_id})
    return is_new


async def sent(tx: Transaction, member_id: str, key: str) -> None:
    """Notes that a member is sent a message about their first weeks."""
    row: dict[str, Any] = {"key": key, "member_id": member_id, "sent_at": tx.now}
    await tx.execute(insert(messages).values(**row).on_conflict_do_nothing())


async def sent_since(tx: Reading, member_id: str, since: datetime) -> Sequence[datetime]:
    """When a member was sent such messages after `since`, in order."""
    theirs = select(messages.c.sent_at).where(messages.c.member_id == member_id, messages.c.sent_at > since)
    return (await tx.execute(theirs.order_by(messages.c.sent_at))).scalars().all()


async def forget_messages(tx: Transaction, before: datetime) -> None:
    """Forgets when such messages were sent."""
    await tx.execute(delete(messages).where(messages.c.sent_at < before))
