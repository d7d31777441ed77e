"""The index is in step with the profiles, whoever changes what, and in whatever order."""

import asyncio

import pytest
from pyroaring import BitMap
from sqlalchemy import select

from bot.directory.search import index, tokens
from storage import directory, indexing, people, postings, vocabulary
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id, write_profile


async def _index(db: Database) -> dict[tuple[str, str, int], set[int]]:
    async with db.read() as tx:
        rows = await tx.execute(select(postings.postings).where(postings.postings.c.token != ""))
        return {(row.token, row.zone, row.reach): set(BitMap.deserialize(row.numbers)) for row in rows}


async def _spelt(db: Database) -> set[str]:
    async with db.read() as tx:
        return set((await tx.execute(select(postings.spellings.c.token))).scalars())


async def test_who_publishes_is_found_by_every_part_with_its_own_reach(
    db: Database, publish: Publish
) -> None:
    await publish("U1", "Ana Silva", role="Judge", country="KE", reach={"role": 1, "country": 2})
    found = await _index(db)
    assert found["silva", "n", 0] == {1}
    assert found["judge", "r", 1] == {1}
    assert found["@KE", "B", 2] == {1}
    assert found["kenya", "c", 2] == {1}
    assert ("judge", "r", 0) not in found


async def test_unpublishing_takes_all_of_it_away_at_once(db: Database, publish: Publish) -> None:
    await publish("U1", "Ana Silva", fields=["Cocoa"], organisation="ILO")
    async with db.write() as tx:
        await write_profile(tx, "U1", published_at=None)
    assert await _index(db) == {}
    assert await _spelt(db) == set()


@pytest.mark.parametrize("change", ["is_deactivated", "is_bot", "is_external"])
async def test_who_is_nobody_to_be_found_any_more_leaves_the_index_and_may_come_back(
    db: Database, publish: Publish, change: str
) -> None:
    await publish("U1", "Ana Silva")
    before = await _index(db)
    async with db.write() as tx:
        await people.save(tx, "U1", **{change: True})
        await index.refresh(tx, "U1")
    assert await _index(db) == {}
    async with db.write() as tx:
        await people.save(tx, "U1", **{change: False})
        await index.refresh(tx, "U1")
    assert await _index(db) == before


async def test_a_new_name_takes_the_place_of_the_old_one(db: Database, publish: Publish) -> None:
    await publish("U1", "Ana Silva")
    await publish("U2", "Rui Silva")
    async with db.write() as tx:
        await people.save(tx, "U1", name="Ana Souza")
        await index.refresh(tx, "U1")
    found = await _index(db)
    assert (found["silva", "n", 0], found["souza", "n", 0], found["ana", "n", 0]) == ({2}, {1}, {1})
    assert {"silva", "souza"} <= await _spelt(db)


async def test_a_term_that_is_called_differently_finds_all_who_use_it(db: Database, publish: Publish) -> None:
    for member_id in ("U1", "U2"):
        await publish(member_id, organisation="ILO")
    async with db.write() as tx:
        ilo = await term_id(tx, "organisation", "ILO")
        await vocabulary.call(tx, "organisation", ilo, [("oit", "OIT")])
        await index.refresh_many(tx, ["U1", "U2"])
    assert (await _index(db))["oit", "o", 0] == {1, 2}


async def test_a_number_is_given_once_and_to_nobody_else(db: Database, publish: Publish) -> None:
    await publish("U1")
    async with db.write() as tx:
        await write_profile(tx, "U1", published_at=None)
    await publish("U2")
    async with db.write() as tx:
        await write_profile(tx, "U1", published_at=tx.now)
    async with db.read() as tx:
        assert [await indexing.number_of(tx, member_id) for member_id in ("U1", "U2")] == [1, 2]


async def test_drafts_are_not_in_the_index(db: Database, publish: Publish) -> None:
    await publish("U1", "Ana", published_at=None, drafted_at=db.now())
    assert await _index(db) == {}


async def test_people_without_a_profile_are_passed_over(db: Database, join: Join) -> None:
    await join("U1")
    async with db.write() as tx:
        await index.refresh_many(tx, ["U1", "UNOBODY"])
    assert await _index(db) == {}


async def test_many_who_save_at_once_are_all_in_the_index(db: Database, publish: Publish) -> None:
    members = [f"U{n}" for n in range(12)]
    for member_id in members:
        await publish(member_id, role="Judge")

    async def save(member_id: str) -> None:
        async with db.write() as tx:
            await write_profile(tx, member_id, role="Adviser on cocoa", fields=["Cocoa", member_id])

    await asyncio.gather(*map(save, members))
    found = await _index(db)
    assert found["cocoa", "r", 0] == found["adviser", "r", 0] == set(range(1, 13))
    assert ("judge", "r", 0) not in found


async def test_many_who_publish_at_once_have_each_their_own_number(db: Database, join: Join) -> None:
    members = [f"U{n}" for n in range(12)]
    for member_id in members:
        await join(member_id)

    async def save(member_id: str) -> None:
        async with db.write() as tx:
            await write_profile(tx, member_id, published_at=tx.now)

    await asyncio.gather(*map(save, members))
    assert (await _index(db))["*", "*", 0] == set(range(1, 13))


async def test_profiles_of_an_older_version_are_indexed_anew_little_by_little(
    db: Database, publish: Publish
) -> None:
    for n in range(5):
        await publish(f"U{n}", role="Judge")
    before = await _index(db)
    async with db.write() as tx:
        await tx.execute(directory.profiles.update().values(index_version=tokens.INDEX_VERSION - 1))
        await tx.execute(postings.postings.delete().where(postings.postings.c.token == "judge"))
    assert await _index(db) != before
    turns = 0
    is_more = True
    while is_more:
        async with db.write() as tx:
            is_more = await index.reindex_next(tx, limit=2)
        turns += is_more
    assert turns == 3
    assert await _index(db) == before


async def test_what_is_kept_of_the_index_comes_back_as_it_was(db: Database, publish: Publish) -> None:
    found = frozenset(
        {tokens.Token("ana", "n", 0), tokens.Token("^an", "n^", 0), tokens.Token("@KE", "B", 2)}
    )
    assert index.unpack(index.pack(found)) == found
    assert index.unpack({}) == frozenset()


async def test_a_change_of_many_waits_for_each_profile_before_it_takes_the_index(
    db: Database, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_AT_ONCE", 1)
    await publish("U1", "Ana")
    await publish("U2", "Ben")

    async def refresh_both() -> None:
        async with db.write() as tx:
            await index.refresh_many(tx, ["U1", "U2"])

    async with db.write() as tx:
        await directory.save(tx, "U2", role="Cook")
        both = asyncio.create_task(refresh_both())
        await asyncio.wait({both}, timeout=0.2)  # it can't be done before we are
        await index.refresh(tx, "U2")
    await both
    assert (await _index(db))["cook", "r", 0] == {2}


async def test_who_has_left_stays_out_of_the_index_also_if_somebody_waited_to_write_it_meanwhile(
    db: Database, publish: Publish
) -> None:
    await publish("U1", "Ana")

    async def refresh() -> None:
        async with db.write() as tx:
            await index.refresh(tx, "U1")

    async with db.write() as tx:
        await people.save(tx, "U1", is_deactivated=True)
        await index.refresh(tx, "U1")
        other = asyncio.create_task(refresh())
        await asyncio.wait({other}, timeout=0.2)  # it can't be done before we are
    await other
    assert await _index(db) == {}
