"""The file of the directory: made for the command line, and at the moment when delivery sends it to somebody of the Secretariat."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from bot import access
from bot.blocks import context, section
from bot.directory.exchange import exporting
from bot.directory.exchange.sheets import FORMATS, sheet
from bot.documents import Document, NotAllowed
from bot.i18n import LANGUAGES, Words, words
from storage.database import Database, Reading

DIRECTORY = "directory"  # what a row of the outbox asks for


async def whole(
    tx: Reading, format_: str, language: str, written: Callable[[int], object] = lambda _n: None
) -> bytes:
    """All that the Secretariat may see, as a file. `written` is told of rows. The work is done in a thread, some rows at a time."""
    title = str(words(language)("Directory"))
    # Openpyxl takes a while to load.
    file = await asyncio.to_thread(sheet, format_, exporting.heading(language), title)
    async for some in exporting.rows(tx, language):
        await asyncio.to_thread(file.add, some)
        written(len(some))
    return await asyncio.to_thread(file.finish)


class Maker:
    """Makes the files that rows of the outbox ask for."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def make(self, member_id: str, wanted: Mapping[str, Any]) -> Document:
        """The directory for a member of the Secretariat: who isn't one before or after it is made gets none. Raises NotAllowed."""
        format_, language = wanted.get("format"), wanted.get("language")
        if wanted.get("what") != DIRECTORY or format_ not in FORMATS or language not in LANGUAGES:
            raise NotAllowed
        async with self._db.read() as tx:
            await _check(tx, member_id)
            people = await exporting.count(tx)
            content = await whole(tx, format_, language)
            day = tx.now.date()
        async with self._db.read() as tx:
            await _check(tx, member_id)
        _ = words(language)
        return Document(
            f"directory-{day.isoformat()}",
            f".{format_}",
            str(_("Directory, {day}", day=_.day(day, year=True))),
            content,
            [section(_said(people, _)), context(_("It holds personal data: please keep it to yourself."))],
        )


def _said(people: int, _: Words) -> str:
    return _.many(
        "The directory as a file: {n} person, with all that the Secretariat may see.",
        "The directory as a file: {n} people, with all that the Secretariat may see.",
        people,
    )


async def _check(tx: Reading, member_id: str) -> None:
    if not (await access.viewer(tx, member_id)).is_secretariat:
        raise NotAllowed
