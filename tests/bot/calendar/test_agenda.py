from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import access
from bot.calendar.agenda import Soon, how_soon
from bot.calendar.home import next_up
from bot.calendar.looking.place import Place
from bot.calendar.service import CalendarService
from bot.calendar.upcoming import upcoming
from storage.database import Database
from tests.bot.calendar.world import MIGRATION, SUPPLY, activity, draft, join, says, settle
from tests.conftest import MovableClock

GENEVA, NOW = ZoneInfo("Europe/Zurich"), datetime(2019, 3, 18, 7, 55, tzinfo=UTC)  # a Monday


async def titles(db: Database, member_id: str, page: int = 1) -> list[str]:
    return [a.title for a in (await CalendarService(db).agenda(member_id, Place(page))).activities]


async def test_a_groups_activities_exist_only_for_who_may_see_them(db: Database) -> None:
    await settle(db, draft("For all"), draft("Migration", channel_id=MIGRATION))
    await join(db, "U1", MIGRATION)
    await join(db, "U2", SUPPLY)
    await join(db, "U3", is_secretariat=True)
    assert await titles(db, "U1") == ["For all", "Migration"]
    assert await titles(db, "U2") == ["For all"]
    assert await titles(db, "U3") == ["For all", "Migration"]
    assert await titles(db, "U-unknown") == ["For all"]
    agenda = await CalendarService(db).agenda("U2")
    assert dict(agenda.groups) == {}


async def test_what_is_under_way_comes_first_then_by_day_then_what_is_to_be_confirmed(db: Database) -> None:
    await settle(
        db,
        draft("TBC", "TBC"),
        draft("Month", "2019-05"),
        draft("Quarter", "2019-Q2"),
        draft("Day after", "2019-03-20"),
        draft("At ten", "2019-03-20", starts="10:00"),
        draft("Forum", "2019-03-15", end_date="2019-03-19"),
        draft("Today", "2019-03-18"),
    )
    assert await titles(db, "U1") == ["Forum", "Today", "Day after", "At ten", "Quarter", "Month", "TBC"]


async def test_a_week_stands_among_the_days_and_a_part_of_a_month_is_to_be_confirmed(db: Database) -> None:
    await settle(
        db,
        draft("In May", "2019-05"),
        draft("Mid-May", "mid 2019-05"),
        draft("Early May", "early 2019-05"),
        draft("Next Tuesday", "2019-03-26"),
        draft("Next week", "2019-W13"),
        draft("This week", "2019-W12"),
        draft("Today", "2019-03-18"),
    )
    expected = ["This week", "Today", "Next week", "Next Tuesday", "Early May", "In May", "Mid-May"]
    assert await titles(db, "U1") == expected


@pytest.mark.parametrize(
    ("day", "soon"),
    [
        (17, Soon.LATER),
        (18, Soon.NEXT_WEEK),
        (24, Soon.NEXT_WEEK),
        (25, Soon.THIS_WEEK),
        (31, Soon.THIS_WEEK),
    ],
)
def test_a_week_is_as_soon_as_it_begins(day: int, soon: Soon) -> None:
    now = datetime(2019, 3, day, 12, tzinfo=UTC)
    assert how_soon(activity(date="2019-W13"), GENEVA, now) is soon


async def test_what_is_over_and_what_is_called_off_is_not_ahead(db: Database, clock: MovableClock) -> None:
    await settle(
        db,
        draft("Yesterday", "2019-03-17"),
        draft("This morning", "2019-03-18", starts="08:00", ends="08:30"),
        draft("Last month", "2019-02"),
        draft("Last quarter", "2018-Q4"),
        draft("Last year", "2018"),
        draft("Called off", "2019-03-20", status="cancelled"),
        draft("Perhaps", "TBC", status="cancelled"),
        draft("This month", "2019-03"),
        draft("Never settled", "TBC"),
    )
    assert await titles(db, "U1") == ["This month", "Never settled"]
    clock.move(days=60)
    assert await titles(db, "U1") == ["Never settled"]


async def test_pages_hold_eight_and_a_page_that_is_not_there_is_the_nearest(db: Database) -> None:
    await settle(db, *[draft(f"{n:02}", f"2019-04-{n + 1:02}") for n in range(20)])
    assert await titles(db, "U1") == [f"{n:02}" for n in range(8)]
    assert await titles(db, "U1", 3) == ["16", "17", "18", "19"]
    assert await titles(db, "U1", 99) == ["16", "17", "18", "19"]
    assert await titles(db, "U1", 0) == [f"{n:02}" for n in range(8)]
    agenda = await CalendarService(db).agenda("U1", Place(2))
    assert (agenda.page, agenda.pages) == (2, 3)


async def test_an_empty_calendar_has_one_page(db: Database) -> None:
    agenda = await CalendarService(db).agenda("U1")
    assert (agenda.page, agenda.pages, list(agenda.activities)) == (1, 1, [])


async def test_the_reader_gets_their_own_zone_and_language(db: Database) -> None:
    await settle(db)
    await join(db, "U1", timezone="America/Lima", locale="es-ES")
    agenda = await CalendarService(db).agenda("U1")
    assert (agenda.zone.key, agenda.words.language) == ("America/Lima", "es")
    assert (await CalendarService(db).words_of("U1")).language == "es"


@pytest.mark.parametrize(
    ("values", "zone", "soon"),
    [
        ({"date": "2019-03-18"}, "Europe/Zurich", Soon.TODAY),
        ({"date": "2019-03-15", "end_date": "2019-03-18"}, "Europe/Zurich", Soon.UNDER_WAY),
        ({"date": "2019-03-18", "end_date": "2019-03-19"}, "Europe/Zurich", Soon.UNDER_WAY),
        ({"date": "2019-03-18", "starts": "08:00"}, "Europe/Zurich", Soon.TODAY),
        ({"date": "2019-03-19"}, "Europe/Zurich", Soon.TOMORROW),
        ({"date": "2019-03-20"}, "Europe/Zurich", Soon.THIS_WEEK),
        ({"date": "2019-03-24"}, "Europe/Zurich", Soon.THIS_WEEK),
        ({"date": "2019-03-25"}, "Europe/Zurich", Soon.NEXT_WEEK),
        ({"date": "2019-03-31"}, "Europe/Zurich", Soon.NEXT_WEEK),
        ({"date": "2019-04-01"}, "Europe/Zurich", Soon.LATER),
        ({"date": "TBC"}, "Europe/Zurich", Soon.TO_CONFIRM),
        ({"date": "2019-05"}, "Europe/Zurich", Soon.TO_CONFIRM),
        # An hour moves with the reader, a day doesn't: in Honolulu it is still Sunday.
        ({"date": "2019-03-18", "starts": "14:00"}, "Pacific/Honolulu", Soon.TOMORROW),
        ({"date": "2019-03-18", "starts": "10:30"}, "Pacific/Honolulu", Soon.TODAY),
        ({"date": "2019-03-19"}, "Pacific/Honolulu", Soon.LATER),
    ],
)
def test_how_soon_something_is_depends_on_where_one_reads(
    values: dict[str, Any], zone: str, soon: Soon
) -> None:
    if zone == "Pacific/Honolulu" and "starts" not in values:
        soon = Soon.NEXT_WEEK  # seen from Sunday, Tuesday is in the next week
    assert how_soon(activity(**values), ZoneInfo(zone), NOW) is soon


async def test_other_features_show_what_is_next_to_those_who_may_see_it(db: Database) -> None:
    await settle(
        db,
        *[draft(f"Meeting {n}", f"2019-04-0{n}", channel_id=MIGRATION) for n in range(1, 5)],
        draft("For all"),
    )
    await join(db, "U1", MIGRATION)
    await join(db, "U2")
    async with db.read() as tx:
        inside, outside = await access.viewer(tx, "U1"), await access.viewer(tx, "U2")
        lines = await upcoming(tx, inside, MIGRATION)
        assert [line.split(" · ")[0] for line in lines] == [f"•  *Meeting {n}*" for n in (1, 2, 3)]
        assert "Mon 1 Apr" in lines[0]
        assert await upcoming(tx, outside, MIGRATION) == []
        assert "Meeting" in says("", await next_up(tx, inside))
        assert "Meeting" not in says("", await next_up(tx, outside))
        assert "For all" in says("", await next_up(tx, outside))


async def test_home_says_nothing_of_an_empty_calendar(db: Database) -> None:
    await settle(db)
    async with db.read() as tx:
        assert await next_up(tx, await access.viewer(tx, "U1")) == []
