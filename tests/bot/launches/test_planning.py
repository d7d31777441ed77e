"""A launch is planned, changed and agreed to: who may, who is told, and who is on its list."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.errors import NotForYou
from bot.launches import errors
from storage import invitations, launch_posts, requests
from storage.database import Database
from tests.bot.calendar.world import join
from tests.bot.groups.test_inviting import looked
from tests.bot.groups.world import ADA, BENOIT, CARMEN, MIGRATION, SECRETARIAT, SOFIA, invited
from tests.bot.launches.world import Day, at, planned
from tests.conftest import MovableClock


async def test_of_two_who_plan_or_change_it_the_second_is_told(db: Database, clock: MovableClock) -> None:
    day = await planned(db, clock)
    before = await day.opened()
    await day.send(SOFIA, before, hour="15:00", at1="15:00")
    with pytest.raises(errors.Overtaken) as raised:
        await day.send(ADA, before, key="V3", hour="16:00", at1="16:00")
    assert raised.value.by == SOFIA
    assert (await day.launch()).wave_at == at(15)
    # Ada has read of 14:00: that it is 15:00 she is told.
    assert "has changed the plan" in (await day.to(ADA))[-1]
    assert "15:00" in (await day.to(ADA))[-1]
    with pytest.raises(errors.AlreadyPlanned):
        await day.send(SOFIA, {"channel": MIGRATION}, key="V4")
    await day.service.call_off(ADA, 1)
    blank = {"channel": MIGRATION}
    both = (day.send(by, blank, key=f"V{by}") for by in (ADA, SOFIA))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["AlreadyPlanned", "NoneType"]


async def test_what_was_posted_by_hand_while_the_form_was_open_is_not_posted_again(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    await day.go(14)
    form = await day.opened()
    await day.service.post_now(SOFIA, 2)
    # The second is the first of the form.
    await day.send(ADA, form, at1="16:00", text1="What is open?", at2="17:00", text2="And now?")
    await day.go(17)
    assert [text.partition("\n")[0] for text in await day.posts()] == [
        "Who are you?",
        "What is open?",
        "And now?",
    ]


async def test_a_moderators_list_waits_for_the_secretariat(db: Database, clock: MovableClock) -> None:
    day = await planned(db, clock, agreed=False)
    assert "wants to launch" in (await day.asked())[0]
    assert "The Secretariat has to agree" in "".join(await day.to(ADA, "update"))
    await day.go(14, 30)
    assert await invited(db) == []
    with pytest.raises(NotForYou):
        await day.service.agree(ADA, 1, 1)
    # Within two hours they are invited as soon as somebody agrees; two press at once.
    presses = [day.service.agree(SOFIA, 1, 1) for _ in range(2)]
    results = await asyncio.gather(*presses, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Overtaken"]
    await day.run()
    await day.invite()
    assert await invited(db) == [(MIGRATION, CARMEN)]
    assert "has agreed" in (await day.asked())[-1]
    assert len(await day.to(SECRETARIAT, "post")) == 1


async def test_a_list_that_the_secretariat_does_not_agree_to_invites_nobody(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, agreed=False)
    await day.go(16, 1)
    with pytest.raises(errors.NotConfirmed):
        await day.service.begin(ADA, 1)
    await day.save(hour="17:00", at1="17:00", at2="", text2="")
    await day.service.refuse(SOFIA, 1, 1)
    assert "has not agreed" in (await day.asked())[-1]
    await day.go(17)
    await day.invite()
    assert await invited(db) == []
    assert "Nobody is on the list of people" in "".join(await day.to(ADA))
    # The day goes on all the same: moderators may invite by hand.
    assert (await day.launch()).state == "running"


async def test_the_secretariat_invites_those_who_wait_for_the_group(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, people=())
    for number in (6, 7, 8):
        await join(db, f"U{number}", name=f"Person {number}")
    async with db.write() as tx:
        for member_id in ("U6", "U7"):
            await requests.add(tx, channel_id=MIGRATION, member_id=member_id)
    await looked(db, "<@U8>", "1")
    assert (await day.service.form(ADA, MIGRATION)).waiting == 0
    assert (await day.service.form(SOFIA, MIGRATION)).waiting == 3
    await day.save(ADA, waiting=["yes"])
    assert (await day.launch()).list_id is None
    await day.save(SOFIA, waiting=["yes"], key="V3")
    # What is declined before the hour stays so.
    async with db.write() as tx:
        await requests.change(tx, 2, state="declined", changed_at=tx.now)
    await day.go(14)
    await day.invite()
    assert sorted(await invited(db)) == [(MIGRATION, "U6"), (MIGRATION, "U8")]
    async with db.read() as tx:
        states = (
            await tx.execute(select(invitations.lists.c.state).order_by(invitations.lists.c.id))
        ).scalars()
        assert list(states) == ["dropped", "done"]


async def test_who_came_into_the_workspace_since_the_list_was_made_is_invited_at_the_hour(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock)
    async with db.write() as tx:
        await invitations.add_rows(
            tx, 1, MIGRATION, [{"typed": "@Newcomer", "state": "unfit", "error": "unknown"}]
        )
    await join(db, "U8", name="Newcomer")
    await day.go(14)
    await day.invite()
    assert sorted(await invited(db)) == [(MIGRATION, CARMEN), (MIGRATION, "U8")]


async def test_a_rehearsal_is_for_its_moderators_only_and_hands_its_people_on(
    db: Database, clock: MovableClock
) -> None:
    day = await planned(db, clock, by=SOFIA, rehearsal=["yes"])
    await day.go(14)
    await day.go(14, 1)
    await day.invite()
    assert await invited(db) == []
    assert await day.posts() == []
    assert [text for text in await day.to(ADA) if "Rehearsal: this would be posted" in text]
    await day.service.call_off(ADA, 1)
    # To the people the Secretariat has agreed: it gave them.
    await day.save(ADA, hour="15:00", at1="15:00")
    await day.go(15)
    await day.invite()
    assert await invited(db) == [(MIGRATION, CARMEN)]


async def test_a_form_has_room_for_more_posts(db: Database, clock: MovableClock) -> None:
    day: Day = await planned(db, clock, people=())
    given: dict[str, Any] = {f"at{n}": f"{13 + n}:00" for n in range(1, 5)} | {
        f"text{n}": f"Question {n}" for n in range(1, 5)
    }
    context = await day.opened() | {"room": "2"}
    assert (await day.service.form_again(ADA, context)).room == 4
    await day.send(ADA, context, **given)
    with pytest.raises(errors.Overtaken):
        await day.service.form_again(ADA, context)
    with pytest.raises(NotForYou):
        await day.service.form_again(BENOIT, await day.opened())
    async with db.read() as tx:
        assert len(await launch_posts.of_launch(tx, 1)) == 4
