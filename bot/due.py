"""For which of the worker's sweeps there may be work."""

from bot.directory.search.tokens import INDEX_VERSION
from storage import due
from storage.database import Database


class DueService:
    """`known`: the sweeps, by name, of which it can say so."""

    known = due.KNOWN

    def __init__(self, db: Database) -> None:
        self._db = db

    async def sweeps(self) -> frozenset[str]:
        """The names of those for which there may be work now."""
        async with self._db.read() as tx:
            return await due.for_sweeps(tx, INDEX_VERSION)
