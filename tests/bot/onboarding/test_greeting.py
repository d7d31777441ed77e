"""Newcomers whom nobody has greeted: the moderators hear of it, one says “I will”, the others see it."""

import asyncio

import pytest

from bot.errors import NotForYou
from bot.onboarding.greeting.errors import GreetedAlready, SomebodyWill
from storage import channels
from tests.bot.onboarding.world import GROUP, OTHER, World

WILL, STEP = "onboarding.will", ":white_check_mark:"


async def told(world: World, *moderators: str) -> str:
    return "".join([text for each in moderators for text in await world.sent(each)])


async def test_who_was_greeted_within_a_day_is_not_told_of(world: World) -> None:
    await world.arrive("NEW", GROUP)
    await world.happen(world.post("BEN", "NEW"))
    await world.move(days=2)
    assert WILL not in await told(world, "ADA", "BEN")


async def test_two_who_say_i_will_at_once_are_told_of_the_first(world: World) -> None:
    await world.arrive("NEW", GROUP)
    await world.move(hours=23)
    assert WILL not in await told(world, "ADA", "BEN")
    await world.move(hours=12)
    assert (await told(world, "ADA")).count(WILL) == (await told(world, "BEN")).count(WILL) == 1
    both = (world.greetings.will(each, GROUP, "NEW") for each in ("ADA", "BEN"))
    results = await asyncio.gather(*both, return_exceptions=True)
    (refusal,) = [each for each in results if each is not None]
    assert isinstance(refusal, SomebodyWill)
    await world.settle()
    assert WILL not in await told(world, "ADA", "BEN")
    second = ({"ADA", "BEN"} - {refusal.by}).pop()
    assert f"<@{refusal.by}> will greet" in await told(world, second)
    await world.happen(world.post(refusal.by, "NEW"))
    for each in ("ADA", "BEN"):
        assert STEP in (await world.sent(each))[-1]
    with pytest.raises(GreetedAlready):
        await world.greetings.will(second, GROUP, "NEW")
    counts = [len(await world.sent(each)) for each in ("ADA", "BEN")]
    await world.move(days=3)
    assert [len(await world.sent(each)) for each in ("ADA", "BEN")] == counts


async def test_a_claim_that_is_not_kept_is_told_of_once_more(world: World) -> None:
    await world.arrive("NEW", OTHER)
    await world.move(days=1, hours=1)
    assert len(await world.sent("ADA")) == 2
    await world.greetings.will("ADA", OTHER, "NEW")
    await world.move(days=1, hours=1)
    assert len(await world.sent("ADA")) == 3
    assert WILL in (await world.sent("ADA"))[-1]
    await world.greetings.will("ADA", OTHER, "NEW")
    await world.move(days=3)
    assert len(await world.sent("ADA")) == 3


async def test_who_joined_and_who_was_not_greeted_are_told_in_one_message(world: World) -> None:
    await world.arrive("NEW", OTHER)
    await world.move(hours=23, minutes=50)
    await world.arrive("LATER", OTHER)
    before = len(await world.sent("ADA"))
    await world.move(hours=1)
    (message,) = (await world.sent("ADA"))[before:]
    assert "<@LATER>" in message
    assert WILL in message
    await world.greetings.will("ADA", OTHER, "NEW")
    await world.settle()
    message = (await world.sent("ADA"))[-1]
    assert "<@LATER>" in message
    assert WILL not in message


async def test_who_has_been_greeted_is_no_longer_counted(world: World) -> None:
    for name in ("NEW", "LATER"):
        await world.arrive(name, OTHER)
    await world.move(days=1, hours=1)
    assert "2 newcomers have not been greeted yet" in (await world.sent("ADA"))[-1]
    await world.happen(world.post("ADA", "NEW", group=OTHER))
    assert "1 newcomer has not been greeted yet" in (await world.sent("ADA"))[-1]
    await world.happen(world.post("ADA", "LATER", group=OTHER))
    last = (await world.sent("ADA"))[-1]
    assert last.count("has been greeted") == 4  # each in the text and in a block
    assert "not been greeted" not in last


async def test_nobody_is_asked_to_greet_who_has_left_or_is_no_person(world: World) -> None:
    await world.arrive("NEW", GROUP)
    await world.arrive("BOT", GROUP, is_bot=True)
    await world.move(hours=1)
    await world.onboarding.left("Ev", GROUP, "NEW", world.clock.now())
    await world.move(days=2)
    assert WILL not in await told(world, "ADA", "BEN")


async def test_a_group_without_moderators_concerns_the_secretariat(world: World) -> None:
    async with world.db.write() as tx:
        await channels.set_moderators(tx, GROUP, frozenset())
    await world.arrive("NEW", GROUP)
    await world.move(days=1, hours=1)
    assert WILL in await told(world, "SOFIA")
    with pytest.raises(NotForYou):
        await world.greetings.will("BEN", GROUP, "NEW")


async def test_a_moderator_hears_nothing_at_night(world: World) -> None:
    await world.move(hours=10)
    await world.arrive("NEW", GROUP)
    await world.move(days=1, hours=1)
    assert WILL not in await told(world, "ADA")
    assert WILL in await told(world, "BEN")
    await world.move(hours=14)
    assert WILL in await told(world, "ADA")
