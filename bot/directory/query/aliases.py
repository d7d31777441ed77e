"""Well-known bodies in a search: whoever asks for the OIT is shown those who wrote ILO, as long as these are two terms. Pure.

Which names are one body's is beyond doubt (`bot.directory.words.bodies`), so a search needs nobody to merge their terms first.
"""

from collections.abc import Collection, Mapping
from functools import cache

from bot.directory.query.phrases import spellings
from bot.directory.query.typed import plain_words
from bot.directory.words.bodies import BODIES

_LONGEST_ACRONYM = 8  # letters


def names(phrases: Collection[str]) -> frozenset[str]:
    """All folded names of the bodies that are named by these folded phrases."""
    by_name, of_body = _bodies()
    return frozenset().union(*(of_body[by_name[phrase]] for phrase in phrases if phrase in by_name))


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
    return {name: ids for body, ids in ordered.items() for name in of_body[body]}


@cache
def _bodies() -> tuple[Mapping[str, int], tuple[frozenset[str], ...]]:
    """Each folded name's body, and each body's folded names."""
    of_body = tuple(frozenset(way for name in every for way in _ways(name)) for every in BODIES)
    return {name: body for body, every in enumerate(of_body) for name in every}, of_body


def _ways(name: str) -> Collection[str]:
    """A name folded, as it is written on both sides of the Atlantic; an acronym also with points between its letters."""
    ways = spellings(tuple(plain_words(name)))
    if name.isupper() and name.isalpha() and len(name) <= _LONGEST_ACRONYM:
        return (*ways, " ".join(name.lower()))
    return ways
