"""What the world and calendar apps are given: a personal feed by its secret address, the public ones, and what the public page shows.

What somebody may see is asked anew at every request, in one look-up; only what is then sent is kept.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.access import Viewer
from bot.calendar.feeds import json_feed, secrets
from bot.calendar.feeds.shelf import Prepared, Shelf
from bot.calendar.feeds.stock import Edition, Stock, read
from bot.calendar.ical import writing
from bot.i18n import LANGUAGES, Words, language_of, words
from storage import feeds
from storage.database import Database
from storage.feeds import Reader
from storage.published import Entry
from storage.workspace import Workspace

Written = Callable[
    [str, Sequence[Entry], Words], bytes
]  # a whole feed: its name, what is in it, and the language


@dataclass(frozen=True, slots=True)
class Public:
    """What the public page is made of. `edition` names all of it."""

    workspace: Workspace
    entries: Sequence[Entry]
    edition: Edition
    now: datetime


class FeedService:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._shelf = Shelf()
        self._stock: Stock | None = None
        self._reading = asyncio.Lock()

    async def personal(self, secret: str) -> Prepared | None:
        """Exactly what the member may see whose address it is, now. None if the address is unknown or revoked, or they may see nothing."""
        if not secrets.is_one(secret):
            return None
        async with self._db.read() as tx:
            reader = await feeds.reader(tx, secrets.digest(secret))
            now = tx.now
        if reader is None or reader.member is None or not reader.member.is_person:
            return None
        viewer = Viewer(reader.member, reader.workspace, reader.channels)
        edition = Edition.of(reader.version, now)

        async def write() -> bytes:
            events = await (await self._stocked(edition)).events(viewer.words.language)
            seen = (event for channel_id, event in events if viewer.may_see_activity(channel_id))
            return writing.calendar(_name(reader.workspace, viewer.words), seen)

        # Who sees the same is sent the same.
        channels = None if viewer.is_secretariat else viewer.channels
        return await self._shelf.get((viewer.words.language, _of(reader), channels), edition, write)

    async def public_ics(self, language: str = "") -> Prepared:
        """The public feed for calendar apps, in that language if the workspace offers it, else in its own."""

        def written(name: str, entries: Sequence[Entry], _: Words) -> bytes:
            return writing.calendar(name, (writing.event(entry, _) for entry in entries))

        return await self._public_feed("ics", language, written)

    async def public_json(self, language: str = "") -> Prepared:
        """The public feed for programs; with what has no day yet, too."""
        return await self._public_feed("json", language, json_feed.written)

    async def _public_feed(self, form: str, language: str, written: Written) -> Prepared:
        reader, now = await self._everyone()
        _ = words(language_of(language, offered(reader.workspace)))
        edition = Edition.of(reader.version, now)

        async def write() -> bytes:
            entries = (await self._stocked(edition)).public
            return await asyncio.to_thread(written, _name(reader.workspace, _), entries, _)

        return await self._shelf.get((form, _.language, _of(reader)), edition, write)

    async def public(self) -> Public:
        """What the public page shows."""
        reader, now = await self._everyone()
        edition = Edition.of(reader.version, now)
        return Public(reader.workspace, (await self._stocked(edition)).public, edition, now)

    async def _everyone(self) -> tuple[Reader, datetime]:
        async with self._db.read() as tx:
            return await feeds.everyone(tx), tx.now

    async def _stocked(self, edition: Edition) -> Stock:
        """All that feeds may have in them, at least as new as that edition. One reads it at a time: so many connections others need."""
        async with self._reading:
            if self._stock is None or self._stock.edition != edition:
                async with self._db.read() as tx:
                    self._stock = await read(tx, edition)
            return self._stock


def _of(reader: Reader) -> str:
    """What a body says of the workspace."""
    return reader.workspace.name


def _name(workspace: Workspace, _: Words) -> str:
    """What apps call the calendar."""
    return f"{workspace.name}: {_('calendar')}" if workspace.name else _("Calendar")


def offered(workspace: Workspace) -> list[str]:
    """The languages in which the public page can be read, the workspace's own first."""
    return [language for language in workspace.languages if language in LANGUAGES] or ["en"]
