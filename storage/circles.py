"""Who of the directory is in which channel now: as numbers of the index, and by members."""

from collections.abc import Collection

from sqlalchemy import Text, bindparam, cast, func, select

from storage.channels import memberships
from storage.database import Reading
from storage.directory import profiles

_IN_CHANNEL = (
    select(memberships.c.channel_id, profiles.c.number)
    .select_from(memberships.join(profiles, profiles.c.member_id == memberships.c.member_id))
    .where(
        memberships.c.channel_id.in_(bindparam("ids", expanding=True)),
        memberships.c.left_at.is_(None),
        profiles.c.number.is_not(None),
    )
)
# As one text: a row a number costs more than finding it.
_LISTED_NUMBERS = func.aggregate_strings(cast(profiles.c.number, Text), ",").label("numbers")
_NUMBERS_IN = _IN_CHANNEL.with_only_columns(_LISTED_NUMBERS)
_NUMBERS_BY_CHANNEL = _IN_CHANNEL.with_only_columns(memberships.c.channel_id, _LISTED_NUMBERS).group_by(
    memberships.c.channel_id
)


async def numbers_in(tx: Reading, channel_ids: Collection[str]) -> list[int]:
    """The numbers of those who are in one of these channels now, listed or not; more than once who is in several."""
    if not channel_ids:
        return []
    return _numbers((await tx.execute(_NUMBERS_IN, {"ids": sorted(channel_ids)})).scalar())


_OWN = select(profiles.c.number).where(profiles.c.member_id == bindparam("member_id")).scalar_subquery()
_CIRCLE = select(_NUMBERS_IN.scalar_subquery().label("met"), _OWN.label("own"))


async def around(tx: Reading, member_id: str, channel_ids: Collection[str]) -> tuple[int | None, list[int]]:
    """A member's own number, None for who was never listed, and the numbers of those in these channels."""
    row = (await tx.execute(_CIRCLE, {"member_id": member_id, "ids": sorted(channel_ids)})).one()
    return row.own, _numbers(row.met)


def _numbers(text: str | None) -> list[int]:
    return [int(number) for number in text.split(",")] if text else []


async def numbers_by_channel(tx: Reading, channel_ids: Collection[str]) -> dict[str, list[int]]:
    """The numbers of those who are in each of these channels now, listed or not."""
    if not channel_ids:
        return {}
    rows = await tx.execute(_NUMBERS_BY_CHANNEL, {"ids": sorted(channel_ids)})
    return {row.channel_id: [int(number) for number in row.numbers.split(",")] for row in rows}


async def in_channels(
    tx: Reading, member_ids: Collection[str], channel_ids: Collection[str]
) -> dict[str, frozenset[str]]:
    """In which of these channels these members are now, by member."""
    if not member_ids or not channel_ids:
        return {}
    found: dict[str, set[str]] = {}
    rows = await tx.execute(_IN_CHANNELS, {"ids": sorted(channel_ids), "member_ids": sorted(member_ids)})
    for row in rows:
        found.setdefault(row.member_id, set()).add(row.channel_id)
    return {member_id: frozenset(ids) for member_id, ids in found.items()}


_IN_CHANNELS = select(memberships.c.member_id, memberships.c.channel_id).where(
    memberships.c.member_id.in_(bindparam("member_ids", expanding=True)),
    memberships.c.channel_id.in_(bindparam("ids", expanding=True)),
    memberships.c.left_at.is_(None),
)
