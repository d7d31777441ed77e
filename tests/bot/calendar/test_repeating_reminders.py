from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.calendar.planned_reminders import plan_reminders
from bot.calendar.recurrence import Rule
from bot.calendar.repeating import RepeatingService, expand
from bot.calendar.service import CalendarService
from storage import calendar, recurring, workspace
from storage.database import Database
from storage.recurring import Exceptional
from tests.bot.calendar.world import draft, load, planned, posts, settle, sweep
from tests.conftest import MovableClock

WEEK, DAY, HOUR = 10080, 1440, 60
WEEKLY = Rule("weekly")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def call(date: str = "2019-03-20", rule: Rule | None = WEEKLY, **values: Any) -> Any:
    return draft("Call", date, rule=rule, **{"starts": "14:00", "ends": "15:00"} | values)


async def due(db: Database, until: str) -> list[tuple[str, int]]:
    """What is pending and due before a day: when, in UTC, and at which lead."""
    found = [r for r in await planned(db) if r.state == "pending" and r.due_at < utc(until)]
    return [(f"{r.due_at:%d %b %H:%M}", r.lead) for r in found]


async def change(db: Database, *exceptions: Exceptional) -> None:
    """As a service changes one occurrence."""
    async with db.write() as tx:
        await recurring.save_exceptions(tx, {1: exceptions})
        await expand(tx, [1])
        activity = (await calendar.by_ids(tx, [1]))[1]
        await plan_reminders(tx, [activity], await workspace.get(tx))


async def live(db: Database, clock: MovableClock, until: str) -> list[str]:
    """From each moment at which something is due to the next, as the worker does. Returns what was posted when, in UTC."""
    service, heard, said = CalendarService(db), list[str](), len(await posts(db))
    while clock.now() < utc(until):
        coming = await service.next_due() or utc(until)
        clock.move_to(min(max(coming, clock.now()), clock.now() + timedelta(days=20), utc(until)))
        while await RepeatingService(db).extend_next():
            pass
        await sweep(service)
        for _channel, text in (await posts(db))[said:]:
            heard.append(f"{clock.now():%d %b %H:%M} {text.splitlines()[0]}")
            said += 1
    return heard


async def test_each_occurrence_is_reminded_of_at_each_lead_by_its_own_clock(db: Database) -> None:
    await settle(db, call())
    assert await due(db, "2019-04-04") == [
        ("19 Mar 08:00", DAY),
        ("20 Mar 08:00", WEEK),
        ("20 Mar 12:00", HOUR),
        ("26 Mar 08:00", DAY),
        ("27 Mar 08:00", WEEK),
        ("27 Mar 12:00", HOUR),
        ("02 Apr 07:00", DAY),  # summer time has begun
        ("03 Apr 07:00", WEEK),
        ("03 Apr 11:00", HOUR),
    ]
    horizon = max(reminder.occurrence for reminder in await planned(db))
    assert horizon > utc("2020-04-20")


async def test_a_month_of_a_weekly_call_is_said_once_a_lead(db: Database, clock: MovableClock) -> None:
    await settle(db, call(), leads={"event": [DAY, HOUR]})
    assert await live(db, clock, "2019-04-05T00:00") == [
        "19 Mar 08:00 Call takes place tomorrow.",
        "20 Mar 12:00 Call takes place in an hour.",
        "26 Mar 08:00 Call takes place tomorrow.",
        "27 Mar 12:00 Call takes place in an hour.",
        "02 Apr 07:00 Call takes place tomorrow.",
        "03 Apr 11:00 Call takes place in an hour.",
    ]
    assert Counter(r.state for r in await planned(db) if r.due_at < clock.now()) == {"announced": 6}


async def test_one_that_is_moved_is_reminded_of_on_its_new_day_alone(db: Database) -> None:
    await settle(db, call())
    await change(db, Exceptional(date(2019, 3, 27), starts_on=date(2019, 3, 29), starts_at=time(10)))
    assert ("26 Mar 08:00", DAY) not in await due(db, "2019-04-01")
    assert [each for each in await due(db, "2019-03-31") if "22 Mar" in each[0] or each[0] > "28"] == [
        ("22 Mar 08:00", WEEK),
        ("28 Mar 08:00", DAY),
        ("29 Mar 08:00", HOUR),
    ]


async def test_one_that_is_called_off_is_not_reminded_of_and_the_others_are(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call())
    clock.move_to(utc("2019-03-26T12:00"))
    await sweep(CalendarService(db))
    await change(db, Exceptional(date(2019, 3, 27), status="cancelled"))
    assert await due(db, "2019-04-03") == [("27 Mar 08:00", WEEK), ("02 Apr 07:00", DAY)]
    await change(db, Exceptional(date(2019, 3, 27)))
    # What was said of it is not said again.
    assert await due(db, "2019-03-28") == [("27 Mar 08:00", WEEK), ("27 Mar 12:00", HOUR)]


async def test_one_that_is_called_off_while_its_reminder_is_overdue_is_not_said(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call(rule=Rule("weekly", count=2)), leads={"event": [DAY]})
    clock.move_to(utc("2019-03-26T09:00"))
    async with db.write() as tx:
        await recurring.save_exceptions(tx, {1: [Exceptional(date(2019, 3, 27), status="cancelled")]})
        await expand(tx, [1])
    await sweep(CalendarService(db))
    assert await posts(db) == []
    assert Counter(r.state for r in await planned(db)) == {"missed": 2}


async def test_without_its_rule_only_its_own_date_is_reminded_of(db: Database, clock: MovableClock) -> None:
    await settle(db, call())
    clock.move_to(utc("2019-03-18T09:00"))
    await load(db, call(rule=None))
    assert await due(db, "2022-01-01") == [("19 Mar 08:00", DAY), ("20 Mar 12:00", HOUR)]


async def test_a_date_of_a_rule_that_does_not_take_place_is_not_reminded_of_as_the_first(
    db: Database,
) -> None:
    await settle(db, call())
    await change(db, Exceptional(date(2019, 3, 20), status="cancelled"))
    assert await due(db, "2019-03-22") == [("20 Mar 08:00", WEEK)]


async def test_two_occurrences_in_one_post_are_both_named(db: Database, clock: MovableClock) -> None:
    await settle(db, call("2019-03-18", Rule("daily")), leads={"event": [2 * DAY, DAY]})
    clock.move_to(utc("2019-03-20T09:00"))
    await sweep(CalendarService(db))
    ((_channel, text),) = await posts(db)
    assert text.count("*Call*") == 3
    assert all(
        soon in text for soon in ("takes place today", "takes place tomorrow", "takes place in 2 days")
    )


async def test_reminders_are_planned_on_as_time_goes_on(db: Database, clock: MovableClock) -> None:
    await settle(db, call(), leads={"event": [366 * DAY]})
    heard = await live(db, clock, "2019-07-01T00:00")
    assert len(heard) == 15
    assert all("365 days" in each or "366 days" in each for each in heard)


@pytest.mark.parametrize(
    ("before", "after", "at", "said"),
    [
        # Added: what is still to come is said, what is past is not made up for, what was said is not said again.
        ([7, 1], [7, 3, 1], "2019-03-18T09:00", [7, 3, 1]),
        ([7, 1], [7, 3, 1], "2019-03-22T09:00", [7, 3, 1]),
        ([7, 1], [7, 3, 1], "2019-03-26T09:00", [7, 1]),
        ([1], [14, 1], "2019-03-20T09:00", [1]),
        # Taken out, and put back.
        ([7, 1], [1], "2019-03-22T09:00", [7, 1]),
        ([7, 1], [1], "2019-03-18T09:00", [1]),
        # Moved before it was due: said at its new time, or at once if that is past.
        ([7, 1], [5, 1], "2019-03-18T09:00", [5, 1]),
        ([7, 1], [14, 1], "2019-03-18T09:00", [14, 1]),
        ([1], [2], "2019-03-26T22:30", [2]),
        ([7, 1], [14, 2], "2019-03-18T09:00", [14, 2]),
        # Moved after it was said: not said again, unless it is another reminder altogether.
        ([7, 1], [5, 1], "2019-03-22T09:00", [7, 1]),
        ([7, 1], [14, 1], "2019-03-22T09:00", [7, 1]),
        ([7], [1], "2019-03-22T09:00", [7, 1]),
        ([2], [5], "2019-03-26T09:00", [2]),
    ],
)
async def test_a_lead_that_is_added_or_moved_later_neither_skips_nor_repeats(
    db: Database, clock: MovableClock, before: list[int], after: list[int], at: str, said: list[int]
) -> None:
    """Of a day, 28 March; 7 days before it is 21 March. Each is said once, and nothing else."""
    one = draft("Workshop", "2019-03-28")
    await settle(db, one, leads={"event": [days * DAY for days in before]})
    heard = await live(db, clock, at)
    await settle(db, one, leads={"event": [days * DAY for days in after]})
    await settle(db, one, leads={"event": [days * DAY for days in after]})
    heard += await live(db, clock, "2019-03-29T00:00")
    assert len(heard) == len(said), heard
    assert not [r for r in await planned(db) if r.state in {"pending", "missed"}]
