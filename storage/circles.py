"""Who of the directory is in which channel now: as numbers of the index, and by members."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import Text, bindparam, cast, func, select

from storage import directory
from storage.channels import memberships
from storage.database import Reading
from storage.directory import Profile, profiles
from storage.values import one_of, rows_as_list

_IN_CHANNEL = (
    select(memberships.c.channel_id, profiles.c.number)
    .select_from(memberships.join(profiles, profiles.c.member_id == memberships.c.member_id))
    .where(
        one_of(memberships.c.channel_id, "ids"),
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


_MET = _IN_CHANNEL.where(one_of(profiles.c.number, "numbers")).with_only_columns(_LISTED_NUMBERS)
_AMONG = select(_MET.scalar_subquery().label("met"), _OWN.label("own"))


async def among(
    tx: Reading, member_id: str, channel_ids: Collection[str], numbers: Collection[int]
) -> tuple[int | None, list[int]]:
    """As `around`, of only these numbers."""
    values = {"member_id": member_id, "ids": sorted(channel_ids), "numbers": numbers}
    row = (await tx.execute(_AMONG, values)).one()
    return row.own, _numbers(row.met)


def _numbers(text: str | None) -> list[int]:
    numbers: list[int] = json.loads(f"[{text or ''}]")  # the quickest way
    return numbers


async def numbers_by_channel(tx: Reading, channel_ids: Collection[str]) -> dict[str, list[int]]:
    """The numbers of those who are in each of these channels now, listed or not."""
    if not channel_ids:
        return {}
    rows = await tx.execute(_NUMBERS_BY_CHANNEL, {"ids": sorted(channel_ids)})
    return {row.channel_id: _numbers(row.numbers) for row in rows}


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
    one_of(memberships.c.member_id, "member_ids"),
    one_of(memberships.c.channel_id, "ids"),
    memberships.c.left_at.is_(None),
)

_SHARED = (
    select(rows_as_list(memberships.c.channel_id))
    .where(
        memberships.c.member_id == profiles.c.member_id,
        one_of(memberships.c.channel_id, "ids"),
        memberships.c.left_at.is_(None),
    )
    .correlate(profiles)
    .scalar_subquery()
)
_LISTED = directory.PEOPLE.add_columns(_SHARED).where(
    directory.IS_LISTED, one_of(profiles.c.number, "numbers")
)


async def listed(
    tx: Reading, numbers: Sequence[int], channel_ids: Collection[str]
) -> list[tuple[Profile, frozenset[str]]]:
    """Listed profiles, whole, in the order of the numbers, each with those of these channels that its owner is in now."""
    if not numbers:
        return []
    rows = await tx.execute(_LISTED, {"numbers": numbers, "ids": sorted(channel_ids)})
    found = [(directory.of_row(row[:-1]), frozenset(id_ for (id_,) in row[-1] or ())) for row in rows]
    place = {number: index for index, number in enumerate(numbers)}
    return sorted(found, key=lambda pair: place[pair[0].number or 0])
