"""Finding people: by what they say of themselves, in one's own words."""

import pytest

from bot.directory.search.found import PAGE
from bot.directory.search.service import DirectoryService
from storage import people, workspace
from storage.database import Database
from tests.bot.directory.conftest import Publish, write_profile
from tests.bot.directory.search.conftest import found
from tests.conftest import MovableClock


@pytest.mark.parametrize(
    "text",
    [
        "dupont",
        "DUPONT elodie",
        "Élod",
        "ministere",
        "emploi",
        "inspectrice",
        "inspecteur",
        "cacao",
        "mines cac",
        "cote d'ivoire",
        "Ivory Coast",
        "costa de marfil",
        "country:CI",
        "elodie ivory coast french",
        "francés",
        "formation",
        "partenaires",
        "elodi dupond",
        "minstere de l'emploi",
    ],
)
async def test_people_are_found_by_all_that_they_say_in_any_language(
    service: DirectoryService, publish: Publish, partner: str, text: str
) -> None:
    await publish(
        "U1",
        "Élodie Dupont",
        role="Inspectrice",
        organisation="Ministère de l’Emploi",
        country="CI",
        fields=["Mines", "Cacao"],
        languages=["fr"],
        offers="Formation des inspecteurs",
        seeks="Partenaires",
    )
    await publish("U2", "Juan Pérez", organisation="Sindicato", country="PE", languages=["es"])
    assert await found(service, text) == ["U1"]


@pytest.mark.parametrize("text", ["pont", "zzzz", "|", "*", "%", "^duq", "zz OR 1=1"])
async def test_what_does_not_fit_finds_nobody(
    service: DirectoryService, publish: Publish, partner: str, text: str
) -> None:
    await publish("U1", "Élodie Dupont", organisation="Ministère", country="CI")
    assert await found(service, text) == []


async def test_the_best_come_first(service: DirectoryService, publish: Publish, partner: str) -> None:
    await publish("U1", "Zoe", offers="Help with cotton")
    await publish("U2", "Yan Cottonwood")
    await publish("U3", "Xia", organisation="Cotton Board")
    await publish("U4", "Wim", role="Cotton buyer")
    await publish("U5", "Ada Cotton")
    await publish("U6", "Vera", fields=["Cotton"])
    await publish("U7", "Uma Coton")
    assert await found(service, "cotton") == ["U6", "U5", "U3", "U2", "U4", "U1"]


async def test_those_who_are_based_in_a_country_come_before_those_who_work_on_it_or_only_name_it(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", role="Wrote a book on Kenya")
    await publish("U2", works_in=["KE"])
    await publish("U3", country="KE")
    await publish("U4", country="PE")
    assert await found(service, "kenya") == ["U3", "U2", "U1"]
    assert await found(service, "country:KE") == ["U3", "U2"]


async def test_without_words_the_newest_come_first(
    service: DirectoryService, publish: Publish, partner: str, db: Database
) -> None:
    for n in range(3):
        await publish(f"U{n}")
    async with db.write() as tx:
        await write_profile(tx, "U0", role="Judge")
    for text in ("", "  "):
        assert await found(service, text) == ["U2", "U1", "U0"]


async def test_ten_people_a_page_each_once(service: DirectoryService, publish: Publish, partner: str) -> None:
    for n in range(2 * PAGE + 3):
        await publish(f"U{n:02}", f"Ana {n:02}", role="Judge" if n % 3 else "Adviser to Ana")
    pages = [await service.search("UV", "ana judge", page) for page in range(4)]
    everybody = [await service.search("UV", "ana", page) for page in range(4)]
    assert [len(page.hits) for page in pages] == [10, 5, 5, 5]
    assert [page.page for page in everybody] == [0, 1, 2, 2]
    assert [page.has_more for page in everybody] == [True, True, False, False]
    ids = [hit.profile.member_id for page in everybody[:3] for hit in page.hits]
    assert sorted(ids) == [f"U{n:02}" for n in range(23)]


async def test_it_is_said_which_words_fit_nobody_and_what_mistyped_ones_were_taken_for(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", "Ana Silva", country="KE", fields=["Cocoa"])
    answer = await service.search("UV", "Qwxyz silvva kenia")
    assert [hit.profile.member_id for hit in answer.hits] == ["U1"]
    assert answer.unknown == ("Qwxyz",)
    assert answer.corrected["silvva"] == "silva"
    assert "Qwxyz" not in answer.query.text


async def test_nothing_but_unknown_words_finds_nobody(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", "Ana")
    answer = await service.search("UV", "qwxyz zzyzx")
    assert (answer.total, answer.unknown, answer.widening) == (0, ("qwxyz", "zzyzx"), None)


async def test_where_nobody_fits_all_the_nearest_search_that_finds_somebody_is_offered(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", "Ana", country="IN", fields=["Cocoa"], languages=["fr"])
    in_region = (await service.search("UV", "country:NP cocoa")).widening
    assert in_region is not None
    assert in_region.region
    assert await found(service, in_region.text) == ["U1"]
    without = (await service.search("UV", "cocoa lang:fr name:zoe")).widening
    assert without is not None
    assert [part.kind for part in without.left_out] == ["name"]
    assert await found(service, without.text) == ["U1"]


async def test_pathfinder_countries_are_those_of_the_workspace_file(
    service: DirectoryService, publish: Publish, partner: str, db: Database
) -> None:
    await publish("U1", country="KE")
    await publish("U2", works_in=["PE"])
    await publish("U3", country="FR")
    async with db.write() as tx:
        await workspace.save(tx, pathfinders=["KE", "PE"])
    assert await found(service, "pathfinder") == ["U1", "U2"]


async def test_a_region_is_all_of_its_countries(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", country="KE")
    await publish("U2", works_in=["SN"])
    await publish("U3", country="FR")
    assert await found(service, "region:africa") == ["U1", "U2"]


async def test_what_a_search_says_leads_to_the_same_people_again(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    for n in range(12):
        await publish(f"U{n}", country="KE", fields=["Cocoa"])
    first = await service.search("UV", "cocoaa kenya")
    assert first.total == 12
    again = await service.search("UV", first.query.text, 1)
    assert (again.total, len(again.hits)) == (12, 2)


async def test_very_long_and_strange_texts_are_answered(
    service: DirectoryService, publish: Publish, partner: str
) -> None:
    await publish("U1", "Ana")
    for text in ("x" * 4000, "ana " * 900, "\u202e\u0000ana", "𝒂𝒏𝒂", "🙂", '"', "country:", 'org:"'):
        await service.search("UV", text)


async def test_the_newest_profile_is_the_one_first_published_last(
    service: DirectoryService, publish: Publish, partner: str, clock: MovableClock
) -> None:
    for member_id in ("UB", "UC", "UA"):
        await publish(member_id)
        clock.move(hours=1)
    assert await found(service, "adviser") == await found(service, "") == ["UA", "UC", "UB"]


async def test_what_was_typed_comes_back_with_the_answer_also_if_it_fits_nobody(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, "U1", synced_at=tx.now)
    found = await DirectoryService(db).search("U1", " zzyzx ")
    assert (found.text, found.unknown) == ("zzyzx", ("zzyzx",))
