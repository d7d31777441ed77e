"""Words that nobody goes by: what they were probably meant to be, among what the viewer may know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyroaring import BitMap

from bot.directory.query import guessing, reading
from bot.directory.query.parts import Part, Query
from bot.directory.query.stopwords import is_stop
from bot.directory.search import matching, neighbours, respelling, weighing
from bot.directory.search.audience import Audience
from bot.directory.search.weighing import Evidence
from bot.directory.words import countries, languages, regions, sectors, spelling
from bot.directory.words.folding import fold
from bot.i18n import Words
from storage.database import Reading

Guess = tuple[
    tuple[int, ...], Part, int
]  # the places of words in a query, what they may mean, with how many mistakes

_FAR = 99


@dataclass(frozen=True, slots=True)
class Correction:
    """The query with what can be made of it. `unknown` words were left out; `corrected` ones, as typed, are taken for something else.

    `spelt`: what single words that nobody goes by are most like, as typed, whatever was made of them.
    """

    query: Query
    evidence: Evidence
    unknown: tuple[str, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict)


async def correct(tx: Reading, audience: Audience, query: Query, evidence: Evidence) -> Correction:
    """Takes words that nobody goes by for what is nearest to them, and leaves out those that are near nothing."""
    small = [part for part in query.parts if respelling.is_nearly_small(part, query, evidence)]
    weak = [
        part for part in query.parts if part in small or (_is_typed(part) and not _is_sure(part, evidence))
    ]
    if not weak:
        return Correction(query, evidence)
    lost = [part for part in weak if part in small or not matching.fitting(weighing.levels(part, evidence))]
    guesses = _guesses(query.parts, lost)
    evidence = await neighbours.found(tx, audience, weak, evidence, [guess for _, guess, _ in guesses])
    spelt = {part.source: like for part in lost if (like := respelling.like(part, query, evidence))}
    corrected = {typed: like for typed, like in spelt.items() if is_stop(like)}
    kept_out = {part for part in lost if part.source in corrected or part.value in query.unknown_keys}
    parts: list[Part | None] = [None if part in kept_out else part for part in query.parts]
    corrected |= _guessed(parts, _likeliest_first(guesses, evidence), evidence, audience.viewer.words)
    unknown, taken = [], []
    for n, part in enumerate(parts):
        if part is None or part not in lost:
            continue
        if matching.fitting(weighing.levels(part, evidence)):
            taken.append(part)
        elif part.kind == "word":
            unknown.append(part.source)
            parts[n] = None
    parted = await neighbours.parted(audience, [word for typed in unknown for word in fold(typed)])
    spelt |= {typed: pair for typed in unknown if (pair := parted.get("".join(fold(typed))))}
    kept = tuple(part for part in parts if part is not None)
    fitting = _all_fitting(kept, evidence)
    corrected |= {part.typed: _taken_for(part, evidence, fitting or None) for part in taken}
    return Correction(replace(query, parts=kept), evidence, tuple(unknown), corrected, spelt)


def _guessed(
    parts: list[Part | None], guesses: Iterable[Guess], evidence: Evidence, _: Words
) -> dict[str, str]:
    """Puts the guesses that are nearer than what the words themselves are near to in their place; says which, as typed."""
    corrected: dict[str, str] = {}
    for span, guess, distance in guesses:
        typed = [part for n in span if (part := parts[n]) is not None and _is_typed(part)]
        if len(typed) < len(span):
            continue
        near = sum(_distance(part, evidence) for part in typed)
        if distance > near or not (matching.fitting(weighing.levels(guess, evidence)) or near >= _FAR):
            continue
        source = " ".join(part.source for part in typed)
        parts[span[0]] = replace(guess, source=source)
        for n in span[1:]:
            parts[n] = None
        corrected[source] = _called(guess, _)
    return corrected


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


def _is_typed(part: Part) -> bool:
    """Whether a part is words that may be mistyped, and names nothing that is known."""
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
                if guessing.is_likely(guess.kind, guess.words, distance)
            ]
    return found


def _likeliest_first(guesses: Sequence[Guess], evidence: Evidence) -> list[Guess]:
    """Of what the same words may mean, with as many mistakes, first what somebody fits: no Gaza for “gana” if they are in Ghana."""
    spans = {span: n for n, span in enumerate(dict.fromkeys(span for span, _, _ in guesses))}

    def rank(one: Guess) -> tuple[int, int, bool]:
        span, guess, distance = one
        return spans[span], distance, not matching.fitting(weighing.levels(guess, evidence))

    return sorted(guesses, key=rank)


def _distance(part: Part, evidence: Evidence) -> int:
    """With how many mistakes a part finds somebody as words; far if it doesn't."""
    if not matching.fitting(weighing.levels(part, evidence)):
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
        case "pathfinders":
            return _("Pathfinder countries")
        case _:
            return guess.source
