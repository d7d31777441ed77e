"""Finding people: by what they say of themselves, in one's own words."""

import pytest

from bot import access
from bot.directory.search import index
from bot.directory.search.found import PAGE
from bot.directory.search.service import DirectoryService, audience_of, count_findable
from bot.errors import ForMembers, NotForYou
from storage import channels, people, workspace
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id, write_profile
from tests.conftest import MovableClock


@pytest.fixture
async def partner(join: Join) -> str:
    return await join("UV", "Viewer")


async def found(service: DirectoryService, text: str, viewer: str = "UV", page: int = 0) -> list[str]:
    return [hit.profile.member_id for hit in (await service.search(viewer, text, page)).hits]


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


async def test_facets_count_whom_each_choice_leaves(
    service: DirectoryService, publish: Publish, join: Join
) -> None:
    await join("UV", channels_=("C1",))
    await publish("U1", country="KE", works_in=["PE", "KE"], fields=["Cocoa"], channels_=("C1", "C2"))
    await publish("U2", country="PE", fields=["Cocoa", "Cotton"], languages=["fr"], sector="workers")
    await publish("U3", country="PE", fields=["Cotton"], reach={"country": 2, "fields": 1})
    facets = await service.facets("UV", "cocoa")
    assert facets.total == 2
    assert facets.countries == [("PE", 2), ("KE", 1)]
    assert [(term.name, n) for term, n in facets.fields] == [("Cocoa", 2), ("Cotton", 1)]
    assert (facets.languages, facets.sectors) == ([("fr", 1)], [("workers", 1)])
    assert facets.groups == [("C1", "Group C1", 1)]
    everybody = await service.facets("UV", "")
    assert (everybody.total, everybody.countries) == (3, [("PE", 2), ("KE", 1)])


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


async def test_the_newest_profile_is_the_one_first_published_last(
    service: DirectoryService, publish: Publish, partner: str, clock: MovableClock
) -> None:
    for member_id in ("UB", "UC", "UA"):
        await publish(member_id)
        clock.move(hours=1)
    assert await found(service, "adviser") == await found(service, "") == ["UA", "UC", "UB"]


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


async def test_what_was_typed_comes_back_with_the_answer_also_if_it_fits_nobody(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, "U1", synced_at=tx.now)
    found = await DirectoryService(db).search("U1", " zzyzx ")
    assert (found.text, found.unknown) == ("zzyzx", ("zzyzx",))
