import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.calendar.service import CalendarService, schedule_round_up
from storage import workspace
from storage.database import Database
from tests.bot.calendar.world import (
    EVERYONE,
    MIGRATION,
    change_channel,
    draft,
    posts,
    settle,
)
from tests.conftest import MovableClock


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def schedule(db: Database) -> datetime | None:
    async with db.write() as tx:
        await schedule_round_up(tx, await workspace.get(tx))
        return (await workspace.get(tx)).round_up_due_at


async def due_at(db: Database) -> datetime | None:
    async with db.read() as tx:
        return (await workspace.get(tx)).round_up_due_at


async def round_ups(service: CalendarService) -> int:
    times = 0
    while await service.round_up_next():
        times += 1
    return times


async def test_on_monday_at_nine_each_channel_hears_of_its_own(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(
        db,
        draft("African Union workshop", "2019-03-20", end_date="2019-03-21"),
        draft("Uganda workshop", "2019-04-17"),
        draft("Forum", "2019-07-09", end_date="2019-07-18"),
        draft("Peru workshop", "TBC"),
        draft("Vulnerability report", "2019-Q2", kind="report", channel_id=MIGRATION),
        draft("Migration meeting", "2019-03-22", channel_id=MIGRATION),
    )
    assert await schedule(db) == utc("2019-03-18T08:00")
    assert await round_ups(service) == 0
    assert await service.next_due() == utc("2019-03-18T08:00")
    clock.move_to(utc("2019-03-18T08:00"))
    assert await round_ups(service) == 1
    everyone, group = sorted(await posts(db))
    assert (everyone[0], group[0]) == (EVERYONE, MIGRATION)
    parts = everyone[1].split("*The 4 weeks after*")
    assert "African Union workshop" in parts[0]
    assert "Wed 20 Mar to Thu 21 Mar" in parts[0]
    assert "Uganda workshop" in parts[1]
    assert parts[1].index("Date to be confirmed") < parts[1].index("Peru workshop")
    assert "Forum" not in everyone[1]
    assert "igration" not in everyone[1].replace("Vulnerability", "")
    assert "Vulnerability" not in everyone[1]
    assert "Migration meeting" in group[1]
    assert "between April and June 2019" in group[1]
    assert await due_at(db) == utc("2019-03-25T08:00")


async def test_the_round_up_stays_at_nine_through_the_clock_change(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Long forum", "2019-03-12", end_date="2019-04-30"))
    await schedule(db)
    for moment in ("2019-03-18T08:00", "2019-03-25T08:00", "2019-04-01T07:00", "2019-04-08T07:00"):
        assert await service.next_due() == utc(moment)
        clock.move_to(utc(moment))
        assert await round_ups(service) == 1
    assert len(await posts(db)) == 4


async def test_four_sweeps_at_once_make_one_round_up(db: Database, clock: MovableClock) -> None:
    await settle(db, draft("Peru workshop", "TBC"))
    await schedule(db)
    clock.move_to(utc("2019-03-18T08:00"))
    await asyncio.gather(*(round_ups(CalendarService(db)) for _ in range(4)))
    assert len(await posts(db)) == 1


@pytest.mark.parametrize(
    ("now", "posted", "following"),
    [
        ("2019-03-20T18:59", 1, "2019-03-25T08:00"),  # Wednesday evening
        ("2019-03-21T08:00", 0, "2019-03-25T08:00"),  # Thursday: too late
        ("2019-03-25T07:30", 0, "2019-03-25T08:00"),  # the next Monday, half an hour early
        ("2019-04-02T08:00", 1, "2019-04-08T07:00"),  # down for two weeks, back on a Tuesday
    ],
)
async def test_a_late_round_up_is_posted_once_or_skipped(
    db: Database, clock: MovableClock, now: str, posted: int, following: str
) -> None:
    service = CalendarService(db)
    await settle(db, draft("Peru workshop", "TBC"))
    await schedule(db)
    clock.move_to(utc(now))
    assert await round_ups(service) == 1
    assert len(await posts(db)) == posted
    assert await due_at(db) == utc(following)


async def test_a_late_round_up_waits_for_the_morning(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Peru workshop", "TBC"))
    await schedule(db)
    clock.move_to(utc("2019-03-18T20:00"))
    assert await round_ups(service) == 0
    assert await service.next_due() == utc("2019-03-19T07:00")
    clock.move_to(utc("2019-03-19T07:00"))
    assert await round_ups(service) == 1


async def test_a_late_round_up_leaves_out_what_is_over(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Monday meeting", "2019-03-18"), draft("Friday meeting", "2019-03-22"))
    await schedule(db)
    clock.move_to(utc("2019-03-20T09:00"))
    await round_ups(service)
    ((_, text),) = await posts(db)
    assert "Friday meeting" in text
    assert "Monday meeting" not in text


async def test_where_nothing_is_on_nothing_is_posted(db: Database, clock: MovableClock) -> None:
    await settle(
        db,
        draft("Old", "2019-03-04"),
        draft("Called off", "2019-03-20", status="cancelled"),
        draft("Winter report", "2018-Q4", kind="report"),
        draft("In an archived channel", "2019-03-20", channel_id=MIGRATION),
    )
    await change_channel(db, MIGRATION, is_archived=True)
    await schedule(db)
    clock.move_to(utc("2019-03-18T08:00"))
    assert await round_ups(CalendarService(db)) == 1
    assert await posts(db) == []


async def test_what_is_under_way_is_in_this_week(db: Database, clock: MovableClock) -> None:
    await settle(db, draft("Long forum", "2019-03-12", end_date="2019-03-29"))
    await schedule(db)
    clock.move_to(utc("2019-03-18T08:00"))
    await CalendarService(db).round_up_next()
    ((_, text),) = await posts(db)
    assert text.index("*This week*") < text.index("Long forum")


async def test_a_round_up_that_is_set_stays_set(db: Database, clock: MovableClock) -> None:
    await settle(db)
    first = await schedule(db)
    clock.move(hours=3)
    assert await schedule(db) == first


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2019-03-18T08:00", "2019-03-18T08:00"),
        ("2019-03-18T08:01", "2019-03-25T08:00"),
        ("2019-03-29T12:00", "2019-04-01T07:00"),
    ],
)
async def test_the_first_round_up_is_today_if_it_is_monday_before_nine(
    db: Database, clock: MovableClock, now: str, due: str
) -> None:
    await settle(db)
    clock.move_to(utc(now))
    assert await schedule(db) == utc(due)


async def test_a_new_zone_of_the_workspace_moves_the_round_up(db: Database) -> None:
    await settle(db, timezone="UTC")
    assert await schedule(db) == utc("2019-03-18T09:00")
    await settle(db, timezone="Europe/Zurich")
    assert await schedule(db) == utc("2019-03-18T08:00")


async def mondays(db: Database, clock: MovableClock, weeks: int) -> list[int]:
    """In which of so many weeks, counted from 0, a round-up was posted."""
    posted = []
    for week in range(weeks):
        before = len(await posts(db))
        clock.move_to(utc("2019-03-18T09:00") + timedelta(weeks=week))
        await round_ups(CalendarService(db))
        if len(await posts(db)) > before:
            posted.append(week)
    return posted


async def test_a_round_up_without_dates_is_repeated_after_four_weeks(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, draft("Peru workshop", "TBC"))
    await schedule(db)
    assert await mondays(db, clock, 9) == [0, 4, 8]


async def test_a_round_up_without_dates_is_posted_when_something_in_it_is_new(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, draft("Peru workshop", "TBC"))
    await schedule(db)
    assert await mondays(db, clock, 2) == [0]
    await settle(db, draft("Peru workshop", "TBC"), draft("Kenya workshop", "TBC"))
    assert await mondays(db, clock, 5) == [2]


async def test_when_the_last_date_has_passed_what_is_to_be_confirmed_is_not_said_again_at_once(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, draft("Forum", "2019-03-20"), draft("Peru workshop", "TBC"))
    await schedule(db)
    assert await mondays(db, clock, 5) == [0, 4]
