"""The vocabulary of a large workspace: more terms than a statement takes values."""

from storage import pairs, vocabulary
from storage.database import Database


async def test_any_number_of_terms_is_asked_for(db: Database) -> None:
    async with db.write() as tx:
        term = await vocabulary.add(tx, "organisation", "Law House", "law house")
        ids = range(term.id, term.id + 40_000)
        assert await vocabulary.by_ids(tx, ids) == {term.id: term}
        names = await vocabulary.names_of(tx, ids)
        assert (len(names), names[term.id]) == (40_000, ("law house",))
        assert await vocabulary.named(tx, [f"house {n}" for n in ids] + ["law house"]) == [
            ("law house", term)
        ]
        assert await pairs.count_uses(tx, ids) == {}
