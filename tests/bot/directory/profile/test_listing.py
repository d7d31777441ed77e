"""Whether somebody is listed: only if they say so, and unlisted at once; drafts, too."""

import pytest

from bot.directory.profile import listing
from bot.directory.profile.errors import NothingToShow
from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from storage import onboarding
from storage.database import Database
from tests.bot.directory.conftest import Join
from tests.bot.directory.profile.conftest import JUDGE, LISTED, draft, finds
from tests.conftest import MovableClock


async def test_nobody_is_listed_before_they_say_so_and_unlisting_is_at_once(
    own_profiles: ProfileService, service: DirectoryService, ana: str, join: Join
) -> None:
    await join("UV")
    for change, found in (
        (own_profiles.save(ana, JUDGE, "k1"), []),
        (own_profiles.save(ana, LISTED, "k2"), [ana]),
        (own_profiles.save(ana, JUDGE, "k3"), []),
        (own_profiles.set_listed(ana, True), [ana]),
        (own_profiles.set_listed(ana, True), [ana]),
        (own_profiles.set_listed(ana, False), []),
        (own_profiles.set_listed(ana, False), []),
    ):
        assert (await change).is_listed == bool(found)
        assert await finds(service, "judge") == found


async def test_a_draft_of_the_secretariat_is_listed_by_one_button_of_its_owner(
    own_profiles: ProfileService, service: DirectoryService, ana: str, join: Join, db: Database
) -> None:
    await join("UV")
    assert (await draft(db, ana, role="Judge")).is_draft
    assert await finds(service, "judge") == []
    async with db.write() as tx:
        await listing.publish(tx, ana)
    own = await own_profiles.own(ana)
    assert (own.is_listed, own.is_draft, own.profile.drafted_at) == (True, False, None)
    assert await finds(service, "judge") == [ana]


async def test_nobody_is_listed_with_nothing_to_show(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    with pytest.raises(NothingToShow):
        await own_profiles.set_listed(ana, True)
    await draft(db, ana)
    with pytest.raises(NothingToShow):
        await own_profiles.set_listed(ana, True)
    assert not (await own_profiles.own(ana)).is_listed


async def test_listing_oneself_is_a_first_step_done_for_good(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    async def done() -> frozenset[str]:
        async with db.read() as tx:
            return await onboarding.done(tx, ana)

    await own_profiles.save(ana, JUDGE, "k1")
    assert await done() == set()
    await own_profiles.set_listed(ana, True)
    assert await done() == {"profile"}
    await own_profiles.set_listed(ana, False)
    assert await done() == {"profile"}


async def test_a_draft_that_has_changed_since_it_was_looked_at_is_not_listed_unseen(
    own_profiles: ProfileService, ana: str, db: Database, clock: MovableClock
) -> None:
    await draft(db, ana, role="Judge")
    seen = await own_profiles.own(ana)
    clock.move(hours=1)
    await draft(db, ana, role="Baker")
    now = await own_profiles.set_listed(ana, True, version=seen.version)
    assert (now.is_listed, now.profile.role) == (False, "Baker")
    assert (await own_profiles.set_listed(ana, True, version=now.version)).is_listed


async def test_whoever_has_saved_a_draft_has_made_it_their_own(
    own_profiles: ProfileService, ana: str, db: Database
) -> None:
    await draft(db, ana, role="Judge")
    own = await own_profiles.save(ana, {"role": "Retired judge"}, "k")
    assert (own.is_draft, own.is_listed) == (False, False)


async def test_whoever_stays_listed_keeps_their_place_among_the_newest(
    own_profiles: ProfileService, ana: str, clock: MovableClock
) -> None:
    first = await own_profiles.save(ana, LISTED, "k1")
    clock.move(days=3)
    assert (await own_profiles.save(ana, LISTED, "k2")).profile.published_at == first.profile.published_at
    assert (await own_profiles.set_listed(ana, True)).profile.published_at == first.profile.published_at
