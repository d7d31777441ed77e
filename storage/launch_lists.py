"""Whom a launch invites: a list of invitations that waits for its hour; and who waits for the group already."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage.database import Reading, Transaction
from storage.invitations import invitations, lists
from storage.launches import IS_OPEN, launches
from storage.requests import requests


async def touch(tx: Transaction, list_id: int) -> None:
    """Something is known of a list: the launch whose people are in it is looked at soon."""
    mine = (launches.c.list_id == list_id) & IS_OPEN
    await tx.execute(update(launches).where(mine).values(due_at=tx.now))


async def plan_wave(tx: Transaction, list_id: int, wave_at: datetime) -> None:
    """A list goes with a launch, at this hour, and not before."""
    await tx.execute(update(lists).where(lists.c.id == list_id).values(wave_at=wave_at))


async def read_again(tx: Transaction, list_id: int) -> None:
    """It is found out anew whom a list means, if that was found out before."""
    mine = (lists.c.id == list_id) & (lists.c.state == "looked")
    await tx.execute(update(lists).where(mine).values(state="reading", due_at=tx.now))


async def rehearsed(tx: Reading, channel_id: str) -> tuple[int, str | None] | None:
    """The list of the last rehearsal in a channel, if nothing has become of it, and who of the Secretariat has agreed to it."""
    mine = (launches.c.channel_id == channel_id) & launches.c.is_rehearsal & ~IS_OPEN
    last = select(lists.c.id, launches.c.confirmed_by).join(launches, launches.c.list_id == lists.c.id)
    last = last.where(mine, lists.c.state == "looked").order_by(launches.c.id.desc()).limit(1)
    row: Any = (await tx.execute(last)).one_or_none()
    return None if row is None else (row.id, row.confirmed_by)


def _waiting(channel_id: str) -> Any:
    """Rows of the lists of a channel that no launch has: of those that nobody has sent, and addresses that are waited for."""
    unsent = (lists.c.state == "looked") & invitations.c.state.in_(["found", "absent"])
    is_waiting = unsent | (invitations.c.state == "pending")
    mine = (invitations.c.channel_id == channel_id) & lists.c.wave_at.is_(None) & is_waiting
    return select(invitations).join(lists, lists.c.id == invitations.c.list_id).where(mine)


async def waiting(tx: Reading, channel_id: str) -> list[tuple[str | None, str | None]]:
    """Who waits for a channel: member's id or address of each who has asked to join, of unsent lists, and of whom is waited for."""
    asked = select(requests.c.member_id, requests.c.email).order_by(requests.c.id)
    asked = asked.where(requests.c.channel_id == channel_id, requests.c.state == "waiting")
    listed = _waiting(channel_id).with_only_columns(invitations.c.member_id, invitations.c.email)
    rows: Any = [*await tx.execute(asked), *await tx.execute(listed.order_by(invitations.c.id))]
    return list(dict.fromkeys((member_id, email) for member_id, email in rows))


async def take_over(tx: Transaction, channel_id: str) -> list[int]:
    """They are invited by a launch, and not by the lists that they were on. Returns the lists that nobody has sent."""
    rows: Any = list(
        await tx.execute(_waiting(channel_id).with_only_columns(invitations.c.id, lists.c.id, lists.c.state))
    )
    ids = sorted(row[0] for row in rows)
    await tx.execute(update(invitations).where(invitations.c.id.in_(ids)).values(state="dropped", email=None))
    return sorted({list_id for _id, list_id, state in rows if state == "looked"})


async def take_out_the_declined(tx: Transaction, list_id: int) -> None:
    """Whose request to join was declined or withdrawn since a list was made is not invited by it."""
    made_at = select(lists.c.made_at).where(lists.c.id == list_id).scalar_subquery()
    theirs = (requests.c.channel_id == invitations.c.channel_id) & (
        requests.c.member_id == invitations.c.member_id
    )
    said_no = requests.c.state.in_(["declined", "withdrawn"]) & (requests.c.changed_at >= made_at)
    mine = (invitations.c.list_id == list_id) & (invitations.c.state == "found")
    no = select(requests.c.id).where(theirs, said_no).exists()
    await tx.execute(update(invitations).where(mine, no).values(state="dropped"))


async def is_waited_for(tx: Reading, list_id: int) -> bool:
    """Whether a list that is gone through still waits for somebody to come into the workspace."""
    mine = (invitations.c.list_id == list_id) & (invitations.c.state == "pending")
    done = select(lists.c.id).where(lists.c.id == list_id, lists.c.state == "done").exists()
    return (await tx.execute(select(invitations.c.id).where(mine, done).limit(1))).first() is not None
