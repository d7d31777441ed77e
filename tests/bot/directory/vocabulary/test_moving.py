"""A merge is done at once, however many use the name: they are indexed anew little by little, and nobody is lost or stays meanwhile."""

from typing import Any

import pytest
from pyroaring import BitMap
from sqlalchemy import select

from bot.directory.search import index
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.service import VocabularyService
from storage import directory, postings
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id, write_profile

SHORT, LONG = "Port Union", "Harbour Workers"


@pytest.fixture
async def names(db: Database, join: Join, publish: Publish) -> VocabularyService:
    """U0 to U2 have the first name, U3 and U4 the second, U5 both as fields; each third is for groups alone."""
    await join("S1", is_secretariat=True)
    for n, name in enumerate((SHORT, SHORT, SHORT, LONG, LONG, LONG)):
        fields = [SHORT, LONG] if n == 5 else ["Law", name]
        reach = {"organisation": 1, "fields": 1} if n % 3 == 2 else {}
        await publish(f"U{n}", f"Ana {n}", organisation=name, fields=fields, reach=reach)
    return VocabularyService(db)


async def _ids(db: Database, kind: Any) -> tuple[int, int]:
    async with db.write() as tx:
        return await term_id(tx, kind, SHORT), await term_id(tx, kind, LONG)


async def _index(db: Database) -> dict[tuple[str, str, int], set[int]]:
    async with db.read() as tx:
        rows = await tx.execute(select(postings.postings).where(postings.postings.c.token != ""))
        return {(row.token, row.zone, row.reach): set(BitMap.deserialize(row.numbers)) for row in rows}


async def _anew(db: Database) -> dict[tuple[str, str, int], set[int]]:
    """The index as it is when it is made from nothing."""
    async with db.write() as tx:
        await tx.execute(directory.profiles.update().values(index_version=0, indexed={}))
        await tx.execute(postings.postings.delete().where(postings.postings.c.token != ""))
    await _reindex(db)
    return await _index(db)


async def _reindex(db: Database, turns: int = 99) -> None:
    is_more = True
    while is_more and turns:
        async with db.write() as tx:
            is_more = await index.reindex_next(tx, limit=2)
        turns -= 1


async def _finds(service: DirectoryService, text: str) -> set[str]:
    return {hit.profile.member_id for hit in (await service.search("S1", text)).hits}


@pytest.mark.parametrize("kind", ["organisation", "field"])
async def test_whoever_had_the_name_that_went_is_found_by_the_one_that_stayed_at_once_and_back(
    db: Database, names: VocabularyService, service: DirectoryService, kind: str
) -> None:
    short, long = await _ids(db, kind)
    key = {"organisation": "org", "field": "field"}[kind]
    everybody = {f"U{n}" for n in range(6)}
    before = [await _finds(service, f'{key}:"{name}"') for name in (SHORT, LONG)]
    await names.merge("S1", long, short)
    async with db.read() as tx:
        waiting = select(directory.profiles.c.member_id).where(directory.profiles.c.index_version == 0)
        assert set((await tx.execute(waiting)).scalars()) == everybody
    for name in (SHORT, LONG):
        assert await _finds(service, f'{key}:"{name}"') == everybody
    await _reindex(db, turns=1)
    assert await _finds(service, f'{key}:"{SHORT}"') == everybody
    await names.undo("S1", short)
    assert [await _finds(service, f'{key}:"{name}"') for name in (SHORT, LONG)] == before
    await _reindex(db)
    assert [await _finds(service, f'{key}:"{name}"') for name in (SHORT, LONG)] == before


@pytest.mark.parametrize("is_undone", [False, True])
async def test_the_index_ends_as_if_it_were_made_from_nothing_whatever_happens_meanwhile(
    db: Database, names: VocabularyService, is_undone: bool
) -> None:
    for kind in ("organisation", "field"):
        short, long = await _ids(db, kind)
        await names.merge("S1", long, short)
        async with db.write() as tx:
            await write_profile(tx, "U0", published_at=None)
        assert not any(1 in numbers for numbers in (await _index(db)).values())
        async with db.write() as tx:
            await write_profile(tx, "U1", organisation="Somewhere else", fields=["Law"])
        await _reindex(db, turns=1)
        if is_undone:
            await names.undo("S1", short)
        async with db.write() as tx:
            await write_profile(tx, "U2", organisation="Elsewhere", fields=["Law"])
            await write_profile(tx, "U3", published_at=None)
            await write_profile(tx, "U0", published_at=tx.now)
        assert not any(4 in numbers for numbers in (await _index(db)).values())
    await _reindex(db)
    found = await _index(db)
    assert found == await _anew(db)
