"""Why somebody was found, told by what the viewer sees of them and nothing else. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from bot.directory.query.parts import Part
from bot.directory.search.weighing import Evidence, words_of
from bot.directory.words import regions
from bot.directory.words.folding import fold_for_finding, stems
from storage.directory import Profile

_SAME = 3  # letters at the beginning that words of one stem have in common


def of_words(shown: Profile, parts: Sequence[Part], evidence: Evidence) -> frozenset[str]:
    """The folded words of a profile because of which it was found."""
    wanted = {word for part in parts for word in words_of(part)}
    if not wanted:
        return frozenset()
    meant = wanted | {token for word in wanted for token in evidence.meant.get(word, ())}
    roots = {root for word in wanted for root in stems(word)}
    begun = tuple(word for word in wanted if len(word) > 1)
    # Stemming is slow: words that begin differently have no stem in common.
    rooted = tuple({root[:_SAME] for root in roots})
    return frozenset(
        word
        for word in _all_words(shown)
        if word in meant
        or word.startswith(begun)
        or (word.startswith(rooted) and not roots.isdisjoint(stems(word)))
    )


def _all_words(shown: Profile) -> frozenset[str]:
    texts = [shown.name, shown.role, shown.offers, shown.seeks]
    for term in (*shown.fields, *([shown.organisation] if shown.organisation else ())):
        texts += [term.name, *term.labels.values()]
    return frozenset().union(*map(_words, texts))


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """The same fields and organisations stand on page after page."""
    return frozenset(fold_for_finding(text))


def wholes(shown: Profile, parts: Iterable[Part], evidence: Evidence) -> dict[str, frozenset[str]]:
    """Parts of the profile that fit as a whole, with the values that fit."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for name, values in _has(shown, part, evidence).items():
            if values:
                found.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in found.items()}


def _has(shown: Profile, part: Part, evidence: Evidence) -> Mapping[str, set[str]]:
    match part.kind:
        case "country" | "region" | "pathfinders":
            wanted = {
                "country": {part.value},
                "region": regions.REGIONS.get(part.value, ()),
                "pathfinders": evidence.pathfinders,
            }[part.kind]
            return {
                "country": {shown.country} & set(wanted) if shown.country else set(),
                "works_in": {*shown.works_in} & set(wanted),
            }
        case "organisation" if shown.organisation:
            return {"organisation": {str(shown.organisation.id)} & {part.value}}
        case "field":
            return {"fields": {str(term.id) for term in shown.fields} & {part.value}}
        case "language":
            return {"languages": {*shown.languages} & {part.value}}
        case "sector" if shown.sector == part.value:
            return {"organisation": {part.value}}
        case _:
            return {}
