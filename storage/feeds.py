"""Personal feeds of the calendar: secret addresses, of which only a digest is kept, and who reads by them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Table, Text, bindparam, func, literal_column, select, update

from storage import versions
from storage import workspace as workspaces
from storage.channels import IS_IN, channels, memberships
from storage.database import Reading, Transaction
from storage.people import Member, members
from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert
from storage.workspace import Workspace

feeds = Table(
    "feeds",
    metadata,
    Column("digest", Text, primary_key=True),  # SHA-256 of the secret in the address, hexadecimal
    Column("member_id", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)
Index("ix_feeds_member_id", feeds.c.member_id)


@dataclass(frozen=True, slots=True)
class Reader:
    """All that decides what a feed has in it: who reads, if it is somebody's, and how new the calendar is."""

    version: int
    workspace: Workspace
    member: Member | None = None
    channels: frozenset[str] = frozenset()


_workspace = workspaces.workspace
_VERSION = versions.number(versions.CALENDAR)
_OURS = (_workspace.c.name, _workspace.c.timezone, _workspace.c.languages)
_THEIRS = (
    members.c.id,
    members.c.locale,
    members.c.is_bot,
    members.c.is_deactivated,
    members.c.is_secretariat,
    members.c.is_external,
)
_SPACE: Any = literal_column("' '")  # a kept statement has no values that stand in its text
_CHANNELS = (
    select(func.aggregate_strings(memberships.c.channel_id, _SPACE))
    .join(channels, channels.c.id == memberships.c.channel_id)
    .where(memberships.c.member_id == members.c.id, IS_IN)
    .correlate(members)
    .scalar_subquery()
)
# One statement, and no more than is needed, since it is asked at every request of a calendar app, which mostly has nothing new to fetch.
_READER = (
    select(_VERSION, _CHANNELS, *_OURS, *_THEIRS)
    .select_from(
        feeds.join(members, members.c.id == feeds.c.member_id).outerjoin(_workspace, _workspace.c.id == 1)
    )
    .where(feeds.c.digest == bindparam("digest"), feeds.c.revoked_at.is_(None))
)
_EVERYONE = select(_VERSION, *_OURS).where(_workspace.c.id == 1)


async def reader(tx: Reading, digest: str) -> Reader | None:
    """Who reads by an address, as far as it decides what they see. None if there is none such, or it has been revoked."""
    found = await tx.rows(_READER, {"digest": digest})
    if not found:
        return None
    (
        version,
        in_channels,
        name,
        timezone,
        languages,
        id_,
        locale,
        is_bot,
        is_deactivated,
        is_ours,
        is_external,
    ) = found[0]
    member = Member(
        id_,
        locale=locale,
        is_bot=is_bot,
        is_deactivated=is_deactivated,
        is_secretariat=is_ours,
        is_external=is_external,
    )
    return Reader(version, _read(name, timezone, languages), member, frozenset((in_channels or "").split()))


async def everyone(tx: Reading) -> Reader:
    """What decides what the public feed has in it."""
    found = await tx.rows(_EVERYONE, {})
    if not found:
        return Reader(0, Workspace())
    version, *ours = found[0]
    return Reader(version, _read(*ours))


def _read(name: str | None, timezone: str, languages: list[str]) -> Workspace:
    if name is None:  # nothing is set up yet
        return Workspace()
    return Workspace(name=name, timezone=timezone, languages=tuple(languages))


async def since(tx: Reading, member_id: str) -> datetime | None:
    """When a member's address was made; None if they have none."""
    mine = (feeds.c.member_id == member_id) & feeds.c.revoked_at.is_(None)
    return (await tx.execute(select(func.max(feeds.c.made_at)).where(mine))).scalar()


async def add(tx: Transaction, member_id: str, digest: str) -> None:
    await tx.execute(insert(feeds).values(digest=digest, member_id=member_id, made_at=tx.now))


async def revoke(tx: Transaction, member_id: str) -> None:
    """Ends all addresses that a member has."""
    mine = (feeds.c.member_id == member_id) & feeds.c.revoked_at.is_(None)
    await tx.execute(update(feeds).where(mine).values(revoked_at=tx.now))
