"""What the index shows to one viewer: the one place where postings become people.

A number counts only if its owner may be found by the viewer, and the part of the profile that it stands for may be seen. So
nothing that is made of the answers (an order, a count, a correction, a choice) can tell of what is hidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pyroaring import BitMap

from bot.access import Viewer
from bot.directory.search import tokens
from storage import channels, circles, indexing, postings
from storage.database import Reading
from storage.directory import Reach
from storage.postings import Range
from storage.prepared import Row

# The numbers that a viewer may know of, by token and zone.
Seen = Mapping[str, Mapping[str, BitMap]]


class Audience:
    """One viewer in one transaction. `groups` are those that they may search by: their own, the Secretariat all."""

    def __init__(self, tx: Reading, viewer: Viewer, groups: Mapping[str, str] | None = None) -> None:
        current = [place for place in viewer.places if place.is_in and not place.is_archived]
        own = channels.told_apart([(p.id, p.title, p.name) for p in current if p.kind == "group"])
        self._tx = tx
        self._shared = [place.id for place in current if place.kind != "announcements"]
        self._own: BitMap | None = None  # these are asked for when they are needed
        self._circle: BitMap | None = None  # who shares a group with the viewer, and the viewer
        self._findable: BitMap | None = None
        self.viewer = viewer
        self._sees_all, self._sees_some = viewer.is_secretariat, viewer.is_guest
        self.groups = own if groups is None else groups
        self.own_groups = frozenset(own)

    async def look(self, texts: Collection[str], ranges: Sequence[Range] = ()) -> Seen:
        """What the index has of these tokens, and of words within these ranges, as far as the viewer may know."""
        is_first = self._findable is None
        rows = await postings.plain(self._tx, {tokens.EVERYBODY, *texts} if is_first else texts, ranges)
        if self._findable is None:
            self._findable = await self._find(rows)
        if not self._sees_all and any(reach != Reach.EVERYONE for _, _, reach, _ in rows):
            await self._learn()
        seen: dict[str, dict[str, BitMap]] = {}
        for token, zone, reach, numbers in rows:
            shown = BitMap.deserialize(numbers)
            if reach != Reach.EVERYONE or self._sees_some:
                shown = self._shown(reach, shown, self._findable)
            if shown:
                zones = seen.setdefault(token, {})
                zones[zone] = zones[zone] | shown if zone in zones else shown
        return seen

    async def findable(self) -> BitMap:
        """Everybody whom the viewer may find, themselves included if they are listed."""
        if self._findable is None:
            self._findable = await self._find(await postings.plain(self._tx, [tokens.EVERYBODY]))
        return self._findable

    async def members_of(self, group_id: str) -> BitMap:
        """Those who are in a group now; nobody if the viewer may not know of it."""
        if group_id not in self.groups:
            return BitMap()
        met = await circles.around(self._tx, self.viewer.id, [group_id])
        return met.together & await self.findable()

    async def members(self) -> dict[str, BitMap]:
        """As `members_of`, of all groups that the viewer may know of."""
        met = await circles.around(self._tx, self.viewer.id, self.groups)
        findable = await self.findable()
        return {group_id: numbers & findable for group_id, numbers in met.by_channel.items()}

    def _shown(self, reach: int, numbers: BitMap, findable: BitMap) -> BitMap:
        if reach == Reach.EVERYONE or self._sees_all:
            return numbers & findable if self._sees_some else numbers
        return numbers & ((self._circle if reach == Reach.GROUPS else self._own) or BitMap())

    async def _find(self, rows: Iterable[Row]) -> BitMap:
        listed = next((numbers for token, _, _, numbers in rows if token == tokens.EVERYBODY), None)
        everybody = BitMap.deserialize(listed) if listed else BitMap()
        if self._sees_some:
            met = await circles.around(self._tx, self.viewer.id, self._shared)
            everybody &= met.together | _only(met.own)
        return everybody

    async def own(self) -> BitMap:
        """The viewer's own number, if they were ever listed."""
        if self._own is None:
            number = await indexing.number_of(self._tx, self.viewer.id)
            self._own = _only(number)
        return self._own

    async def _learn(self) -> None:
        """Finds out who shares a group with the viewer."""
        if self._circle is None:
            met = await circles.around(self._tx, self.viewer.id, self.own_groups)
            self._own = _only(met.own)
            self._circle = (met.together & await self.findable()) | self._own


def _only(number: int | None) -> BitMap:
    return BitMap() if number is None else BitMap([number])


async def audience_of(tx: Reading, viewer: Viewer) -> Audience:
    """Whom a viewer may find, and by what."""
    return Audience(tx, viewer, await channels.groups(tx) if viewer.is_secretariat else None)
