"""What people read by direct message of what changes and of what is new."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.calendar.interest.service import InterestService
from bot.calendar.planning import changing, facts
from bot.calendar.recurrence import Rule
from storage import letters
from storage.database import Database
from tests.bot.calendar.interest.world import (
    add,
    add_draft,
    change,
    choose,
    planned,
    tell,
    told,
    write,
)
from tests.bot.calendar.planning.world import ADA, BENOIT, SOFIA, alliance
from tests.bot.calendar.world import MIGRATION, SUPPLY, draft, join
from tests.conftest import MovableClock

REMINDED = datetime(2019, 3, 27, 8, tzinfo=UTC)  # 09:00 in Zurich on the day before


@pytest.fixture
async def service(db: Database) -> InterestService:
    await alliance(db)
    return InterestService(db)


async def test_a_change_is_told_to_those_who_go_or_are_interested_in_their_hours_and_language(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await join(db, "U7", timezone="America/Lima")
    await join(db, "U8")
    id_ = await add(db, starts="14:00", place="Geneva")
    for member_id, answer in ((SOFIA, "going"), (BENOIT, "interested"), ("U7", "going"), ("U8", "no")):
        await service.answer(member_id, id_, None, answer)  # type: ignore[arg-type]
    clock.move(hours=1)
    await change(db, id_, by=SOFIA, title="Big seminar", starts_at=time(15))
    await change(db, id_, by=SOFIA, place="Lima", summary="Long")
    await tell(db)
    assert await planned(db, "news") == [(BENOIT, "news", "18 Mar 08:55"), ("U7", "news", "18 Mar 14:00")]
    assert await write(db) == 1
    (said,) = await told(db, BENOIT)
    assert "~Seminar~ Big seminar" in said
    assert "~Geneva~ Lima" in said
    assert "14:00~" in said
    clock.move(hours=6)
    await write(db)
    (said,) = await told(db, "U7")
    assert "*When*  ~Thu 28 Mar, 08:00 (14:00 in Geneva)~ Thu 28 Mar, 09:00" in said
    assert await told(db, SOFIA) == await told(db, "U8") == []


async def test_changes_before_they_are_told_are_one_and_what_was_undone_is_none(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    id_ = await add(db)
    await service.answer(ADA, id_, None, "going")
    clock.move(hours=12)
    for place in ("Lima", "Bonn"):
        await change(db, id_, place=place)
        await tell(db)
    assert len(await planned(db, "news")) == 1
    await change(db, id_, place=None)
    await tell(db)
    clock.move(hours=14)
    await write(db)
    assert await told(db, ADA) == []
    await change(db, id_, place="Oslo")
    await tell(db)
    await write(db)
    (said,) = await told(db, ADA)
    assert "Oslo" in said
    assert "Bonn" not in said


async def test_a_cancellation_of_what_is_near_comes_at_night_and_of_what_is_far_in_the_morning(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    near, far = await add(db, "Near", "2019-03-19", starts="14:00"), await add(db, "Far", "2019-04-30")
    for id_ in (near, far):
        await service.answer(ADA, id_, None, "interested")
    clock.move(hours=14)
    for id_ in (near, far):
        await change(db, id_, status="cancelled")
    await tell(db)
    assert await write(db) == 1
    (said,) = await told(db, ADA)
    assert "*Near* is cancelled" in said
    assert "Far" not in said
    clock.move(hours=11)
    await write(db)
    assert "*Far* is cancelled" in (await told(db, ADA))[1]


async def test_what_gets_a_date_or_takes_place_after_all_is_told(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    open_, off = await add(db, "Open", "TBC"), await add(db, "Off")
    for id_ in (open_, off):
        await service.answer(ADA, id_, None, "going")
    clock.move(hours=1)
    await change(db, off, status="cancelled")
    await tell(db)
    await write(db)
    await change(db, open_, precision="day", starts_on=date(2019, 4, 2), ends_on=date(2019, 4, 2))
    await change(db, off, status="confirmed")
    await tell(db)
    await write(db)
    said = (await told(db, ADA))[-1]
    assert "The date of *Open* is set." in said
    assert "Tue 2 Apr" in said
    assert "*Off* takes place after all." in said


async def test_who_wants_to_know_all_reads_of_what_is_new_where_they_may_see_it(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await join(db, "U7", SUPPLY)
    await join(db, "U8", MIGRATION)
    for member_id in (SOFIA, ADA, "U7", "U8"):
        await choose(db, member_id, "all")
    clock.move(hours=1)
    for title, channel_id in (("Ours", None), ("Group's", MIGRATION)):
        async with db.write() as tx:
            values = facts.columns_of(draft(title, channel_id=channel_id))
            await changing.add(tx, title, values, by=SOFIA)
    await tell(db)
    await write(db)
    assert "New in the calendar: *Ours*" in (await told(db, "U7"))[0]
    assert "Group" not in (await told(db, "U7"))[0]
    assert "Group's" in (await told(db, "U8"))[0]
    assert await told(db, SOFIA) == await told(db, BENOIT) == []
    # Changes only of what is theirs, but what is called off.
    async with db.read() as tx:
        (id_,) = {each.activity_id for each in await letters.of_activity(tx, 1, ["news"])}
    await change(db, id_, place="Lima")
    await tell(db)
    await write(db)
    assert len(await told(db, "U7")) == 1
    await change(db, id_, status="cancelled")
    await tell(db)
    await write(db)
    assert "*Ours* is cancelled" in (await told(db, "U7"))[1]


async def test_news_and_reports_are_told_on_their_day_and_not_when_they_are_entered(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await choose(db, ADA, "all")
    clock.move(hours=1)
    async with db.write() as tx:
        values = facts.columns_of(draft("Report", "TBC", kind="report"))
        id_ = (await changing.add(tx, "report", values, by=SOFIA)).id
    await tell(db)
    assert await planned(db) == []
    for day in (date(2019, 3, 22), date(2019, 3, 23)):  # a Saturday
        await change(db, id_, by=SOFIA, precision="day", starts_on=day, ends_on=day)
        await tell(db)
    assert await planned(db) == [(ADA, "news", "23 Mar 08:00")]
    await change(db, id_, by=SOFIA, status="cancelled")
    await tell(db)
    await change(db, id_, by=SOFIA, status="confirmed")
    await tell(db)
    clock.move_to(datetime(2019, 3, 23, 7, 59, tzinfo=UTC))
    assert await write(db) == 0
    clock.move(minutes=1)
    await write(db)
    (said,) = await told(db, ADA)
    assert "New in the calendar: *Report*" in said


async def test_of_what_repeats_those_are_told_whom_a_date_concerns(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    weekly = replace(draft("Call", "2019-03-19", starts="14:00"), rule=Rule.parse("FREQ=WEEKLY;COUNT=9"))
    async with db.write() as tx:
        id_ = (await changing.add(tx, "call", facts.columns_of(weekly), by=SOFIA)).id
    clock.move(hours=1)
    first, second = date(2019, 3, 26), date(2019, 4, 2)
    await service.answer(ADA, id_, first, "going")
    await service.answer(BENOIT, id_, second, "going")
    await tell(db)
    await change(db, id_, by=SOFIA, on=first, status="cancelled")
    await tell(db)
    await write(db)
    assert "*Call* is cancelled" in (await told(db, ADA))[0]
    assert "Tue 26 Mar" in (await told(db, ADA))[0]
    assert await told(db, BENOIT) == []
    assert await planned(db, "reminder") == [(BENOIT, "reminder", "01 Apr 07:00")]
    await change(db, id_, by=SOFIA, on=second, starts_on=date(2019, 4, 3), ends_on=date(2019, 4, 3))
    assert await planned(db, "reminder") == [(BENOIT, "reminder", "02 Apr 07:00")]
    await change(db, id_, by=SOFIA, rrule="FREQ=DAILY;INTERVAL=14;COUNT=9")
    await tell(db)
    await write(db)
    assert "~chaque mardi, 9 fois, 14:00" in (await told(db, BENOIT))[-1]
    assert "~every Tuesday, 9 times, 14:00 in Zurich~ every 14 days" in (await told(db, ADA))[-1]


async def test_of_what_has_repeated_for_long_its_next_date_decides_what_is_told_and_when(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    clock.move_to(datetime(2019, 3, 25, 19, tzinfo=UTC))  # at night; the next is tomorrow
    weekly = replace(draft("Call", "2019-01-08", starts="14:00"), rule=Rule.parse("FREQ=WEEKLY"))
    id_ = await add_draft(db, weekly)
    await service.answer(ADA, id_, date(2019, 3, 26), "going")
    await change(db, id_, by=SOFIA, status="cancelled")
    await tell(db)
    assert await write(db) == 1
    assert "*Call* is cancelled" in (await told(db, ADA))[0]


async def test_whoever_goes_to_a_date_that_is_gone_is_told_that_it_repeats_no_more(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    clock.move_to(datetime(2019, 3, 25, 9, tzinfo=UTC))
    weekly = replace(draft("Call", "2019-01-08", starts="14:00"), rule=Rule.parse("FREQ=WEEKLY"))
    id_ = await add_draft(db, weekly)
    await service.answer(ADA, id_, date(2019, 3, 26), "going")
    await change(db, id_, by=SOFIA, rrule=None)
    await tell(db)
    await write(db)
    assert "*Call* has changed." in (await told(db, ADA))[0]


async def test_what_is_just_being_changed_again_is_told_once_with_all_of_it(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    clock.move_to(datetime(2019, 3, 18, 19, tzinfo=UTC))  # at night
    id_ = await add(db, starts="14:00")
    await service.answer(ADA, id_, None, "going")
    await change(db, id_, place="Lima")
    await tell(db)
    clock.move_to(datetime(2019, 3, 19, 7, 55, tzinfo=UTC))
    await change(db, id_, place="Quito")
    clock.move(minutes=5)
    await write(db)
    assert await told(db, ADA) == []
    clock.move(minutes=5)
    await tell(db)
    await write(db)
    clock.move(hours=1)
    await write(db)
    (said,) = await told(db, ADA)
    assert "Quito" in said
    assert "Lima" not in said


async def test_a_groups_activity_that_becomes_everyones_is_new_to_who_wants_to_know_all(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await join(db, "U7", SUPPLY)
    for member_id in (ADA, "U7"):
        await choose(db, member_id, "all")
    id_ = await add(db, "Secret", channel_id=MIGRATION)
    clock.move(hours=1)
    await change(db, id_, by=SOFIA, channel_id=None, title="Seminar")
    await tell(db)
    await write(db)
    (said,) = await told(db, "U7")
    assert "New in the calendar: *Seminar*" in said
    assert "Secret" not in said
    assert await told(db, ADA) == []  # she knew, and does not go


async def test_what_nobody_was_told_of_is_told_to_be_off_only_to_who_goes(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await choose(db, "U7", "all")
    await join(db, "U7", SUPPLY)
    id_ = await add(db, "Brought", by=None)
    await service.answer(ADA, id_, None, "going")
    clock.move(hours=1)
    await change(db, id_, by=SOFIA, status="cancelled")
    await tell(db)
    await write(db)
    assert "*Brought* is cancelled" in (await told(db, ADA))[0]
    assert await told(db, "U7") == []


async def test_who_goes_to_the_date_that_remains_of_a_series_still_goes(
    db: Database, service: InterestService
) -> None:
    weekly = replace(draft("Call", "2019-03-26", starts="14:00"), rule=Rule.parse("FREQ=WEEKLY;COUNT=9"))
    id_ = await add_draft(db, weekly)
    await service.answer(ADA, id_, date(2019, 3, 26), "going")
    await service.answer(BENOIT, id_, date(2019, 4, 2), "going")
    await change(db, id_, by=SOFIA, rrule=None)
    assert await planned(db, "reminder") == [(ADA, "reminder", "25 Mar 08:00")]
    assert (await service.answer(ADA, id_, None, "going")).answer is None  # taken back
    await service.answer(ADA, id_, None, "interested")
    await change(db, id_, by=SOFIA, rrule="FREQ=WEEKLY;COUNT=9")
    assert (await service.answer(ADA, id_, date(2019, 3, 26), "interested")).answer is None
