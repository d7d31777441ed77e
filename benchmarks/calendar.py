"""Composing Monday's round-up over many activities, and working out when those take place that repeat: against the same SQL run bare."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from statistics import median
from typing import Any

from sqlalchemy import insert, select

from benchmarks import bare
from benchmarks.bare import Bare, Said, timed
from benchmarks.figures import Figure
from benchmarks.ground import Ground, Scale
from bot.calendar.repeating import expand
from bot.calendar.service import schedule_round_up
from bot.calendar.telling.rounding_up import post_all
from bot.calendar.when import When
from storage import channels, dates, workspace
from storage.calendar import activities
from storage.database import Database, Transaction

NAME = "calendar"
AIM_RATIO = 2.0
MONDAY = datetime(2019, 3, 18, 8, tzinfo=UTC)  # 09:00 in Geneva
GROUPS, AT_ONCE, EXPANDED = 100, 5000, 200
EVERYONE, ZONES = "C0", ("Europe/Zurich", "America/New_York", "Africa/Abidjan", "Asia/Kolkata")
RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=1TU", "FREQ=DAILY")


class _Back(Exception):
    """Takes a transaction back, so that the next round finds the same."""


@dataclass(frozen=True, slots=True)
class Rounds:
    """Seconds of ours, and of its own SQL bare right after it; of the latter, those of what it reads alone, too."""

    ours: list[float]
    plain: list[float]
    reading: list[float]


async def run(scale: Scale, ground: Ground) -> AsyncIterator[Figure]:
    """On SQLite, then on Postgres."""
    for kind in ground.databases:
        for count in scale.activities:
            url = await bare.new_database(ground, kind, f"calendar_{count}")
            async for figure in measure(kind, url, count, scale.rounds):
                yield figure


async def measure(kind: str, url: str, count: int, rounds: int) -> AsyncIterator[Figure]:
    """A database with all tables and no rows is filled, and measured."""
    db = Database(url, lambda: MONDAY)
    said = bare.overheard(db)
    try:
        repeating = await fill(db, count)
        async with bare.driver(kind, url) as run_bare:
            reading = await _measured(db, said, run_bare, rounds, _read)
            compose, work_out = _round_up, _expanding(repeating[:EXPANDED])
            round_up = await _measured(db, said, run_bare, rounds, compose)
            filled = await _measured(db, said, run_bare, rounds, work_out)
            for start in range(0, len(repeating), EXPANDED):
                async with db.write() as tx:
                    await _expanding(repeating[start : start + EXPANDED])(tx)
            again = await _measured(db, said, run_bare, rounds, work_out)
            with_them = await _measured(db, said, run_bare, rounds, compose)
    finally:
        await db.close()
    of = f"{kind}, {count:,} activities"
    aim = AIM_RATIO if count >= 100_000 else None
    yield Figure(NAME, f"{of}: read", 1000 * median(reading.ours), "ms")
    yield Figure(
        NAME, f"{of}: read", _ratio(reading.ours, reading.plain), "x", "the plain query", at_most=aim
    )
    for what, found in (("composed", round_up), ("composed, with what repeats", with_them)):
        yield Figure(NAME, f"{of}: {what}", 1000 * median(found.ours), "ms")
        yield Figure(NAME, f"{of}: {what}", _ratio(found.ours, found.reading), "x", "the plain query")
        yield Figure(NAME, f"{of}: {what}", _ratio(found.ours, found.plain), "x", "its SQL alone")
    share = 1000 / max(1, len(repeating[:EXPANDED]))
    for what, found in (("expanding one", filled), ("expanding one that is as it was", again)):
        yield Figure(NAME, f"{of}: {what}", share * median(found.ours), "ms")
        yield Figure(NAME, f"{of}: {what}", _ratio(found.ours, found.plain), "x", "its SQL alone")


def _ratio(ours: list[float], plain: list[float]) -> float:
    return median(own / floor for own, floor in zip(ours, plain, strict=True))


async def _measured(
    db: Database, said: Said, run_bare: Bare, rounds: int, work: Callable[[Transaction], Awaitable[None]]
) -> Rounds:
    found = Rounds([], [], [])
    for number in range(rounds + 1):
        said.clear()
        ours = await timed(_taken_back(db, work))
        heard = [each for each in said if each[0].split()[0] != "BEGIN"]
        if number:  # after one for warming up
            found.ours.append(ours)
            found.plain.append(await timed(run_bare(heard)))
            found.reading.append(await timed(run_bare([each for each in heard if "UNION ALL" in each[0]])))
    return found


async def _taken_back(db: Database, work: Callable[[Transaction], Awaitable[None]]) -> None:
    try:
        async with db.write() as tx:
            await work(tx)
            await tx.outbox.flush()
            raise _Back
    except _Back:
        pass


async def _read(tx: Transaction) -> None:
    """What this Monday's round-up reads."""
    await dates.coming(tx, MONDAY + timedelta(weeks=5))


async def _round_up(tx: Transaction) -> None:
    await post_all(tx, await workspace.get(tx))


def _expanding(activity_ids: list[int]) -> Callable[[Transaction], Awaitable[None]]:
    async def work(tx: Transaction) -> None:
        await expand(tx, activity_ids)

    return work


async def fill(db: Database, count: int) -> list[int]:
    """Writes the workspace and its activities, of three years around now: for everyone and a hundred groups, of every kind; a
    twentieth without a day, a fiftieth that repeats, which are not expanded yet. Returns the latter's ids."""
    async with db.write() as tx:
        for number in range(GROUPS + 1):
            kind = "group" if number else "announcements"
            await channels.save(
                tx, f"C{number}", name=f"c-{number}", kind=kind, title=f"Group {number}", bot_is_member=True
            )
        await workspace.save(
            tx, timezone="Europe/Zurich", languages=["en"], announcements_channel_id=EVERYONE
        )
        await schedule_round_up(tx, await workspace.get(tx))
    rows = _activities(count)
    while some := list(islice(rows, AT_ONCE)):
        async with db.write() as tx:
            await tx.execute(insert(activities), some)
    async with db.read() as tx:
        return list(
            (await tx.execute(select(activities.c.id).where(activities.c.rrule.is_not(None)))).scalars()
        )


def _activities(count: int) -> Iterator[dict[str, Any]]:
    luck = random.Random(87)
    for number in range(count):
        zone = luck.choice(ZONES)
        day = date(2018, 1, 1) + timedelta(days=luck.randrange(3 * 365))
        starts = luck.choice((None, time(9), time(14, 30)))
        when = When("day", day, day + timedelta(days=luck.choice((0, 0, 0, 1, 4))), starts, None, zone)
        if number % 20 == 0:
            when = When.parse(luck.choice(("TBC", f"{day:%Y-%m}")), timezone=zone)
        yield {
            "uid": f"{number}",
            "kind": luck.choice(("event", "event", "deadline", "report", "campaign", "news")),
            "title": f"Activity number {number} of the alliance",
            "channel_id": None if number % 3 == 0 else f"C{luck.randint(1, GROUPS)}",
            "place": "Geneva",
            "rrule": RULES[number // 50 % len(RULES)] if number % 50 == 1 else None,
            "updated_at": MONDAY,
            "begins": when.begins,
            "finishes": when.finishes,
            **{name: getattr(when, name) for name in When.__dataclass_fields__},
        }
