"""Two names that may be one thing are noticed, and the Secretariat is asked: nothing is changed by itself."""

import asyncio
from datetime import timedelta

import pytest

from bot.directory.vocabulary.rules import PAGE
from bot.directory.vocabulary.service import VocabularyService
from bot.directory.vocabulary.terms import NoName
from bot.errors import NotForYou
from storage import merging, pairs, vocabulary
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, term_id, write_profile
from tests.bot.directory.vocabulary.conftest import LONG, SHORT, profile_of, term_of, two
from tests.conftest import MovableClock


async def test_a_name_that_is_typed_again_in_another_way_is_the_known_term(db: Database) -> None:
    assert await term_of(db, "  Côte   d’Ivoire Cocoa ") == await term_of(db, "cote d ivoire COCOA")
    assert (await term_of(db, "  Walk   Free ")).name == "Walk Free"
    assert await term_of(db, "Law", "field") != await term_of(db, "Law")


async def test_a_name_without_a_letter_is_refused(db: Database) -> None:
    with pytest.raises(NoName):
        await term_of(db, "???")


async def test_two_people_who_name_a_new_organisation_at_once_get_the_same_term(db: Database) -> None:
    found = await asyncio.gather(*(term_of(db, "New Union") for _ in range(4)))
    assert len({term.id for term in found}) == 1
    async with db.read() as tx:
        assert len(await vocabulary.every(tx, "organisation")) == 1


async def test_a_name_like_another_is_offered_to_the_secretariat_and_changes_nothing_by_itself(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    await two(db, publish)
    waiting = await names.waiting("S1")
    assert [(p.first.name, p.second.name, p.reason, p.uses) for p in waiting.pairs] == [
        (SHORT, LONG, "known", (1, 1))
    ]
    assert [(await profile_of(db, m)).organisation.name for m in ("U1", "U2")] == [SHORT, LONG]  # type: ignore[union-attr]


async def test_what_came_in_without_being_compared_is_compared_later(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    await publish("U1", organisation=SHORT)
    await publish("U2", organisation=LONG)
    assert (await names.waiting("S1")).total == 0
    assert [await names.compare_next() for _ in range(3)] == [True, True, False]
    assert (await names.waiting("S1")).total == 1


async def test_two_stay_two_and_are_not_asked_about_again(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await two(db, publish)
    assert (await names.keep_apart("S1", short.id, long.id)).what == "apart"
    await names.keep_apart("S1", long.id, short.id)
    async with db.write() as tx:
        await pairs.note(tx, short.id, long.id, "known")
    assert (await names.waiting("S1")).total == 0
    assert [(await profile_of(db, m)).organisation for m in ("U1", "U2")] == [short, long]


async def test_two_curated_fields_are_never_asked_about(db: Database, names: VocabularyService) -> None:
    async with db.write() as tx:
        for name in ("Child labour", "Child labor"):
            await term_id(tx, "field", name, is_curated=True)
    while await names.compare_next():
        pass
    assert (await names.waiting("S1")).total == 0


async def test_pairs_come_a_few_at_a_time(db: Database, names: VocabularyService, publish: Publish) -> None:
    spellings = [f"Group {n} {labour} Office" for n in range(PAGE + 2) for labour in ("Labour", "Labor")]
    for spelling in spellings:
        await term_of(db, spelling, "field")
    await publish("U1", fields=spellings)
    first, second = await names.waiting("S1"), await names.waiting("S1", 1)
    assert (first.total, len(first.pairs), first.has_more) == (PAGE + 2, PAGE, True)
    assert (len(second.pairs), second.has_more) == (2, False)
    assert (await names.waiting("S1", 99)).page == 1


async def test_what_somebody_wrote_and_took_away_again_is_not_asked_about_and_forgotten(
    db: Database, names: VocabularyService, publish: Publish, clock: MovableClock
) -> None:
    _short, long = await two(db, publish)
    curated, slip = await term_of(db, "Law", "field"), await term_of(db, "Labour lawyers", "field")
    await term_of(db, "Labor lawyers", "field")
    async with db.write() as tx:
        await vocabulary.change(tx, curated.id, is_curated=True)
        await write_profile(tx, "U1", organisation=LONG)
    assert (await names.waiting("S1")).total == 0
    await names.merge("S1", long.id, (await term_of(db, "OIT")).id)
    clock.move(days=1, seconds=1)
    async with db.write() as tx:
        assert await merging.forget_unused(tx, clock.now() - timedelta(days=1)) == 3
        assert await vocabulary.every(tx, "organisation") == [long]
        assert [term.name for term in await vocabulary.every(tx, "field")] == ["Law"]
        assert await vocabulary.named(tx, ["oit", "labour lawyers"]) == [("oit", long)]
    assert (await term_of(db, "Labour lawyers", "field")).id != slip.id


@pytest.mark.parametrize("who", ["U1", "guest", "nobody"])
async def test_only_the_secretariat_sees_or_decides_anything(
    db: Database, names: VocabularyService, publish: Publish, join: Join, who: str
) -> None:
    short, long = await two(db, publish)
    await join("guest", is_guest=True)
    for attempt in (
        names.waiting(who),
        names.merge(who, short.id, long.id),
        names.keep_apart(who, short.id, long.id),
        names.undo(who, short.id),
        names.choices(who, "organisation", "I"),
        names.merge_chosen(who, "organisation", {"keep": str(short.id), "gone": str(long.id)}),
    ):
        with pytest.raises(NotForYou):
            await attempt
    assert (await names.waiting("S1")).total == 1
