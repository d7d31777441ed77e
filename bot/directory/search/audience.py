"""What the index shows to one viewer: the one place where postings become people.

A number counts only if its owner may be found by the viewer, and the part of the profile that it stands for may be seen. So
nothing that is made of the answers (an order, a count, a correction, a choice) can tell of what is hidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from pyroaring import BitMap

from bot.access import Viewer
from bot.directory.search import matching, tokens
from storage import channels, circles, indexing, postings
from storage.database import Reading
from storage.directory import Reach
from storage.postings import Posting, Range

# The numbers that a viewer may know of, by token and zone.
Seen = Mapping[str, Mapping[str, BitMap]]
# Up to so many numbers it is quicker to ask which of them share a group with the viewer than who does of all.
_FEW: Final = 128


class Audience:
    """One viewer in one transaction. `groups` are those that they may search by: their own, the Secretariat all."""

    def __init__(self, tx: Reading, viewer: Viewer, groups: Mapping[str, str] | None = None) -> None:
        current = [place for place in viewer.places if place.is_in and not place.is_archived]
        own = channels.told_apart([(p.id, p.title, p.name) for p in current if p.kind == "group"])
        self._tx = tx
        self._shared = [place.id for place in current if place.kind != "announcements"]
        self._own: BitMap | None = None  # these are asked for when they are needed
        self._circle = (
            BitMap()
        )  # of those of whom it was asked: who shares a group with the viewer, and the viewer
        self._asked: BitMap | None = BitMap()  # None: everybody
        self._findable: BitMap | None = None
        self.viewer = viewer
        self.groups = own if groups is None else groups
        self.own_groups = frozenset(own)

    async def look(self, texts: Collection[str], ranges: Sequence[Range] = ()) -> Seen:
        """What the index has of these tokens, and of words within these ranges, as far as the viewer may know."""
        is_first = self._findable is None
        rows = await postings.fetch(self._tx, {tokens.EVERYBODY, *texts} if is_first else texts, ranges)
        if self._findable is None:
            self._findable = await self._find(rows)
        found = [(row, BitMap.deserialize(row.numbers)) for row in rows]
        if not self.viewer.is_secretariat:
            await self._learn([numbers for row, numbers in found if row.reach != Reach.EVERYONE])
        seen: dict[str, dict[str, BitMap]] = {}
        for row, numbers in found:
            if shown := self._shown(row.reach, numbers, self._findable):
                zones = seen.setdefault(row.token, {})
                zones[row.zone] = zones[row.zone] | shown if row.zone in zones else shown
        return seen

    async def findable(self) -> BitMap:
        """Everybody whom the viewer may find, themselves included if they are listed."""
        if self._findable is None:
            self._findable = await self._find(await postings.fetch(self._tx, [tokens.EVERYBODY]))
        return self._findable

    async def members_of(self, group_id: str) -> BitMap:
        """Those who are in a group now; nobody if the viewer may not know of it."""
        if group_id not in self.groups:
            return BitMap()
        return BitMap(await circles.numbers_in(self._tx, [group_id])) & await self.findable()

    def _shown(self, reach: int, numbers: BitMap, findable: BitMap) -> BitMap:
        if reach == Reach.EVERYONE or self.viewer.is_secretariat:
            return numbers & findable if self.viewer.is_guest else numbers
        return numbers & (self._circle if reach == Reach.GROUPS else self._own or BitMap())

    async def _find(self, rows: Iterable[Posting]) -> BitMap:
        listed = next((row.numbers for row in rows if row.token == tokens.EVERYBODY), None)
        everybody = BitMap.deserialize(listed) if listed else BitMap()
        if self.viewer.is_guest:
            own, met = await circles.around(self._tx, self.viewer.id, self._shared)
            everybody &= BitMap(met if own is None else [own, *met])
        return everybody

    async def own(self) -> BitMap:
        """The viewer's own number, if they were ever listed."""
        if self._own is None:
            number = await indexing.number_of(self._tx, self.viewer.id)
            self._own = BitMap([number]) if number is not None else BitMap()
        return self._own

    async def _learn(self, hidden: Collection[BitMap]) -> None:
        """Finds out which of these the viewer may see because they share a group, or are the viewer."""
        unknown = BitMap() if self._asked is None else matching.union(hidden) - self._asked
        if not unknown or self._asked is None:
            return
        if len(unknown) > _FEW:
            own, met = await circles.around(self._tx, self.viewer.id, self.own_groups)
            self._asked = None
        else:
            own, met = await circles.among(self._tx, self.viewer.id, self.own_groups, unknown.to_array())
            self._asked |= unknown
        self._own = BitMap() if own is None else BitMap([own])
        self._circle |= (BitMap(met) & await self.findable()) | self._own


async def audience_of(tx: Reading, viewer: Viewer) -> Audience:
    """Whom a viewer may find, and by what."""
    return Audience(tx, viewer, await channels.groups(tx) if viewer.is_secretariat else None)
