"""Writes what Liaison uses of Unicode's CLDR (https://cldr.unicode.org), as Babel has it: `python -m scripts.cldr`.

Babel's data of four locales and of the world are ten megabytes in memory, and its modules two; a process uses a fiftieth of them
(`bot.cldr`). tests/bot/test_cldr.py tells when Babel has others.
"""

import json
import sys
from collections.abc import Mapping
from typing import Any, Final

from babel import Locale
from babel.core import get_global

from bot.cldr import LANGUAGES, WORLD, path_of
from bot.directory.words.languages import LONGER

_SPOKEN: Final = {"en": "en_GB"}  # our English is Britain's; that of CLDR's `en` is America's
# https://unicode.org/reports/tr35/tr35-dates.html#availableFormats_appendItems
_SKELETONS: Final = ("MMMEd", "yMMMEd", "MMMMd", "yMMMM")


def language(code: str) -> Mapping[str, Any]:
    """What a language calls countries, languages, cities of zones, months and weekdays, and how it writes dates."""
    locale = Locale.parse(_SPOKEN.get(code, code))
    return {
        "territories": {k: v for k, v in sorted(locale.territories.items()) if len(k) == 2},
        "languages": {k: v for k, v in sorted(locale.languages.items()) if len(k) == 2 or k in LONGER},
        "cities": {k: v["city"] for k, v in sorted(locale.time_zones.items()) if "city" in v},
        "months": _in_any_place(locale.months, "wide", range(1, 13)),
        "short_months": _in_any_place(locale.months, "abbreviated", range(1, 13)),
        "weekdays": _in_any_place(locale.days, "wide", range(7)),
        "short_weekdays": _in_any_place(locale.days, "abbreviated", range(7)),
        # Without the comma behind a weekday, of English and Spanish: dates stand in rows, in which commas come between things.
        "dates": {name: locale.datetime_skeletons[name].format.replace(",", "") for name in _SKELETONS},
        "decimal": locale.number_symbols["latn"]["decimal"],
    }


def _in_any_place(names: Mapping[str, Any], width: str, numbers: range) -> list[str]:
    """The names in order. Raises ValueError for a language that has others for a sentence than for a heading."""
    found = [names["format"][width][number] for number in numbers]
    if found != [names["stand-alone"][width][number] for number in numbers]:
        raise ValueError("this language needs both kinds of names: keep both, and say which is which")
    return found


def world() -> Mapping[str, Any]:
    """What is said of countries and zones in no language."""
    other_codes: dict[str, list[str]] = {}
    for alias, targets in get_global("territory_aliases").items():
        if alias.isalpha() and len(targets) == 1:
            other_codes.setdefault(targets[0], []).append(alias)
    return {
        "other_codes": other_codes,
        "zones": dict(get_global("zone_territories")),
        "zones_of": dict(get_global("territory_zones")),
        "former_zones": sorted(get_global("zone_aliases")),
        "windows_zones": dict(get_global("windows_zone_mapping")),
    }


def text(found: Mapping[str, Any]) -> str:
    """As it stands in the file: a line for each name, so that a change shows what has changed."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    for code in LANGUAGES:
        path_of(code).write_text(text(language(code)), encoding="utf-8")
    WORLD.write_text(text(world()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
