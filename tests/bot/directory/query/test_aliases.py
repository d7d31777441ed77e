"""Well-known bodies are one in a search, by whichever of their names they were written."""

from typing import Any

import pytest
from sqlalchemy import event

from bot.directory.query import aliases
from bot.directory.search.found import Found
from bot.directory.search.service import DirectoryService
from bot.directory.words.bodies import BODIES
from bot.directory.words.folding import fold
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, write_profile

ILO = (
    "ILO",
    "I.L.O.",
    "ilo",
    "OIT",
    "BIT",
    "bit",
    "International Labor Organization",
    "org:oit",
    'org:"b.i.t."',
)


@pytest.fixture
async def bodies(publish: Publish, join: Join) -> None:
    """People who wrote the name of a body each in their way, and one of another body."""
    await publish("UEN", organisation="International Labour Organisation")
    await publish("UFR", organisation="OIT", country="TN")
    await publish("UPOINTS", organisation="I.L.O.")
    await publish("UHIDDEN", organisation="Oficina Internacional del Trabajo", reach={"organisation": 2})
    await publish("UOTHER", organisation="UNICEF")
    await publish("UTOO", organisation="UNICEF", reach={"organisation": 2})
    await join("UV")
    await join("USEC", is_secretariat=True)


def _ids(found: Found) -> set[str]:
    return {hit.profile.member_id for hit in found.hits}


def test_a_name_is_one_body_s_only() -> None:
    names = [" ".join(fold(name)) for every in BODIES for name in every]
    assert len(names) == len(set(names))
    assert all(
        aliases.names([" ".join(fold(every[0]))]) >= {" ".join(fold(n)) for n in every} for every in BODIES
    )


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("organisation international du travail", True),
        ("united nations hight comissioner for refugees", True),
        ("organization international", False),  # as much another body's
        ("unicfe", False),  # of short names every other word is a neighbour
        ("ministry of labour", False),
    ],
)
def test_a_long_name_is_known_with_a_typing_error(typed: str, names: bool) -> None:
    assert bool(aliases.names([typed])) == names


@pytest.mark.parametrize("text", [*ILO, "Bureau international du Travail"])
async def test_whoever_asks_for_a_body_by_one_name_finds_all_of_its_people(
    service: DirectoryService, bodies: None, text: str
) -> None:
    found = await service.search("UV", text)
    assert _ids(found) == {"UEN", "UFR", "UPOINTS"}
    assert [part.kind for part in found.query.parts] == ["organisation"]
    assert all("organisation" in hit.matched for hit in found.hits)
    assert int(found.query.parts[0].value) in found.terms


async def test_two_names_of_one_body_are_one_part(service: DirectoryService, bodies: None) -> None:
    found = await service.search("UV", "OIT ILO Túnez")
    assert _ids(found) == {"UFR"}
    assert [part.kind for part in found.query.parts] == ["organisation", "country"]
    assert found.terms[int(found.query.parts[0].value)].name == "OIT"


async def test_the_facets_of_a_body_are_those_of_all_its_people(
    service: DirectoryService, bodies: None
) -> None:
    facets = await service.facets("UV", "ILO")
    assert (facets.total, facets.countries) == (3, [("TN", 1)])


async def test_who_may_see_more_finds_more(service: DirectoryService, bodies: None) -> None:
    for text in ILO:
        assert _ids(await service.search("USEC", text)) == {"UEN", "UFR", "UPOINTS", "UHIDDEN"}


def _said(found: Found) -> Any:
    hits = [(hit.profile, hit.marks, dict(hit.matched)) for hit in found.hits]
    names = (dict(found.terms), dict(found.corrected), found.unknown)
    return found.query, found.total, hits, found.widening, names


@pytest.mark.parametrize("reach", [1, 2])
async def test_a_body_s_name_that_is_hidden_changes_no_answer(
    service: DirectoryService, db: Database, publish: Publish, join: Join, reach: int
) -> None:
    await publish("U1", "Ana", channels_=("C1",))
    await publish("U2", "Rui", organisation="ITUC", channels_=("C1", "C2"))
    await publish("U3", "Bad Bitar", role="UN correspondent")
    await join("USTRANGER", channels_=("C2",))
    await join("UGUEST", is_guest=True, channels_=("C2",))
    texts = (*ILO, "CSI", "ituc", "org:csi", "ONU", "UN", "un", "ana oit", "csi ilo", "bad", "BAD", "org:bad")
    lookers = ("USTRANGER", "UGUEST")

    async def answers() -> list[Any]:
        searches = [_said(await service.search(looker, text)) for looker in lookers for text in texts]
        counts = [(await service.facets(looker, text)).total for looker in lookers for text in texts]
        return [*searches, *counts]

    before = await answers()
    for name in ("OIT", "Confédération syndicale internationale", "Naciones Unidas", "AfDB"):
        async with db.write() as tx:
            await write_profile(tx, "U1", organisation=name, reach={"organisation": reach})
        assert await answers() == before, name


async def test_a_search_for_a_body_asks_no_more_of_the_database(
    service: DirectoryService, db: Database, bodies: None
) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine.sync_engine, "before_cursor_execute", note)
    counts = []
    for text in ("UNICEF", "ILO", "BIT"):
        asked.clear()
        await service.search("UOTHER", text)
        counts.append(len(asked))
    event.remove(db.engine.sync_engine, "before_cursor_execute", note)
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("who works in Nepal", {"U1", "U2"}),
        ("un avocat au Népal", {"U1"}),
        ("WHO Nepal", {"U2"}),
        ("OMS Nepal", {"U2"}),
        ("org:who", {"U2"}),
        ("EU", {"U4"}),
        ("org:EU", {"U3"}),
        ("bad", {"U5"}),
        ("BAD", {"U5", "U6"}),
    ],
)
async def test_an_acronym_that_is_another_word_is_meant_in_capitals_only(
    service: DirectoryService, publish: Publish, join: Join, text: str, finds: set[str]
) -> None:
    await join("UV")
    await publish("U1", role="Avocate", country="NP")
    await publish("U2", organisation="WHO", country="NP")
    await publish("U3", organisation="Union européenne", country="TN")
    await publish("U4", organisation="Ministry of Labour", country="FR")
    await publish("U5", "Ulf Bad")
    await publish("U6", organisation="African Development Bank")
    assert _ids(await service.search("UV", text)) == finds
