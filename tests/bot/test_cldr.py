"""What is written down of CLDR."""

from datetime import date

import pytest

from bot.cldr import LANGUAGES, WORLD, path_of
from bot.i18n import words
from scripts import cldr


def test_what_is_written_down_is_what_babel_has() -> None:
    again = "run `python -m scripts.cldr`"
    assert WORLD.read_text("utf-8") == cldr.text(cldr.world()), again
    for code in LANGUAGES:
        assert path_of(code).read_text("utf-8") == cldr.text(cldr.language(code)), again


@pytest.mark.parametrize(
    ("language", "short", "long", "month", "day"),
    [
        ("en", "Fri 1 Mar", "Fri 1 Mar 2019", "March 2019", "1 March"),
        ("fr", "ven. 1er mars", "ven. 1er mars 2019", "mars 2019", "1er mars"),
        ("es", "vie 1 mar", "vie 1 mar 2019", "marzo de 2019", "1 de marzo"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(
    language: str, short: str, long: str, month: str, day: str
) -> None:
    _, when = words(language), date(2019, 3, 1)
    assert [_.day(when), _.day(when, year=True), _.month(when), _.day_and_month(when)] == [
        short,
        long,
        month,
        day,
    ]


def test_a_number_has_its_languages_decimal_and_is_rounded_to_the_even() -> None:
    assert [words(code).decimal(4.25) for code in LANGUAGES] == ["4.2", "4,2", "4,2"]
    assert words("en").decimal(4.35) == "4.4"
    assert words("en").decimal(5) == "5.0"


def test_a_city_is_called_as_in_the_language_or_else_as_in_the_zones_name() -> None:
    assert [words(code).city("America/New_York") for code in LANGUAGES] == [
        "New York",
        "New York",
        "Nueva York",
    ]
    assert words("en").city("Africa/Dakar") == "Dakar"
