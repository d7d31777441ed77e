"""A search as it was probably meant to be spelt: “migrant dommestic workers” names a field of expertise, once it is. Pure."""

import re
from collections.abc import Collection, Mapping, Sequence

from rapidfuzz.distance import OSA

from bot.directory.query import guessing, stopwords
from bot.directory.query.parts import Part, Query
from bot.directory.query.typed import clean
from bot.directory.search.weighing import Evidence
from bot.directory.words.folding import fold


def like(part: Part, query: Query, evidence: Evidence) -> str:
    """The word that a part, which nobody fits, is most like: one that people go by, a name of a place and the like, or one that says
    nothing (“worsk”); empty if it is like none, or more than one word.

    In a sentence the last are likelier, of what is as near; elsewhere only if nothing else is as near.
    """
    if part.kind != "word" or len(part.words) != 1 or stopwords.is_of_names(part.words[0]):
        return ""
    word = part.words[0]
    meant = evidence.meant.get(word, {})
    other = next(filter(evidence.is_more_than_a_name, meant), "") or (
        "" if meant else guessing.name_for(word)
    )
    small = min(stopwords.nearly(word), key=lambda name: guessing.unlikely(name, word), default="")
    if not small or len(query.parts) == 1:
        return other
    if not other:
        return small if query.is_sentence or stopwords.is_of_names(small) else ""
    if query.is_sentence:
        return small
    return min(other, small, key=lambda name: (OSA.distance(name, word), guessing.unlikely(name, word)))


def is_nearly_small(part: Part, query: Query, evidence: Evidence) -> bool:
    """Whether a word of a sentence, which nobody goes by as it is, is nearly one that says nothing: “travaile”, though people who find
    with its stem have Travail in their profiles."""
    is_told = (
        part.kind != "word" or part.value in evidence.seen or not query.is_sentence or len(query.parts) < 2
    )
    return not is_told and bool(stopwords.nearly(part.value))


def text(typed: str, spelt: Mapping[str, str]) -> str:
    """What would have been typed without the mistakes. `spelt` are the right words by those that were typed."""
    found = clean(typed)
    for wrong, right in spelt.items():
        found = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, found)
    return found


def gained(query: Query, before: Query, unknown: Collection[str], spelt: Mapping[str, str]) -> Sequence[Part]:
    """The parts of a query read again that the right words have made: names of something that the query before does not ask for, or that
    more words of it belong to; and whatever an unknown word has become."""
    right = {word for words in spelt.values() for word in fold(words)}
    found = {word for typed in unknown for word in fold(spelt.get(typed, ""))}
    is_shorter = len(query.parts) < len(before.parts)
    asked = {(part.kind, part.value) for part in before.parts if not is_shorter}

    def is_gained(part: Part) -> bool:
        words = fold(part.source)
        is_new = part.kind != "word" and (part.kind, part.value) not in asked
        return not found.isdisjoint(words) or (is_new and not right.isdisjoint(words))

    return [part for part in query.parts if is_gained(part)]
