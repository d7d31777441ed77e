"""What a sentence says besides whom it looks for: words that keep everybody out, though somebody goes by them. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from bot.directory.query.parts import Part
from bot.directory.query.stopwords import is_stop
from bot.directory.search import matching, tokens, weighing
from bot.directory.search.mistyped import Correction
from bot.directory.search.weighing import Evidence
from bot.directory.words.folding import fold

_WORDS: Final = frozenset({"word", "name"})


def without_fillers(meant: Correction) -> Correction | None:
    """A sentence without the fewest plain words that leave somebody who fits the rest: “what does the ILO *do* in Nepal”. They are
    unknown then. None if it is no sentence, if nothing that is known would remain, or nobody fits even so.

    Who is named in it is never left out, or others would be found instead.
    """
    parts, evidence = meant.query.parts, meant.evidence
    if not meant.query.is_sentence:
        return None
    levels = [weighing.levels(part, evidence) for part in parts]
    for gone in _choices([n for n, part in enumerate(parts) if _is_filler(part, evidence)]):
        kept = [n for n in range(len(parts)) if n not in gone]
        if all(parts[n].kind in _WORDS for n in kept) or not matching.total(
            matching.scored([levels[n] for n in kept])
        ):
            continue
        left_out = tuple(parts[n].typed for n in gone)
        return replace(
            meant,
            query=replace(meant.query, parts=tuple(parts[n] for n in kept)),
            unknown=(*meant.unknown, *left_out),
            corrected={typed: word for typed, word in meant.corrected.items() if typed not in left_out},
        )
    return None


def _choices(fillers: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """One of them, two, or all."""
    for count in sorted({1, 2, len(fillers)} & set(range(1, len(fillers) + 1))):
        yield from combinations(fillers, count)


def _is_filler(part: Part, evidence: Evidence) -> bool:
    """Whether a part is a word that is nobody's name, or one that says nothing where it isn't a field's name (“recherche”)."""
    if part.kind == "word":
        words = (part.value, *evidence.meant.get(part.value, {}))
        return not any(tokens.NAME in evidence.seen.get(word, {}) for word in words)
    words = tuple(fold(part.source))
    return len(words) == 1 and is_stop(words[0])
