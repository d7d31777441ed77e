"""Each person on their way into a channel: ready, sent with a row of the outbox, answered by Slack; and addresses that are waited for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, update

from storage.channels import memberships
from storage.database import Reading, Transaction
from storage.invitations import FIELDS, IS_PENDING, IS_SENT, Invitation, invitations, lists
from storage.outbox import outbox
from storage.upserts import insert
from storage.values import one_of


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


async def in_flight(tx: Reading, list_id: int) -> int:
    mine = (invitations.c.list_id == list_id) & IS_SENT
    return int((await tx.execute(select(func.count()).where(mine))).scalar_one())


async def take_ready(tx: Transaction, list_id: int, limit: int) -> list[Invitation]:
    """The next of a list that are ready, which nobody else takes."""
    mine = (invitations.c.list_id == list_id) & (invitations.c.state == "ready")
    statement = select(*FIELDS).where(mine).order_by(invitations.c.id).limit(limit)
    rows: Any = await tx.execute(statement.with_for_update(skip_locked=True))
    return [Invitation(*row) for row in rows]


async def ready_alone(tx: Transaction, limit: int) -> list[Invitation]:
    """Those that are ready and whose list is gone through: somebody came whose address was waited for."""
    mine = (invitations.c.state == "ready") & (lists.c.state == "done")
    statement = select(*FIELDS).join(lists, lists.c.id == invitations.c.list_id).where(mine)
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
        .where(IS_SENT, outbox.c.state.in_(["sent", "refused", "uncertain"]))
        .order_by(invitations.c.id)
        .limit(limit)
    )
    rows: Any = await tx.execute(statement)
    return [Answered(*row) for row in rows]


async def settle(tx: Transaction, invitation_id: int, state: str, error: str) -> bool:
    """Notes what Slack has answered. False if somebody else has."""
    mine = (invitations.c.id == invitation_id) & IS_SENT
    return (await tx.execute(update(invitations).where(mine).values(state=state, error=error))).rowcount == 1


async def match(tx: Transaction, email: str, member_id: str) -> int:
    """Somebody came with an address that lists wait for: they are to be invited. Returns into how many channels.

    Into channels that they are in, or on their way to, they need not be.
    """
    mine = IS_PENDING & (invitations.c.email == email)
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


async def inside(tx: Reading, channel_id: str, member_ids: Collection[str]) -> frozenset[str]:
    """Who of these is in a channel."""
    here = (memberships.c.channel_id == channel_id) & memberships.c.left_at.is_(None)
    statement = select(memberships.c.member_id).where(here, one_of(memberships.c.member_id, "ids"))
    return frozenset((await tx.execute(statement, {"ids": list(member_ids)})).scalars())


async def pending(tx: Reading) -> frozenset[str]:
    """The addresses that lists wait for."""
    found = (await tx.execute(select(invitations.c.email).where(IS_PENDING))).scalars()
    return frozenset(email for email in found if email)


async def pending_in(tx: Reading, emails: Collection[str]) -> dict[str, set[str]]:
    """Which of these addresses lists wait for, and for which channels."""
    mine = IS_PENDING & invitations.c.email.in_(emails)
    found: dict[str, set[str]] = {}
    rows: Any = await tx.execute(select(invitations.c.email, invitations.c.channel_id).where(mine))
    for email, channel_id in rows:
        found.setdefault(email, set()).add(channel_id)
    return found
