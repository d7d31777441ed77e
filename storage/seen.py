"""What Slack has already told us: makes a repeated event, form or button press harmless."""

from datetime import datetime, timedelta

from sqlalchemy import Column, Table, Text, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.schema import metadata
from storage.types import UtcDateTime
from storage.upserts import insert

seen = Table(
    "seen",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)

# Slack repeats within minutes; a press on an old button carries a new action timestamp.
KEEP = timedelta(days=7)

_MARK = insert(seen).on_conflict_do_nothing()


class Seen:
    """The marks of one transaction: they are kept only if it commits."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    async def first_time(self, key: str) -> bool:
        """Marks `key` (such as ``event:Ev0123``) as seen. True if nobody had."""
        result = await self._connection.execute(_MARK, {"key": key, "at": self._now})
        return result.rowcount == 1

    async def forget_old(self) -> int:
        """Deletes marks that can't matter any more. Returns how many."""
        result = await self._connection.execute(delete(seen).where(seen.c.at < self._now - KEEP))
        return result.rowcount
