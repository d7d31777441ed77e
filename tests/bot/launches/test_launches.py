"""Launches by the clock and by their buttons: what is due once, what waits, what is missed, and who reads it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import NotForYou, Refusal
from bot.groups.entries import Entry
from bot.launches import errors, form_views, post_views
from bot.launches.service import LaunchService
from sandbox import blockkit
from storage import launches
from storage.database import Database
from storage.launches import Launch
from storage.outbox import outbox
from tests.bot.calendar.world import join
from tests.bot.groups.test_inviting import go_through
from tests.bot.groups.world import (
    ADA,
    BENOIT,
    CARMEN,
    MIGRATION,
    SOFIA,
    come_in,
    invited,
    inviting,
    said,
    settled,
    slack_answers,
)
from tests.conftest import MovableClock

PLAN: dict[str, Any] = {
    "day": "2019-03-19",
    "hour": "14:00",
    "ends": "18:00",
    "at1": "14:00",
    "text1": "Who are you?",
    "at2": "16:00",
    "text2": "What is open?",
}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2019, 3, 19, hour - 1, minute, tzinfo=UTC)


async def planned(db: Database, by: str = ADA, **given: Any) -> LaunchService:
    """A launch of #migration, into which Carmen is to be invited."""
    await settled(db)
    service = LaunchService(db)
    await save(service, by, given, people=[Entry(CARMEN)])
    lists = inviting(db)
    while await lists.read_next():
        pass
    await run(service)
    return service


async def save(
    service: LaunchService,
    by: str,
    given: dict[str, Any],
    context: dict[str, str] | None = None,
    people: list[Entry] | None = None,
    key: str = "V1",
) -> None:
    await service.save(by, {"channel": MIGRATION, **(context or {})}, PLAN | given, people or [], key)


async def run(service: LaunchService) -> None:
    for _ in range(20):
        if not await service.go_on_next():
            return
    raise AssertionError("it never ends")


async def go(service: LaunchService, clock: MovableClock, moment: datetime) -> None:
    clock.move_to(moment)
    await run(service)


async def launch(db: Database) -> Launch:
    async with db.read() as tx:
        found = await launches.get(tx, 1)
    assert found is not None
    return found


async def prompts(db: Database) -> list[str]:
    async with db.read() as tx:
        return [prompt.state for prompt in await launches.prompts_of(tx, 1)]


async def posts(db: Database) -> list[str]:
    return [text for kind, lane, text in await said(db) if kind == "post" and lane == MIGRATION]


async def to(db: Database, member_id: str, kind: str = "direct") -> list[str]:
    return [text for found, lane, text in await said(db) if found == kind and lane == member_id]


async def test_nobody_is_invited_before_the_hour_and_everybody_once_at_it(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    lists = inviting(db)
    await go(service, clock, at(13, 59))
    assert not await lists.advance_next()
    await go(service, clock, at(14))
    await go(service, clock, at(14, 1))
    await go_through(db, lists)
    assert await invited(db) == [(MIGRATION, CARMEN)]
    assert await posts(db) == ["Who are you?\nWho are you?"]
    assert await prompts(db) == ["posted", "waiting"]


async def test_while_it_is_paused_nothing_is_sent_and_what_was_due_is_asked_about(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    await go(service, clock, at(14))
    await service.pause(ADA, 1)
    lists = inviting(db)
    assert not await lists.advance_next()
    await go(service, clock, at(16, 30))
    assert len(await posts(db)) == 1
    with pytest.raises(errors.Overtaken):
        await service.pause(SOFIA, 1)
    await service.resume(ADA, 1)
    await run(service)
    assert len(await posts(db)) == 1
    assert await prompts(db) == ["posted", "asked"]
    assert "Was to be posted at" in (await to(db, ADA, "update"))[-1]
    await go_through(db, lists)
    assert await invited(db) == [(MIGRATION, CARMEN)]
    await service.post_now(ADA, 2)
    with pytest.raises(errors.Overtaken):
        await service.post_now(SOFIA, 2)
    assert len(await posts(db)) == 2


async def test_two_workers_post_and_invite_once(db: Database, clock: MovableClock) -> None:
    service = await planned(db)
    clock.move_to(at(14))
    await asyncio.gather(*(LaunchService(db).go_on_next() for _ in range(3)))
    await run(service)
    lists = inviting(db)
    await asyncio.gather(*(lists.advance_next() for _ in range(3)))
    assert await posts(db) == ["Who are you?\nWho are you?"]
    assert await invited(db) == [(MIGRATION, CARMEN)]
    assert len([text for text in await to(db, ADA) if "The launch of" in text]) == 2


async def test_what_is_still_paused_a_day_after_its_end_is_over_and_invites_nobody(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    await go(service, clock, at(14))
    await service.pause(ADA, 1)
    await go(service, clock, datetime(2019, 3, 20, 16, 59, tzinfo=UTC))
    assert (await launch(db)).state == "running"
    await go(service, clock, datetime(2019, 3, 20, 17, tzinfo=UTC))
    assert (await launch(db)).state == "over"
    await go_through(db, inviting(db))
    assert await invited(db) == []


async def test_people_of_other_workspaces_are_counted_and_not_named(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    await go(service, clock, at(14))
    await join(db, "U8", name="Outsider", is_external=True)
    await come_in(db, "U8", MIGRATION)
    await go(service, clock, at(14, 15))
    assert "Welcome to all who have just come." in (await posts(db))[-1]
    assert "1 has come" in (await to(db, ADA, "update"))[-1]
    assert not [text for _kind, _lane, text in await said(db) if "U8" in text or "Outsider" in text]


async def test_a_wave_that_fell_into_a_pause_waits_for_a_person(db: Database, clock: MovableClock) -> None:
    service = await planned(db)
    await service.pause(ADA, 1)
    await go(service, clock, at(14, 30))
    await service.resume(ADA, 1)
    await run(service)
    assert await invited(db) == []
    assert "Nobody has been invited yet" in (await to(db, ADA, "update"))[-1]
    # Two press at once.
    results = await asyncio.gather(service.begin(ADA, 1), service.begin(SOFIA, 1), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Overtaken"]
    await go_through(db, inviting(db))
    assert await invited(db) == [(MIGRATION, CARMEN)]


async def test_after_hours_without_a_worker_what_would_be_absurd_is_missed_and_said(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db, at3="17:00", text3="And now?")
    await go(service, clock, at(14))
    await go(service, clock, at(17, 30))
    assert await prompts(db) == ["posted", "missed", "posted"]
    assert "left out, because it was late" in (await to(db, ADA, "update"))[-1]
    await go(service, clock, at(20, 30))
    assert (await launch(db)).state == "over"
    assert len([text for text in await to(db, ADA) if "is over" in text]) == 0
    await go(service, clock, datetime(2019, 3, 20, 9, tzinfo=UTC))
    assert len([text for text in await to(db, ADA) if "is over" in text]) == 1
    assert await service.next_due() is None


async def test_people_whose_hour_is_long_past_are_not_invited_without_asking(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    await go(service, clock, at(16, 1))
    assert await invited(db) == []
    assert await posts(db) == []
    await save(
        service, ADA, {"hour": "17:00", "at1": "17:00", "at2": "17:30"}, await opened(service), key="V2"
    )
    await go(service, clock, at(17))
    await go_through(db, inviting(db))
    assert await invited(db) == [(MIGRATION, CARMEN)]
    assert len(await posts(db)) == 1


async def opened(service: LaunchService) -> dict[str, str]:
    """What the form of the plan carries."""
    form = await service.form_of(ADA, 1)
    assert form.launch is not None
    return {"launch": "1", "edits": str(form.launch.edits)}


async def test_of_two_who_change_it_the_second_is_told(db: Database) -> None:
    service = await planned(db)
    before = await opened(service)
    await save(service, SOFIA, {"hour": "15:00", "at1": "15:00"}, before, key="V2")
    with pytest.raises(errors.Overtaken) as raised:
        await save(service, ADA, {"hour": "16:00", "at1": "16:00"}, before, key="V3")
    assert raised.value.by == SOFIA
    assert (await launch(db)).wave_at == at(15)
    with pytest.raises(errors.AlreadyPlanned):
        await save(service, SOFIA, {}, key="V4")


async def test_what_is_called_off_sends_nothing_more(db: Database, clock: MovableClock) -> None:
    service = await planned(db)
    await service.call_off(SOFIA, 1)
    await go(service, clock, at(14))
    await go_through(db, inviting(db))
    assert await invited(db) == []
    assert await posts(db) == []
    assert "has called it off" in (await to(db, ADA, "update"))[-1]
    with pytest.raises(errors.Ended):
        await service.pause(ADA, 1)


async def test_a_rehearsal_is_for_its_moderators_only_and_hands_its_people_on(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db, rehearsal=["yes"])
    await go(service, clock, at(14))
    await go(service, clock, at(14, 1))
    await go_through(db, inviting(db))
    assert await invited(db) == []
    assert await posts(db) == []
    assert [text for text in await to(db, ADA) if "Rehearsal: this would be posted" in text]
    await service.call_off(ADA, 1)
    await save(service, ADA, {"hour": "15:00", "at1": "15:00"}, key="V2")
    await go(service, clock, at(15))
    await go_through(db, inviting(db))
    assert await invited(db) == [(MIGRATION, CARMEN)]


async def test_those_who_came_are_welcomed_together_once_an_hour_at_most(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    for number in range(6, 10):
        await join(db, f"U{number}", name=f"Person <{number}>")
    await go(service, clock, at(14))
    await come_in(db, CARMEN, MIGRATION)
    await go(service, clock, at(14, 9))
    assert len(await posts(db)) == 1
    clock.move_to(at(14, 9))
    await come_in(db, "U6", MIGRATION)
    await go(service, clock, at(14, 10))
    assert "Welcome, Carmen and Person &lt;6&gt;." in (await posts(db))[1]
    clock.move_to(at(14, 20))
    await come_in(db, "U7", MIGRATION)
    await go(service, clock, at(15, 9))
    assert len(await posts(db)) == 2
    await go(service, clock, at(15, 10))
    assert "Welcome, Person &lt;7&gt;." in (await posts(db))[2]


async def test_the_card_is_written_anew_only_when_something_has_changed(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db)
    await go(service, clock, at(14))
    before = len(await to(db, ADA, "update"))
    for minute in range(1, 5):
        await go(service, clock, at(14, minute))
    assert len(await to(db, ADA, "update")) == before
    await come_in(db, CARMEN, MIGRATION)
    for second in range(3):
        clock.move(seconds=second)
        await run(service)
    assert len(await to(db, ADA, "update")) == before
    clock.move(seconds=60)
    await run(service)
    assert len(await to(db, ADA, "update")) == before + 1
    assert f"<@{CARMEN}>" in (await to(db, ADA, "update"))[-1]


async def test_a_silence_is_warned_of_once_and_not_in_the_card_of_the_secretariat(
    db: Database, clock: MovableClock
) -> None:
    service = await planned(db, SOFIA, at2="", text2="")
    await go(service, clock, at(14))
    for minute in (44, 45, 50):
        await go(service, clock, at(14, minute))
    # In Lima it is morning from 15:00 of Zurich on.
    assert not [text for text in await to(db, ADA) if "people are awake" in text]
    for hour, minute in ((15, 44), (15, 45), (15, 50), (16, 45)):
        await go(service, clock, at(hour, minute))
    assert len([text for text in await to(db, ADA) if "people are awake" in text]) == 1
    assert "Nobody has written yet" in (await to(db, ADA, "update"))[-1]
    assert "Nobody has written yet" not in (await to(db, SOFIA, "update"))[-1]


async def test_only_moderators_and_the_secretariat_plan_a_launch(db: Database) -> None:
    service = await planned(db)
    for press in (service.pause, service.resume, service.begin, service.call_off):
        with pytest.raises(NotForYou):
            await press(BENOIT, 1)
    with pytest.raises(NotForYou):
        await save(service, BENOIT, {}, key="V9")
    with pytest.raises(Refusal):
        await service.look(BENOIT, MIGRATION)


async def test_slack_takes_the_form_and_what_it_makes(db: Database, clock: MovableClock) -> None:
    service = await planned(db)
    form = await service.form_of(ADA, 1)
    assert blockkit.check_view(form_views.form(form)) == []
    await go(service, clock, at(14))
    await slack_answers(db, "refused", "cant_invite")
    async with db.read() as tx:
        rows = await tx.execute(select(outbox.c.payload).where(outbox.c.kind != "invite"))
        written = list(rows.scalars())
    assert len(written) > 3
    for payload in written:
        assert blockkit.check_message(payload["blocks"], text=payload["text"]) == []
    assert post_views.post("a <!channel> & b")[0] == "a &lt;!channel&gt; &amp; b"
