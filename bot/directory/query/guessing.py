"""What country, region, language or kind of organisation mistyped words may mean. Pure, and the same for everybody."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.directory.query.lexicon import Meaning, known
from bot.directory.query.parts import Part, PartKind
from bot.directory.words import sound_words

_MOST = 6  # guesses
_KINDS: tuple[PartKind, ...] = ("country", "region", "language", "sector", "pathfinders")
# A letter away from these there are too many other acronyms.
_SHORTEST_DOUBLED = 6  # letters
_SHORTEST_LANGUAGE = 5  # letters; Akan, Komi, Lao, Manx: Alan, Kofi, Leo, Max
_SHORTEST_NAME = 4  # letters: what is shorter is an abbreviation, too
_ACRONYMS = frozenset({"apac", "asean", "ceao", "cemac", "mena", "saarc", "sadc"})


@cache
def _names() -> tuple[list[str], list[Meaning]]:
    """All names without their spaces, and what each means."""
    found: dict[str, Meaning] = {}
    for name, meaning in known().sure.items():
        joined = name.replace(" ", "")
        if meaning[0] in _KINDS and name not in _ACRONYMS and len(joined) >= _SHORTEST_NAME:
            found.setdefault(joined, meaning)
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
        for kind, value, distance, _ in _guess("".join(words))
    ]


def name_for(word: str) -> str:
    """The name of one word that a mistyped one is most likely to mean; empty if there is none."""
    for kind, _, distance, name in _guess(word):
        if is_likely(kind, [word], distance):
            return name
    return ""


def is_likely(kind: PartKind, words: Sequence[str], distance: int) -> bool:
    """Whether words may be a mistyped name: no first name, and no language of which there are many with short names."""
    if not distance or len(words) > 1:
        return True
    if sound_words.is_name(words[0]) or sound_words.is_word(words[0]):
        return False
    return kind != "language" or len(words[0]) >= _SHORTEST_LANGUAGE


def unlikely(name: str, typed: str) -> int:
    """A letter left out, or two exchanged, are likelier (0) than a wrong one (1), and that than one too many (2)."""
    if len(name) > len(typed) or sorted(name) == sorted(typed):
        return 0
    return 1 if len(name) == len(typed) else 2


_DOUBLED = re.compile(r"(.)\1+")


@cache
def _plain() -> dict[str, list[int]]:
    """The places of names by what they are with no letter doubled: which is doubled, people forget first."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(_names()[0]):
        if len(name) >= _SHORTEST_DOUBLED:
            found.setdefault(_DOUBLED.sub(r"\1", name), []).append(place)
    return found


@lru_cache(maxsize=2048)
def _guess(typed: str) -> tuple[tuple[PartKind, str, int, str], ...]:
    names, meanings = _names()
    most = allowed(len(typed))
    near = process.extract(typed, names, scorer=OSA.distance, score_cutoff=most, limit=20)
    there = {index for _, _, index in near}
    doubled = _plain().get(_DOUBLED.sub(r"\1", typed), ()) if len(typed) >= _SHORTEST_DOUBLED else ()
    near += [(names[index], 1, index) for index in doubled if index not in there]
    ranked = []
    for name, distance, index in near:
        if len(typed) <= 4 and name[0] != typed[0]:
            continue
        kind, value = meanings[index]
        if distance > allowed(len(name)):
            continue
        # The first letter is seldom wrong.
        rank = (distance, name[0] != typed[0], unlikely(name, typed), _KINDS.index(kind), name)
        ranked.append((rank, kind, value))
    found: dict[tuple[PartKind, str], tuple[int, str]] = {}
    for rank, kind, value in sorted(ranked):
        found.setdefault((kind, value), (rank[0], rank[-1]))
    return tuple((*meaning, *nearest) for meaning, nearest in list(found.items())[:_MOST])
