"""Countries and languages are found by what people type."""

import pytest

from bot.directory.words import countries, languages
from bot.directory.words.names import suggest


def _countries(typed: str, language: str = "en") -> list[str]:
    return [entry.code for entry in suggest(countries.entries(language), typed, 99)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ken", "KE"),
        ("KE", "KE"),
        ("KEN", "KE"),
        ("DRC", "CD"),
        ("rdc", "CD"),
        ("Congo (Democratic Republic)", "CD"),
        ("UK", "GB"),
        ("England", "GB"),
        ("USA", "US"),
        ("EE. UU.", "US"),
        ("EEUU", "US"),
        ("U.S.A.", "US"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("cote d’ivoire", "CI"),
        ("cote divoire", "CI"),
        ("Costa de Marfil", "CI"),
        ("allemagne", "DE"),
        ("Viet Nam", "VN"),
        ("The Gambia", "GM"),
        ("la france", "FR"),
        ("el salvador", "SV"),
        ("kosovo", "XK"),
        ("emirates", "AE"),
        ("Turkey", "TR"),
        ("macedonia", "MK"),
        ("Birmanie", "MM"),
        ("alto volta", "BF"),
        ("ceylon", "LK"),
        ("estado plurinacional de bolivia", "BO"),
    ],
)
def test_a_country_is_the_first_choice_for_what_people_call_it(typed: str, code: str) -> None:
    assert _countries(typed)[0] == code


def test_countries_are_shown_in_the_persons_language() -> None:
    assert [e.shown for e in suggest(countries.entries("fr"), "united states", 1)] == ["États-Unis"]


def test_a_name_that_begins_so_comes_before_one_that_only_contains_it() -> None:
    assert _countries("ger")[:2] == ["DE", "DZ"]
    assert _countries("guinea")[0] == "GN"
    assert set(_countries("guinea")) >= {"GN", "GQ", "GW", "PG"}


def test_a_part_of_a_name_is_enough() -> None:
    assert _countries("babwe") == ["ZW"]


@pytest.mark.parametrize("typed", ["xyzzy", "%", "_", "?"])
def test_what_is_no_country_gives_no_choice(typed: str) -> None:
    assert _countries(typed) == []


def test_nothing_typed_gives_the_first_countries_up_to_the_limit() -> None:
    assert len(_countries("")) == 99


def test_there_are_the_249_countries_of_iso_3166_and_kosovo() -> None:
    assert len(countries.codes()) == 250
    assert not {"EU", "UN", "ZZ"} & countries.codes()


def test_languages_are_found_in_the_persons_language_and_the_others() -> None:
    assert [e.shown for e in suggest(languages.entries("fr"), "espag", 5)] == ["Espagnol"]
    assert [e.code for e in suggest(languages.entries("fr"), "swahili", 5)] == ["sw"]
    assert next(e.code for e in suggest(languages.entries("en"), "fr", 5)) == "fr"
    assert len(languages.codes()) == 203


def test_widely_spoken_languages_without_a_code_of_two_letters_are_there_by_all_their_names() -> None:
    typed = ("dioul", "jula", "mooré", "maithili", "bhodj", "quiché", "tok pi", "farsi", "kinyarw")
    assert [suggest(languages.entries("fr"), each, 5)[0].code for each in typed] == [
        *("dyu", "dyu", "mos", "mai", "bho", "quc", "tpi", "fa", "rw")
    ]
