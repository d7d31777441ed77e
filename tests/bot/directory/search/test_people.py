"""Who finds whom, and what they see of a person they found."""

import pytest

from bot import access
from bot.directory.search import index
from bot.directory.search.service import DirectoryService, audience_of, count_findable
from bot.errors import ForMembers, NotForYou
from storage import channels, people
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id
from tests.bot.directory.search.conftest import found


async def test_a_full_profile_opens_for_those_who_may_find_its_owner(
    service: DirectoryService, join: Join, publish: Publish
) -> None:
    await join("UV", channels_=("C1",))
    await join("UG", is_guest=True)
    await publish(
        "U1", "Ana", role="Judge", offers="Advice", reach={"role": 1, "offers": 2}, channels_=("C1",)
    )
    await publish("U2", "Rui", role="Judge", reach={"role": 1})
    await publish("U3", "Eva", published_at=None)
    person = await service.person("UV", "U1")
    assert person is not None
    assert (person.hit.profile.role, person.hit.profile.offers, person.hit.groups) == (
        "Judge",
        "",
        frozenset({"C1"}),
    )
    other = await service.person("UV", "U2")
    assert other is not None
    assert other.hit.profile.role == ""
    for viewer, member_id in [("UV", "U3"), ("UV", "UNOBODY"), ("UG", "U1")]:
        assert await service.person(viewer, member_id) is None


async def test_why_somebody_was_found_is_told(
    service: DirectoryService, publish: Publish, partner: str, db: Database
) -> None:
    await publish("U1", "Ana Silva", role="Inspector", country="KE", works_in=["KE", "PE"], fields=["Cocoa"])
    async with db.write() as tx:
        cocoa = str(await term_id(tx, "field", "Cocoa"))
    (hit,) = (await service.search("UV", "silv kenya cocoa inspectors")).hits
    assert hit.marks == {"name": {"silva"}, "role": {"inspector"}, "fields": {"cocoa"}}
    assert hit.matched["country"] == hit.matched["works_in"] == {"KE"}
    assert hit.matched["fields"] == {cocoa}


async def test_home_counts_whom_a_viewer_could_find(
    service: DirectoryService, join: Join, publish: Publish, db: Database
) -> None:
    await publish("U1", channels_=("C1",))
    await publish("U2")
    await join("UG", is_guest=True, channels_=("C1",))
    await join("UV")
    counts = {}
    for member_id in ("UG", "UV"):
        viewer = await service.reader(member_id)
        async with db.read() as tx:
            counts[member_id] = await count_findable(tx, viewer)
    assert counts == {"UG": 1, "UV": 2}


async def test_who_is_deactivated_is_found_no_more_even_before_the_index_knows(
    service: DirectoryService, publish: Publish, partner: str, db: Database
) -> None:
    await publish("U1", "Ana")
    async with db.write() as tx:
        await people.save(tx, "U1", is_deactivated=True)
    assert await found(service, "ana") == []
    async with db.write() as tx:
        await index.refresh(tx, "U1")
    assert (await service.search("UV", "ana")).total == 0


async def test_bots_the_deactivated_and_people_of_other_workspaces_may_not_search(
    service: DirectoryService, join: Join
) -> None:
    await join("UBOT", is_bot=True)
    await join("UGONE", is_deactivated=True)
    await join("UEXT", is_external=True)
    for member_id, refusal in [("UBOT", NotForYou), ("UGONE", NotForYou), ("UEXT", ForMembers)]:
        with pytest.raises(refusal):
            await service.search(member_id, "")
        with pytest.raises(refusal):
            await service.facets(member_id, "")


async def test_people_of_a_group_are_found_only_by_those_who_may_know_of_it(
    service: DirectoryService, join: Join, publish: Publish
) -> None:
    await publish("U1", channels_=("C1",))
    await publish("U2", channels_=("C2",))
    await join("UV", channels_=("C1",))
    await join("USEC", is_secretariat=True)
    assert await found(service, 'group:"Group C1"') == ["U1"]
    assert "U2" in await found(service, 'group:"Group C2"', "USEC")
    mine = await service.search("UV", 'group:"Group C2"')
    nobodys = await service.search("UV", 'group:"Group C9"')
    assert (mine.total, mine.groups) == (nobodys.total, nobodys.groups)


async def test_groups_of_one_title_are_told_apart_by_their_channels(db: Database) -> None:
    async with db.write() as tx:
        for channel_id, name in (("C1", "migration"), ("C2", "migration-asia")):
            await channels.save(
                tx, channel_id, name=name, title="Migration", kind="group", bot_is_member=True
            )
        for channel_id in ("C1", "C2"):
            await people.save(tx, "U1")
            await channels.save_membership(tx, channel_id, "U1", changed_at=tx.now)
        audience = await audience_of(tx, await access.viewer(tx, "U1"))
    assert audience.groups == {"C1": "Migration (#migration)", "C2": "Migration (#migration-asia)"}
