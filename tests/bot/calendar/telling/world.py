"""A calendar that people change, and what Liaison posts of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from bot.calendar.planning import changing, facts
from bot.calendar.planning.facts import columns_of
from bot.calendar.service import CalendarService
from storage.calendar import Activity
from storage.database import Database
from storage.outbox import outbox
from tests.bot.calendar.world import draft, says
from tests.conftest import MovableClock

SOFIA = "U1"


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class Telling:
    """`sofia` is a person of the Secretariat: what she does is approved."""

    db: Database
    clock: MovableClock

    @property
    def service(self) -> CalendarService:
        return CalendarService(self.db)

    async def add(self, title: str = "Workshop", day: str = "2019-03-28", **values: Any) -> Activity:
        given = draft(title, day, **values)
        async with self.db.write() as tx:
            return await changing.add(tx, given.identity, columns_of(given), by=SOFIA)

    async def change(
        self, activity: Activity, day: str | None = None, *, on: date | None = None, **values: Any
    ) -> None:
        """`day` with `starts` and the like is a new date, as `draft` takes it."""
        if day is not None:
            dates = {k: values.pop(k) for k in ("end_date", "starts", "ends", "timezone") if k in values}
            columns = columns_of(draft("", day, **dates))
            values |= {
                name: columns[name] for name in facts.DATES if on is None or name in facts.OF_OCCURRENCE
            }
        async with self.db.write() as tx:
            await changing.apply(tx, activity.id, values, by=SOFIA, on=on)

    async def cancel(self, activity: Activity, on: date | None = None) -> None:
        await self.change(activity, on=on, status="cancelled")

    async def work(self) -> list[str]:
        """Does all that is due, twice. Returns what was posted, the first lines; of edits after “edit:”."""
        before = len(await self.rows())
        for _time in range(2):
            while (
                await self.service.tell_next()
                or await self.service.announce_next()
                or await self.service.round_up_next()
            ):
                pass
        return [_first(kind, text) for kind, _lane, text in (await self.rows())[before:]]

    async def until(self, moment: str) -> list[str]:
        """From one moment at which something is due to the next, as the worker does."""
        found = await self.work()
        while (due := await self.service.next_due()) is not None and due <= utc(moment):
            self.clock.move_to(max(due, self.clock.now()))
            found += [f"{self.clock.now():%d %b %H:%M} {each}" for each in await self.work()]
        self.clock.move_to(utc(moment))
        return found

    async def rows(self) -> list[tuple[str, str, str]]:
        """Every post and edit: kind, lane, all its words."""
        async with self.db.read() as tx:
            rows = await tx.execute(
                select(outbox.c.kind, outbox.c.lane, outbox.c.payload).order_by(outbox.c.id)
            )
            return [(r.kind, r.lane, says(r.payload["text"], r.payload["blocks"])) for r in rows]

    async def blocks(self) -> list[Any]:
        async with self.db.read() as tx:
            return [
                p["blocks"]
                for p in (await tx.execute(select(outbox.c.payload).order_by(outbox.c.id))).scalars()
            ]


def _first(kind: str, text: str) -> str:
    line = text.splitlines()[0]
    return f"edit: {line}" if kind == "update" else line
