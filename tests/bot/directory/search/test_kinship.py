"""People like somebody: what they have in common, and what is none."""

from bot.directory.search.service import DirectoryService
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id


async def test_people_like_somebody_share_fields_and_countries_with_them(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U0", country="KE", fields=["Cocoa", "Cotton"], languages=["fr"])
    await publish("U1", fields=["Cocoa"])
    await publish("U2", fields=["Cocoa", "Cotton"])
    await publish("U3", country="KE", languages=["fr"])
    await publish("U4", languages=["fr"])
    await publish("U5", fields=["Cocoa"], reach={"fields": 2})
    answer = await service.like("UV", "U0")
    assert [hit.profile.member_id for hit in answer.hits] == ["U2", "U1", "U3"]
    assert answer.hits[1].matched.keys() == {"fields"}


async def test_people_like_somebody_are_not_found_by_what_is_hidden_of_them(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U0", fields=["Cocoa"], reach={"fields": 2})
    await publish("U1", fields=["Cocoa"])
    assert (await service.like("UV", "U0")).total == 0
    assert (await service.like("UV", "UNOBODY")).total == 0
    assert (await service.like("U0", "U0")).total == 1


async def test_people_of_the_same_organisation_are_alike_after_those_of_the_same_field_or_country(
    service: DirectoryService, publish: Publish, join: Join, db: Database
) -> None:
    await join("UV")
    await publish("U0", organisation="Secretariat", country="KE", fields=["Cocoa"])
    await publish("U1", organisation="Secretariat")
    await publish("U2", fields=["Cocoa"])
    await publish("U3", country="KE")
    await publish("U4", organisation="Secretariat", reach={"organisation": 2})
    async with db.write() as tx:
        secretariat = str(await term_id(tx, "organisation", "Secretariat"))
    answer = await service.like("UV", "U0")
    assert [hit.profile.member_id for hit in answer.hits] == ["U2", "U3", "U1"]
    assert answer.hits[2].matched == {"organisation": {secretariat}}


async def test_other_organisations_have_nothing_in_common(
    service: DirectoryService, publish: Publish, join: Join
) -> None:
    await join("UV")
    await publish("U0", sector="other", fields=["Cocoa"])
    await publish("U1", sector="other", fields=["Cocoa"])
    await publish("U2", fields=["Cocoa"])
    answer = await service.like("UV", "U0")
    assert [hit.profile.member_id for hit in answer.hits] == ["U2", "U1"]
    assert all(hit.matched.keys() == {"fields"} for hit in answer.hits)
