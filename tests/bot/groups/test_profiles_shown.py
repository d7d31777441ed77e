"""A request shows what everybody may see of whoever asks, and shows it no more once it is taken back."""

from sqlalchemy import select

from bot.directory.profile.profiles import ProfileService
from bot.groups import reviewing
from bot.groups.requesting import RequestService
from storage.database import Database
from storage.outbox import outbox
from tests.bot.directory.conftest import in_turn, write_profile
from tests.bot.groups.world import CARMEN, SECRETARIAT, ask, settled


async def _shown(db: Database) -> str:
    """What stands there now: the last that was said."""
    async with db.read() as tx:
        mine = select(outbox.c.payload).where(outbox.c.lane == SECRETARIAT)
        return str((await tx.execute(mine.order_by(outbox.c.id.desc()).limit(1))).scalar_one())


@in_turn("is_decided", [False, True])
async def test_a_profile_taken_off_the_list_is_taken_out_of_what_the_secretariat_has_been_shown(
    db: Database, is_decided: bool
) -> None:
    service: RequestService = await settled(db)
    async with db.write() as tx:
        await write_profile(tx, CARMEN, role="Canarykeeper", published_at=tx.now)
    reference = await ask(service)
    if is_decided:
        await service.withdraw(CARMEN, int(reference.partition(":")[0]))
    assert "Canarykeeper" in await _shown(db)
    profiles = ProfileService(db, (reviewing.show_profile,))
    await profiles.set_listed(CARMEN, False)
    assert "Canarykeeper" not in await _shown(db)
    await profiles.set_listed(CARMEN, True)
    assert "Canarykeeper" in await _shown(db)
    await profiles.save_reach(CARMEN, {"reach_role": "secretariat"}, "V1")
    assert "Canarykeeper" not in await _shown(db)
