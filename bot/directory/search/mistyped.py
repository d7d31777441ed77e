"""Words that nobody goes by: what they were probably meant to be, among what the viewer may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyroaring import BitMap

from bot.directory.query import reading
from bot.directory.query.parts import Part, Query
from bot.directory.search import matching, neighbours, weighing
from bot.directory.search.audience import Audience
from bot.directory.search.weighing import Evidence
from bot.directory.words import countries, languages, regions, sectors, sound_words, spelling
from bot.i18n import Words
from storage.database import Reading

Guess = tuple[
    tuple[int, ...], Part, int
]  # the places of words in a query, what they may mean, with how many mistakes

_FAR = 99
_SHORTEST_LANGUAGE = 5  # letters; Akan, Komi, Lao, Manx: Alan, Kofi, Leo, Max


@dataclass(frozen=True, slots=True)
class Correction:
    """The query with what can be made of it. `unknown` words were left out; `corrected` ones, as typed, are taken for something else."""

    query: Query
    evidence: Evidence
    unknown: tuple[str, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)


async def correct(tx: Reading, audience: Audience, query: Query, evidence: Evidence) -> Correction:
    """Takes words that nobody goes by for what is nearest to them, and leaves out those that are near nothing."""
    weak = [part for part in query.parts if _is_typed(part) and not _is_sure(part, evidence)]
    if not weak:
        return Correction(query, evidence)
    lost = [part for part in weak if not matching.fitting(weighing.levels(part, evidence))]
    guesses = _guesses(query.parts, lost)
    evidence = await neighbours.found(tx, audience, weak, evidence, [guess for _, guess, _ in guesses])
    corrected: dict[str, str] = {}
    parts: list[Part | None] = list(query.parts)
    for span, guess, distance in _likeliest_first(guesses, evidence):
        if any(parts[n] is None or not _is_typed(parts[n]) for n in span):
            continue
        near = sum(_distance(parts[n], evidence) for n in span)
        if distance > near or not (matching.fitting(weighing.levels(guess, evidence)) or near >= _FAR):
            continue
        typed = " ".join(query.parts[n].source for n in span)
        parts[span[0]] = replace(guess, source=typed)
        for n in span[1:]:
            parts[n] = None
        corrected[typed] = _called(guess, audience.viewer.words)
    unknown, taken = [], []
    for n, part in enumerate(parts):
        if part is None or part not in lost:
            continue
        if matching.fitting(weighing.levels(part, evidence)):
            taken.append(part)
        elif part.kind == "word":
            unknown.append(part.source)
            parts[n] = None
    kept = tuple(part for part in parts if part is not None)
    fitting = _all_fitting(kept, evidence)
    corrected |= {part.typed: _taken_for(part, evidence, fitting or None) for part in taken}
    return Correction(replace(query, parts=kept), evidence, tuple(unknown), corrected)


async def stretch(tx: Reading, audience: Audience, found: Correction) -> Correction:
    """For a search whose words find somebody each, and nobody together: takes them for what begins like them, then also for what is
    near them, and the mistyped ones for what is a little further."""
    parts = found.query.parts
    wide = replace(found.evidence, is_wide=True)
    if _all_fitting(parts, wide):
        return replace(found, evidence=wide)
    words = [part for part in parts if _is_typed(part)]
    evidence = await neighbours.found(tx, audience, words, wide, is_wide=True)
    fitting = _all_fitting(parts, evidence)
    if not fitting:
        return found
    corrected = {
        typed: word for typed, word in found.corrected.items() if typed not in {p.typed for p in words}
    }
    as_typed = replace(wide, meant={})
    for part in words:
        if not fitting <= matching.fitting(weighing.levels(part, as_typed)):
            corrected[part.typed] = _taken_for(part, evidence, fitting)
    return replace(found, evidence=evidence, corrected=corrected)


def _all_fitting(parts: Iterable[Part], evidence: Evidence) -> BitMap:
    return matching.union(matching.scored([weighing.levels(part, evidence) for part in parts]))


def _is_typed(part: Part | None) -> bool:
    """Whether a part is words that may be mistyped, and names nothing that is known."""
    if part is None:
        return False
    return part.kind in ("word", "name") or (
        part.kind in ("organisation", "field") and not part.value.isdigit()
    )


def _is_sure(part: Part, evidence: Evidence) -> bool:
    """Whether people go by all words of a part as they are, or by their stems: not only by words that begin alike."""
    zones = weighing.zones_of(part)
    return all(
        matching.fitting(
            weighing.of_word(word, evidence, zones, with_beginnings=len(word) < spelling.SHORTEST)
        )
        for word in part.value.split()
    )


def _guesses(parts: Sequence[Part], lost: Sequence[Part]) -> list[Guess]:
    """Countries and the like that lost words may mean, alone or with the words beside them: places in the query, and the distance."""
    found: list[Guess] = []
    for n, part in enumerate(parts):
        if part.kind != "word" or part not in lost:
            continue
        for span in ((n - 1, n, n + 1), (n - 1, n), (n, n + 1), (n,)):
            if span[0] < 0 or span[-1] >= len(parts) or any(parts[m].kind != "word" for m in span):
                continue
            words = [word for m in span for word in parts[m].value.split()]
            found += [
                (span, guess, distance)
                for guess, distance in reading.guess(words)
                if _is_likely(guess, distance)
            ]
    return found


def _likeliest_first(guesses: Sequence[Guess], evidence: Evidence) -> list[Guess]:
    """Of what the same words may mean, with as many mistakes, first what somebody fits: no Gaza for “gana” if they are in Ghana."""
    spans = {span: n for n, span in enumerate(dict.fromkeys(span for span, _, _ in guesses))}

    def rank(one: Guess) -> tuple[int, int, bool]:
        span, guess, distance = one
        return spans[span], distance, not matching.fitting(weighing.levels(guess, evidence))

    return sorted(guesses, key=rank)


def _is_likely(guess: Part, distance: int) -> bool:
    """Whether a word may be a mistyped name of a place: no first name, and no language of which there are many with short names."""
    word = guess.words[0]
    if not distance or len(guess.words) > 1:
        return True
    if sound_words.is_name(word) or sound_words.is_word(word):
        return False
    return guess.kind != "language" or len(word) >= _SHORTEST_LANGUAGE


def _distance(part: Part | None, evidence: Evidence) -> int:
    """With how many mistakes a part finds somebody as words; far if it doesn't."""
    if part is None or not matching.fitting(weighing.levels(part, evidence)):
        return _FAR
    return sum(min(evidence.meant.get(word, {}).values(), default=0) for word in part.value.split())


def _taken_for(part: Part, evidence: Evidence, among: BitMap | None = None) -> str:
    """What the words of a part were taken for: the likeliest, of what somebody `among` these is found by."""
    return " ".join(_word_for(word, part, evidence, among) for word in part.value.split())


def _word_for(word: str, part: Part, evidence: Evidence, among: BitMap | None) -> str:
    zones = weighing.zones_of(part)
    for token in [word, *evidence.meant.get(word, {})]:
        people = [numbers for zone, numbers in evidence.seen.get(token, {}).items() if zone in zones]
        if any(among is None or numbers & among for numbers in people):
            return token
    return word


def _called(guess: Part, _: Words) -> str:
    match guess.kind:
        case "country":
            return countries.name(guess.value, _.language)
        case "language":
            return languages.name(guess.value, _.language)
        case "region":
            return regions.name(guess.value, _)
        case "sector":
            return sectors.name(guess.value, _)
        case _:
            return guess.source
