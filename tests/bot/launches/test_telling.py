"""What those who follow a launch are told, and when; and that Slack takes it."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.launches import form_views
from sandbox import blockkit
from storage import channels
from storage.database import Database
from storage.outbox import outbox
from tests.bot.calendar.world import join
from tests.bot.groups.world import ADA, BENOIT, CARMEN, MIGRATION, SOFIA, come_in, slack_answers
from tests.bot.launches.world import planned
from tests.conftest import MovableClock

# What is asked of the database here is asked of both in the tests of running and planning.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_people_of_other_workspaces_are_counted_and_not_named(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    await join(db, "U8", name="Outsider", is_external=True)
    await come_in(db, "U8", MIGRATION)
    await day.go(14, 15)
    assert "Welcome to all who have just come." in (await day.posts())[-1]
    assert "1 has come" in (await day.to(ADA, "update"))[-1]
    written = [*await day.posts(), *await day.to(ADA), *await day.to(ADA, "update")]
    assert not [text for text in written if "U8" in text or "Outsider" in text]


async def test_the_card_is_written_anew_only_when_something_has_changed(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    before = len(await day.to(ADA, "update"))
    for minute in range(1, 5):
        await day.go(14, minute)
    assert len(await day.to(ADA, "update")) == before
    await come_in(db, CARMEN, MIGRATION)
    clock.move(seconds=3)
    await day.run()
    assert len(await day.to(ADA, "update")) == before
    clock.move(seconds=60)
    await day.run()
    assert len(await day.to(ADA, "update")) == before + 1
    assert f"<@{CARMEN}>" in (await day.to(ADA, "update"))[-1]


async def test_a_silence_is_warned_of_once_and_not_in_the_card_of_the_secretariat(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, SOFIA, at2="", text2="")
    await day.go(14)
    for minute in (44, 45, 50):
        await day.go(14, minute)
    # In Lima it is morning from 15:00 of Zurich on.
    assert not [text for text in await day.to(ADA) if "people are awake" in text]
    for hour, minute in ((15, 44), (15, 45), (15, 50), (16, 45)):
        await day.go(hour, minute)
    assert len([text for text in await day.to(ADA) if "people are awake" in text]) == 1
    assert "No post yet, after" in (await day.to(ADA, "update"))[-1]
    assert "Nobody has written yet" not in (await day.to(SOFIA, "update"))[-1]


async def test_a_silence_counts_from_when_a_post_was_posted_and_not_from_its_hour(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, hour="16:00", at1="", text1="", at2="17:30", ends="23:00")
    await day.go(16)
    await day.go(16, 10)
    await day.service.post_now(ADA, 1)
    await day.go(16, 54)
    assert not [text for text in await day.to(ADA) if "people are awake" in text]
    await day.go(16, 56)
    assert len([text for text in await day.to(ADA) if "people are awake" in text]) == 1


async def test_where_the_moderators_sleep_a_silence_is_told_to_whom_wakes(
    db: Database, clock: MovableClock
) -> None:
    # Carmen is in Lima, where it is afternoon; Ada is in Geneva, and reads at eight in the morning, when Lima sleeps: nothing then.
    day = await planned(db, clock, hour="19:00", ends="10:00", at1="", text1="", at2="", text2="")
    await day.go(19)
    await day.go(20, 30)
    assert (await day.launch()).warned_of is None
    # A moderator in Lima is named meanwhile, and follows it from then on.
    await join(db, "U8", MIGRATION, name="Luz", timezone="America/Lima")
    async with db.write() as tx:
        await channels.set_moderators(tx, MIGRATION, frozenset({ADA, "U8"}))
    await day.go(20, 31)
    await day.go(20, 32)
    assert [text for text in await day.to("U8") if "people are awake" in text]
    await day.go(8, 1, day=20)
    assert not [text for text in await day.to(ADA) if "people are awake" in text]


async def test_who_is_no_moderator_any_more_reads_nothing_more(db: Database, clock: MovableClock) -> None:
    day = await planned(db, clock, SOFIA)
    async with db.write() as tx:
        await channels.set_moderators(tx, MIGRATION, frozenset({BENOIT}))
    before = len(await day.to(ADA)) + len(await day.to(ADA, "update"))
    await day.go(14)
    assert len(await day.to(ADA)) + len(await day.to(ADA, "update")) == before
    assert len(await day.to(BENOIT)) > 0


async def test_slack_takes_the_form_and_what_it_makes_of_500_people_and_the_longest_texts(
    db: Database, clock: MovableClock
) -> None:
    long = "&<" * 1500
    many: dict[str, Any] = {f"at{n}": "14:00" for n in range(1, 13)} | {
        f"text{n}": long for n in range(1, 13)
    }
    day = await planned(db, clock, people=(CARMEN, *(f"U0{n}" for n in range(500))), **many)
    form = await day.service.form_of(ADA, 1)
    assert blockkit.check_view(form_views.form(form)) == []
    assert len(form_views.form(form)["private_metadata"]) < 3000
    await day.go(14)
    await slack_answers(db, "refused", "cant_invite")
    await day.go(14, 1)
    async with db.read() as tx:
        rows = await tx.execute(select(outbox.c.payload).where(outbox.c.kind != "invite"))
        written = list(rows.scalars())
    assert len(written) > 15
    for payload in written:
        assert blockkit.check_message(payload["blocks"], text=payload["text"]) == []
