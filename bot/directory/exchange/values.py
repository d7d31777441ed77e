"""From what stands in a cell to what a profile holds, and back: names of countries, languages and kinds in any of the languages. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

from bot.blocks import clip
from bot.directory.exchange.kinds import KINDS
from bot.directory.profile.rules import LONGEST_LINE, once, one_line
from bot.directory.words import countries, country_names, languages, sectors
from bot.directory.words.folding import fold
from bot.i18n import LANGUAGES, words

# Semicolons part the items of a list; where there is none, weaker signs do.
_PARTS: Final = re.compile(r"[;；\n\r|]")
_COMMAS: Final = re.compile("[,،、，]")
_SLASHES: Final = re.compile("[/|;]")  # between two names of the same
# What stands between names of countries or languages: of these we know all there are, so more can part them.
_AND: Final = r"(?:and|et|und|y|e)\s+"
_BETWEEN: Final = re.compile(rf"(\s*[,،、，/&+]\s*(?:{_AND})?|\s+{_AND}|\s+[-–—]\s+)", re.IGNORECASE)
_LONGEST: Final = 7  # pieces and signs of which one name is made: “Bonaire, Sint Eustatius and Saba”
_BULLET: Final = re.compile(r"^\s*(?:[-–—•·*▪◦‣●○]\s+|[•▪◦‣●○]|\d{1,2}[.)]\s+)")
_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_LOCALE: Final = re.compile(r"([A-Za-z]{2,3})[-_][A-Za-z]{2,4}")
_ARTICLES: Final = frozenset({"the", "la", "le", "les", "el", "los", "las", "l"})


class BadCell(Exception):
    """What is wrong with a cell, in words."""


@lru_cache(maxsize=10_000)  # the same names stand in thousands of rows
def plain(name: str) -> str:
    """A name as it is compared: folded, without spaces and without an article in front, or behind: “Gambia, The”."""
    found = fold(name)
    if len(found) > 1 and found[0] in _ARTICLES:
        found = found[1:]
    return "".join(found[:-1] if len(found) > 1 and found[-1] == "the" else found)


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
    # As a search knows them, too: former names, those of their people, and those in other languages.
    for folded, code in (country_names.names() | country_names.IN_CAPITALS).items():
        found.setdefault(plain(folded), code)
    for folded, code in country_names.foreign().items():
        found.setdefault(plain(folded), code)
    return found


@cache
def _languages() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for code in sorted(languages.codes()):
            found.setdefault(plain(languages.name(code, language)), code)
    for code in sorted(languages.codes()):
        for name in (code, *languages.also_called(code), *languages.besides(code)):
            found.setdefault(plain(name), code)
    return found


@cache
def _sectors() -> Mapping[str, str]:
    found = {
        _singular(str(sectors.name(code, words(language)))): code
        for language in LANGUAGES
        for code in sectors.SECTORS
    }
    for code, names in KINDS.items():
        for name in (code, *names.split("|")):
            found.setdefault(_singular(name), code)
    return found


def _singular(name: str) -> str:
    """As `plain`, whatever is in the plural: “NGOs”, “Trade unions”."""
    return "".join(word.removesuffix("s") for word in fold(name))


def country(cell: str) -> str | None:
    """The code of the one country that a cell names. Raises BadCell."""
    text = one_line(cell)
    if not text:
        return None
    code = _country(text)
    if code is None:
        parts = {_country(part) for part in _listed(cell, _country)}
        if len(parts) == 1 and (same := parts.pop()):
            return same
        if len(parts) > 1 and None not in parts:
            raise BadCell(f"one country is meant here, and these are {len(parts)}")
        raise BadCell(f"there is no country “{_short(text)}”{_near(text, _countries(), _country_name)}")
    return code


def _country(name: str) -> str | None:
    """By a name, or by two: “Côte d’Ivoire (Ivory Coast)”. What else is in brackets may make it another country."""
    known = _countries()
    whole, outside = known.get(plain(name)), known.get(plain(_BRACKETS.sub(" ", name)))
    inside = {known.get(plain(text)) for text in _BRACKETS.findall(name)}
    return whole or (outside if inside == {outside} else None)


def _language(name: str) -> str | None:
    """By a name, whatever is in brackets: “English (fluent)”; or by what a computer calls it: “en-GB”."""
    known = _languages()
    locale = _LOCALE.fullmatch(name)
    short = known.get(locale[1].lower()) if locale else None
    return known.get(plain(name)) or short or known.get(plain(_BRACKETS.sub(" ", name)))


def country_named(name: str) -> str | None:
    """The code of the country that goes by exactly that name, in any of the languages."""
    return _countries().get(plain(name))


def language_named(name: str) -> str | None:
    """The code of the language that goes by exactly that name, in any of the languages."""
    return _languages().get(plain(name))


@lru_cache(maxsize=10_000)
def country_list(cell: str) -> tuple[str, ...]:
    """The codes of all countries that a cell names. Raises BadCell."""
    return _codes(cell, _country, _countries(), "country", _country_name)


@lru_cache(maxsize=10_000)
def language_list(cell: str) -> tuple[str, ...]:
    """The codes of all languages that a cell names. Raises BadCell."""
    return _codes(cell, _language, _languages(), "language", _language_name)


def sector(cell: str) -> str | None:
    """The kind of organisation that a cell names. Raises BadCell."""
    text = one_line(cell)
    if not text:
        return None
    ways = [[text], [_BRACKETS.sub(" ", text)], _SLASHES.split(text)]
    found = [{_sectors().get(_singular(part)) for part in parts} for parts in ways]
    code = next((codes.pop() for codes in found if len(codes) == 1 and codes != {None}), None)
    if code is None:
        kinds = ", ".join(str(sectors.name(code, words("en"))) for code in sectors.SECTORS)
        raise BadCell(f"“{_short(text)}” is no kind of organisation: they are {kinds}")
    return code


def names(cell: str, known: Collection[str]) -> tuple[str, ...]:
    """The names that a cell lists, each once. What is `known` (as `plain`) as a whole is not parted at its commas."""
    return once(split(cell, _COMMAS, known.__contains__))


def joined(items: Sequence[str]) -> str:
    """A list as a cell, which is read as the same items."""
    tidy = [_PARTS.sub(",", item) for item in items]
    return f"{tidy[0]};" if len(tidy) == 1 and _COMMAS.search(tidy[0]) else "; ".join(tidy)


def split(cell: str, weaker: re.Pattern[str], is_known: Callable[[str], bool]) -> list[str]:
    """The items of a list: parted by semicolons or lines; if there are none, by weaker signs, unless the whole is known."""
    if _PARTS.search(cell):
        parts: Iterable[str] = _PARTS.split(cell)
    elif is_known(plain(cell)):
        parts = [cell]
    else:
        parts = weaker.split(cell)
    if "\n" in cell or "\r" in cell:  # one below the other, as a list in a document
        parts = (_BULLET.sub("", part) for part in parts)
    return [text for part in parts if (text := one_line(part))]


def _listed(cell: str, code: Callable[[str], str | None]) -> Iterator[str]:
    """The items of a list of which we know all names: each the longest that is one, “Nepal, Trinidad and Tobago and India”."""
    for part in _PARTS.split(cell):
        text = one_line(_BULLET.sub("", part))
        pieces = [text] if code(text) else _BETWEEN.split(text)
        place = 0
        while place < len(pieces):
            ends = range(min(len(pieces), place + _LONGEST), place, -1)
            one = (end for end in ends if (end - place) % 2 and code("".join(pieces[place:end])))
            end = next(one, place + 1)
            if name := "".join(pieces[place:end]).strip():
                yield name
            place = end + 1


def _codes(
    cell: str,
    code: Callable[[str], str | None],
    known: Mapping[str, str],
    what: str,
    name: Callable[[str], str],
) -> tuple[str, ...]:
    found = []
    for text in _listed(cell, code):
        one = code(text)
        if one is None:
            raise BadCell(f"there is no {what} “{_short(text)}”{_near(text, known, name)}")
        found.append(one)
    return once(found)


def _short(text: str) -> str:
    return clip(text, LONGEST_LINE)


def _near(text: str, known: Mapping[str, str], name: Callable[[str], str]) -> str:
    wanted = plain(text[:LONGEST_LINE])
    keys = [key for key in known if len(key) > 3]
    near = process.extractOne(wanted, keys, scorer=Indel.normalized_similarity, score_cutoff=0.8)
    return f"; did you mean “{name(known[near[0]])}”?" if near else ""


def _country_name(code: str) -> str:
    return countries.name(code, "en")


def _language_name(code: str) -> str:
    return languages.name(code, "en")
