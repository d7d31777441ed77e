"""The week's card: on Monday, to the Secretariat."""

from storage import workspace
from tests.bot.onboarding.world import GROUP, ROOM, World


async def test_on_monday_the_secretariat_reads_who_came_and_whom_to_write_to(world: World) -> None:
    await world.move(hours=1)
    assert await world.sent(ROOM) == []
    await world.arrive("NEW", GROUP)
    await world.arrive("MUTE", GROUP)
    await world.journeys.stop("MUTE")
    await world.happen(world.post("NEW"))
    await world.move(days=7)
    (card,) = await world.sent(ROOM)
    assert "*2* people came" in card
    assert "*1* got going" in card
    assert "<@NEW>" in card
    assert "app_redirect?channel=NEW" in card
    assert "<@MUTE>" not in card


async def test_without_a_channel_of_its_own_each_of_the_secretariat_gets_the_card(world: World) -> None:
    async with world.db.write() as tx:
        await workspace.save(tx, secretariat_channel_id=None)
    await world.move(hours=1)
    await world.arrive("NEW")
    await world.move(days=7)
    assert "*1* person came" in "".join(await world.sent("SOFIA"))
