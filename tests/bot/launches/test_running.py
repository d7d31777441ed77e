"""Launches by the clock: what is due is done once, what is late is missed or asked about, and what is paused waits."""

import asyncio

import pytest

from bot.errors import NotForYou
from bot.launches import errors
from bot.launches.service import LaunchService
from storage import bringing, channels, invitations
from storage.database import Database
from tests.bot.calendar.world import join
from tests.bot.groups.world import ADA, BENOIT, CARMEN, MIGRATION, SOFIA, come_in, invited
from tests.bot.launches.world import planned
from tests.conftest import MovableClock


async def test_nobody_is_invited_before_the_hour_and_everybody_once_at_it(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(13, 59)
    assert not await day.lists.advance_next()
    # Several workers at once, and again a minute later.
    clock.move_to(clock.now().replace(hour=13, minute=0))
    await asyncio.gather(*(LaunchService(db).go_on_next() for _ in range(3)))
    await day.go(14, 1)
    await asyncio.gather(*(day.lists.advance_next() for _ in range(3)))
    await day.invite()
    assert await invited(db) == [(MIGRATION, CARMEN)]
    assert await day.posts() == ["Who are you?\nWho are you?"]
    assert await day.prompts() == ["posted", "waiting"]
    assert len([text for text in await day.to(ADA) if "The launch of" in text]) == 2


async def test_while_it_is_paused_nothing_is_sent_and_what_was_due_is_asked_about(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    await day.service.pause(ADA, 1)
    assert not await day.lists.advance_next()
    await day.go(16, 30)
    assert len(await day.posts()) == 1
    with pytest.raises(errors.Overtaken):
        await day.service.pause(SOFIA, 1)
    await day.service.resume(ADA, 1)
    await day.run()
    assert len(await day.posts()) == 1
    assert await day.prompts() == ["posted", "asked"]
    assert "Was to be posted at" in (await day.to(ADA, "update"))[-1]
    await day.invite()
    assert await invited(db) == [(MIGRATION, CARMEN)]
    await day.service.post_now(ADA, 2)
    with pytest.raises(errors.Overtaken):
        await day.service.post_now(SOFIA, 2)
    assert len(await day.posts()) == 2


async def test_what_is_still_paused_after_its_end_goes_on_with_a_new_end_or_is_over_a_day_later(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    await day.service.pause(ADA, 1)
    await day.go(17, 59, day=20)
    assert (await day.launch()).state == "running"
    with pytest.raises(errors.DayIsOver):
        await day.service.resume(ADA, 1)
    await day.go(18, 0, day=20)
    assert (await day.launch()).state == "over"
    await day.invite()
    assert await invited(db) == []


async def test_a_wave_that_fell_into_a_pause_waits_for_a_person(db: Database, clock: MovableClock) -> None:
    day = await planned(db, clock)
    await day.service.pause(ADA, 1)
    await day.go(14, 30)
    await day.service.resume(ADA, 1)
    await day.run()
    assert await invited(db) == []
    assert "Nobody has been invited yet" in (await day.to(ADA, "update"))[-1]
    # Two press at once.
    presses = (day.service.begin(ADA, 1), day.service.begin(SOFIA, 1))
    results = await asyncio.gather(*presses, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Overtaken"]
    await day.invite()
    assert await invited(db) == [(MIGRATION, CARMEN)]


async def test_after_hours_without_a_worker_what_would_be_absurd_is_missed_and_said(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, at3="17:00", text3="And now?")
    await day.go(14)
    await day.go(17, 30)
    assert await day.prompts() == ["posted", "missed", "posted"]
    assert "left out, because it was late" in (await day.to(ADA, "update"))[-1]
    await day.go(20, 30)
    assert (await day.launch()).state == "over"
    assert len([text for text in await day.to(ADA) if "is over" in text]) == 0
    await day.go(10, day=20)
    assert len([text for text in await day.to(ADA) if "is over" in text]) == 1
    assert await day.service.next_due() is None


async def test_people_whose_hour_is_long_past_are_not_invited_without_asking(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(16, 1)
    assert await invited(db) == []
    assert await day.posts() == []
    # It is not only written into the plan, which they have read: they are told.
    assert "Nobody has been invited yet" in (await day.to(ADA))[-1]
    await day.save(hour="17:00", at1="17:00", at2="17:30")
    await day.go(17)
    await day.invite()
    assert await invited(db) == [(MIGRATION, CARMEN)]
    assert len(await day.posts()) == 1


async def test_where_nothing_can_be_posted_it_waits_an_hour_and_the_card_says_so(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    async with db.write() as tx:
        await channels.save(tx, MIGRATION, is_archived=True)
    await day.go(16, 2)
    assert "I can't post anything" in (await day.to(ADA, "update"))[-1]
    assert await day.prompts() == ["posted", "waiting"]
    async with db.write() as tx:
        await channels.save(tx, MIGRATION, is_archived=False)
    await day.go(16, 20)
    assert await day.prompts() == ["posted", "posted"]


async def test_a_channel_that_is_archived_at_the_hour_waits_for_a_person(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    async with db.write() as tx:
        await channels.save(tx, MIGRATION, is_archived=True)
    await day.go(14)
    assert await invited(db) == []
    assert "the channel is archived" in (await day.to(ADA))[-1]
    await day.go(18)
    assert (await day.launch()).state == "off"
    assert "nobody was invited" in (await day.to(ADA))[-1]


async def test_what_is_called_off_sends_nothing_more_and_the_others_are_told(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    await day.invite()
    async with db.write() as tx:
        await invitations.add_rows(tx, 1, MIGRATION, [{"email": "new@example.org", "state": "pending"}])
    await day.service.call_off(SOFIA, 1)
    await day.go(18)
    assert len(await day.posts()) == 1
    assert "has called it off" in (await day.to(ADA))[-1]
    # Nor is anybody invited who comes now with an address that was waited for.
    async with db.write() as tx:
        assert not await bringing.pending(tx)
    with pytest.raises(errors.Ended):
        await day.service.pause(ADA, 1)


async def test_those_who_came_are_welcomed_together_once_an_hour_and_before_the_end(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, at2="", text2="")
    for number in range(6, 10):
        await join(db, f"U{number}", name=f"Person <{number}>")
    await day.go(14)
    await come_in(db, CARMEN, MIGRATION)
    await day.go(14, 9)
    assert len(await day.posts()) == 1
    # Written down late, as somebody who came before: the welcome has not seen her.
    late = clock.now()
    await come_in(db, "U6", MIGRATION)
    await day.go(14, 10)
    assert "Welcome, Carmen and Person &lt;6&gt;." in (await day.posts())[1]
    async with db.write() as tx:
        await channels.save_membership(tx, MIGRATION, "U7", changed_at=late, joined_at=late)
    await day.go(15, 9)
    assert len(await day.posts()) == 2
    await day.go(15, 10)
    assert "Welcome, Person &lt;7&gt;." in (await day.posts())[2]
    clock.move(hours=2, minutes=30)
    await day.run()
    await come_in(db, "U8", MIGRATION)
    await day.go(17, 45)
    await come_in(db, "U9", MIGRATION)
    await day.go(18)
    assert [text.partition(".")[0] for text in (await day.posts())[3:]] == [
        "Welcome, Person &lt;8&gt;",
        "Welcome, Person &lt;9&gt;",
    ]


async def test_only_moderators_and_the_secretariat_plan_a_launch(db: Database, clock: MovableClock) -> None:
    day = await planned(db, clock)
    service = day.service
    for press in (service.pause, service.resume, service.begin, service.call_off):
        with pytest.raises(NotForYou):
            await press(BENOIT, 1)
    with pytest.raises(NotForYou):
        await day.save(BENOIT)
    with pytest.raises(NotForYou):
        await service.look(BENOIT, MIGRATION)
