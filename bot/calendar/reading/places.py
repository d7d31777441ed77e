"""Where something is: a town that we know, a country, “lieu à confirmer”; and, after the date, what a preposition says to be a place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from bot.calendar.reading.country_zones import zone_of_country
from bot.calendar.reading.place_names import SHORT, WORDS, Place, key, key_of_folded, places
from bot.calendar.reading.text import TAKEN, Text, fold, one_of, pattern
from bot.directory.words import countries, country_names
from bot.directory.words.demonyms import DEMONYMS, plurals
from bot.i18n import LANGUAGES

LONGEST: Final = 6  # words of a country's name
_WORD: Final = re.compile(r"[^\W_]+")
_GAP: Final = re.compile(r"(?:, |['.-]| |\. )?")
_AT: Final = re.compile(r"(?:^|(?<=[\W_]))(?:held in|in|at|a|en|au|aux|al|from|desde|@) $")  # a place follows
_OTHER: Final = re.compile(
    r"(?<!\w)(?:to|of|for|on|about|de|du|des|del|d'|la|le|les|el|los|the|and|et|y|with|avec|con|pour|para|sur|sobre|vers|hacia|l'"
    r"|by) ?$"
)
_NO_PLACE: Final = re.compile(
    r" (?:agreement|convention|declaration|statute|protocol|principles|consensus|accord|treaty|call to action|time)\b"
)
_CONFIRM = (
    "tbc|tba|tbd|to be confirmed|to be announced|to be determined|a confirmer|a preciser|a definir|por confirmar|por definir"
    "|a confirmar"
)
_OPEN: Final = pattern(
    rf"(?:venue|place|location|lieu|endroit|lugar|sede|salle|sala|room)(?: :|:)? ?(?:is |est |es )?\(?{one_of(_CONFIRM)}\)?"
)


@dataclass(frozen=True, slots=True)
class Where:
    """`place` as it is spelt, or “TBC”; `country` by ISO 3166-1 alpha-2; the zone of the one or else of the other."""

    place: str | None = None
    country: str | None = None
    timezone: str | None = None


def is_open(said: str) -> bool:
    """Whether what stands in the place of a place says that it is to be confirmed, in any of the languages."""
    return fold(said) in _CONFIRM.split("|")


def read_open_place(text: Text) -> bool:
    """Whether it says that the place is to be confirmed; taken out of the text."""
    return text.read(_OPEN, lambda m: m) is not None


def read_where(text: Text, language: str) -> Where:
    """The town, which is taken out unless it is of the title (“Geneva meeting”), and the country, which mostly is."""
    place = _town(text, language)
    country = _country(text)
    timezone = (place.timezone if place else None) or (zone_of_country(country) if country else None)
    return Where(place.name if place else None, country, timezone)


def _town(text: Text, language: str) -> Place | None:
    kept = None
    for start, end in _phrases(text, 4):
        place = _known(text, language, start, end)
        if place is None or (place.timezone is None and not _is_apart(text, start, end)):
            continue
        if _take_place(text, start, end):
            return place
        kept = kept or place
    return kept


def _known(text: Text, language: str, start: int, end: int) -> Place | None:
    """The town that stands there. What is a country's name as well, such as Guatemala, is the country."""
    typed, name = text.original[start:end], key_of_folded(text.folded[start:end])
    if typed in SHORT:
        return Place(*SHORT[typed])
    found = places(language).get(name)
    if found is None or name in _countries() or (name in WORDS and typed[:1].islower()):
        return None
    return None if _NO_PLACE.match(text.folded, end) else found


def _take_place(text: Text, start: int, end: int) -> bool:
    before = text.folded[:start]
    at = _AT.search(before)
    if at:
        text.take(at.start(), end)
        return True
    if _stands_alone(text, start, end):
        text.take(start, end)
        return True
    return False


def _stands_alone(text: Text, start: int, end: int) -> bool:
    """Whether nothing of the title follows: it is the end, or what follows was understood or is parted by a comma."""
    before, after = text.folded[:start], text.folded[end:]
    if _OTHER.search(before):
        return False
    beside = re.match(rf"([^{TAKEN},;(:]*?)[ ).!]*(?:$|{TAKEN}|[,;(:]| - )", after)
    return beside is not None and (not beside[1].strip() or key(beside[1]) in _countries())


def _is_apart(text: Text, start: int, end: int) -> bool:
    """Whether no word of the title is beside it: “online” is an adjective as well."""
    return bool(re.search(rf"(?:^|{TAKEN}|[,;(])[ (]*$", text.folded[:start])) and _stands_alone(
        text, start, end
    )


def _country(text: Text) -> str | None:
    known = _countries()
    for start, end in _phrases(text, LONGEST):
        typed = text.original[start:end]
        code = known.get(key_of_folded(text.folded[start:end]))
        code = country_names.IN_CAPITALS.get(typed, code)
        if code is None or (len(typed) <= 4 and not typed.isupper() and key(typed) in _abbreviations()):
            continue
        if key(typed) in _of_people() and typed.islower() and not text.original.islower():
            continue  # “la fête suisse”, of who writes Suisse
        # Behind the date or the town it is no part of the title.
        before = text.folded[:start]
        behind = re.search(
            rf"{TAKEN}[ ,(-]*(?:(?:in|en|au|aux|a|al) )?(?:la |el |le |l'|los |the )?$", before
        )
        if behind and re.match(rf"[ ).]*(?:$|{TAKEN}|,)", text.folded[end:]):
            text.take(behind.start() + 1, end)
        return code
    return None


def _phrases(text: Text, most: int) -> Iterator[tuple[int, int]]:
    """Where up to so many words stand beside each other: from each word on, the longest first."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text.folded)]
    for number, (start, _end) in enumerate(words):
        last = number
        while last + 1 < len(words) and last - number + 1 < most:
            gap = text.folded[words[last][1] : words[last + 1][0]]
            if not _GAP.fullmatch(gap) or "," in gap:
                break
            last += 1
        for final in range(last, number - 1, -1):
            yield start, words[final][1]


@cache
def _countries() -> dict[str, str]:
    """Names of countries as the directory knows them, without what their people and things are called."""
    of_people = _of_people()
    shown = {key(countries.name(code, language)) for code in countries.codes() for language in LANGUAGES}
    names = {
        name: code for name, code in country_names.names().items() if name not in of_people or name in shown
    }
    return {name: code for name, code in names.items() if name not in country_names.NOT_A_COUNTRY}


@cache
def _of_people() -> frozenset[str]:
    return frozenset(way for text in DEMONYMS.values() for word in text.split() for way in plurals(word))


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(
        key(name) for code in countries.codes() for name in countries.other_names(code) if name.isupper()
    )
