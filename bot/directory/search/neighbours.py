"""Words that are nearly those that were typed, of the words that the viewer may know that people go by."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from bot.directory.query.parts import Part
from bot.directory.query.stopwords import is_stop
from bot.directory.search import tokens, weighing
from bot.directory.search.audience import Audience, Seen
from bot.directory.search.weighing import Evidence, Wanted
from bot.directory.words import sound_words, spelling
from storage import postings
from storage.database import Reading

_SHORTEST_JOINED, _SHORTEST_PIECE = 8, 3  # letters of two words typed as one, and of each of them


async def found(
    tx: Reading,
    audience: Audience,
    parts: Iterable[Part],
    evidence: Evidence,
    guesses: Sequence[Part] = (),
    *,
    is_wide: bool = False,
) -> Evidence:
    """The evidence, with what is near the words of these parts, and what there is of the guesses."""
    zones: dict[str, frozenset[str]] = {}
    for part in parts:
        for word in part.value.split():
            zones[word] = zones.get(word, frozenset()) | frozenset(weighing.zones_of(part))
    zones = {word: _likely(word, where) for word, where in zones.items()}
    candidates = await postings.near(tx, {spelt for word in zones for spelt in spelling.looked_up(word)})
    near = {word: spelling.distances(word, candidates) for word in zones}
    wanted = reduce(
        Wanted.__or__, (weighing.wanted(guess, evidence.pathfinders) for guess in guesses), Wanted()
    )
    tokens_ = {token for spelt in near.values() for token in spelt} | wanted.texts
    seen = await audience.look(tokens_, sorted(wanted.ranges))
    meant = {word: _nearest(spelt, seen, zones[word], is_wide=is_wide) for word, spelt in near.items()}
    return replace(evidence, seen={**evidence.seen, **seen}, meant={**evidence.meant, **meant})


async def parted(audience: Audience, words: Iterable[str]) -> dict[str, str]:
    """Of folded words that people go by as two, with nothing between: “childlabour” is child labour."""
    ways = {
        word: [(word[:at], word[at:]) for at in range(_SHORTEST_PIECE, len(word) - _SHORTEST_PIECE + 1)]
        for word in words
        if len(word) >= _SHORTEST_JOINED and word.isalpha()
    }
    if not ways:
        return {}
    seen = await audience.look({piece for pairs in ways.values() for pair in pairs for piece in pair})
    going = {piece: _going_by(piece, seen, tokens.SPELT) for piece in seen}
    found = {}
    for word, pairs in ways.items():
        people, pair = max((min(going.get(piece, 0) for piece in pair), pair) for pair in pairs)
        if people:
            found[word] = " ".join(pair)
    return found


def _likely(word: str, zones: frozenset[str]) -> frozenset[str]:
    """Of these zones, those in which a mistyped word may stand as it should be."""
    if sound_words.is_word(word):
        return frozenset()
    return zones & {tokens.NAME} if sound_words.is_name(word) else zones


def _nearest(near: Mapping[str, int], seen: Seen, zones: Collection[str], *, is_wide: bool) -> dict[str, int]:
    """Those at the smallest distance, of those that somebody visible goes by in one of the zones, and those that are the same word in
    another language; all of them if `is_wide`. What most people go by comes first."""
    people = {token: _going_by(token, seen, zones) for token in near}
    known = sorted((token for token in near if people[token]), key=lambda t: (near[t], -people[t], t))
    nearest = [token for token in known if near[token] == near[known[0]]]
    return {
        token: near[token]
        for token in known
        if is_wide or token in nearest or any(spelling.is_close(token, other) for other in nearest)
    }


def _going_by(token: str, seen: Seen, zones: Collection[str]) -> int:
    """In how many places visible people go by a word. Nobody who mistyped a word meant one that says nothing, but as a name."""
    spelt = {tokens.NAME} if is_stop(token) else tokens.SPELT
    by_zone = seen.get(token, {})
    return sum(len(numbers) for zone, numbers in by_zone.items() if zone in spelt and zone in zones)
