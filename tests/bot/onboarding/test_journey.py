"""Somebody's first weeks: the checklist, two reminders at most, “not now” and “stop”."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

from storage import people, workspace
from tests.bot.onboarding.world import GROUP, OTHER, World

STEP = ":white_check_mark:"


async def test_a_newcomer_is_reminded_of_the_first_step_and_of_silence_and_then_never_again(
    world: World,
) -> None:
    await world.arrive("NEW", GROUP, timezone="America/Lima", locale="es-ES")
    await world.move(days=2, hours=23)
    assert len(await world.sent("NEW")) == 1
    await world.move(hours=12)
    welcome, reminder = await world.sent("NEW")
    assert "onboarding.guide" in reminder
    assert "onboarding.not_now" in reminder
    await world.onboarding.did_step("NEW", "guide")
    await world.settle()
    welcome, reminder = await world.sent("NEW")
    assert STEP in reminder
    assert "onboarding." not in reminder
    assert welcome.count(STEP) == 2
    await world.move(days=7)
    assert GROUP in (await world.sent("NEW"))[2]
    await world.move(days=25)
    moments = await world.moments("NEW")
    assert len(moments) == 3
    lima = ZoneInfo("America/Lima")
    assert all(9 <= moment.astimezone(lima).hour < 18 for moment in moments[1:])


async def test_who_has_taken_the_first_step_and_is_heard_of_is_left_alone(world: World) -> None:
    await world.arrive("NEW", GROUP)
    await world.onboarding.did_step("NEW", "guide")
    await world.happen(world.post("NEW"))
    (welcome,) = await world.sent("NEW")
    assert "3 of 6 done" in welcome
    await world.move(days=12)
    assert len(await world.sent("NEW")) == 1


async def test_who_is_in_no_group_is_shown_the_way_into_one(world: World) -> None:
    await world.arrive("NEW")
    assert "`/groups`" in (await world.sent("NEW"))[0]
    await world.arrive("OTHER", GROUP)
    assert "`/groups`" not in (await world.sent("OTHER"))[0]


async def test_not_now_puts_off_by_a_week_and_once(world: World) -> None:
    await world.arrive("NEW")
    await world.move(days=3, hours=1)
    await world.journeys.put_off("NEW")
    await world.settle()
    assert "onboarding.not_now" not in "".join(await world.sent("NEW"))
    await world.move(days=6, hours=22)
    assert len(await world.sent("NEW")) == 2
    await world.journeys.put_off("NEW")
    await world.move(hours=4)
    assert len(await world.sent("NEW")) == 3
    await world.move(days=12)
    assert len(await world.sent("NEW")) == 3


async def test_stop_is_at_once_and_for_good(world: World) -> None:
    await world.arrive("NEW")
    await world.move(days=3, hours=1)
    await asyncio.gather(*(world.journeys.stop("NEW") for _ in range(3)), world.journeys.put_off("NEW"))
    await world.settle()
    assert len(await world.sent("NEW")) == 2
    assert "onboarding.stop" not in "".join(await world.sent("NEW"))
    await world.journeys.put_off("NEW")
    await world.move(days=12)
    assert len(await world.sent("NEW")) == 2


async def test_who_was_deactivated_is_not_written_to(world: World) -> None:
    await world.arrive("NEW", GROUP)
    async with world.db.write() as tx:
        await people.save(tx, "NEW", is_deactivated=True)
    await world.move(days=11)
    assert len(await world.sent("NEW")) == 1
    assert "onboarding.will" not in "".join(await world.sent("ADA"))


async def test_guests_have_no_profile_to_fill_in(world: World) -> None:
    await world.arrive("NEW", is_guest=True)
    (welcome,) = await world.sent("NEW")
    assert "profile.edit" not in welcome
    assert "onboarding.guide" in welcome


async def test_the_workspaces_own_steps_are_ticked_by_the_person(world: World) -> None:
    async with world.db.write() as tx:
        own = {"name": "film", "text": {"en": "Watch the film"}, "link": None}
        await workspace.save(tx, steps=[own])
    await world.arrive("NEW")
    assert "Watch the film" in (await world.sent("NEW"))[0]
    await world.onboarding.did_step("NEW", "film")
    await world.onboarding.did_step("NEW", "no such step")
    await world.settle()
    assert "all done" in (await world.sent("NEW"))[0]


async def test_a_reminder_waits_if_there_were_two_messages_this_week(world: World) -> None:
    await world.arrive("NEW")
    await world.move(hours=3)
    await world.join(GROUP, "NEW")
    await world.move(days=1)
    await world.join(OTHER, "NEW")
    await world.move(days=16)
    moments = await world.moments("NEW")
    assert all(
        later - earlier >= timedelta(days=7) for earlier, later in zip(moments, moments[2:], strict=False)
    )


async def test_who_is_brought_into_a_group_at_night_is_welcomed_in_the_morning(world: World) -> None:
    for member_id in ("ASLEEP", "AWAKE"):
        await world.arrive(member_id, timezone="America/Lima", welcome_due_at=None)
    await world.join(GROUP, "ASLEEP", was_brought=True)
    await world.join(GROUP, "AWAKE")
    await world.settle()
    assert [len(await world.sent(each)) for each in ("ASLEEP", "AWAKE")] == [0, 1]
    await world.move(hours=12)
    (moment,) = await world.moments("ASLEEP")
    assert moment.astimezone(ZoneInfo("America/Lima")).hour == 9


async def test_who_has_just_come_and_is_brought_into_a_group_reads_of_both_at_once(world: World) -> None:
    await world.arrive("NEW", timezone="America/Lima")
    await world.join(GROUP, "NEW", was_brought=True)
    await world.move(hours=12)
    (welcome,) = await world.sent("NEW")
    assert GROUP in welcome
    assert len(await world.moments("NEW")) == 1
