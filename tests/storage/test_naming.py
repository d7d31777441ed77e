"""Thousands of names at a time."""

import asyncio

from sqlalchemy import func, select

from storage import naming, vocabulary
from storage.database import Database
from storage.vocabulary import terms


async def test_two_that_bring_the_same_names_at_once_make_each_term_once(db: Database) -> None:
    names = {f"union {number}": f"Union {number}" for number in range(50)}

    async def bring_in(some: dict[str, str]) -> dict[str, int]:
        async with db.write() as tx:
            found = await naming.hold(tx, "organisation", some)
            found |= await naming.add(tx, "organisation", {k: v for k, v in some.items() if k not in found})
            await asyncio.sleep(0)
            return {name: term.id for name, term in found.items()}

    one, other = await asyncio.gather(bring_in(names), bring_in(dict(list(names.items())[10:])))
    assert {name: one[name] for name in other} == other
    async with db.write() as tx:
        assert (await tx.execute(select(func.count()).select_from(terms))).scalar() == 50
        held = await naming.hold(tx, "organisation", [*names, "nobody's"])
        assert {name: term.name for name, term in held.items()} == names
        assert await naming.hold(tx, "field", names) == {}
        assert await vocabulary.hold(tx, "organisation", "union 1") == held["union 1"]
