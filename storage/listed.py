"""Who is in the directory, whole: for an export."""

from collections.abc import Collection

from sqlalchemy import select

from storage.channels import channels, memberships
from storage.database import Reading
from storage.directory import IS_LISTED, profiles
from storage.people import members
from storage.values import one_of


async def names(tx: Reading) -> list[tuple[str, str]]:
    """Everyone listed: their ids and names."""
    statement = (
        select(members.c.id, members.c.name)
        .join(profiles, profiles.c.member_id == members.c.id)
        .where(IS_LISTED)
    )
    return [(row.id, row.name) for row in await tx.execute(statement)]


async def groups(tx: Reading) -> dict[str, str]:
    """The groups that stand, by id: what each is called."""
    statement = select(channels.c.id, channels.c.title, channels.c.name).where(
        channels.c.kind == "group", ~channels.c.is_archived
    )
    return {row.id: row.title or row.name for row in await tx.execute(statement)}


async def inside(tx: Reading, member_ids: Collection[str]) -> dict[str, list[str]]:
    """In which channels some members are now, by member."""
    statement = select(memberships.c.member_id, memberships.c.channel_id).where(
        one_of(memberships.c.member_id, "ids"), memberships.c.left_at.is_(None)
    )
    found: dict[str, list[str]] = {}
    for row in await tx.execute(statement, {"ids": list(member_ids)}):
        found.setdefault(row.member_id, []).append(row.channel_id)
    return found
