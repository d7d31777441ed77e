"""What country, region, language or kind of organisation mistyped words may mean. Pure, and the same for everybody."""

from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.directory.query.lexicon import Meaning, known
from bot.directory.query.parts import Part, PartKind

_MOST = 6  # guesses
_KINDS: tuple[PartKind, ...] = ("country", "region", "language", "sector")
# A letter away from these there are too many other acronyms.
_ACRONYMS = frozenset({"apac", "asean", "ceao", "cemac", "mena", "saarc", "sadc"})


@cache
def _names() -> tuple[list[str], list[Meaning]]:
    """All names without their spaces, and what each means."""
    found: dict[str, Meaning] = {}
    for name, meaning in known().sure.items():
        if meaning[0] in _KINDS and name not in _ACRONYMS:
            found.setdefault(name.replace(" ", ""), meaning)
    return list(found), list(found.values())


def allowed(length: int) -> int:
    """How many typing errors a word of so many letters may have."""
    if length < 8:
        return 1 if length >= 3 else 0
    return 2 if length < 12 else 3


def guess(words: Sequence[str]) -> list[tuple[Part, int]]:
    """What these folded words, taken together as one name, may mean where they fit nobody as they are: best first, each
    with the number of typing errors (0: only the spaces are elsewhere). The parts' `source` and `words` are the words.

    Up to four letters may have one error, not in the first; up to seven one; up to eleven two; more three.
    """
    return [
        (Part(kind, value, " ".join(words), tuple(words)), distance)
        for kind, value, distance in _guess("".join(words))
    ]


def _unlikely(name: str, typed: str) -> int:
    """A letter left out, or two exchanged, are likelier (0) than a wrong one (1), and that than one too many (2)."""
    if len(name) > len(typed) or sorted(name) == sorted(typed):
        return 0
    return 1 if len(name) == len(typed) else 2


@lru_cache(maxsize=2048)
def _guess(typed: str) -> tuple[tuple[PartKind, str, int], ...]:
    names, meanings = _names()
    most = allowed(len(typed))
    near = process.extract(typed, names, scorer=OSA.distance, score_cutoff=most, limit=20)
    ranked = []
    for name, distance, index in near:
        if len(typed) <= 4 and name[0] != typed[0]:
            continue
        kind, value = meanings[index]
        if distance > allowed(len(name)):
            continue
        # The first letter is seldom wrong.
        rank = (distance, name[0] != typed[0], _unlikely(name, typed), _KINDS.index(kind), name)
        ranked.append((rank, kind, value))
    found: dict[tuple[PartKind, str], int] = {}
    for rank, kind, value in sorted(ranked):
        found.setdefault((kind, value), rank[0])
    return tuple((kind, value, distance) for (kind, value), distance in list(found.items())[:_MOST])
