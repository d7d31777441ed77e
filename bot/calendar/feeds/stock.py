"""All that feeds may have in them, as it is in the database at one edition: read once for all readers, and written once a language."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from bot.calendar.ical import writing
from bot.i18n import words
from storage import channels, published
from storage.database import Reading
from storage.published import Entry

KEPT: Final = timedelta(days=90)  # of what is over, feeds have so much
CALLED_OFF: Final = timedelta(days=60)  # so long what was cancelled says so; then it is taken out


@dataclass(frozen=True, slots=True)
class Edition:
    """What a body depends on besides its reader: how new the calendar is, and the day, from which its past is counted."""

    version: int
    day: date

    @classmethod
    def of(cls, version: int, now: datetime) -> "Edition":
        return cls(version, now.astimezone(UTC).date())


@dataclass
class Stock:
    """Entries of one edition, and what their groups are called. `events` are written when somebody wants them, by language."""

    edition: Edition
    entries: Sequence[Entry]
    groups: dict[str, str]
    _events: dict[str, list[tuple[str | None, bytes]]] = field(default_factory=dict)

    async def events(self, language: str) -> list[tuple[str | None, bytes]]:
        """Each as iCalendar has it, with the channel of its group."""
        if language not in self._events:
            self._events[language] = await asyncio.to_thread(self._write, language)
        return self._events[language]

    def _write(self, language: str) -> list[tuple[str | None, bytes]]:
        _ = words(language)
        return [
            (entry.activity.channel_id, writing.event(entry, _, self.groups.get(entry.activity.channel_id or "", "")))
            for entry in self.entries
        ]  # fmt: skip

    @cached_property
    def public(self) -> Sequence[Entry]:
        """What the world may see: what is for everyone and was marked as public. A group's never is.

        Of its fields those of the workspace file, and what it calls so itself: other names are from people's profiles.
        """
        return [
            entry._replace(fields=tuple(term for term in entry.fields if term.is_curated or term.is_own_name))
            for entry in self.entries
            if entry.is_public and entry.activity.channel_id is None
        ]


async def read(tx: Reading, edition: Edition) -> Stock:
    midnight = datetime.combine(edition.day, time(0), UTC)
    entries = await published.everything(tx, since=midnight - KEPT, cancelled_since=midnight - CALLED_OFF)
    entries = await published.with_fields(tx, entries)
    groups = {entry.activity.channel_id for entry in entries if entry.activity.channel_id is not None}
    return Stock(edition, entries, await channels.titles(tx, groups))
