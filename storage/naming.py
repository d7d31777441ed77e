"""Many terms at a time by their names, for a table of people: as `storage.vocabulary` has them one by one."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select

from storage import vocabulary
from storage.batches import batched
from storage.database import Reading, Transaction
from storage.upserts import insert
from storage.values import one_of
from storage.vocabulary import Kind, Term, term_names, terms

_HOLD = (
    select(terms.c.id)
    .where(one_of(terms.c.id, "ids"))
    .order_by(terms.c.id)
    .with_for_update(read=True, key_share=True)
)
_CALL = insert(term_names).on_conflict_do_nothing()


async def hold(tx: Transaction, kind: Kind, names: Collection[str]) -> dict[str, Term]:
    """The terms that go by folded names, by name, which nobody can merge away until we have committed; of names that nobody has,
    nothing. In the order of their ids, as merges take them, so that nobody deadlocks."""
    before = await _named(tx, kind, names)
    await tx.execute(_HOLD, {"ids": sorted({term.id for term in before.values()})})
    found = await _named(tx, kind, names)
    for name, term in found.items():
        if term != before.get(name):  # merged, or made, while we waited
            held = await vocabulary.hold(tx, kind, name)
            found[name] = held or term
    return found


async def add(tx: Transaction, kind: Kind, names: Mapping[str, str]) -> dict[str, Term]:
    """New terms by their folded names, each with the name as written. What another has made meanwhile is theirs. Comparing them with others
    is left to the sweep that does so."""
    if not names:
        return {}
    ordered = sorted(names)
    new = [(names[folded], dict[str, str]()) for folded in ordered]
    made = await vocabulary.create(tx, kind, new, is_curated=False, is_compared=False)
    rows = [
        {"kind": kind, "folded": folded, "term_id": term.id, "written": term.name}
        for folded, term in zip(ordered, made, strict=True)
    ]
    await tx.execute(_CALL, rows)
    found = await _named(tx, kind, ordered)
    unused = {term.id for term in made} - {term.id for term in found.values()}
    for some in batched(unused):
        await tx.execute(delete(terms).where(terms.c.id.in_(some)))
    return found


async def _named(tx: Reading, kind: Kind, names: Collection[str]) -> dict[str, Term]:
    return {folded: term for folded, term in await vocabulary.named(tx, names) if term.kind == kind}
