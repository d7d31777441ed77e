"""People who go to things, what changes, and what they read of it."""

from datetime import date
from typing import Any

from sqlalchemy import select

from bot.calendar.draft import ActivityDraft
from bot.calendar.interest import letters
from bot.calendar.interest.before import what_of
from bot.calendar.interest.service import InterestService
from bot.calendar.planning import changing, facts
from bot.calendar.telling.news import News
from storage import choices, details, published
from storage import letters as stored
from storage.calendar import Activity
from storage.database import Database
from storage.noticing import notices
from storage.occasions import ONCE
from storage.outbox import outbox
from tests.bot.calendar.world import draft, says


async def add(
    db: Database, title: str = "Seminar", day: str = "2019-03-28", *, by: str | None = "U1", **more: Any
) -> int:
    return await add_draft(db, draft(title, day, **more), by=by)


async def add_draft(db: Database, given: ActivityDraft, *, by: str | None = "U1") -> int:
    async with db.write() as tx:
        activity = await changing.add(tx, f"uid-{given.title}", facts.columns_of(given), by=by)
        await tx.execute(notices.delete())
        return activity.id


async def change(
    db: Database, activity_id: int, *, by: str | None = "U1", on: date | None = None, **values: Any
) -> None:
    async with db.write() as tx:
        assert await changing.apply(tx, activity_id, values, by=by, on=on) is not None


async def tell(db: Database) -> None:
    """Hands all notices on, as if they were due."""
    async with db.write() as tx:
        for notice in list(await tx.execute(select(notices))):
            known = await details.get(tx, notice.activity_id)
            on = None if notice.on == ONCE else notice.on
            entry = await published.of_activity(tx, notice.activity_id, on)
            assert known is not None
            assert entry is not None
            what = what_of(entry.activity, notice.before)
            now = {name: facts.as_json(value) for name, value in facts.facts(known).items()}
            now |= {name: facts.as_json(getattr(entry.activity, name)) for name in facts.OF_OCCURRENCE}
            changed = frozenset(name for name in now if notice.before.get(name, now[name]) != now[name])
            if what is not None:
                await letters.tell(tx, News(known, entry.activity, on, what, notice.before, changed))
        await tx.execute(notices.delete())


async def choose(db: Database, member_id: str, choice: str) -> None:
    async with db.write() as tx:
        await choices.save(tx, member_id, choice, None)


async def planned(db: Database, *purposes: str) -> list[tuple[str, str, str]]:
    """Letters: to whom, for what, and when in UTC, if they are pending; else what became of them."""
    async with db.read() as tx:
        rows = await tx.execute(
            select(stored.letters).order_by(stored.letters.c.member_id, stored.letters.c.due_at)
        )
        return [
            (row.member_id, row.purpose, f"{row.due_at:%d %b %H:%M}" if row.state == "pending" else row.state)
            for row in rows
            if row.purpose in (purposes or ("reminder", "news"))
        ]


async def write(db: Database) -> int:
    """Writes all that is due. Returns how many messages that made."""
    service, times = InterestService(db), 0
    while await service.write_next():
        times += 1
    return times


async def told(db: Database, member_id: str) -> list[str]:
    """All direct messages to somebody."""
    async with db.read() as tx:
        rows = await tx.execute(
            select(outbox.c.payload)
            .where(outbox.c.lane == member_id, outbox.c.kind == "direct")
            .order_by(outbox.c.id)
        )
        return [says(row.payload["text"], row.payload["blocks"]) for row in rows]


async def activity_of(db: Database, activity_id: int) -> Activity:
    async with db.read() as tx:
        known = await details.get(tx, activity_id)
    assert known is not None
    return known.activity
