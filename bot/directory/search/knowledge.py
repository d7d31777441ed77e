"""Which organisations and fields a viewer may know of, and by which names."""

from collections.abc import Collection, Mapping

from pyroaring import BitMap

from bot.access import Viewer
from bot.directory.search import matching, tokens
from bot.directory.search.audience import Seen, audience_of
from storage import circles, directory, postings, vocabulary
from storage.database import Reading
from storage.directory import Reach
from storage.postings import Range
from storage.vocabulary import Kind, Term


async def known_terms(tx: Reading, viewer: Viewer, kind: Kind) -> list[Term]:
    """Terms of a kind that are curated, that stand in a part of a profile that the viewer may see, or in their own: by name."""
    token = tokens.organisation if kind == "organisation" else tokens.field
    first, end = token(""), token(":")  # ":" comes after "9"
    own_names = Range(tokens.own_name(first), tokens.own_name(end))
    audience = await audience_of(tx, viewer)
    seen = await audience.look((), [Range(first, end), own_names])
    ids = {int(text[1:]) for text in seen if text.startswith(first)}
    found = await vocabulary.curated(tx, kind) | await vocabulary.by_ids(tx, ids)
    found = await as_known(tx, seen, found)
    own = await directory.get(tx, viewer.id)
    if own is not None:
        found |= {term.id: term for term in (*own.fields, own.organisation) if term is not None}
    return sorted(
        (t for t in found.values() if t.kind == kind), key=lambda term: (term.name.casefold(), term.id)
    )


async def as_known(tx: Reading, seen: Seen, terms: Mapping[int, Term]) -> dict[int, Term]:
    """The terms under the names by which the viewer may know them, where `seen` has their tokens and those of own names.

    If all whom the viewer sees with a term call it by names of their own, its own name is from a profile that is hidden: the viewer
    gets the name of whoever of them was listed first.
    """
    tellers: dict[int, int] = {}
    for id_, term in terms.items():
        token = tokens.term_code(term)
        own = matching.union(seen.get(tokens.own_name(token), {}).values())
        if own and not term.is_curated and not matching.union(seen.get(token, {}).values()) - own:
            tellers[id_] = own.min()
    if not tellers:
        return dict(terms)
    listed = await circles.listed(tx, sorted(set(tellers.values())), ())
    names = {
        (profile.number, term.id): term.name
        for profile, _groups in listed
        for term in (*profile.fields, profile.organisation)
        if term is not None
    }
    return {id_: term.named_by(names.get((tellers.get(id_), id_))) for id_, term in terms.items()}


async def known_to_all(tx: Reading, terms: Collection[Term]) -> frozenset[int]:
    """The ids of the terms whose own names every partner may know: curated ones, and those that stand so in a part for everyone."""
    found: dict[str, BitMap] = {}
    for row in await postings.fetch(tx, name_tokens(terms)):
        if row.reach == Reach.EVERYONE:
            found[row.token] = found.get(row.token, BitMap()) | BitMap.deserialize(row.numbers)
    nobody = BitMap()
    coded = [(term, tokens.term_code(term)) for term in terms]
    return frozenset(
        term.id
        for term, code in coded
        if term.is_curated or found.get(code, nobody) - found.get(tokens.own_name(code), nobody)
    )


def name_tokens(terms: Collection[Term]) -> set[str]:
    """What must be looked at to know under which names a viewer knows terms."""
    return {
        text for term in terms for text in (tokens.term_code(term), tokens.own_name(tokens.term_code(term)))
    }
