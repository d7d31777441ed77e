"""A search, from what was typed to those who fit it: two looks into the index, and a third for words that nobody goes by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, reduce

from pyroaring import BitMap

from bot.directory.query import aliases, reading
from bot.directory.query.parts import Lexicon, Part, Query
from bot.directory.search import matching, mistyped, respelling, sentences, tokens, weighing
from bot.directory.search.audience import Audience, Seen
from bot.directory.search.knowledge import as_known, name_tokens
from bot.directory.search.matching import Levels
from bot.directory.search.mistyped import Correction
from bot.directory.search.weighing import Evidence, Wanted
from bot.directory.words.folding import fold
from storage import vocabulary
from storage.database import Reading
from storage.vocabulary import Term

Named = Sequence[tuple[str, Term]]  # folded names, each with the term that goes by it


@dataclass(frozen=True, slots=True)
class Answer:
    """A query with who fits it: each part's levels, and all parts' classes. `reasons` are the parts because of which.

    `terms` are those that it names; `unknown` words, as typed, were left out, `corrected` ones taken for something else.
    """

    query: Query
    parts: Sequence[Levels]
    classes: Sequence[BitMap]
    evidence: Evidence
    reasons: Sequence[Part] = ()
    terms: Mapping[int, Term] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return matching.total(self.classes)


async def answer(tx: Reading, audience: Audience, text: str) -> Answer:
    """Who fits what was typed, of those whom the audience's viewer may find."""
    _, phrases, _, _ = read = await _understood(tx, audience, text)
    query, evidence, terms = await _looked_up(tx, audience, *read)
    if not query.parts:
        # Nothing but “who is in the” is answered as nothing at all is.
        unread = (text.strip(),) if text.strip() and not phrases else ()
        everybody = () if query.ignored or unread else (await audience.findable(),)
        return Answer(query, (), everybody, evidence, unknown=unread)
    meant = await mistyped.correct(tx, audience, query, evidence)
    if meant.spelt and (better := await _respelt(tx, audience, text, meant)):
        meant, terms = better
    found = _weighed(meant, terms)
    return found if found.total else _weighed(await _loosely(tx, audience, meant), terms)


async def _loosely(tx: Reading, audience: Audience, meant: Correction) -> Correction:
    """What nobody fits, taken less by its letters, as far as that finds somebody."""
    meant = await _by_other_names(tx, audience, meant)
    if len(meant.query.parts) < 2:
        return meant
    stretched = await mistyped.stretch(tx, audience, meant)
    return stretched if stretched is not meant else sentences.without_fillers(meant) or meant


async def _respelt(
    tx: Reading, audience: Audience, typed: str, before: Correction
) -> tuple[Correction, Mapping[int, Term]] | None:
    """The search read again as it was meant to be spelt, if words that had no meaning alone have one then; None if they don't."""
    read = await _understood(tx, audience, respelling.text(typed, before.spelt))
    if not respelling.gained(read[-1], before.query, before.unknown, before.spelt):
        return None
    query, evidence, terms = await _looked_up(tx, audience, *read)
    gained = respelling.gained(query, before.query, before.unknown, before.spelt)
    if not gained or not all(matching.fitting(weighing.levels(part, evidence)) for part in gained):
        return None
    after = await mistyped.correct(tx, audience, query, evidence)
    asked = {(part.kind, part.value) for part in query.parts}
    same = [part.source for part in before.query.parts if (part.kind, part.value) in asked]
    told = {source: before.corrected.get(source, "") for source in same}
    corrected = {typed: told.get(typed) or right for typed, right in before.spelt.items()}
    return replace(after, corrected={**corrected, **after.corrected}), terms


async def _by_other_names(tx: Reading, audience: Audience, meant: Correction) -> Correction:
    """Takes the word for a field that nobody has also for what the field is called otherwise, wherever it stands: gender for género."""
    words = {
        int(part.value): part.words[0]
        for part in meant.query.parts
        if part.kind == "field" and part.value.isdigit() and len(part.words) == 1
        if not matching.fitting(weighing.levels(part, meant.evidence))
    }
    names = await vocabulary.names_of(tx, words) if words else {}
    others = {
        word: {name for name in names.get(id_, ()) if " " not in name} - {word} for id_, word in words.items()
    }
    if not any(others.values()):
        return meant
    seen = await audience.look(frozenset[str]().union(*others.values()))
    also = {word: dict.fromkeys(sorted(other), 1) for word, other in others.items()}
    evidence = replace(
        meant.evidence, seen={**meant.evidence.seen, **seen}, meant={**meant.evidence.meant, **also}
    )
    return replace(meant, evidence=evidence)


def _weighed(meant: Correction, terms: Mapping[int, Term]) -> Answer:
    query, evidence = meant.query, meant.evidence
    parts = [weighing.levels(part, evidence) for part in query.parts]
    classes = matching.scored(parts)
    reasons = [each for part in query.parts for each in (part, *(replace(part, value=v) for v in part.also))]
    return Answer(
        query,
        parts,
        classes,
        evidence,
        reasons,
        terms,
        meant.unknown,
        {**dict(query.corrected), **meant.corrected},
    )


async def _understood(
    tx: Reading, audience: Audience, text: str
) -> tuple[str, Collection[str], Named, Query]:
    """The text, its phrases, the terms that they may name, and the query if the viewer may know of all of them."""
    phrases = reading.phrases(text)
    named = await _named(tx, phrases)
    return text, phrases, named, _read(text, phrases, named, audience)


async def _looked_up(
    tx: Reading, audience: Audience, text: str, phrases: Collection[str], named: Named, query: Query
) -> tuple[Query, Evidence, Mapping[int, Term]]:
    """What was understood as the viewer may know it, with what the index has of it and the terms that it names."""
    pathfinders = audience.viewer.workspace.pathfinders
    wanted = _wanted(query, named, pathfinders)
    seen = await audience.look(wanted.texts, sorted(wanted.ranges))
    hidden = [pair for pair in named if not _may_know(pair[1], seen)]
    if hidden:  # as if there were no such term
        named = [pair for pair in named if pair not in hidden]
        query = _read(text, phrases, named, audience)
        now_wanted = _wanted(query, named, pathfinders)
        if now_wanted | wanted != wanted:
            seen = await audience.look(now_wanted.texts, sorted(now_wanted.ranges))
    groups = {p.value: await audience.members_of(p.value) for p in query.parts if p.kind == "group"}
    terms = await as_known(tx, seen, {term.id: term for _, term in named})
    return query, Evidence(seen, groups, pathfinders), terms


async def _named(tx: Reading, phrases: Collection[str]) -> Named:
    """The terms that these phrases name, and the organisations that are the same well-known bodies by another name."""
    found = await vocabulary.named(tx, {*phrases, *aliases.names(phrases)})
    return [(name, term) for name, term in found if name in phrases or term.kind == "organisation"]


def _read(text: str, phrases: Collection[str], named: Named, audience: Audience) -> Query:
    """What was typed, if these are the terms that it may name."""
    of = {
        kind: {name: term.id for name, term in named if term.kind == kind}
        for kind in ("organisation", "field")
    }
    bodies = aliases.together(of["organisation"], phrases)
    standing = {name: ids[0] for name, ids in bodies.items()}
    organisations = {name: standing.get(name, term_id) for name, term_id in of["organisation"].items()}
    titles = {_folded(title): group_id for group_id, title in audience.groups.items()}
    lexicon = Lexicon(organisations, of["field"], titles, standing)
    query = reading.read(text, lexicon, audience.viewer.workspace.pathfinders)
    also = {str(ids[0]): tuple(map(str, ids[1:])) for ids in bodies.values()}
    return replace(query, parts=tuple(_whole(part, also) for part in query.parts)) if also else query


@lru_cache(maxsize=1024)
def _folded(title: str) -> str:
    return " ".join(fold(title))


def _whole(part: Part, also: Mapping[str, tuple[str, ...]]) -> Part:
    return replace(part, also=also.get(part.value, ())) if part.kind == "organisation" else part


def _wanted(query: Query, named: Named, pathfinders: Collection[str]) -> Wanted:
    """What must be fetched to judge a query, and to tell which terms the viewer may know."""
    terms = Wanted(frozenset(name_tokens([term for _, term in named])))
    return reduce(Wanted.__or__, (weighing.wanted(part, pathfinders) for part in query.parts), terms)


def _may_know(term: Term, seen: Seen) -> bool:
    return term.is_curated or tokens.term_code(term) in seen
