"""Why somebody was found, told by what the viewer sees of them and nothing else. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.directory.query.parts import Part
from bot.directory.search import tokens
from bot.directory.search.weighing import Evidence, counting_zones, counts, words_of
from bot.directory.words import regions
from bot.directory.words.folding import fold_for_finding
from storage.directory import Profile
from storage.vocabulary import Term

# The zone in which the words of each part count.
_ZONES: Final = {
    "name": tokens.NAME,
    "role": tokens.ROLE,
    "organisation": tokens.ORGANISATION,
    "fields": tokens.FIELD,
    "offers": tokens.OFFERS,
    "seeks": tokens.SEEKS,
}


class Marker:
    """What counts for a query: made once for all whom it finds."""

    def __init__(self, parts: Sequence[Part], evidence: Evidence) -> None:
        self._asked = [
            (
                part.kind == "word" or not part.words,
                [
                    {name: counts(word, part, evidence, _ZONES[name]) for name in _counting(part, evidence)}
                    for word in words_of(part)
                ],
            )
            for part in parts
            if words_of(part)
        ]
        self._looked_at = {name for _, words in self._asked for by_part in words for name in by_part}

    def of(self, page: Sequence[Profile]) -> list[dict[str, frozenset[str]]]:
        """For each profile the folded words of its parts because of which it was found: those that counted, where they counted."""
        there = [{name: _words_in(shown, name) for name in self._looked_at} for shown in page]
        # What counts is judged once for all, of words that stand in many profiles, too.
        written = {name: frozenset[str]().union(*(each[name] for each in there)) for name in self._looked_at}
        asked = [
            (is_mere, [{name: counting(written[name]) for name, counting in word.items()} for word in words])
            for is_mere, words in self._asked
        ]
        return [_found(each, asked) for each in there]


Asked = Sequence[tuple[bool, Sequence[Mapping[str, set[str]]]]]


def _found(there: Mapping[str, frozenset[str]], asked: Asked) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for is_mere, words in asked:
        by_word = [
            {name: here for name, counting in word.items() if counting and (here := there[name] & counting)}
            for word in words
        ]
        # Of “Ivory Coast” a coast alone is none; of mere words all are there, or the person would not be.
        if is_mere or all(by_word):
            for fitting in by_word:
                for name, candidates in fitting.items():
                    found.setdefault(name, set()).update(candidates)
    return {name: frozenset(words) for name, words in found.items()}


def _counting(part: Part, evidence: Evidence) -> list[str]:
    zones = counting_zones(part, evidence)
    return [name for name, zone in _ZONES.items() if zone in zones]


def _words_in(shown: Profile, name: str) -> frozenset[str]:
    if name == "organisation":
        return _called([shown.organisation] if shown.organisation else [])
    return _called(shown.fields) if name == "fields" else _words(getattr(shown, name))


def _called(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset().union(*(_words(name) for term in terms for name in (term.name, *term.labels.values())))


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """The same fields and organisations stand on page after page."""
    return frozenset(fold_for_finding(text))


def wholes(shown: Profile, parts: Iterable[Part], evidence: Evidence) -> dict[str, frozenset[str]]:
    """Parts of the profile that fit as a whole, with the values that fit."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for name, values in _has(shown, part, evidence).items():
            if values:
                found.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in found.items()}


def _has(shown: Profile, part: Part, evidence: Evidence) -> Mapping[str, set[str]]:
    match part.kind:
        case "country" | "region" | "pathfinders":
            wanted = {
                "country": {part.value},
                "region": regions.REGIONS.get(part.value, ()),
                "pathfinders": evidence.pathfinders,
            }[part.kind]
            return {
                "country": {shown.country} & set(wanted) if shown.country else set(),
                "works_in": {*shown.works_in} & set(wanted),
            }
        case "organisation" if shown.organisation:
            return {"organisation": {str(shown.organisation.id)} & {part.value}}
        case "field":
            return {"fields": {str(term.id) for term in shown.fields} & {part.value}}
        case "language":
            return {"languages": {*shown.languages} & {part.value}}
        case "sector" if shown.sector == part.value:
            return {"organisation": {part.value}}
        case _:
            return {}
