"""What a worker does for itself: it says that it is alive, and forgets what is no longer needed."""

from collections.abc import Mapping

from bot.calendar.interest.rules import KEPT
from bot.directory.contact.introduction_rules import AGAIN_AFTER
from bot.directory.vocabulary.rules import UNDO_FOR, UNUSED_FOR
from storage import introductions, letters, merging, upkeep, workers
from storage.database import Database


class UpkeepService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def beat(
        self, worker_id: str, started_at: float, beat_at: float, counts: Mapping[str, int]
    ) -> None:
        """Says that a worker is alive, and what it has counted since it started. Times are real seconds since the epoch."""
        async with self._db.write() as tx:
            await workers.beat(tx, worker_id, started_at, beat_at, dict(counts))

    async def forget(self) -> None:
        """Forgets marks that can't matter any more, the texts of what was sent long ago, who was introduced then, and what
        of the calendar people were told."""
        async with self._db.write() as tx:
            await tx.seen.forget_old()
            await upkeep.empty_old_letters(tx)
            await introductions.forget(tx, tx.now - AGAIN_AFTER)
            await letters.forget(tx, tx.now - KEPT)
            await merging.forget(tx, tx.now - UNDO_FOR)
            await merging.forget_unused(tx, tx.now - UNUSED_FOR)
