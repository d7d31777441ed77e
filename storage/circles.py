"""Who of the directory is in which channel now: as numbers of the index, and by members."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import bindparam, select

from storage import directory, postings, versions
from storage.channels import memberships
from storage.database import Reading
from storage.directory import Profile, profiles
from storage.values import joined, one_of, rows_as_list

# What this process keeps of channels: the numbers of those who are in one, of some version of it.
_MOST_KEPT = 2000
_KEPT = "circles"


class _Kept(NamedTuple):
    version: tuple[int, bytes]
    numbers: BitMap


_IN_CHANNEL = (
    select(memberships.c.channel_id, joined(profiles.c.number).label("numbers"))
    .select_from(memberships.join(profiles, profiles.c.member_id == memberships.c.member_id))
    .where(
        one_of(memberships.c.channel_id, "ids"),
        memberships.c.left_at.is_(None),
        profiles.c.number.is_not(None),
    )
    .group_by(memberships.c.channel_id)
    .subquery()
)
_OWN = select(profiles.c.number).where(profiles.c.member_id == bindparam("member_id")).scalar_subquery()
_VERSIONS = (
    select(rows_as_list(versions.versions.c.name, versions.versions.c.number))
    .where(one_of(versions.versions.c.name, "names"))
    .scalar_subquery()
)
# In one statement, and so of one moment: what the numbers in a channel depend on, and the numbers.
_STANDING = select(_OWN.label("own"), postings.HIGHEST.label("highest"), _VERSIONS.label("versions"))
_NUMBERS = select(
    postings.HIGHEST.label("highest"),
    _VERSIONS.label("versions"),
    select(rows_as_list(_IN_CHANNEL.c.channel_id, _IN_CHANNEL.c.numbers)).scalar_subquery(),
)


class Circles(NamedTuple):
    """Who is in some channels now, by channel, listed or not; and the number of who asks, None for who was never listed. The bitmaps
    are kept: they must not be changed."""

    own: int | None
    by_channel: Mapping[str, BitMap]

    @property
    def together(self) -> BitMap:
        """Who is in one of them."""
        return BitMap.union(*self.by_channel.values()) if self.by_channel else BitMap()


async def around(tx: Reading, member_id: str, channel_ids: Collection[str]) -> Circles:
    """Who is in these channels with a member.

    Making this of a thousand memberships costs a millisecond or many, so this process keeps it. A channel's people change with its
    memberships, which raise its version (`storage.channels`), and when somebody is listed for the first time, which raises the highest
    number given: both are asked each time, and an answer that is kept counts only if both are as they were.
    """
    ids = sorted(set(channel_ids))
    names = [versions.people_of(id_) for id_ in ids]
    [(own, highest, found)] = await tx.rows(_STANDING, {"member_id": member_id, "names": names})
    kept: dict[str, _Kept] = tx.kept.setdefault(_KEPT, {})
    standing = _standing(ids, highest, found)
    missing = [id_ for id_ in ids if id_ not in kept or kept[id_].version != standing[id_]]
    if missing:
        kept |= await _read(tx, missing)
    answer = {id_: kept[id_].numbers for id_ in ids}
    while len(kept) > _MOST_KEPT:
        del kept[next(iter(kept))]
    return Circles(own, answer)


async def _read(tx: Reading, ids: Sequence[str]) -> dict[str, _Kept]:
    names = [versions.people_of(id_) for id_ in ids]
    [(highest, found, rows)] = await tx.rows(_NUMBERS, {"ids": ids, "names": names})
    standing = _standing(ids, highest, found)
    numbers = dict(rows or ())
    return {id_: _Kept(standing[id_], BitMap(_numbers(numbers.get(id_)))) for id_ in ids}


def _standing(
    ids: Collection[str], highest: bytes | None, found: Sequence[tuple[str, int]] | None
) -> dict[str, tuple[int, bytes]]:
    """By channel what its numbers depend on."""
    risen = dict(found or ())
    return {id_: (risen.get(versions.people_of(id_), 0), highest or b"") for id_ in ids}


def _numbers(text: str | None) -> list[int]:
    numbers: list[int] = json.loads(f"[{text or ''}]")  # the quickest way
    return numbers


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
    rows = await tx.rows(_LISTED, {"numbers": numbers, "ids": sorted(channel_ids)})
    found = [(directory.of_row(row[:-1]), frozenset(id_ for (id_,) in row[-1] or ())) for row in rows]
    place = {number: index for index, number in enumerate(numbers)}
    return sorted(found, key=lambda pair: place[pair[0].number or 0])
