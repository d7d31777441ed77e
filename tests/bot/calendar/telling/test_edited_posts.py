"""What is written into posts that were there, when plans change."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.calendar.planning.following import CALM
from bot.calendar.recurrence import Rule
from bot.calendar.service import schedule_round_up
from bot.calendar.telling.truth import NEWEST
from bot.upkeep import UpkeepService
from storage import calendar as stored
from storage import mentions, workspace
from storage.database import Database
from storage.mentions import CalendarPost, Mention
from tests.bot.calendar.telling.world import Telling, utc
from tests.bot.calendar.world import EVERYONE, MIGRATION, draft, load, settle
from tests.conftest import MovableClock


@pytest.fixture
async def calendar(db: Database, clock: MovableClock) -> Telling:
    await settle(db)
    clock.move_to(utc("2019-03-18T10:00"))
    return Telling(db, clock)


async def test_many_edits_in_ten_minutes_are_one_edit_of_the_post(calendar: Telling) -> None:
    activity = await calendar.add("Workshop", place="Lima")
    await calendar.work()
    for title in ("Work", "Seminar", "Atelier"):
        await calendar.change(activity, title=title, place="Quito")
        calendar.clock.move(minutes=3)
        assert await calendar.work() == []
    calendar.clock.move_to(calendar.clock.now() + CALM - timedelta(minutes=3))
    assert await calendar.work() == ["edit: Changed: Atelier"]
    assert "*Changed:* ~Workshop~ *Atelier*\nThu 28 Mar · ~Lima~ Quito" in (await calendar.rows())[-1][2]


async def test_a_change_that_is_undone_in_ten_minutes_is_no_news(calendar: Telling) -> None:
    activity = await calendar.add("Workshop")
    await calendar.work()
    await calendar.change(activity, title="Seminar")
    await calendar.change(activity, title="Workshop")
    assert await calendar.until("2019-03-19T00:00") == []


async def test_a_date_that_is_set_at_last_is_news_and_written_into_posts(calendar: Telling) -> None:
    await load(calendar.db, draft("Peru", "TBC"))
    async with calendar.db.write() as tx:
        await schedule_round_up(tx, await workspace.get(tx))
    calendar.clock.move_to(utc("2019-03-25T09:00"))
    await calendar.work()
    await load(calendar.db, draft("Peru", "2019-05-06"))
    calendar.clock.move_to(utc("2019-03-25T09:10"))
    assert await calendar.work() == [
        "edit: The weeks ahead: 1 with a date to be confirmed.",
        "The date is set: Peru",
    ]
    assert "•  *Changed:* *Peru* · ~date to be confirmed~ Mon 6 May" in (await calendar.rows())[1][2]


async def test_in_a_round_up_only_the_line_changes_that_is_not_true_any_more(calendar: Telling) -> None:
    await load(calendar.db, *[draft(f"W{n}", f"2019-04-0{n}") for n in range(1, 5)])
    async with calendar.db.write() as tx:
        await schedule_round_up(tx, await workspace.get(tx))
    calendar.clock.move_to(utc("2019-03-25T08:00"))
    await calendar.work()
    (before,) = [blocks for blocks in await calendar.blocks() if "weeks ahead" in str(blocks[0])]
    await load(calendar.db, draft("W2", "2019-04-12"))
    calendar.clock.move_to(utc("2019-03-26T12:00"))
    assert await calendar.work() == ["edit: The weeks ahead: 4 in the weeks after."]
    after = (await calendar.blocks())[-1]
    old, new = (blocks[2]["text"]["text"].splitlines() for blocks in (before, after))
    assert [n for n in range(len(old)) if old[n] != new[n]] == [2]
    assert new[2] == "•  *Changed:* *W2* · ~Tue 2 Apr~ Fri 12 Apr"
    assert (before[:2], before[3:]) == (after[:2], after[3:])


async def test_a_post_that_said_tomorrow_does_not_when_the_date_is_moved(calendar: Telling) -> None:
    await load(calendar.db, draft("Workshop", "2019-03-20"))
    await calendar.until("2019-03-19T09:00")
    await load(calendar.db, draft("Workshop", "2019-03-27"))
    calendar.clock.move(minutes=10)
    assert await calendar.work() == ["edit: Changed: Workshop"]
    text = (await calendar.rows())[-1][2]
    assert "tomorrow" not in text
    assert "~Wed 20 Mar~ Wed 27 Mar" in text


async def test_what_moves_to_a_group_says_no_more_elsewhere(calendar: Telling) -> None:
    activity = await calendar.add("Workshop", place="Lima")
    await calendar.work()
    await calendar.change(activity, title="Secret", channel_id=MIGRATION)
    calendar.clock.move(minutes=10)
    assert await calendar.work() == ["edit: Changed: Workshop", "New in the calendar: Secret"]
    rows = await calendar.rows()
    assert "Secret" not in rows[1][2]
    assert (rows[1][1], rows[2][1]) == (EVERYONE, MIGRATION)


async def test_a_post_that_knows_a_change_is_not_written_back_for_another(calendar: Telling) -> None:
    calendar.clock.move_to(utc("2019-03-18T07:55"))
    workshop, seminar = await calendar.add("Workshop"), await calendar.add("Seminar")
    await calendar.work()
    await calendar.change(workshop, title="Atelier")
    async with calendar.db.write() as tx:
        await schedule_round_up(tx, await workspace.get(tx))
    calendar.clock.move_to(utc("2019-03-18T08:00"))
    assert "The weeks ahead: 2 in the weeks after." in await calendar.work()
    await calendar.cancel(seminar)
    await calendar.work()
    round_up = (await calendar.rows())[-1][2]
    edits = [
        text for kind, _lane, text in await calendar.rows() if kind == "update" and "weeks ahead" in text
    ]
    assert "*Atelier*" in edits[-1], round_up
    assert "Changed" not in edits[-1]


async def test_posts_that_name_only_what_is_over_are_forgotten_after_a_while(calendar: Telling) -> None:
    await calendar.add("Over", "2019-03-20")
    await calendar.work()
    await calendar.add("Call", "2019-03-19", rule=Rule("weekly", count=60))
    await calendar.add("Open", "TBC")
    await calendar.work()
    await _post(calendar, "old", "2019-03-18T09:00", "Call", on=date(2019, 3, 19))
    await _post(calendar, "open since long", "2019-03-17T09:00", "Open")
    before = await _posts(calendar)
    calendar.clock.move_to(utc("2019-06-17T10:00"))
    await UpkeepService(calendar.db).forget()
    assert await _posts(calendar) == before
    calendar.clock.move_to(utc("2019-06-20T10:00"))
    await UpkeepService(calendar.db).forget()
    gone = before - await _posts(calendar)
    assert "old" in gone
    assert len(gone) == 2  # and the one that announced what is over
    for n in range(NEWEST):
        await _post(calendar, f"later {n}", f"2019-04-{n + 1:02}T09:00", "Open")
    await UpkeepService(calendar.db).forget()
    assert "open since long" not in await _posts(calendar)
    assert "later 0" in await _posts(calendar)


async def _post(calendar: Telling, key: str, at: str, title: str, on: date | None = None) -> None:
    post = CalendarPost(key, EVERYONE, "news", utc(at), {}, "")
    async with calendar.db.write() as tx:
        (activity,) = [each for each in await stored.everything(tx) if each.title == title]
        await mentions.add(tx, [(post, [Mention("new", activity._replace(on=on))])])


async def _posts(calendar: Telling) -> set[str]:
    async with calendar.db.read() as tx:
        return set((await tx.execute(select(mentions.calendar_posts.c.key))).scalars())
