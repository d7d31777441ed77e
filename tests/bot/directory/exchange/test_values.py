"""Names in cells, in three languages."""

import pytest

from bot.directory.exchange import values
from bot.directory.exchange.values import BadCell
from bot.directory.words import countries, languages, sectors
from bot.i18n import LANGUAGES, words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_language_and_kind_is_understood_as_it_is_written(language: str) -> None:
    for code in countries.codes():
        assert values.country(countries.name(code, language)) == code
        assert values.country_list(values.joined([countries.name(code, language)])) == (code,)
    for code in languages.codes():
        assert values.language_list(values.joined([languages.name(code, language)])) == (code,)
    for code in sectors.SECTORS:
        assert values.sector(str(sectors.name(code, words(language)))) == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Nepal", "NP"),
        ("np", "NP"),
        ("NPL", "NP"),
        (" Côte d’Ivoire ", "CI"),
        ("cote d'ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("The Gambia", "GM"),
        ("les Pays-Bas", "NL"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_country_goes_by_many_names(cell: str, code: str | None) -> None:
    assert values.country(cell) == code


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Nepal; India", ("NP", "IN")),
        ("Nepal, India , Nepal", ("NP", "IN")),
        ("Népal / Inde", ("NP", "IN")),
        ("NP\nIN", ("NP", "IN")),
        ("", ()),
    ],
)
def test_a_list_of_countries_is_parted_where_people_part_it(cell: str, codes: tuple[str, ...]) -> None:
    assert values.country_list(cell) == codes


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("Atlantis", "there is no country “Atlantis”"),
        ("Nepall", "there is no country “Nepall”; did you mean “Nepal”?"),
        ("Nepal, India", "one country is meant here, and these are 2"),
    ],
)
def test_a_country_that_there_is_not_is_told(cell: str, what: str) -> None:
    with pytest.raises(BadCell) as raised:
        values.country(cell)
    assert str(raised.value) == what


def test_kinds_of_organisations_go_by_many_names() -> None:
    cells = [
        "ONG",
        "Trade Union",
        "syndicat",
        "Empleadores",
        "UN agency",
        "Université",
        "Ministry",
        "Otro",
        "",
    ]
    kinds = ["ngo", "workers", "workers", "employers", "un", "academia", "government", "other", None]
    assert [values.sector(cell) for cell in cells] == kinds
    with pytest.raises(BadCell, match="“Circus” is no kind of organisation: they are Government, "):
        values.sector("Circus")


def test_a_field_with_a_comma_in_its_name_stays_one() -> None:
    known = {values.plain("Agriculture, forestry")}
    assert values.names("Agriculture, forestry", known) == ("Agriculture, forestry",)
    assert values.names("Agriculture, fishing", known) == ("Agriculture", "fishing")
    assert values.names("Agriculture, forestry; Data/AI", ()) == ("Agriculture, forestry", "Data/AI")
    assert values.names(values.joined(["Agriculture, forestry"]), ()) == ("Agriculture, forestry",)
