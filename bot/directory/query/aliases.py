"""Well-known bodies in a search: whoever asks for the OIT is shown those who wrote ILO, as long as these are two terms. Pure.

Which names are one body's is beyond doubt (`bot.directory.words.bodies`), so a search needs nobody to merge their terms first.
"""

from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.directory.query.phrases import spellings
from bot.directory.query.typed import plain_words
from bot.directory.words.bodies import BODIES

_LONGEST_ACRONYM = 8  # letters
_SHORTEST_NEAR, _LONG = 15, 22  # letters of a name that is known with one typing error in it, and with two


def names(phrases: Collection[str]) -> frozenset[str]:
    """All folded names of the bodies that are named by these folded phrases."""
    _, of_body = _bodies()
    return frozenset().union(*(of_body[body] for phrase in phrases if (body := _named(phrase)) is not None))


def together(organisations: Mapping[str, int], phrases: Collection[str]) -> dict[str, tuple[int, ...]]:
    """The terms that are one body, by each of its names, the one that stands for all first: one that these phrases name.

    `organisations` are the ids of terms by their folded names.
    """
    by_name, of_body = _bodies()
    found: dict[int, set[int]] = {}
    for name, term_id in organisations.items():
        if (body := by_name.get(name)) is not None:
            found.setdefault(body, set()).add(term_id)
    named = {organisations[phrase] for phrase in phrases if phrase in organisations}
    ordered = {
        body: tuple(sorted(ids, key=lambda term_id: (term_id not in named, term_id)))
        for body, ids in sorted(found.items())
    }
    mistyped = {phrase: body for phrase in phrases if (body := _named(phrase)) in ordered}
    return {name: ids for body, ids in ordered.items() for name in of_body[body]} | {
        phrase: ordered[body] for phrase, body in mistyped.items() if body is not None
    }


@cache
def _bodies() -> tuple[Mapping[str, int], tuple[frozenset[str], ...]]:
    """Each folded name's body, and each body's folded names."""
    of_body = tuple(frozenset(way for name in every for way in _ways(name)) for every in BODIES)
    return {name: body for body, every in enumerate(of_body) for name in every}, of_body


def _named(phrase: str) -> int | None:
    """The body of this name, or of a long one that is nearly this: “organisation international du travail”."""
    by_name, _ = _bodies()
    if phrase in by_name or len(phrase) < _SHORTEST_NEAR or " " not in phrase:
        return by_name.get(phrase)
    words = phrase.split()
    firsts, lasts = _ends()
    return _near(phrase) if words[0] in firsts or words[-1] in lasts else None


@cache
def _ends() -> tuple[frozenset[str], frozenset[str]]:
    """With which words names of bodies begin, and end: most phrases do neither."""
    names = [name.split() for name in _bodies()[0]]
    return frozenset(words[0] for words in names), frozenset(words[-1] for words in names)


@lru_cache(maxsize=1024)
def _near(phrase: str) -> int | None:
    by_name, _ = _bodies()
    most = 1 if len(phrase) < _LONG else 2
    near = process.extract(phrase, list(by_name), scorer=OSA.distance, score_cutoff=most, limit=None)
    bodies = {by_name[name] for name, _, _ in near}
    return bodies.pop() if len(bodies) == 1 else None


def _ways(name: str) -> Collection[str]:
    """A name folded, as it is written on both sides of the Atlantic; an acronym also with points between its letters."""
    ways = spellings(tuple(plain_words(name)))
    if name.isupper() and name.isalpha() and len(name) <= _LONGEST_ACRONYM:
        return (*ways, " ".join(name.lower()))
    return ways
