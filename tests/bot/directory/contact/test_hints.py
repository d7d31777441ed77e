"""The monthly hint: who gets it, when, and what ends it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.directory.contact.hints import HintService
from bot.errors import ForMembers
from storage import hints, people
from storage.database import Database
from storage.outbox import lanes, outbox
from tests.bot.directory.listing import known, published
from tests.conftest import START, MovableClock


@pytest.fixture
def service(db: Database) -> HintService:
    return HintService(db)


async def work(service: HintService) -> None:
    """All that is due now."""
    while await service.plan_next() or await service.hint_next():
        pass


async def hinted(db: Database) -> list[str]:
    """Who got a hint, in the order of the hints; then everything is sent."""
    async with db.read() as tx:
        rows = (await tx.execute(select(outbox.c.lane, outbox.c.key).order_by(outbox.c.id))).all()
    return [row.lane for row in rows if row.key.startswith("hint:")]


async def deliver(db: Database) -> None:
    """All that was written has been sent, long ago."""
    async with db.write() as tx:
        await tx.execute(lanes.update().values(waiting=0, last_ts="1.0"))


async def months(service: HintService, db: Database, clock: MovableClock, number: int) -> None:
    """Months pass, in which the clock is looked at after a day, and then whenever something is due."""
    end = clock.now() + timedelta(days=30 * number)
    clock.move(days=1)
    while True:
        await work(service)
        await deliver(db)
        due = await service.next_due()
        if due is None or due > end:
            break
        clock.move_to(max(due, clock.now() + timedelta(hours=1)))
    clock.move_to(end)


async def test_an_empty_profile_is_spoken_of_once_a_month_and_three_times_ever(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    await known(db, "ANA", timezone="Europe/Zurich")
    clock.move(hours=5)
    await months(service, db, clock, 1)
    assert await hinted(db) == ["ANA"]
    await months(service, db, clock, 1)
    assert await hinted(db) == ["ANA"] * 2
    await months(service, db, clock, 10)
    assert await hinted(db) == ["ANA"] * 3


async def test_whoever_was_down_for_months_sends_one_hint_and_not_two(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    await known(db, "ANA")
    await work(service)
    clock.move_to(datetime(2019, 6, 17, 12, tzinfo=UTC))
    await work(service)
    assert await hinted(db) == ["ANA"]
    clock.move(days=29)
    await deliver(db)
    await work(service)
    assert await hinted(db) == ["ANA"]


@pytest.mark.parametrize(
    "values",
    [
        {"role": "Judge"},
        {"country": "KE"},
        {"languages": ["fr"]},
        {"sector": "ngo"},
        {"seeks": "Partners"},
        {"drafted_at": START},
        {"published_at": START},
    ],
)
async def test_whoever_has_something_in_their_profile_or_a_draft_is_left_alone(
    db: Database, service: HintService, clock: MovableClock, values: dict[str, Any]
) -> None:
    await published(db, await known(db, "ANA"), **{"published_at": None} | values)
    await known(db, "BOB")
    await published(db, "BOB", published_at=None, may_introduce=False)  # of which nobody sees anything
    clock.move(hours=5)
    await months(service, db, clock, 2)
    assert await hinted(db) == ["BOB"] * 2
    async with db.read() as tx:
        rows = (await tx.execute(select(hints.hints.c.due_at).where(hints.hints.c.member_id == "ANA"))).all()
    assert [row.due_at for row in rows] == [None]


async def test_a_profile_that_was_begun_after_a_hint_ends_the_hints(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    await known(db, "ANA")
    clock.move(hours=5)
    await months(service, db, clock, 1)
    await published(db, "ANA", role="Judge", published_at=None)
    await months(service, db, clock, 3)
    assert await hinted(db) == ["ANA"]


async def test_one_press_ends_the_hints_for_good_even_before_the_first(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    for member_id in ("ANA", "BOB"):
        await known(db, member_id)
    await service.refuse("BOB")
    clock.move(hours=5)
    await months(service, db, clock, 1)
    assert await hinted(db) == ["ANA"]
    await service.refuse("ANA")
    await months(service, db, clock, 3)
    assert await hinted(db) == ["ANA"]
    await service.refuse("NOBODY")
    await known(db, "EXTERNAL", is_external=True)
    with pytest.raises(ForMembers):
        await service.refuse("EXTERNAL")


async def test_only_people_of_the_workspace_are_asked_and_no_guests(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    for name in ("is_bot", "is_deactivated", "is_external", "is_guest"):
        await known(db, name, **dict[str, Any]({name: True}))
    await known(db, "ONLY_AN_ID", synced_at=None)
    await known(db, "LEAVES_SOON")
    clock.move(days=40, hours=5)
    await service.plan_next()
    async with db.write() as tx:
        await people.save(tx, "LEAVES_SOON", is_deactivated=True)
        assert list(await hints.unplanned(tx, 10)) == []
    await months(service, db, clock, 2)
    assert await hinted(db) == []
    # A guest who becomes a member is somebody new.
    async with db.write() as tx:
        await people.save(tx, "is_guest", is_guest=False)
    await months(service, db, clock, 1)
    assert await hinted(db) == ["is_guest"]


async def test_a_hint_comes_in_the_persons_hours_and_on_a_weekday(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    await known(db, "ANA", timezone="Asia/Tokyo")
    clock.move_to(datetime(2019, 4, 19, 12, tzinfo=UTC))  # Friday, nine at night in Tokyo
    await work(service)
    assert await service.next_due() == datetime(2019, 4, 22, 0, tzinfo=UTC)
    clock.move_to(datetime(2019, 4, 22, 0, tzinfo=UTC))
    await work(service)
    assert await hinted(db) == ["ANA"]


async def test_whoever_was_written_to_today_gets_the_hint_another_day(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    await known(db, "ANA")
    clock.move_to(datetime(2019, 6, 17, 12, tzinfo=UTC))
    async with db.write() as tx:
        await tx.outbox.direct("welcome", "ANA", "Welcome", [])
    await work(service)
    assert await hinted(db) == []
    async with db.write() as tx:
        await tx.execute(lanes.update().values(waiting=0, last_ts=f"{clock.now().timestamp():.6f}"))
    clock.move(hours=3)
    await work(service)
    assert await hinted(db) == []
    clock.move_to(datetime(2019, 6, 18, 9, tzinfo=UTC))
    await work(service)
    assert await hinted(db) == ["ANA"]


async def test_all_of_a_days_people_are_reached_one_transaction_each(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    for number in range(5):
        await known(db, f"P{number}")
    clock.move_to(datetime(2019, 6, 17, 12, tzinfo=UTC))
    await service.plan_next()
    for number in range(5):
        assert await service.hint_next()
        assert len(await hinted(db)) == number + 1
    assert not await service.hint_next()
    assert await service.next_due() == clock.now() + timedelta(days=30)


async def test_workers_that_look_at_the_same_moment_send_one_hint_each_to_other_people(
    db: Database, service: HintService, clock: MovableClock
) -> None:
    for number in range(3):
        await known(db, f"P{number}")
    clock.move_to(datetime(2019, 6, 17, 12, tzinfo=UTC))
    await asyncio.gather(*(service.plan_next() for _ in range(4)))
    await asyncio.gather(*(service.hint_next() for _ in range(8)))
    while await service.hint_next():
        pass
    assert sorted(await hinted(db)) == ["P0", "P1", "P2"]
