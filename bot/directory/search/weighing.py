"""How well people fit a part of a query: which tokens it calls for, and what each is worth. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyroaring import BitMap

from bot.directory.query.parts import Part
from bot.directory.search import matching, tokens
from bot.directory.search.audience import Seen
from bot.directory.search.matching import Levels
from bot.directory.words import regions
from bot.directory.words.folding import stems
from storage.postings import Range

# What a word is worth where it stands.
WORTH: Final = {
    tokens.NAME: 100,
    tokens.ORGANISATION: 90,
    tokens.FIELD: 80,
    tokens.COUNTRY: 70,
    tokens.ROLE: 60,
    tokens.LANGUAGE: 50,
    tokens.OFFERS: 44,
    tokens.SEEKS: 42,
}
# What it is worth less if it isn't there as it was typed. Mistyped: by the number of mistakes.
STEM, BEGINNING, MISTYPED = -8, -18, (0, -28, -36)
# What was named is worth, as a whole; elsewhere in a profile its words are worth a good deal less.
BASED, WORKS, TERM, SPOKEN, FITS = 85, 80, 95, 70, 60
ELSEWHERE = -25


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be fetched of the index."""

    texts: frozenset[str] = frozenset()
    ranges: frozenset[Range] = frozenset()

    def __or__(self, other: "Wanted") -> "Wanted":
        return Wanted(self.texts | other.texts, self.ranges | other.ranges)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What there is to judge by: what the viewer may know of the index, who is in the groups that were asked for, the
    pathfinder countries, and what mistyped words were taken for, with how many mistakes. `is_wide` if people are also found
    by what begins with a short word that others go by as it is.
    """

    seen: Seen
    groups: Mapping[str, BitMap] = field(default_factory=dict)
    pathfinders: Collection[str] = ()
    meant: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    is_wide: bool = False

    def is_more_than_a_name(self, token: str) -> bool:
        """Whether people go by a word otherwise than as their name."""
        return not self.seen.get(token, {}).keys() <= {tokens.NAME, tokens.NAME + tokens.BEGINNING}


def words_of(part: Part) -> tuple[str, ...]:
    """The folded words by which a person may be found for a part."""
    if part.kind in ("word", "name") or (part.kind in ("organisation", "field") and not part.value.isdigit()):
        return tuple(part.value.split())
    return part.words


def wanted(part: Part, pathfinders: Collection[str] = ()) -> Wanted:
    """The tokens that a part calls for."""
    found = Wanted(frozenset(_codes(part, pathfinders)))
    for word in words_of(part):
        found |= _wanted_of_word(word, with_beginnings=part.kind in _BEGUN)
    return found


_BEGUN = frozenset({"word", "name", "organisation", "field"})


def _wanted_of_word(word: str, *, with_beginnings: bool) -> Wanted:
    texts = {word, *map(tokens.stem, stems(word))}
    if not with_beginnings or len(word) < 2:
        return Wanted(frozenset(texts))
    if len(word) < tokens.SHORTEST_RANGE:
        return Wanted(frozenset({*texts, tokens.beginning(word)}))
    return Wanted(frozenset(texts), frozenset({Range(word, word + "{")}))  # "{" comes after "z"


def _codes(part: Part, pathfinders: Collection[str]) -> Iterable[str]:
    match part.kind:
        case "country":
            return [tokens.country(part.value)]
        case "region":
            return map(tokens.country, regions.REGIONS.get(part.value, ()))
        case "pathfinders":
            return map(tokens.country, pathfinders)
        case "organisation" if part.value.isdigit():
            return map(tokens.organisation, (part.value, *part.also))
        case "field" if part.value.isdigit():
            return [tokens.field(part.value)]
        case "language":
            return [tokens.language(part.value)]
        case "sector":
            return [tokens.sector(part.value)]
        case _:
            return ()


def levels(part: Part, evidence: Evidence) -> Levels:
    """Who fits a part, and how well."""
    if part.kind == "group":
        members = evidence.groups.get(part.value)
        return {FITS: members} if members else {}
    codes = list(_codes(part, evidence.pathfinders))
    zones = counting_zones(part, evidence)
    by_words = matching.every(
        [of_word(word, evidence, zones, with_beginnings=part.kind in _BEGUN) for word in words_of(part)]
    )
    if not codes:
        return by_words
    whole = [_of_code(token, evidence.seen) for token in codes]
    return matching.either(*whole, matching.shifted(by_words, ELSEWHERE))


_ANYWHERE: Final = frozenset(WORTH)
# Where the words may stand of what was asked for with a key, and is no value of it that is known.
_WRITTEN: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({tokens.NAME}),
    "organisation": frozenset({tokens.ORGANISATION}),
    "field": frozenset({tokens.FIELD, tokens.ROLE, tokens.OFFERS, tokens.SEEKS}),
}
# Where they may not, of what is known: in the names of other countries and languages (Guinea, Papua New Guinea).
_NOT_IN_NAMES: Final = _ANYWHERE - {tokens.COUNTRY, tokens.LANGUAGE}
_WHERE: Final = dict.fromkeys(("country", "region", "pathfinders", "language"), _NOT_IN_NAMES)
# Sentences have so many words that two or three letters begin one by chance.
_AT_LENGTH: Final = frozenset({tokens.OFFERS, tokens.SEEKS})
_SAME: Final = 3  # letters at the beginning that words of one stem have in common
_LONG: Final = 6  # letters; shorter words begin others by chance: law and Lawson
_WORTH_WHOLE: Final = {
    tokens.BASED: BASED,
    tokens.WORKS: WORKS,
    tokens.OF_FIELD: TERM,
    tokens.OF_ORGANISATION: TERM,
    tokens.SPEAKS: SPOKEN,
    tokens.SECTOR: FITS,
}


def zones_of(part: Part) -> Collection[str]:
    """Where the words of a part may stand that names nothing known."""
    return _WRITTEN.get(part.kind, _ANYWHERE)


def counting_zones(part: Part, evidence: Evidence) -> Collection[str]:
    """Where the words of a part count, whether or not it names something known."""
    is_known = any(True for _ in _codes(part, evidence.pathfinders))
    return _WHERE.get(part.kind, _ANYWHERE) if is_known else zones_of(part)


def counts(word: str, part: Part, evidence: Evidence, zone: str) -> Callable[[Iterable[str]], set[str]]:
    """What takes, of words that stand in a zone, those that `levels` counts for a word of a part, whole or by their beginnings."""
    zones = counting_zones(part, evidence)
    if zone not in zones:
        return lambda _there: set()
    meant = evidence.meant.get(word, {})
    roots = stems(word) if zone in tokens.STEMMED else frozenset()
    # Stemming is slow: words that begin differently have no stem in common.
    rooted = tuple({root[:_SAME] for root in roots})
    exact = _in_zones(evidence.seen.get(word, {}), zones, "", 0)
    is_told = len(word) >= tokens.SHORTEST_RANGE or (len(word) > 1 and zone not in _AT_LENGTH)
    is_begun = is_told and part.kind in _BEGUN and _counts_begun(word, evidence, exact)

    def does(there: str) -> bool:
        if there == word or there in meant or (is_begun and there.startswith(word)):
            return True
        return there.startswith(rooted) and not roots.isdisjoint(stems(there))

    # Most words are none of these at the first look.
    begins = (word, *meant, *rooted)
    return lambda there: {each for each in there if each.startswith(begins) and does(each)}


def _counts_begun(word: str, evidence: Evidence, exact: Levels) -> bool:
    """A word's beginnings count unless it is short and some go by it as it is."""
    return evidence.is_wide or len(word) >= _LONG or not exact


def _of_code(token: str, seen: Seen) -> Levels:
    return {_WORTH_WHOLE[zone]: numbers for zone, numbers in seen.get(token, {}).items()}


def of_word(
    word: str, evidence: Evidence, zones: Collection[str] = frozenset(WORTH), *, with_beginnings: bool = True
) -> Levels:
    """Who is found by a word: as it is, by its stem, as what it was taken for, and by its beginning, unless it is short and some
    go by it as it is."""
    seen = evidence.seen
    found = [_in_zones(seen.get(word, {}), zones, "", 0)]
    is_begun = with_beginnings and _counts_begun(word, evidence, found[0])
    found += [_in_zones(seen.get(tokens.stem(text), {}), zones, tokens.STEM, STEM) for text in stems(word)]
    if is_begun:
        if len(word) < tokens.SHORTEST_RANGE:
            told = [zone for zone in zones if zone not in _AT_LENGTH]
            found.append(_in_zones(seen.get(tokens.beginning(word), {}), told, tokens.BEGINNING, BEGINNING))
        else:
            found += [
                _in_zones(by_zone, zones, "", BEGINNING)
                for token, by_zone in seen.items()
                if token != word and token.startswith(word)
            ]
    for token, mistakes in evidence.meant.get(word, {}).items():
        found.append(_in_zones(seen.get(token, {}), zones, "", MISTYPED[mistakes]))
    return matching.either(*found)


def _in_zones(by_zone: Mapping[str, BitMap], zones: Collection[str], more: str, less: int) -> Levels:
    return {
        WORTH[zone[:1]] + less: numbers
        for zone, numbers in by_zone.items()
        if zone[:1] in zones and zone[1:] == more
    }
