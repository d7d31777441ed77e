"""Words that nobody goes by, as people type them: what they are taken for, and what they are not."""

import pytest

from bot.directory.search.found import Found
from bot.directory.search.service import DirectoryService
from tests.bot.directory.conftest import Join, Publish


@pytest.fixture
async def partner(join: Join, publish: Publish) -> None:
    await join("UV", "Viewer")
    await publish(
        "U1", "Ravi Yadav", role="Professor of law", organisation="UNICEF", country="IN", sector="un"
    )
    await publish(
        "U2", "Unisex Lawson", role="Profesor", country="NP", fields=["Supply chains"], sector="ngo"
    )
    await publish("U3", "Oumar Diarra", role="Policy lead", country="OM", offers="Guía para pescadores")
    await publish(
        "U4", "Marta Conti", role="Child protection officer", country="MA", organisation="Maroc Professors"
    )


async def ask(service: DirectoryService, text: str) -> tuple[list[str], Found]:
    found = await service.search("UV", text)
    return [hit.profile.member_id for hit in found.hits], found


@pytest.mark.parametrize(
    ("text", "people", "corrected"),
    [
        ("org:unisef", ["U1"], {"unisef": "unicef"}),
        ("name:unisef", ["U2"], {"unisef": "unisex"}),
        ('field:"suply chains"', ["U2"], {"suply chains": "supply chains"}),
        ("organisation:unisef pays:inde", ["U1"], {"unisef": "unicef"}),
        ("org:professer", ["U4"], {"professer": "professors"}),
        ("org:lawsen", [], {}),
    ],
)
async def test_the_value_of_a_filter_may_be_mistyped_and_is_looked_for_where_the_filter_says(
    service: DirectoryService, partner: None, text: str, people: list[str], corrected: dict[str, str]
) -> None:
    found, answer = await ask(service, text)
    assert found == people
    assert dict(answer.corrected) == corrected


async def test_a_mistyped_word_is_also_taken_for_the_same_word_in_another_language(
    service: DirectoryService, partner: None
) -> None:
    assert sorted((await ask(service, "proffesor"))[0]) == ["U1", "U2"]
    found, answer = await ask(service, "proffesor india")
    assert found == ["U1"]
    assert dict(answer.corrected) == {"proffesor": "professor"}


@pytest.mark.parametrize("text", ["marco", "Angela", "police", "Paul"])
async def test_first_names_and_common_words_are_not_taken_for_places_or_other_words(
    service: DirectoryService, partner: None, text: str
) -> None:
    found, answer = await ask(service, text)
    assert (found, answer.unknown, dict(answer.corrected)) == ([], (text,), {})


@pytest.mark.parametrize(("text", "person", "name"), [("Omar", "U3", "oumar"), ("Martha", "U4", "marta")])
async def test_a_first_name_is_taken_for_another_first_name(
    service: DirectoryService, partner: None, text: str, person: str, name: str
) -> None:
    found, answer = await ask(service, text)
    assert found == [person]
    assert dict(answer.corrected) == {text: name}


async def test_nothing_is_taken_for_a_word_that_says_nothing(
    service: DirectoryService, partner: None
) -> None:
    found, answer = await ask(service, "mara")
    assert found == ["U4"]
    assert dict(answer.corrected) == {"mara": "marta"}


async def test_a_short_word_that_somebody_goes_by_begins_no_other_one_unless_nobody_fits(
    service: DirectoryService, partner: None
) -> None:
    assert (await ask(service, "law"))[0] == ["U1"]
    found, answer = await ask(service, "law nepal")
    assert found == ["U2"]
    assert not answer.corrected


async def test_a_kind_of_organisation_that_was_mistyped_is_told_by_its_name(
    service: DirectoryService, publish: Publish, partner: None
) -> None:
    await publish("U5", "Rosa Flores", sector="workers")
    _, answer = await ask(service, "wrokers")
    assert dict(answer.corrected) == {"wrokers": "Workers' organisation"}


async def test_what_was_taken_for_something_else_is_left_out_first(
    service: DirectoryService, partner: None
) -> None:
    found, answer = await ask(service, "Ravi contti")
    assert found == []
    assert answer.widening is not None
    assert answer.widening.text == "Ravi"


async def test_children_are_found_by_child(service: DirectoryService, partner: None) -> None:
    assert (await ask(service, "children"))[0] == ["U4"]


@pytest.mark.parametrize(("country", "name"), [("GH", "Ghana"), ("PS", "Palestinian Territories")])
async def test_of_what_is_as_near_the_one_that_somebody_fits_is_meant(
    service: DirectoryService, publish: Publish, join: Join, country: str, name: str
) -> None:
    await join("UV")
    await publish("U1", country=country, fields=["Trafficking"])
    for text in ("gana", "trafikking gana"):
        found, answer = await ask(service, text)
        assert found == ["U1"]
        assert answer.corrected["gana"] == name


async def test_a_region_that_was_meant_is_called_by_its_name_and_an_acronym_is_taken_for_none(
    service: DirectoryService, publish: Publish, join: Join
) -> None:
    await join("UV")
    await publish("U1", country="SN")
    found, answer = await ask(service, "afirca")
    assert (found, dict(answer.corrected)) == (["U1"], {"afirca": "Africa"})
    found, answer = await ask(service, "ceag")
    assert (found, answer.unknown) == ([], ("ceag",))
