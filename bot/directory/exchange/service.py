"""The Secretariat asks for the directory as a file, from Slack."""

from bot import access
from bot.access import Viewer
from bot.directory.exchange.making import DIRECTORY
from bot.directory.exchange.sheets import FORMATS
from bot.errors import Gone
from storage.database import Database


class ExportService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def secretariat(self, member_id: str) -> Viewer | None:
        """Who asks, if they are of the Secretariat."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            return viewer if viewer.is_secretariat else None

    async def ask(self, member_id: str, format_: str) -> Viewer:
        """Plans the file, which arrives as a direct message. Asked for again within a minute it is the same one.

        Raises NotForYou for whoever is not of the Secretariat, Gone for a format that there isn't.
        """
        async with self._db.write() as tx:
            viewer = await access.of_secretariat(tx, member_id)
            if format_ not in FORMATS:
                raise Gone
            wanted = {"what": DIRECTORY, "format": format_, "language": viewer.words.language}
            key = f"export:{member_id}:{format_}:{tx.now:%Y-%m-%dT%H:%M}"
            await tx.outbox.file(key, member_id, wanted)
            return viewer
