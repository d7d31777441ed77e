"""What `/groups` shows: the groups, and the moderators who agreed to be named; and how many seats are taken."""

from collections.abc import Collection

from sqlalchemy import and_, func, select, update

from storage.channels import Channel, channels, memberships, moderators
from storage.database import Reading, Transaction
from storage.people import IS_PERSON, members


async def present(tx: Reading) -> list[Channel]:
    """All groups whose channels are not archived, by their names."""
    statement = select(channels).where(channels.c.kind == "group", ~channels.c.is_archived)
    found = [Channel(*row) for row in await tx.execute(statement)]
    return sorted(found, key=lambda channel: ((channel.title or channel.name).casefold(), channel.id))


async def named_moderators(tx: Reading, channel_ids: Collection[str]) -> dict[str, list[str]]:
    """The moderators of these channels who agreed to be named, and who are still there."""
    here = and_(
        memberships.c.channel_id == moderators.c.channel_id,
        memberships.c.member_id == moderators.c.member_id,
        memberships.c.left_at.is_(None),
    )
    statement = (
        select(moderators.c.channel_id, moderators.c.member_id)
        .join(members, members.c.id == moderators.c.member_id)
        .join(memberships, here)
        .where(moderators.c.channel_id.in_(channel_ids), moderators.c.is_shown, IS_PERSON)
        .order_by(moderators.c.channel_id, moderators.c.member_id)
    )
    found: dict[str, list[str]] = {}
    for row in await tx.execute(statement):
        found.setdefault(row.channel_id, []).append(row.member_id)
    return found


async def named_in(tx: Reading, member_id: str) -> frozenset[str]:
    """The channels of which a moderator agreed to be named."""
    statement = select(moderators.c.channel_id).where(
        moderators.c.member_id == member_id, moderators.c.is_shown
    )
    return frozenset((await tx.execute(statement)).scalars())


async def name_in(tx: Transaction, member_id: str, of: Collection[str], named: Collection[str]) -> None:
    """Of the channels `of`, a moderator is named in exactly those that are in `named`, too."""
    mine = (moderators.c.member_id == member_id) & moderators.c.channel_id.in_(of)
    await tx.execute(update(moderators).where(mine).values(is_shown=moderators.c.channel_id.in_(named)))


async def seats_taken(tx: Reading) -> tuple[int, int]:
    """How many full members there are, and how many guests: people of this workspace whose accounts are active."""
    statement = (
        select(members.c.is_guest, func.count().label("n")).where(IS_PERSON).group_by(members.c.is_guest)
    )
    counts = {bool(row.is_guest): int(row.n) for row in await tx.execute(statement)}
    return counts.get(False, 0), counts.get(True, 0)
