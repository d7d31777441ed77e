"""Who is to be welcomed, and which moderator is to hear of newcomers: the queries of onboarding's sweeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, union_all, update

from storage.channels import memberships, moderators
from storage.database import Reading, Transaction
from storage.people import IS_PERSON, members


@dataclass(frozen=True, slots=True)
class NewcomersDue:
    """That a moderator is to be told who came into a channel since `told_until` (None: ever)."""

    channel_id: str
    member_id: str
    due_at: datetime
    told_until: datetime | None


_KNOWN = members.c.synced_at.is_not(None)


async def next_to_welcome(tx: Reading) -> tuple[str, datetime] | None:
    """The member whose welcome has been due longest, since when, and of whom Slack has told us who they are."""
    to_workspace = select(members.c.id, members.c.welcome_due_at.label("due")).where(
        members.c.welcome_due_at <= tx.now, _KNOWN
    )
    to_channel = (
        select(memberships.c.member_id, memberships.c.welcome_due_at)
        .join(members, members.c.id == memberships.c.member_id)
        .where(memberships.c.welcome_due_at <= tx.now, _KNOWN)
    )
    due = union_all(to_workspace, to_channel).subquery()
    row = (await tx.execute(select(due.c.id, due.c.due).order_by(due.c.due).limit(1))).one_or_none()
    return None if row is None else (str(row.id), row.due)


async def joined_since(tx: Reading, channel_id: str, since: datetime) -> int:
    """How many people have come into a channel since a moment, and are still there."""
    mine = and_(
        memberships.c.channel_id == channel_id,
        memberships.c.joined_at >= since,
        memberships.c.left_at.is_(None),
    )
    counting = select(func.count()).join_from(memberships, members).where(mine, IS_PERSON)
    count: int = (await tx.execute(counting)).scalar_one()
    return count


async def postpone_welcomes(tx: Transaction, member_id: str, due_at: datetime) -> None:
    """All the due welcomes of a member wait until then."""
    to_workspace = and_(members.c.id == member_id, members.c.welcome_due_at <= tx.now)
    await tx.execute(update(members).where(to_workspace).values(welcome_due_at=due_at))
    to_channels = and_(memberships.c.member_id == member_id, memberships.c.welcome_due_at <= tx.now)
    await tx.execute(update(memberships).where(to_channels).values(welcome_due_at=due_at))


async def claim_welcome(tx: Transaction, member_id: str, welcomed_at: datetime | None) -> bool:
    """Takes the due welcome to the workspace. False if there is none, or somebody else took it."""
    statement = update(members).where(members.c.id == member_id, members.c.welcome_due_at <= tx.now)
    values = {"welcome_due_at": None} | ({"welcomed_at": welcomed_at} if welcomed_at else {})
    return (await tx.execute(statement.values(**values))).rowcount == 1


async def claim_channel_welcomes(
    tx: Transaction, member_id: str, welcomed_at: datetime | None
) -> Sequence[str]:
    """Takes a member's due welcomes to channels. Returns the channels' ids."""
    mine = and_(memberships.c.member_id == member_id, memberships.c.welcome_due_at <= tx.now)
    values = {"welcome_due_at": None} | ({"welcomed_at": welcomed_at} if welcomed_at else {})
    statement = update(memberships).where(mine).values(**values).returning(memberships.c.channel_id)
    return sorted((await tx.execute(statement)).scalars())


async def tell_moderator(
    tx: Transaction, channel_id: str, member_id: str, due_at: datetime
) -> datetime | None:
    """Plans the word about newcomers for a moderator; what is planned already stays. Returns until when they have been told.

    It writes in any case: whoever is just telling this moderator is waited for, or waits.
    """
    mine = and_(moderators.c.channel_id == channel_id, moderators.c.member_id == member_id)
    earliest = func.coalesce(moderators.c.newcomers_due_at, due_at)
    statement = update(moderators).where(mine).values(newcomers_due_at=earliest)
    told_until: datetime | None = (
        await tx.execute(statement.returning(moderators.c.newcomers_told_until))
    ).scalar()
    return told_until


async def next_moderator(tx: Reading) -> str | None:
    """The moderator whose word about newcomers has been due longest. None if none is."""
    due_at = moderators.c.newcomers_due_at
    statement = (
        select(moderators.c.member_id).where(due_at <= tx.now).order_by(due_at, moderators.c.member_id)
    )
    moderator_id: str | None = (await tx.execute(statement.limit(1))).scalar()
    return moderator_id


async def claim_newcomers(tx: Transaction, member_id: str, until: datetime) -> list[NewcomersDue]:
    """Takes a moderator's words about newcomers, of all channels, that are due by `until`: in the order in which they are due.

    Nothing if none is due now: somebody else took them.
    """
    due_at = moderators.c.newcomers_due_at
    mine = and_(moderators.c.member_id == member_id, due_at <= until)
    columns = (moderators.c.channel_id, moderators.c.member_id, due_at, moderators.c.newcomers_told_until)
    # Locked by channel: who plans words for all moderators of one channel takes them in an order that agrees with this one.
    locked = select(*columns).where(mine).order_by(moderators.c.channel_id).with_for_update()
    rows: Any = (await tx.execute(locked)).all()
    found = sorted((NewcomersDue(*row) for row in rows), key=lambda due: (due.due_at, due.channel_id))
    if not found or found[0].due_at > tx.now:
        return []
    values: dict[str, Any] = {"newcomers_due_at": None, "newcomers_told_until": tx.now}
    await tx.execute(update(moderators).where(mine).values(**values))
    return found


async def postpone_newcomers(tx: Transaction, member_id: str, due_at: datetime) -> None:
    """All of a moderator's words about newcomers that are due wait for their hours."""
    mine = and_(moderators.c.member_id == member_id, moderators.c.newcomers_due_at <= tx.now)
    locked = select(moderators.c.channel_id).where(mine).order_by(moderators.c.channel_id).with_for_update()
    await tx.execute(locked)
    await tx.execute(update(moderators).where(mine).values(newcomers_due_at=due_at))


async def newcomers(tx: Reading, due: NewcomersDue) -> Sequence[str]:
    """Who came into the channel since the moderator was last told, and is still there: people only, in order of coming.

    Of whom only the id is known may be a bot, or of another workspace: they are news when Slack has told who they are.
    """
    joined = memberships.c.joined_at
    since = joined > due.told_until if due.told_until else joined.is_not(None)
    statement = (
        select(memberships.c.member_id)
        .join(members, members.c.id == memberships.c.member_id)
        .where(
            memberships.c.channel_id == due.channel_id,
            memberships.c.left_at.is_(None),
            memberships.c.member_id != due.member_id,
            or_(memberships.c.welcomed_at.is_not(None), memberships.c.welcome_due_at.is_not(None)),
            since,
            IS_PERSON,
            _KNOWN,
        )
        .order_by(joined, memberships.c.member_id)
    )
    return (await tx.execute(statement)).scalars().all()


async def unwelcomed(tx: Reading, member_id: str) -> Sequence[str]:
    """The channels that a member has come into and is still to be welcomed to."""
    statement = select(memberships.c.channel_id).where(
        memberships.c.member_id == member_id,
        memberships.c.left_at.is_(None),
        memberships.c.welcome_due_at.is_not(None),
    )
    return (await tx.execute(statement.order_by(memberships.c.channel_id))).scalars().all()


async def next_due(tx: Reading) -> datetime | None:
    """When the next welcome or word about newcomers is due."""
    moments = [
        (await tx.execute(select(func.min(column)))).scalar()
        for column in (members.c.welcome_due_at, memberships.c.welcome_due_at, moderators.c.newcomers_due_at)
    ]
    return min((moment for moment in moments if moment), default=None)
