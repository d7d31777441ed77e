"""Whether two names mean the same organisation, or the same field. Precise rather than many: whoever is asked too often says no.

Nothing is ever made one because of this: the Secretariat is asked. Pure.
"""

from collections.abc import Iterable
from typing import Final, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.directory.vocabulary.shape import Shape, initials_of, shape_of

Reason = Literal["same", "acronym", "known", "brackets", "spelling"]

NEAR: Final = (
    84  # of a hundred: how much of the sorted letters must be the same for words to be compared one by one
)
SHORTEST_TYPO: Final = 6  # letters of a word that may have one wrong letter; with LONG, two
LONG: Final = 10
SHORTEST_NAME: Final = 7  # letters of a name of one word that may have a typo
# A letter or two apart, and not the same.
_TWO: Final = """
employer/employee empleador/empleado employeur/employe miner/minor marine/mariner migration/immigration immigrant/emigrant
migrant/immigrant immigration/emigration interior/exterior formal/informal legal/illegal regular/irregular
aquaculture/agriculture eastern/western northern/southern male/female producer/product consumer/consumption
industry/industrial trader/trade manager/management training/trading trafficking/tracking secretary/secretariat
council/counsel minister/ministry trabajadore/trabajadora
"""
TWO_WORDS: Final = frozenset(frozenset(pair.split("/")) for pair in _TWO.split())


def alike(one: str, other: str) -> Reason | None:
    """Why two names, as written, may be the same; None if they are not alike."""
    return _why(shape_of(one), shape_of(other))


def alike_among(name: str, others: Iterable[tuple[int, str]]) -> list[tuple[int, Reason]]:
    """Of all the others, each with a number, those that are alike, with the reason; a number once."""
    own = shape_of(name)
    found: dict[int, Reason] = {}
    for number, other in others:
        if number not in found and (reason := _why(own, shape_of(other))):
            found[number] = reason
    return list(found.items())


def _why(one: Shape, other: Shape) -> Reason | None:
    if not one.letters or not other.letters:
        return None
    if one.key == other.key or one.letters == other.letters:
        return "same"
    if one.body is not None and other.body is not None:
        return "known" if one.body == other.body else None
    if (one.aside and one.aside == other.acronym) or (other.aside and other.aside == one.acronym):
        return "brackets"
    if _shortens(one, other) or _shortens(other, one):
        return "acronym"
    return "spelling" if _misspelt(one, other) else None


def _shortens(short: Shape, full: Shape) -> bool:
    """Whether one name is the acronym of the other: of one that is not a well-known body's, and of no country's namesake."""
    return bool(short.acronym) and short.body is None and short.acronym in initials_of(full.raw)


def _misspelt(one: Shape, other: Shape) -> bool:
    if one.countries != other.countries or one.numbers != other.numbers:
        return False
    if len(one.words) != len(other.words) or abs(len(one.key) - len(other.key)) > 3:
        return False
    if fuzz.ratio(one.key, other.key, score_cutoff=NEAR) == 0:
        return False
    mine, theirs = list(one.words), list(other.words)
    for word in one.words:
        if word in theirs:
            mine.remove(word)
            theirs.remove(word)
    if len(mine) > 2 or (len(one.words) == 1 and min(len(one.letters), len(other.letters)) < SHORTEST_NAME):
        return False
    return all(any(_typo(word, candidate) for candidate in theirs) for word in mine)


def _typo(one: str, other: str) -> bool:
    """Whether two different words are the same but for a slip: the first letters agree, and nearly all the others."""
    shorter = min(len(one), len(other))
    if shorter < SHORTEST_TYPO or one[0] != other[0] or frozenset((one, other)) in TWO_WORDS:
        return False
    allowed = 2 if shorter >= LONG else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed
