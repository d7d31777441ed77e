"""Shares commits between the requests that wait: what comes in while a batch is written, and shortly after it, is the next batch.

Each request is answered after the commit of its own batch. A batch that fails is tried one by one, so that what one event does to the
database is not done to others.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError

from bot.activity.happening import Follower
from bot.activity.noting import note
from bot.activity.understanding import Marker, Told, understood
from bot.logs import safe_traceback
from storage.connections import DatabaseUnreachableError
from storage.database import Database

log = structlog.get_logger(__name__)

AT_ONCE = 256  # events in a transaction
# Seconds. Where several came together, those who have just been answered come with their next ones: they are waited for, so that
# half as many commits do. Who comes alone waits for nobody.
GATHER = 0.002

_Waiting = tuple[Told, "asyncio.Future[None]"]


class Recorder:
    """Takes events of messages and reactions."""

    def __init__(self, db: Database, marker: Marker, followers: Sequence[Follower]) -> None:
        self._db = db
        self._marker = marker
        self._followers = tuple(followers)
        self._waiting: list[_Waiting] = []
        self._writing: asyncio.Task[None] | None = None
        self._came_together = False

    async def record(self, event: Mapping[str, Any]) -> None:
        """Returns when what the event tells is committed. Raises what the database raises: then it must not be acknowledged."""
        told = understood(event, self._marker)
        if told is None:
            return
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((told, done))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        await done

    async def finish(self) -> None:
        """Returns when all that came in is written."""
        while self._writing is not None:
            await asyncio.wait([self._writing])

    async def _write(self) -> None:
        try:
            while self._waiting:
                if self._came_together:
                    await asyncio.sleep(GATHER)
                batch, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
                self._came_together = len(batch) > 1
                await self._write_together(batch)
        finally:
            self._writing = None

    async def _write_together(self, batch: Sequence[_Waiting]) -> None:
        try:
            await self._write_all([told for told, _ in batch])
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits is told
            if len(batch) == 1 or _is_away(error):
                for _, done in batch:
                    _fail(done, error)
                return
            log.warning("events are written one by one", events=len(batch), **safe_traceback(error))
            for one in batch:
                await self._write_together([one])
        else:
            for _, done in batch:
                if not done.done():
                    done.set_result(None)

    async def _write_all(self, told: Sequence[Told]) -> None:
        async with self._db.write() as tx:
            await note(tx, told, self._followers)


def _fail(done: "asyncio.Future[None]", error: Exception) -> None:
    if not done.done():
        done.set_exception(error)


def _is_away(error: Exception) -> bool:
    """Whether the database can't be reached: then it would be so for each of them, too."""
    gone = isinstance(error, DBAPIError) and error.connection_invalidated
    return gone or isinstance(error, DatabaseUnreachableError | OSError)
