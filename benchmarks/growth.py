"""How storage grows with activity: bytes of an event while it is single and when it is folded, and what a year makes of that.

Slack sends an app 30,000 events an hour at most (https://docs.slack.dev/apis/events-api). Single ones live for six weeks at most; what
the rest of a year leaves depends on how many people are active where, not on how much they write.
"""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, text

from benchmarks.bare import new_database
from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from bot.activity.noting import note
from bot.activity.service import ActivityService
from bot.activity.understanding import Told
from storage import channels
from storage.activity import active_days, exchanges
from storage.database import Database
from storage.recording import PostRow, ReactionRow
from storage.stamps import since_epoch

NAME = "growth"
BEGIN = datetime(2019, 3, 18, tzinfo=UTC)  # a Monday
DAYS = 7
PEOPLE, CHANNELS = 200, 8
TOGETHER = 200
AT_MOST = 30_000  # events an hour
SIX_WEEKS = 42 * 24  # hours
YEAR = 365  # days


class _Clock:
    def __init__(self) -> None:
        self.at = BEGIN + timedelta(days=DAYS)

    def now(self) -> datetime:
        return self.at


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """A week of events, of which one in ten is a reaction and two are replies; then five weeks later."""
    for kind in ground.databases:
        clock = _Clock()
        db = Database(await new_database(ground, kind, "growth"), clock.now)
        try:
            async for figure in _measure(db, clock, kind, scale.events):
                yield figure
        finally:
            await db.close()


async def _measure(db: Database, clock: _Clock, kind: str, count: int) -> AsyncIterator[Figure]:
    names = [f"C{number:010}" for number in range(CHANNELS)]
    async with db.write() as tx:
        for name in names:
            await channels.save(tx, name, kind="group")
    empty = await _size(db)
    events = [_event(names, number, count) for number in range(count)]
    for start in range(0, count, TOGETHER):
        async with db.write() as tx:
            await note(tx, events[start : start + TOGETHER], ())
    single = (await _size(db) - empty) / count
    clock.at += timedelta(days=42)
    began, service = time.process_time(), ActivityService(db)
    while await service.fold_next():
        pass
    took = time.process_time() - began
    async with db.read() as tx:
        counted = [select(func.count()).select_from(table) for table in (active_days, exchanges)]
        rows = sum([(await tx.execute(statement)).scalar_one() for statement in counted])
    folded = (await _size(db) - empty) / rows
    yield Figure(NAME, f"{kind}: an event of the last weeks", single, "bytes")
    yield Figure(NAME, f"{kind}: a day of somebody's in a channel, after that", folded, "bytes")
    peak = single * AT_MOST * SIX_WEEKS / 1_000_000
    yield Figure(NAME, f"{kind}: single events, {AT_MOST} in every hour of six weeks", peak, "MB")
    # Each of them in two channels a day, and twice as many pairs who reply.
    year = folded * PEOPLE * 2 * 3 * YEAR / 1_000_000
    yield Figure(NAME, f"{kind}: a year of {PEOPLE} people, folded", year, "MB")
    yield Figure(NAME, f"{kind}: processor time of folding an event", 1000 * took / count, "ms")


def _event(names: list[str], number: int, count: int) -> Told:
    at = since_epoch(BEGIN) + number * (DAYS * 86_400_000_000 // count)
    channel, member = names[number % CHANNELS], f"U{number * 7919 % PEOPLE:010}"
    if number % 10 == 9:
        return Told(ReactionRow(channel, at - 1000, member, number, at, is_removed=False))
    if number % 10 > 6:
        return Told(PostRow(channel, at, member, at - 60_000_000, f"U{number % PEOPLE:010}"))
    return Told(PostRow(channel, at, member, is_question=number % 5 == 0))


async def _size(db: Database) -> int:
    """Bytes in use, free ones left out."""
    if db.url.get_backend_name() == "sqlite":
        async with db.read() as tx:
            free, pages, size = [
                int((await tx.execute(text(f"PRAGMA {name}"))).scalar_one())
                for name in ("freelist_count", "page_count", "page_size")
            ]
        return (pages - free) * size
    async with db.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text("VACUUM FULL"))
        found = await connection.execute(text("SELECT pg_database_size(current_database())"))
        return int(found.scalar_one())
