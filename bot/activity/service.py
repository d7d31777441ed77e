"""Use cases of activity: what is old is folded."""

from bot.activity.rules import fold_before
from storage import folding
from storage.database import Database
from storage.days import our_day, our_zone, start_of


class ActivityService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def fold_next(self) -> bool:
        """Folds the posts and reactions of one channel and one day that are old enough."""
        async with self._db.write() as tx:
            zone = await our_zone(tx)
            before = start_of(fold_before(await our_day(tx)), zone)
            channel_id = await folding.oldest(tx, before)
            if channel_id is None:
                return False
            return await folding.fold_oldest_day(tx, channel_id, before, zone)
