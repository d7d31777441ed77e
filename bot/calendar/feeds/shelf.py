"""What was prepared for whoever asks, kept until something changes: bytes ready to be sent, with the tag that names them."""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Final

ROOM: Final = (
    32_000_000  # bytes of bodies that are kept: those of some fifteen kinds of readers of 5,000 activities
)
WORTH_PACKING: Final = 1000  # bytes: what is less fits a packet as it is


@dataclass(frozen=True, slots=True)
class Prepared:
    """A body, the same packed by gzip (or None if that is not worth it), and a tag of what is in it.

    The tag is a weak one (RFC 9110, 8.8.1), for it names both: they mean the same, and are not the same bytes.
    """

    body: bytes
    packed: bytes | None
    tag: str

    @classmethod
    def of(cls, body: bytes) -> "Prepared":
        packed = gzip.compress(body, 6, mtime=0) if len(body) >= WORTH_PACKING else None
        return cls(body, packed, f'W/"{hashlib.sha256(body).hexdigest()[:32]}"')

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")


class Shelf:
    """Keeps the newest body for each kind of reader, as many as there is room for: who has not been here for longest goes first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Hashable, Prepared]] = OrderedDict()
        self._size = 0
        self._making = asyncio.Lock()  # one at a time: many who ask for the same after a change make it once

    def find(self, who: Hashable, edition: Hashable) -> Prepared | None:
        """What was made for that kind of reader, if it is of that edition."""
        kept = self._kept.get(who)
        if kept is None or kept[0] != edition:
            return None
        self._kept.move_to_end(who)
        return kept[1]

    async def get(self, who: Hashable, edition: Hashable, make: Callable[[], Awaitable[bytes]]) -> Prepared:
        """What was made for that kind of reader and edition; else it is made now."""
        found = self.find(who, edition)
        if found is not None:
            return found
        async with self._making:
            found = self.find(who, edition)
            if found is None:
                found = await asyncio.to_thread(Prepared.of, await make())
                self._keep(who, edition, found)
            return found

    def _keep(self, who: Hashable, edition: Hashable, prepared: Prepared) -> None:
        if before := self._kept.pop(who, None):
            self._size -= before[1].size
        self._kept[who] = (edition, prepared)
        self._size += prepared.size
        while self._size > self._room and len(self._kept) > 1:
            _, (_, oldest) = self._kept.popitem(last=False)
            self._size -= oldest.size
