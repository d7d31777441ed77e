"""Words that are nearly what was typed: SymSpell's symmetric deletion (https://github.com/wolfgarbe/SymSpell). Pure.

A word is kept under its first letters with one or two of them left out. What is typed is treated alike: where both meet, they are near,
and how near says the distance of Damerau and Levenshtein, in which two letters that changed places count once.
"""

from collections.abc import Iterable
from itertools import combinations
from typing import Final

from rapidfuzz.distance import OSA

SHORTEST: Final = 4  # letters; of shorter words every other one is a neighbour
_LONG = 8  # letters from which two mistakes are forgiven
_PREFIX = 7  # letters that are kept: mistakes are counted in the whole word afterwards


def allowed(word: str) -> int:
    """How many mistakes are forgiven in a typed word."""
    if len(word) < SHORTEST or word.isdigit():
        return 0
    return 2 if len(word) >= _LONG else 1


def spellings(word: str) -> frozenset[str]:
    """What a word of a profile is kept under; nothing for one that is too short to be meant by a mistyped one."""
    # One letter may be missing in what is typed, or two: a word just under a limit is near one above it.
    return _deleted(word, 2 if len(word) >= _LONG - 2 else 1) if len(word) >= SHORTEST - 1 else frozenset()


def looked_up(word: str) -> frozenset[str]:
    """What a typed word is looked up under."""
    return _deleted(word, allowed(word)) if allowed(word) else frozenset()


def _deleted(word: str, most: int) -> frozenset[str]:
    kept = word[:_PREFIX]
    return frozenset(
        "".join(letters)
        for missing in range(most + 1)
        for letters in combinations(kept, max(len(kept) - missing, 0))
        if letters
    )


def is_close(word: str, other: str) -> bool:
    """Whether two words are the same but for one letter, as in two languages: professor and profesor."""
    return OSA.distance(word, other, score_cutoff=1) <= 1


def distances(word: str, candidates: Iterable[str]) -> dict[str, int]:
    """How many mistakes lie between a typed word and the candidates, without those that are further than is forgiven."""
    most = allowed(word)
    found = {}
    for candidate in candidates:
        distance = OSA.distance(word, candidate, score_cutoff=most)
        if 0 < distance <= most:
            found[candidate] = distance
    return found
