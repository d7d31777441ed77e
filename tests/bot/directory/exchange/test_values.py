"""Names in cells, in three languages."""

from time import process_time

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
        ("Gambia, The", "GM"),
        ("Burma", "MM"),
        ("Haute-Volta", "BF"),
        ("sénégalaise", "SN"),
        ("Deutschland", "DE"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Côte d’Ivoire (Ivory Coast)", "CI"),
        ("Népal / Nepal", "NP"),
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
        ("• Nepal\n• India", ("NP", "IN")),
        ("Nepal, India and Bangladesh", ("NP", "IN", "BD")),
        ("Bolivia y Perú; España e Italia", ("BO", "PE", "ES", "IT")),
        ("Nepal, Trinidad and Tobago and Congo, Democratic Republic of the", ("NP", "TT", "CD")),
        ("Nepal - India & Congo - Kinshasa", ("NP", "IN", "CD")),
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
        ("Nepal and India", "one country is meant here, and these are 2"),
        # Another country than the one outside of the brackets.
        ("Korea (DPR)", "there is no country “Korea (DPR)”"),
    ],
)
def test_a_country_that_there_is_not_is_told(cell: str, what: str) -> None:
    with pytest.raises(BadCell) as raised:
        values.country(cell)
    assert str(raised.value) == what


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("English (fluent), French (B2)", ("en", "fr")),
        ("Español e inglés", ("es", "en")),
        ("Castellano; farsi; dioula", ("es", "fa", "dyu")),
        ("en-GB, pt_BR", ("en", "pt")),
    ],
)
def test_languages_are_written_in_many_ways(cell: str, codes: tuple[str, ...]) -> None:
    assert values.language_list(cell) == codes


def test_thousands_of_unknown_names_are_told_soon() -> None:
    started = process_time()
    for number in range(200):
        with pytest.raises(BadCell):
            values.country(f"Ruritania number {number}")
    assert process_time() - started < 1.5


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
        "NGOs",
        "Trade unions",
        "UN (ILO)",
        "NGO / Société civile",
    ]
    kinds = [
        "ngo",
        "workers",
        "workers",
        "employers",
        "un",
        "academia",
        "government",
        "other",
        None,
        "ngo",
        "workers",
        "un",
        "ngo",
    ]
    assert [values.sector(cell) for cell in cells] == kinds
    with pytest.raises(BadCell, match="“NGO / Company” is no kind"):
        values.sector("NGO / Company")
    with pytest.raises(BadCell, match="“Circus” is no kind of organisation: they are Government, "):
        values.sector("Circus")


def test_a_field_with_a_comma_in_its_name_stays_one() -> None:
    known = {values.plain("Agriculture, forestry")}
    assert values.names("Agriculture, forestry", known) == ("Agriculture, forestry",)
    assert values.names("Agriculture, fishing", known) == ("Agriculture", "fishing")
    assert values.names("1. Mining\n2. Cotton, silk", ()) == ("Mining", "Cotton, silk")
    assert values.names("8. Decent work; 5. Equality", ()) == ("8. Decent work", "5. Equality")
    assert values.names("Agriculture, forestry; Data/AI", ()) == ("Agriculture, forestry", "Data/AI")
    assert values.names(values.joined(["Agriculture, forestry"]), ()) == ("Agriculture, forestry",)
