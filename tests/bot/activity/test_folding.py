"""Five weeks later only sums are left, and they say the same; after the period only weeks are."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.activity.marking import marker
from bot.activity.noting import note
from bot.activity.rules import fold_before, may_show, months_before
from bot.activity.service import ActivityService
from bot.activity.understanding import understood
from bot.upkeep import UpkeepService
from storage import folding, pulse, weeks, workspace
from storage.activity import active_days, active_weeks, exchanges, posts, reactions
from storage.database import Database
from storage.days import our_zone, start_of
from tests.bot.activity.life import deleted, life, recorder_of, reply
from tests.conftest import START, MovableClock

SINCE = date(2019, 3, 1)


async def fold(db: Database) -> int:
    service, times = ActivityService(db), 0
    while await service.fold_next():
        times += 1
    return times


async def counts(db: Database) -> list[int]:
    async with db.read() as tx:
        tables = (posts, reactions, active_days, exchanges, active_weeks)
        return [(await tx.execute(select(func.count()).select_from(table))).scalar_one() for table in tables]


async def test_folding_changes_no_sum_and_leaves_nothing_single(db: Database, clock: MovableClock) -> None:
    recorder = recorder_of(db)
    for event in life():
        await recorder.record(event)
    async with db.read() as tx:
        before = await pulse.days(tx, "C1", SINCE, START.date()), (await weeks.weeks(tx, "C1", SINCE))[:3]
        mine = await pulse.of_member(tx, "UBEN", SINCE, ["C1"])
    assert await fold(db) == 0
    clock.move(days=34)
    assert await fold(db) == 0
    clock.move(days=1)
    assert await fold(db) == 2
    async with db.read() as tx:
        after = await pulse.days(tx, "C1", SINCE, START.date()), (await weeks.weeks(tx, "C1", SINCE))[:3]
        assert after == before
        assert await pulse.of_member(tx, "UBEN", SINCE, ["C1"]) == mine
        assert [week.posts for week in after[1]] == [0, 0, 7]
        assert [(week.people, week.questions, week.answered, week.minutes) for week in after[1]][-1] == (
            4,
            1,
            1,
            180,
        )
        assert await pulse.has_replied(tx, "C1", "UBEN", "UANA", START - timedelta(days=4))
        assert not await pulse.has_replied(tx, "C1", "UANA", "UBEN", START - timedelta(days=4))
    await UpkeepService(db).forget()
    assert await counts(db) == [0, 0, 6, 3, 1]


async def test_what_is_deleted_after_it_was_folded_is_taken_off_its_day_once(
    db: Database, clock: MovableClock
) -> None:
    recorder = recorder_of(db)
    events = life()
    for event in events:
        await recorder.record(event)
    clock.move(days=43)
    await fold(db)
    answer = reply("UBEN", events[3]["ts"], events[0]["ts"], "UANA")
    for _ in range(3):
        await recorder.record(deleted(answer, f"{clock.now().timestamp():.6f}"))
        await fold(db)
    async with db.read() as tx:
        days = await pulse.of_member(tx, "UBEN", SINCE, ["C1"])
        assert [(d.posts, d.replies) for d in days] == [(1, 0)]
        assert not await pulse.has_replied(tx, "C1", "UBEN", "UANA", START - timedelta(days=4))


@pytest.mark.parametrize("first", ["fold", "deletion", "look"])
async def test_a_deletion_and_the_folding_of_its_day_at_once_come_out_the_same(
    first: str, db: Database, clock: MovableClock
) -> None:
    recorder = recorder_of(db)
    events = life()
    for event in events:
        await recorder.record(event)
    clock.move(days=43)
    answer = reply("UBEN", events[3]["ts"], events[0]["ts"], "UANA")
    gone = deleted(answer, f"{clock.now().timestamp():.6f}")
    async with db.read() as tx:
        before = start_of(fold_before(clock.now().date()), await our_zone(tx))
    other: asyncio.Future[object]
    # One of them has done all of its work, and not committed, as the other begins.
    async with db.write() as tx:
        if first == "look":
            # The deletion sees that the post is there, and then waits for it; it is gone when its turn comes.
            await tx.execute(select(posts.c.ts).with_for_update())
            other = asyncio.ensure_future(recorder.record(gone))
            await asyncio.wait([other], timeout=0.1)
            assert await folding.fold_oldest_day(tx, "C1", before, await our_zone(tx))
        elif first == "fold":
            assert await folding.fold_oldest_day(tx, "C1", before, await our_zone(tx))
            other = asyncio.ensure_future(recorder.record(gone))
        else:
            told = understood(gone, marker("secret"))
            assert told is not None
            await note(tx, [told], [])
            other = asyncio.ensure_future(fold(db))
        # On Postgres a deletion waits for whoever folds, who waits for nobody; on SQLite there is one writer.
        if first != "look":
            await asyncio.wait([other], timeout=0.1)
    await other
    await fold(db)
    async with db.read() as tx:
        assert [(d.posts, d.replies) for d in await pulse.of_member(tx, "UBEN", SINCE, ["C1"])] == [(1, 0)]
        assert not await pulse.has_replied(tx, "C1", "UBEN", "UANA", START - timedelta(days=4))


async def test_after_the_period_only_weeks_are_kept(db: Database, clock: MovableClock) -> None:
    async with db.write() as tx:
        await workspace.save(tx, activity_months=2)
    recorder = recorder_of(db)
    for event in life():
        await recorder.record(event)
    clock.move(days=60)
    await fold(db)
    await UpkeepService(db).forget()
    assert await counts(db) == [0, 0, 6, 3, 1]
    clock.move(days=40)
    await UpkeepService(db).forget()
    assert await counts(db) == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2019, 3, 18), 13, date(2018, 2, 1)),
        (date(2019, 1, 31), 1, date(2018, 12, 1)),
        (date(2019, 12, 31), 12, date(2018, 12, 1)),
    ],
)
def test_the_period_ends_with_a_month(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_a_week_is_folded_when_all_of_it_is_five_weeks_old() -> None:
    assert fold_before(date(2019, 4, 21)) == date(2019, 3, 11)
    assert fold_before(date(2019, 4, 22)) == date(2019, 3, 18)


def test_a_figure_of_four_people_is_for_their_moderators_only() -> None:
    assert may_show(5, is_moderator=False)
    assert not may_show(4, is_moderator=False)
    assert may_show(1, is_moderator=True)
