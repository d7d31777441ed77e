"""What channels are told of what is new and of what changes."""

import asyncio
from datetime import date

import pytest

from bot.calendar.looking.menus import OPEN_ONE
from bot.calendar.planning import changing
from bot.calendar.planning.facts import columns_of
from bot.calendar.recurrence import Rule
from bot.calendar.service import CalendarService, schedule_round_up
from storage import channel_calendars, workspace
from storage.database import Database
from tests.bot.calendar.telling.world import Telling, utc
from tests.bot.calendar.world import EVERYONE, MIGRATION, change_channel, draft, load, planned, settle, states
from tests.conftest import MovableClock


@pytest.fixture
async def calendar(db: Database, clock: MovableClock) -> Telling:
    await settle(db)
    clock.move_to(utc("2019-03-18T10:00"))
    return Telling(db, clock)


async def test_what_is_new_is_announced_once_in_its_channel(calendar: Telling) -> None:
    await calendar.add("Workshop", place="Lima")
    await calendar.add("Group's", channel_id=MIGRATION)
    await asyncio.gather(*(CalendarService(calendar.db).tell_next() for _ in range(3)))
    services = [CalendarService(calendar.db) for _ in range(3)]
    await asyncio.gather(*(service.announce_next() for service in services))
    await calendar.work()
    posted = {lane: text for _kind, lane, text in await calendar.rows()}
    assert len(await calendar.rows()) == 2
    assert posted[EVERYONE].startswith(
        "New in the calendar: Workshop\nNew in the calendar: *Workshop*\nThu 28 Mar · Lima"
    )
    assert "Group's" in posted[MIGRATION]
    assert "Group's" not in posted[EVERYONE]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2019-05-13", "New in the calendar: W"),  # eight weeks ahead, to the day
        ("2019-05-14", "Save the date: W"),
        ("2019-04", "Save the date: W"),
        ("TBC", "New in the calendar: W. The date is to be confirmed."),
    ],
)
async def test_what_is_far_or_vague_is_a_date_to_save(calendar: Telling, day: str, words: str) -> None:
    await calendar.add("W", day)
    assert await calendar.work() == [words]


async def test_what_comes_from_a_file_is_told_when_its_time_comes(calendar: Telling) -> None:
    await load(calendar.db, draft("Workshop"))
    assert await calendar.until("2019-03-29T00:00") == [
        "21 Mar 08:00 Workshop takes place in a week.",
        "27 Mar 08:00 Workshop takes place tomorrow.",
    ]


async def test_a_reminder_within_a_day_of_the_announcement_is_settled_by_it(calendar: Telling) -> None:
    await calendar.add("Soon", "2019-03-20", starts="14:00")
    assert await calendar.until("2019-03-21T00:00") == [
        "New in the calendar: Soon",
        "20 Mar 12:00 Soon takes place in an hour.",
    ]
    assert await states(calendar.db) == {1440: "announced", 60: "announced"}


async def test_a_cancellation_is_said_at_once_even_at_night_and_marked(calendar: Telling) -> None:
    activity = await calendar.add("Workshop")
    await calendar.work()
    calendar.clock.move_to(utc("2019-03-19T02:00"))
    await calendar.add("Other")
    await calendar.cancel(activity)
    assert await calendar.work() == ["edit: Cancelled: Workshop", "Cancelled: Workshop"]
    edit = (await calendar.rows())[1][2]
    assert "*Cancelled:* ~Workshop~\n~Thu 28 Mar~" in edit
    assert not [b for b in (await calendar.blocks())[1] if b["type"] == "actions"]
    assert await calendar.until("2019-03-20T00:00") == ["19 Mar 07:00 New in the calendar: Other"]


async def test_what_takes_place_after_all_is_said_and_its_reminders_are_back(calendar: Telling) -> None:
    activity = await calendar.add("Workshop")
    await calendar.work()
    await calendar.cancel(activity)
    await calendar.work()
    await calendar.change(activity, status="confirmed")
    said = await calendar.until("2019-03-18T12:00")
    assert [each[13:] for each in said] == [
        "edit: Changed: Workshop takes place after all.",
        "edit: New in the calendar: Workshop",
        "Workshop takes place after all.",
    ]
    assert {r.state for r in await planned(calendar.db)} == {"pending"}


async def test_a_round_up_names_what_repeats_once_with_its_next_date(calendar: Telling) -> None:
    weekly = Rule("weekly")
    await load(calendar.db, draft("Call", "2019-03-20", rule=weekly), draft("Forum", "2019-04-03"))
    async with calendar.db.write() as tx:
        await schedule_round_up(tx, await workspace.get(tx))
    calendar.clock.move_to(utc("2019-03-25T08:00"))
    await calendar.work()
    (text,) = [text for _kind, _lane, text in await calendar.rows() if "weeks ahead" in text]
    assert [line for line in text.splitlines() if line.startswith("•")] == [
        "•  *Call* · Wed 27 Mar · every Wednesday",
        "•  *Forum* · Wed 3 Apr",
    ]


async def test_beyond_three_posts_a_day_news_waits_for_the_morning_and_is_gathered(calendar: Telling) -> None:
    said = []
    for n in range(5):
        await calendar.add(f"W{n}")
        said += await calendar.work()
        calendar.clock.move(minutes=5)
    assert said == [f"New in the calendar: W{n}" for n in range(3)]
    late = await calendar.add("Tomorrow at eight", "2019-03-19", starts="08:00")
    assert await calendar.work() == ["New in the calendar: Tomorrow at eight"]  # it can't wait
    await calendar.cancel(late)
    assert "Cancelled: Tomorrow at eight" in await calendar.work()
    assert await calendar.until("2019-03-20T07:00") == ["19 Mar 08:00 From the calendar: W3 and W4"]
    gathered = (await calendar.blocks())[-1]
    assert [b["accessory"]["action_id"] for b in gathered if "accessory" in b] == [OPEN_ONE] * 2


async def test_a_channel_may_want_more_or_fewer_posts(calendar: Telling) -> None:
    async with calendar.db.write() as tx:
        await channel_calendars.save(tx, EVERYONE, {}, 1)
    said = []
    for n in range(3):
        await calendar.add(f"W{n}")
        said += await calendar.work()
    assert said == ["New in the calendar: W0"]
    assert await calendar.until("2019-03-19T12:00") == ["19 Mar 08:00 From the calendar: W1 and W2"]


async def test_a_reminder_that_would_be_lost_by_waiting_is_said_beyond_the_posts_of_a_day(
    calendar: Telling,
) -> None:
    async with calendar.db.write() as tx:
        await channel_calendars.save(tx, EVERYONE, {}, 1)
    calendar.clock.move_to(utc("2019-03-19T07:00"))
    await load(calendar.db, draft("Breakfast", "2019-03-20", starts="08:30"), draft("Later", "2019-03-26"))
    await calendar.add("New")
    assert (await calendar.until("2019-03-21T00:00")) == [
        "New in the calendar: New",
        "19 Mar 08:00 Breakfast takes place tomorrow.",
        "20 Mar 06:30 Breakfast takes place in an hour.",
        "20 Mar 08:00 Later takes place in 6 days.",
    ]


@pytest.mark.parametrize(("kind", "out"), [("news", "News today: N"), ("report", "N is published today.")])
async def test_news_and_reports_are_told_on_their_day(calendar: Telling, kind: str, out: str) -> None:
    await calendar.add("N", "2019-03-19", kind=kind)
    assert await calendar.until("2019-03-21T12:00") == [f"19 Mar 08:00 {out}"]
    await calendar.add("Late", "2019-03-21", kind=kind)
    assert len(await calendar.work()) == 1
    assert await calendar.until("2019-04-01T00:00") == []


async def test_one_date_of_what_repeats_is_called_off_by_itself(calendar: Telling) -> None:
    call = await calendar.add("Call", "2019-03-20", starts="14:00", rule=Rule("weekly"))
    assert await calendar.work() == ["New in the calendar: Call"]
    assert "every Wednesday" in (await calendar.rows())[-1][2]
    await calendar.cancel(call, date(2019, 3, 27))
    assert await calendar.work() == ["Cancelled: Call"]
    said = await calendar.until("2019-03-28T00:00")
    assert not [
        each
        for each in said
        if each.startswith(("26", "27")) and "takes place" in each and "in a week" not in each
    ]


async def test_what_was_called_off_before_anybody_heard_of_it_is_not_told(calendar: Telling) -> None:
    calendar.clock.move_to(utc("2019-03-18T22:00"))
    activity = await calendar.add("Workshop")
    assert await calendar.work() == []
    await calendar.cancel(activity)
    assert await calendar.until("2019-03-19T12:00") == []
    await calendar.change(activity, status="confirmed")
    assert await calendar.until("2019-03-19T13:00") == ["19 Mar 12:10 New in the calendar: Workshop"]


async def test_an_archived_channel_is_told_nothing(calendar: Telling) -> None:
    await change_channel(calendar.db, EVERYONE, is_archived=True)
    await calendar.add("Workshop")
    assert await calendar.until("2019-03-29T00:00") == []


async def test_a_lead_that_is_moved_neither_skips_nor_repeats(calendar: Telling) -> None:
    await calendar.add("Workshop", "2019-04-10")
    said = await calendar.until("2019-04-04T00:00")
    await settle(calendar.db, draft("Workshop", "2019-04-10"), leads={"event": [5 * 1440, 1440]})
    said += await calendar.until("2019-04-11T00:00")
    assert said == [
        "New in the calendar: Workshop",
        "03 Apr 07:00 Workshop takes place in a week.",
        "09 Apr 07:00 Workshop takes place tomorrow.",
    ]


async def test_what_moves_to_a_group_while_it_waits_is_told_to_the_group_alone(calendar: Telling) -> None:
    calendar.clock.move_to(utc("2019-03-18T22:00"))
    activity = await calendar.add("Open")
    assert await calendar.work() == []  # at night
    calendar.clock.move_to(utc("2019-03-19T06:59"))
    await calendar.change(activity, channel_id=MIGRATION, title="Confidential")
    assert await calendar.until("2019-03-19T12:00") == ["19 Mar 07:00 New in the calendar: Confidential"]
    assert {lane for _kind, lane, _text in await calendar.rows()} == {MIGRATION}


async def test_of_what_has_repeated_for_long_is_told_as_of_anything(calendar: Telling) -> None:
    series = await calendar.add("Call", "2019-01-08", starts="14:00", rule=Rule("weekly"))
    assert await calendar.work() == ["New in the calendar: Call"]
    await calendar.cancel(series)
    assert await calendar.work() == ["edit: Cancelled: Call", "Cancelled: Call"]
    await calendar.change(series, status="confirmed")
    assert "18 Mar 10:10 Call takes place after all." in await calendar.until("2019-03-18T11:00")


async def test_what_is_too_long_for_one_post_is_said_in_the_next(calendar: Telling) -> None:
    for n in range(20):
        await calendar.add(f"{n:02} " + "long " * 50, venue="Hall " * 40, link="https://x.org/" + "y" * 200)
    await calendar.until("2019-03-21T00:00")
    posted = [text for kind, _lane, text in await calendar.rows() if kind == "post"]
    assert all(len(text) < 10_000 for text in posted)  # or else Slack says `msg_blocks_too_long`
    for n in range(20):
        assert sum(f"New in the calendar: *{n:02} " in text for text in posted) == 1


async def test_what_nobody_was_told_of_is_not_told_to_be_off(calendar: Telling) -> None:
    async with calendar.db.write() as tx:
        brought = await changing.add(tx, "brought", columns_of(draft("Brought")), by=None)
    call = await calendar.add("Call", "2019-03-20", starts="14:00", rule=Rule("weekly"))
    assert len(await calendar.work()) == 1
    await calendar.cancel(brought)
    assert await calendar.work() == []
    await calendar.change(brought, status="confirmed")
    assert await calendar.until("2019-03-18T11:00") == []
    await calendar.cancel(call, on=date(2019, 4, 3))
    assert await calendar.work() == ["Cancelled: Call"]
