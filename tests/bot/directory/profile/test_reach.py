"""Who sees what of a profile."""

import asyncio

from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from storage import directory
from storage.database import Database
from tests.bot.directory.conftest import Join
from tests.bot.directory.profile.conftest import JUDGE, LISTED, finds


async def test_who_sees_what_is_one_switch_or_part_by_part(
    own_profiles: ProfileService, service: DirectoryService, ana: str, join: Join
) -> None:
    await join("U1", channels_=["C1"])
    await join("UV", channels_=["C1"])
    await join("UX", channels_=["C2"])

    async def finders() -> list[str]:
        return [viewer for viewer in ("UV", "UX") if await finds(service, "judge", viewer)]

    await own_profiles.save(ana, LISTED, "k1")
    assert await finders() == ["UV", "UX"]
    await own_profiles.save(ana, LISTED | {"reach": "groups"}, "k2")
    assert await finders() == ["UV"]
    assert (await own_profiles.own(ana)).profile.reach["website"] == 1
    saved = await own_profiles.save_reach(
        ana, {"reach_role": "secretariat", "reach_website": "everyone"}, "k3"
    )
    assert await finders() == []
    assert saved.profile.reach["role"] == 2
    assert "website" not in saved.profile.reach
    kept = await own_profiles.save(ana, LISTED | {"reach": "parts"}, "k4")
    assert kept.profile.reach == saved.profile.reach
    assert (await own_profiles.save(ana, LISTED | {"reach": "everyone"}, "k5")).profile.reach == {}
    assert await finders() == ["UV", "UX"]


async def test_what_only_some_may_see_stays_so_if_the_form_is_saved_at_the_same_moment(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    await own_profiles.save(ana, JUDGE, "first")
    async with db.write() as tx:
        await directory.save(tx, ana, reach={"role": 2})
        saving = asyncio.create_task(own_profiles.save(ana, JUDGE, "second"))
        await asyncio.wait({saving}, timeout=0.2)  # it can't be done before we are
    assert (await saving).profile.reach == {"role": 2}
