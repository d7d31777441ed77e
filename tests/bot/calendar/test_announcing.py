import asyncio
from collections import Counter
from datetime import UTC, datetime

from bot import hours
from bot.calendar.service import CalendarService
from bot.i18n import zone
from storage.database import Database
from tests.bot.calendar.world import (
    EVERYONE,
    MIGRATION,
    SUPPLY,
    change_channel,
    draft,
    load,
    planned,
    posts,
    settle,
    states,
    sweep,
)
from tests.conftest import MovableClock

WEEK, DAY, HOUR = 10080, 1440, 60


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def test_an_activity_is_announced_a_week_and_a_day_ahead(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Tunisia workshop", country="TN"))
    assert await sweep(service) == 0
    clock.move_to(utc("2019-03-21T08:00"))
    assert await sweep(service) == 1
    clock.move_to(utc("2019-03-27T08:00"))
    assert await sweep(service) == 1
    clock.move(days=20)
    assert await sweep(service) == 0
    week, day = await posts(db)
    assert week[0] == day[0] == EVERYONE
    assert "*Tunisia workshop* takes place in a week." in week[1]
    assert "*Tunisia workshop* takes place tomorrow." in day[1]
    assert "Thu 28 Mar" in week[1]
    assert "Tunisia" in day[1]


async def test_an_hour_ahead_is_told_to_the_minute_and_at_night_too(
    db: Database, clock: MovableClock
) -> None:
    service = CalendarService(db)
    call = draft("Late call", "2019-03-19", starts="17:00", ends="18:00", timezone="America/Los_Angeles")
    await settle(db, call)
    clock.move_to(utc("2019-03-19T08:00"))  # 20 March, 00:00 in Geneva is when the call begins
    await sweep(service)
    clock.move_to(utc("2019-03-19T22:59"))
    assert await sweep(service) == 0
    assert await service.next_due() == utc("2019-03-19T23:00")
    clock.move_to(utc("2019-03-19T23:00"))
    assert hours.is_night(clock.now(), zone("Europe/Zurich"))
    assert await sweep(service) == 1
    assert "*Late call* takes place in an hour." in (await posts(db))[-1][1]


async def test_what_is_due_at_one_moment_is_one_post_in_each_channel(
    db: Database, clock: MovableClock
) -> None:
    await settle(
        db,
        draft("Tunisia workshop"),
        draft("Chile workshop"),
        draft("Group meeting", channel_id=MIGRATION),
        draft("Far away", "2019-06-20"),
    )
    clock.move_to(utc("2019-03-21T08:00"))
    assert await sweep(CalendarService(db)) == 2
    everyone, group = sorted(await posts(db))
    assert (everyone[0], group[0]) == (EVERYONE, MIGRATION)
    assert "Tunisia workshop" in everyone[1]
    assert "Chile workshop" in everyone[1]
    assert "Group meeting" not in everyone[1]
    assert "Group meeting" in group[1]
    assert "workshop" not in group[1]


async def test_two_sweeps_at_once_make_one_post(db: Database, clock: MovableClock) -> None:
    await settle(db, *[draft(f"Workshop {n}", channel_id=MIGRATION) for n in range(5)])
    clock.move_to(utc("2019-03-21T08:00"))
    services = [CalendarService(db) for _ in range(4)]
    await asyncio.gather(*(sweep(service) for service in services))
    ((_, text),) = await posts(db)
    assert all(f"Workshop {n}" in text for n in range(5))
    assert Counter(r.state for r in await planned(db)) == {"announced": 5, "pending": 5}


async def test_after_two_hours_of_silence_it_is_said_once_and_late(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Tunisia workshop"), draft("Call", "2019-03-21", starts="11:00", ends="11:30"))
    clock.move_to(
        utc("2019-03-21T10:30")
    )  # due: 08:00 a week ahead, and 09:00 an hour ahead of what began at 10:00
    assert await sweep(service) == 1
    ((_, text),) = [post for post in await posts(db) if "Tunisia" in post[1]]
    assert "Call" not in text
    async with db.read():
        call = [r for r in await planned(db) if r.lead == HOUR]
    assert [r.state for r in call] == ["missed"]


async def test_a_day_ahead_said_late_says_today(db: Database, clock: MovableClock) -> None:
    await settle(db, draft("Tunisia workshop"))
    clock.move_to(utc("2019-03-28T08:30"))
    await sweep(CalendarService(db))
    ((_, text),) = await posts(db)
    assert "takes place today." in text
    assert await states(db) == {WEEK: "missed", DAY: "announced"}


async def test_what_is_over_is_missed_and_never_said(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Tunisia workshop"))
    clock.move(days=60)
    assert await sweep(service) == 1
    assert await posts(db) == []
    assert await states(db) == {WEEK: "missed", DAY: "missed"}
    assert await service.next_due() is None


async def test_two_leads_of_one_activity_that_come_together_name_it_once(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, draft("Call", "2019-03-21", starts="11:00"))
    clock.move_to(utc("2019-03-21T09:30"))
    await sweep(CalendarService(db))
    ((_, text),) = await posts(db)
    assert text.count("*Call*") == 1
    assert "in 30 minutes" in text
    assert await states(db) == {DAY: "announced", HOUR: "announced"}


async def test_nothing_late_is_said_at_night_but_in_the_morning(db: Database, clock: MovableClock) -> None:
    service = CalendarService(db)
    await settle(db, draft("Tunisia workshop"))
    clock.move_to(utc("2019-03-21T19:00"))  # 20:00 in Geneva
    await sweep(service)
    assert await posts(db) == []
    assert await service.next_due() == utc("2019-03-22T07:00")
    clock.move_to(utc("2019-03-22T07:00"))
    assert await sweep(service) == 1
    assert "in 6 days" in (await posts(db))[0][1]


async def test_an_archived_channel_is_left_alone_and_where_liaison_is_not_slack_says_so(
    db: Database, clock: MovableClock
) -> None:
    service = CalendarService(db)
    await settle(db, draft("One", channel_id=MIGRATION), draft("Two", channel_id=SUPPLY))
    await change_channel(db, MIGRATION, is_archived=True)
    await change_channel(db, SUPPLY, bot_is_member=False)
    clock.move_to(utc("2019-03-21T08:00"))
    assert await sweep(service) == 2
    assert [channel for channel, _text in await posts(db)] == [SUPPLY]
    assert Counter(r.state for r in await planned(db)) == {"missed": 1, "announced": 1, "pending": 2}


async def test_a_date_that_is_moved_there_and_back_is_announced_once(
    db: Database, clock: MovableClock
) -> None:
    service = CalendarService(db)
    await settle(db, draft())
    clock.move_to(utc("2019-03-21T08:00"))
    await sweep(service)
    await load(db, draft(date="2019-04-25"))
    await load(db, draft())
    await sweep(service)
    assert len(await posts(db)) == 1


async def test_an_activity_that_moved_while_its_reminder_was_overdue_is_announced_on_its_new_date(
    db: Database, clock: MovableClock
) -> None:
    service = CalendarService(db)
    await settle(db, draft())
    clock.move_to(utc("2019-03-21T10:00"))
    await load(db, draft(date="2019-04-04"))
    assert await sweep(service) == 0
    clock.move(minutes=10)
    assert await service.tell_next()
    assert await service.next_due() == utc("2019-03-28T08:00")


async def test_what_waited_for_the_morning_is_said_beside_what_was_urgent(
    db: Database, clock: MovableClock
) -> None:
    """Both were due at nine; the one of twelve hours went out in the evening, the other next morning."""
    service = CalendarService(db)
    await settle(
        db,
        draft("Tunisia workshop"),
        draft("Night call", "2019-03-21", starts="21:00", kind="deadline"),
        leads={"deadline": [720], "event": [WEEK]},
    )
    clock.move_to(utc("2019-03-21T19:30"))
    assert await sweep(service) == 1
    clock.move_to(utc("2019-03-22T07:00"))
    assert await sweep(service) == 1
    night, morning = await posts(db)
    assert "Night call" in night[1]
    assert "Tunisia workshop" in morning[1]


async def test_the_workspaces_language_is_used_in_channels(db: Database, clock: MovableClock) -> None:
    await settle(db, draft("Atelier"), languages=["fr", "en"])
    clock.move_to(utc("2019-03-21T08:00"))
    await sweep(CalendarService(db))
    assert "jeu. 28 mars" in (await posts(db))[0][1]


async def test_loading_the_file_again_and_announcing_do_not_get_in_each_others_way(
    db: Database, clock: MovableClock
) -> None:
    drafts = [draft(f"Workshop {n}") for n in range(15)]
    await settle(db, *drafts)
    moved = [draft(f"Workshop {n}", place="Geneva") for n in reversed(range(15))]
    clock.move_to(utc("2019-03-21T08:00"))
    await asyncio.gather(load(db, *moved), sweep(CalendarService(db)), sweep(CalendarService(db)))
    await sweep(CalendarService(db))
    assert len(await posts(db)) == 1
    assert Counter(r.state for r in await planned(db)) == {"announced": 15, "pending": 15}


async def test_before_setup_nothing_is_due(db: Database) -> None:
    service = CalendarService(db)
    assert await sweep(service) == 0
    assert await service.next_due() is None
