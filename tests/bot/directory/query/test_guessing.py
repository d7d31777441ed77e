"""Mistyped countries, regions, languages and kinds of organisations."""

import pytest

from bot.directory.query.guessing import guess
from bot.directory.words.regions import FIVE, REGIONS, around, name, of
from bot.i18n import words


@pytest.mark.parametrize(
    ("typed", "kind", "value"),
    [
        ("nepaal", "country", "NP"),
        ("neapl", "country", "NP"),
        ("tunisa", "country", "TN"),
        ("madagscar", "country", "MG"),
        ("cotedivoire", "country", "CI"),
        ("sri lnka", "country", "LK"),
        ("el salvdor", "country", "SV"),
        ("maurtanie", "country", "MR"),
        ("pru", "country", "PE"),
        ("ouganada", "country", "UG"),
        ("philipines", "country", "PH"),
        ("papua nw giunea", "country", "PG"),
        ("afirca", "region", "africa"),
        ("cedeau", "region", "west-africa"),
        ("amerique latne", "region", "latin-america"),
        ("spanihs", "language", "es"),
        ("francias", "language", "fr"),
        ("syndicta", "sector", "workers"),
        ("goverment", "sector", "government"),
        ("universtiy", "sector", "academia"),
        ("pathfnders", "pathfinders", ""),
        ("morroco", "country", "MA"),  # which letter is doubled
        ("carribbean", "region", "caribbean"),
    ],
)
def test_what_is_mistyped_is_guessed(typed: str, kind: str, value: str) -> None:
    part, distance = guess(typed.split())[0]
    assert (part.kind, part.value) == (kind, value)
    assert part.words == tuple(typed.split())
    assert distance <= 3


@pytest.mark.parametrize(
    "typed", ["maria", "lopez", "cotton", "zz", "a", "", "xkcd", "qwertyuiop", "aru", "ceag", "mina", "rbc"]
)
def test_what_is_near_nothing_is_not_guessed(typed: str) -> None:
    assert guess(typed.split()) == []


def test_the_fewest_errors_come_first_and_then_a_letter_left_out() -> None:
    assert [part.value for part, _ in guess(["nigera"])] == ["NG", "NE"]
    assert [part.value for part, _ in guess(["gana"])][:2] == ["GH", "PS"]


def test_the_five_regions_of_the_ilo_part_the_world() -> None:
    codes = [code for countries in FIVE.values() for code in countries]
    assert len(codes) == len(set(codes)) == 249
    assert FIVE["arab-states"] == {"BH", "IQ", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "AE", "YE"}
    assert [of(code) for code in ("TR", "IL", "CY", "GE", "KZ")] == ["europe-central-asia"] * 5
    assert [of(code) for code in ("SD", "IR", "FJ", "MX", "AQ")] == [
        "africa",
        "asia-pacific",
        "asia-pacific",
        "americas",
        None,
    ]


def test_a_country_has_its_neighbourhood_first() -> None:
    assert around("NP") == ("south-asia", "asia-pacific")
    assert around("AE") == ("arab-states",)


def test_every_region_has_a_name() -> None:
    assert all(name(key, words("en")) != key for key in REGIONS)
