"""What Unicode's CLDR says of what Liaison uses: names of countries, languages, zones, months and weekdays, and how dates are written.

It stands in files that `scripts/cldr.py` writes from Babel's data: 15 kB for a language, where Babel holds two megabytes.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

LANGUAGES: Final = ("en", "fr", "es")  # that Liaison speaks
FOLDER: Final = Path(__file__).parent / "locale"
WORLD: Final = FOLDER / "world.json"


class Locale(NamedTuple):
    """What a language says. `dates` are Python's %-formats by CLDR's skeletons; `cities` only those that are not as in the zone's name."""

    territories: Mapping[str, str]  # by ISO 3166-1 alpha-2
    languages: Mapping[str, str]  # by ISO 639-1, or else 639-3
    cities: Mapping[str, str]  # by IANA's name of the zone
    months: Sequence[str]  # from January
    short_months: Sequence[str]
    weekdays: Sequence[str]  # from Monday
    short_weekdays: Sequence[str]
    dates: Mapping[str, str]
    decimal: str


class World(NamedTuple):
    """What is said in no language. Zones go by the names that they had first."""

    other_codes: Mapping[str, Sequence[str]]  # of a country: ISO 3166-1 alpha-3, and old ones
    zones: Mapping[str, str]  # each with its country
    zones_of: Mapping[str, Sequence[str]]  # of a country
    former_zones: Sequence[str]  # names that are another's today
    windows_zones: Mapping[str, str]  # by the names that Windows has for them


@cache
def locale(language: str) -> Locale:
    """What a language says, of those that Liaison speaks."""
    return Locale(**_read(path_of(language)))


@cache
def world() -> World:
    return World(**_read(WORLD))


def path_of(language: str) -> Path:
    return FOLDER / language / "cldr.json"


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
