"""What newcomers do and who greets them, noticed in messages and reactions."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.activity.happening import Happening
from bot.onboarding import noticing
from storage import channels, greetings, journeys, onboarding, people
from storage.database import Database
from tests.conftest import START

POST = Happening("C1", "1.0", START, "NEW")
DONE = {"joined"}


@pytest.fixture
async def world(db: Database) -> Database:
    """Somebody new in a group, and somebody who has been there for long."""
    async with db.write() as tx:
        for channel_id, kind in (("C1", "group"), ("C2", "announcements")):
            await channels.save(tx, channel_id, kind=kind, bot_is_member=True)
        for member_id in ("NEW", "OLD"):
            await people.save(tx, member_id, synced_at=START)
        await onboarding.mark(tx, "NEW", "joined")
        await journeys.begin(tx, "NEW", "k", [], START)
        await greetings.expect(tx, "C1", "NEW", START + timedelta(days=1))
    return db


async def noticed(db: Database, *happenings: Happening) -> tuple[set[str], datetime | None, bool]:
    """The steps done, since when somebody is active, and whether they have been greeted."""
    async with db.write() as tx:
        await noticing.follow(tx, happenings)
    async with db.read() as tx:
        journey = await journeys.get(tx, "NEW")
        assert journey is not None
        done = await onboarding.done(tx, "NEW")
        assert await onboarding.done(tx, "OLD") == set()
        return set(done), journey.active_at, not await greetings.ungreeted(tx, "C1")


@pytest.mark.parametrize(
    ("happening", "steps"),
    [
        (POST, {"greeting"}),
        (replace(POST, is_question=True), {"greeting", "question"}),
        (replace(POST, thread_ts="0.5", to_member_id="OLD"), {"greeting", "question"}),
        (replace(POST, thread_ts="0.5", to_member_id="NEW"), {"greeting"}),
        (replace(POST, channel_id="C2", is_question=True), set()),
        (replace(POST, kind="reaction", to_member_id="OLD"), set()),
    ],
)
async def test_the_first_things_that_a_newcomer_does_are_steps_or_a_sign_of_life(
    world: Database, happening: Happening, steps: set[str]
) -> None:
    assert await noticed(world, happening) == (DONE | steps, START, False)


OTHERS = replace(POST, member_id="OLD")


@pytest.mark.parametrize(
    ("happening", "is_greeted"),
    [
        (OTHERS, False),
        (replace(OTHERS, mentions=frozenset({"NEW"})), True),
        (replace(OTHERS, thread_ts="0.5", to_member_id="NEW"), True),
        (replace(OTHERS, kind="reaction", to_member_id="NEW"), True),
        (replace(OTHERS, channel_id="C2", mentions=frozenset({"NEW"})), False),
        (replace(OTHERS, mentions=frozenset({"NEW"}), at=START - timedelta(days=9)), False),
    ],
)
async def test_who_answers_reacts_to_or_names_a_newcomer_has_greeted_them(
    world: Database, happening: Happening, is_greeted: bool
) -> None:
    assert await noticed(world, happening) == (DONE, None, is_greeted)


async def test_nobody_greets_themselves(world: Database) -> None:
    own = replace(POST, mentions=frozenset({"NEW"}))
    assert (await noticed(world, own, replace(own, kind="reaction", to_member_id="NEW")))[2] is False


async def test_in_whatever_order_they_come_the_first_moment_counts(world: Database) -> None:
    later = replace(POST, at=START + timedelta(hours=2))
    await noticed(world, later)
    _, active_at, _ = await noticed(world, replace(later, at=START + timedelta(hours=3)), POST)
    assert active_at == START
