"""What people read by direct message of what they go to, of changes, and of what is new."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import event, select

from bot.calendar.interest.letters import replan
from bot.calendar.interest.service import InterestService
from bot.calendar.planning import changing
from bot.calendar.recurrence import Rule
from bot.upkeep import UpkeepService
from sandbox.blockkit import check_message
from storage import channels, letters
from storage.database import Database
from storage.outbox import outbox
from tests.bot.calendar.interest.world import (
    activity_of,
    add,
    add_draft,
    change,
    choose,
    planned,
    tell,
    told,
    write,
)
from tests.bot.calendar.planning.world import ADA, BENOIT, SOFIA, alliance, save_member
from tests.bot.calendar.world import MIGRATION, SUPPLY, draft, join, says
from tests.conftest import MovableClock

REMINDED = datetime(2019, 3, 27, 8, tzinfo=UTC)  # 09:00 in Zurich on the day before


@pytest.fixture
async def service(db: Database) -> InterestService:
    await alliance(db)
    return InterestService(db)


async def test_who_goes_is_reminded_once_at_nine_on_the_day_before(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    id_ = await add(db, starts="14:00", place="Geneva")
    await service.answer(ADA, id_, None, "going")
    await service.answer(BENOIT, id_, None, "interested")
    clock.move_to(REMINDED.replace(hour=7, minute=59))
    assert await write(db) == 0
    assert await service.next_due() == REMINDED
    clock.move_to(REMINDED)
    assert await write(db) == 1
    (said,) = await told(db, ADA)
    assert "You go to *Seminar*, which is tomorrow." in said
    assert "Thu 28 Mar, 14:00" in said
    assert await told(db, BENOIT) == []
    # Whoever takes it back and goes again has read it.
    await service.answer(ADA, id_, None, "going")
    await service.answer(ADA, id_, None, "going")
    clock.move(hours=3)
    assert await write(db) == 0


async def test_two_workers_make_one_message_of_all_that_is_due(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    for title in ("Seminar", "Workshop"):
        await service.answer(ADA, await add(db, title, starts="14:00"), None, "going")
    clock.move_to(REMINDED)
    await asyncio.gather(*(InterestService(db).write_next() for _ in range(4)))
    (said,) = await told(db, ADA)
    assert "2 things" in said
    assert "Seminar" in said
    assert "Workshop" in said


async def test_a_reminder_that_waited_too_long_is_not_sent_at_night_nor_when_it_has_begun(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await service.answer(ADA, await add(db, "Early", starts="08:00"), None, "going")
    await service.answer(ADA, await add(db, "Later", starts="14:00"), None, "going")
    clock.move_to(datetime(2019, 3, 27, 22, tzinfo=UTC))
    await write(db)
    assert await told(db, ADA) == []
    clock.move_to(datetime(2019, 3, 28, 8, tzinfo=UTC))
    assert await write(db) == 1
    (said,) = await told(db, ADA)
    assert "*Later*, which is today" in said
    assert "Early" not in said


async def test_a_moved_date_is_reminded_of_anew_and_a_cancelled_one_is_not(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    id_ = await add(db, starts="14:00")
    await service.answer(ADA, id_, None, "going")
    clock.move_to(REMINDED)
    await write(db)
    await change(db, id_, by=ADA, starts_on=date(2019, 4, 4), ends_on=date(2019, 4, 4))
    assert await planned(db, "reminder") == [(ADA, "reminder", "03 Apr 07:00")]
    clock.move_to(datetime(2019, 4, 3, 7, tzinfo=UTC))
    await write(db)
    assert len(await told(db, ADA)) == 2


async def test_a_reminder_is_only_for_who_may_still_see_it_and_wants_any(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    await join(db, "U7", MIGRATION)
    await join(db, "U8", MIGRATION)
    id_ = await add(db, channel_id=MIGRATION)
    for member_id in (ADA, BENOIT, "U7", "U8"):
        await service.answer(member_id, id_, None, "going")
    clock.move(hours=1)
    await choose(db, ADA, "none")
    await choose(db, BENOIT, "digest")
    await save_member(db, "U7", is_deactivated=True)
    async with db.write() as tx:
        await channels.save_membership(tx, MIGRATION, "U8", changed_at=tx.now, left_at=tx.now)
    clock.move_to(REMINDED)
    assert await write(db) == 4
    assert [await told(db, member_id) for member_id in (ADA, BENOIT, "U7", "U8")] == [[]] * 4
    assert {state for _, _, state in await planned(db)} == {"missed"}


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
            values = changing.columns_of(draft(title, channel_id=channel_id))
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
        values = changing.columns_of(draft("Report", "TBC", kind="report"))
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
        id_ = (await changing.add(tx, "call", changing.columns_of(weekly), by=SOFIA)).id
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


async def test_what_many_go_to_is_called_off_in_few_statements(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db, starts="14:00")
    for member_id in (ADA, BENOIT, SOFIA):
        await service.answer(member_id, id_, None, "going")
    dropped = list[bool]()

    @event.listens_for(db.engine.sync_engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, sql: str, _values: object, _context: object, many: bool) -> None:
        if sql.startswith("DELETE FROM letters"):
            dropped.append(many)

    await change(db, id_, status="cancelled")
    assert dropped == [False, False]  # one for the reminders, one for the questions
    assert await planned(db, "reminder", "rating") == []


async def test_planning_twice_plans_once_and_what_is_overdue_stays(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    id_ = await add(db, starts="14:00")
    await service.answer(ADA, id_, None, "going")
    clock.move_to(REMINDED)
    for _ in range(2):
        async with db.write() as tx:
            await replan(tx, await activity_of(db, id_))
    assert await planned(db) == [(ADA, "reminder", "27 Mar 08:00")]


async def test_what_people_were_told_is_forgotten_after_a_while(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    for day in ("2019-03-28", "2019-12-28"):
        await service.answer(ADA, await add(db, day, day), None, "going")
    clock.move_to(REMINDED)
    await write(db)
    for days, left in ((89, 2), (2, 1)):
        clock.move(days=days)
        await UpkeepService(db).forget()
        assert len(await planned(db, "reminder")) == left


async def test_slack_takes_a_message_of_very_much(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    for n in range(23):
        id_ = await add(
            db, f"{n} <&> " + "long " * 60, place="Geneva " * 30, link="https://example.org/" + "x" * 900
        )
        await service.answer(BENOIT, id_, None, "going")
    clock.move_to(REMINDED)
    assert await write(db) == 1
    async with db.read() as tx:
        payload = (await tx.execute(select(outbox.c.payload))).scalar_one()
    assert check_message(payload["blocks"], text=payload["text"]) == []
    assert 3 < len(payload["blocks"]) < 21
    # Of a message that is longer as a whole Slack says `msg_blocks_too_long`.
    assert len(says("", payload["blocks"])) < 10_000
