"""What the index shows to one viewer: the one place where postings become people.

A number counts only if its owner may be found by the viewer, and the part of the profile that it stands for may be seen. So
nothing that is made of the answers (an order, a count, a correction, a choice) can tell of what is hidden.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from pyroaring import BitMap

from bot.access import Viewer
from bot.directory.search import tokens
from storage import channels, circles, postings
from storage.database import Reading
from storage.directory import Reach
from storage.postings import Posting, Range

# The numbers that a viewer may know of, by token and zone.
Seen = Mapping[str, Mapping[str, BitMap]]


class Audience:
    """One viewer in one transaction. `groups` are those that they may search by: their own, the Secretariat all."""

    def __init__(self, tx: Reading, viewer: Viewer, groups: Mapping[str, str] | None = None) -> None:
        current = [place for place in viewer.places if place.is_in and not place.is_archived]
        own = channels.told_apart([(p.id, p.title, p.name) for p in current if p.kind == "group"])
        self._tx = tx
        self._shared = [place.id for place in current if place.kind != "announcements"]
        self._own: BitMap | None = None  # both are asked for when they are needed
        self._circle = BitMap()
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
        if not self.viewer.is_secretariat and any(row.reach != Reach.EVERYONE for row in rows):
            self._circle, self._own = await self._near(self._findable)
        seen: dict[str, dict[str, BitMap]] = {}
        for row in rows:
            numbers = self._of(row, self._findable)
            if numbers:
                zones = seen.setdefault(row.token, {})
                zones[row.zone] = zones[row.zone] | numbers if row.zone in zones else numbers
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

    def _of(self, row: Posting, findable: BitMap) -> BitMap:
        numbers = BitMap.deserialize(row.numbers)
        if row.reach == Reach.EVERYONE or self.viewer.is_secretariat:
            return numbers & findable if self.viewer.is_guest else numbers
        own = self._own or BitMap()
        return numbers & (self._circle if row.reach == Reach.GROUPS else own)

    async def _find(self, rows: Iterable[Posting]) -> BitMap:
        listed = next((row.numbers for row in rows if row.token == tokens.EVERYBODY), None)
        everybody = BitMap.deserialize(listed) if listed else BitMap()
        if self.viewer.is_guest:
            own, met = await circles.around(self._tx, self.viewer.id, self._shared)
            everybody &= BitMap(met if own is None else [own, *met])
        return everybody

    async def own(self) -> BitMap:
        """The viewer's own number, if they were ever listed."""
        return (await self._near(await self.findable()))[1]

    async def _near(self, findable: BitMap) -> tuple[BitMap, BitMap]:
        """Those whose group the viewer shares, themselves among them, and the viewer alone."""
        if self._own is None:
            own, met = await circles.around(self._tx, self.viewer.id, self.own_groups)
            self._own = BitMap() if own is None else BitMap([own])
            self._circle = (BitMap(met) & findable) | self._own
        return self._circle, self._own


async def audience_of(tx: Reading, viewer: Viewer) -> Audience:
    """Whom a viewer may find, and by what."""
    return Audience(tx, viewer, await channels.groups(tx) if viewer.is_secretariat else None)
