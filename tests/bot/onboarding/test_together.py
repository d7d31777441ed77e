"""Several workers, moderators and messages at the same moment."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from datetime import timedelta

from bot.errors import Refusal
from storage import people
from tests.bot.onboarding.world import GROUP, OTHER, World

NEW = [f"NEW{number}" for number in range(6)]


async def test_whatever_comes_together_is_said_once_and_stands_as_it_is(world: World) -> None:
    async with world.db.write() as tx:
        for member_id in NEW:
            zone = {"timezone": "Europe/Zurich", "synced_at": tx.now}
            await people.save(tx, member_id, name=member_id, **zone, welcome_due_at=tx.now)
    for member_id in NEW:
        for group in (GROUP, OTHER):
            await world.join(group, member_id)
    await asyncio.gather(*(world.settle() for _ in range(4)))
    assert [len(await world.sent(each)) for each in NEW] == [1] * len(NEW)
    world.clock.move(days=1, hours=6)
    await asyncio.gather(*(world.settle() for _ in range(4)))
    world.clock.move(minutes=10)
    await asyncio.gather(*(world.settle() for _ in range(4)))
    assert len(await world.sent("ADA")) == 2

    async def will(moderator: str, member_id: str) -> None:
        with suppress(Refusal):
            await world.greetings.will(moderator, GROUP, member_id)

    doings: list[Awaitable[None]] = [will(who, each) for each in NEW[:3] for who in ("ADA", "BEN")]
    doings += [world.happen(*(world.post("BEN", each, group=GROUP) for each in NEW[::2]))]
    doings += [world.happen(*(world.post(each, group=GROUP) for each in reversed(NEW)))]
    doings += [world.onboarding.did_step(each, "guide") for each in NEW]
    await asyncio.gather(*doings, world.settle(), world.settle())
    await world.settle()
    for each in NEW:
        (welcome,) = await world.sent(each)
        assert "3 of 6 done" in welcome
    for moderator in ("ADA", "BEN"):
        told = "".join(await world.sent(moderator))
        greeted = [each for each in NEW if f"<@{each}> has been greeted in <#{GROUP}>" in told]
        assert greeted == NEW[::2]
    world.clock.move_to(world.clock.now() + timedelta(days=3))
    await asyncio.gather(*(world.settle() for _ in range(4)))
    assert [len(await world.sent(each)) for each in NEW] == [1] * len(NEW)
