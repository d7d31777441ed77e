"""What people read by direct message of what they go to, and how letters are kept."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, select

from bot.calendar.interest.letters import replan
from bot.calendar.interest.service import InterestService
from bot.upkeep import UpkeepService
from sandbox.blockkit import check_message
from storage import channels
from storage.database import Database
from storage.outbox import outbox
from tests.bot.calendar.interest.world import (
    activity_of,
    add,
    change,
    choose,
    planned,
    told,
    write,
)
from tests.bot.calendar.planning.world import ADA, BENOIT, SOFIA, alliance, save_member
from tests.bot.calendar.world import MIGRATION, join, says
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
