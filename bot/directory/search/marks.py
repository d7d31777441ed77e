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


def of_words(shown: Profile, parts: Sequence[Part], evidence: Evidence) -> dict[str, frozenset[str]]:
    """The folded words of each part of a profile because of which it was found: those that counted, where they counted."""
    asked = [part for part in parts if words_of(part)]
    if not asked:
        return {}
    there = {name: _words_in(shown, name) for name in _ZONES}
    found: dict[str, set[str]] = {}
    for part in asked:
        by_word = [_found(word, part, evidence, there) for word in words_of(part)]
        # Of “Ivory Coast” a coast alone is none; of mere words all are there, or the person would not be.
        if all(by_word) or not part.words or part.kind == "word":
            for of_word in by_word:
                for name, words in of_word.items():
                    found.setdefault(name, set()).update(words)
    return {name: frozenset(words) for name, words in found.items()}


def _found(
    word: str, part: Part, evidence: Evidence, there: Mapping[str, frozenset[str]]
) -> dict[str, set[str]]:
    found = {}
    for name in there:
        if _ZONES[name] in counting_zones(part, evidence):
            does = counts(word, part, evidence, _ZONES[name])
            if fitting := {candidate for candidate in there[name] if does(candidate)}:
                found[name] = fitting
    return found


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
