"""From what stands in a cell to what a profile holds, and back: names of countries, languages and kinds in any of the languages. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

from bot.directory.profile.rules import once, one_line
from bot.directory.words import countries, languages, sectors
from bot.directory.words.folding import fold
from bot.i18n import LANGUAGES, words

# Semicolons part the items of a list; where there is none, weaker signs do.
_PARTS: Final = re.compile(r"[;；\n\r|]")
_COMMAS: Final = re.compile("[,،、，]")
_SLASHES: Final = re.compile("[,،、，/]")
_ARTICLES: Final = frozenset({"the", "la", "le", "les", "el", "los", "las", "l"})

# What kinds of organisation are also called, beside their names in Liaison.
_KINDS: Final = {
    "government": (
        "Government|Governmental|Ministry|Public authority|Gouvernement|Ministère|Gobierno|Ministerio|État|Estado"
    ),
    "employers": (
        "Employers|Employer organisation|Employers' organisation|Employers' organization|Employeurs"
        "|Organisation d'employeurs|Empleadores|Organización de empleadores|Empresariado"
    ),
    "workers": (
        "Workers|Worker organisation|Workers' organisation|Workers' organization|Trade union|Union|Travailleurs"
        "|Organisation de travailleurs|Syndicat|Trabajadores|Organización de trabajadores|Sindicato"
    ),
    "ngo": "NGO|Non-governmental organisation|Non-governmental organization|Civil society|ONG|Société civile|Sociedad civil",
    "un": (
        "UN|UN agency|United Nations|International organisation|International organization|UN or international"
        "|ONU|Nations Unies|Organisation internationale|Naciones Unidas|Organización internacional"
    ),
    "business": "Business|Company|Private sector|Enterprise|Entreprise|Secteur privé|Société|Empresa|Sector privado",
    "academia": "Academia|Academic|University|Research|Université|Universitaire|Recherche|Universidad|Investigación",
    "other": "Other|Autre|Otro|Otra",
}


class BadCell(Exception):
    """What is wrong with a cell, in words."""


@lru_cache(maxsize=10_000)  # the same names stand in thousands of rows
def plain(name: str) -> str:
    """A name as it is compared: folded, without spaces and without an article in front."""
    found = fold(name)
    return "".join(found[1:] if len(found) > 1 and found[0] in _ARTICLES else found)


@cache
def _countries() -> Mapping[str, str]:
    """Codes by all that countries are called. A name of one is no other name of another."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code in sorted(countries.codes()):
            found.setdefault(plain(countries.name(code, language)), code)
    for code in sorted(countries.codes()):
        found.setdefault(code.lower(), code)
    for code in sorted(countries.codes()):
        for name in countries.also_called(code):
            found.setdefault(plain(name), code)
    return found


@cache
def _languages() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code in sorted(languages.codes()):
            found.setdefault(plain(languages.name(code, language)), code)
    for code in sorted(languages.codes()):
        for name in (code, *languages.also_called(code)):
            found.setdefault(plain(name), code)
    return found


@cache
def _sectors() -> Mapping[str, str]:
    found = {
        plain(str(sectors.name(code, words(language)))): code
        for language in LANGUAGES
        for code in sectors.SECTORS
    }
    for code, names in _KINDS.items():
        for name in (code, *names.split("|")):
            found.setdefault(plain(name), code)
    return found


def country(cell: str) -> str | None:
    """The code of the one country that a cell names. Raises BadCell."""
    text = one_line(cell)
    if not text:
        return None
    code = _countries().get(plain(text))
    if code is None:
        if len(parts := split(cell, _SLASHES, _countries().__contains__)) > 1:
            raise BadCell(f"one country is meant here, and these are {len(parts)}")
        raise BadCell(f"there is no country “{text}”{_near(text, _countries(), _country_name)}")
    return code


def country_named(name: str) -> str | None:
    """The code of the country that goes by exactly that name, in any of the languages."""
    return _countries().get(plain(name))


def language_named(name: str) -> str | None:
    """The code of the language that goes by exactly that name, in any of the languages."""
    return _languages().get(plain(name))


def country_list(cell: str) -> tuple[str, ...]:
    """The codes of all countries that a cell names. Raises BadCell."""
    return _codes(cell, _countries(), "country", _country_name)


def language_list(cell: str) -> tuple[str, ...]:
    """The codes of all languages that a cell names. Raises BadCell."""
    return _codes(cell, _languages(), "language", _language_name)


def sector(cell: str) -> str | None:
    """The kind of organisation that a cell names. Raises BadCell."""
    text = one_line(cell)
    if not text:
        return None
    code = _sectors().get(plain(text))
    if code is None:
        kinds = ", ".join(str(sectors.name(code, words("en"))) for code in sectors.SECTORS)
        raise BadCell(f"“{text}” is no kind of organisation: they are {kinds}")
    return code


def names(cell: str, known: Collection[str]) -> tuple[str, ...]:
    """The names that a cell lists, each once. What is `known` (as `plain`) as a whole is not parted at its commas."""
    return once(split(cell, _COMMAS, known.__contains__))


def joined(items: Sequence[str]) -> str:
    """A list as a cell, which `split` parts into the same items."""
    tidy = [_PARTS.sub(",", item) for item in items]
    return f"{tidy[0]};" if len(tidy) == 1 and _SLASHES.search(tidy[0]) else "; ".join(tidy)


def split(cell: str, weaker: re.Pattern[str], is_known: Callable[[str], bool]) -> list[str]:
    """The items of a list: parted by semicolons or lines; if there are none, by weaker signs, unless the whole is known."""
    if _PARTS.search(cell):
        parts: Iterable[str] = _PARTS.split(cell)
    elif is_known(plain(cell)):
        parts = [cell]
    else:
        parts = weaker.split(cell)
    return [text for part in parts if (text := one_line(part))]


def _codes(cell: str, known: Mapping[str, str], what: str, name: Callable[[str], str]) -> tuple[str, ...]:
    found = []
    for text in split(cell, _SLASHES, known.__contains__):
        code = known.get(plain(text))
        if code is None:
            raise BadCell(f"there is no {what} “{text}”{_near(text, known, name)}")
        found.append(code)
    return once(found)


def _near(text: str, known: Mapping[str, str], name: Callable[[str], str]) -> str:
    near = get_close_matches(plain(text), [key for key in known if len(key) > 3], n=1, cutoff=0.75)
    return f"; did you mean “{name(known[near[0]])}”?" if near else ""


def _country_name(code: str) -> str:
    return countries.name(code, "en")


def _language_name(code: str) -> str:
    return languages.name(code, "en")
