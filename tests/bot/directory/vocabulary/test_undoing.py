"""A merge is taken back, with what nobody changed since."""

import pytest

from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.service import VocabularyService
from bot.directory.vocabulary.terms import current
from bot.errors import Gone
from bot.upkeep import UpkeepService
from storage import merging
from storage.database import Database
from tests.bot.directory.conftest import Publish, write_profile
from tests.bot.directory.vocabulary.conftest import LONG, SHORT, profile_of, term_of, two
from tests.conftest import MovableClock


async def test_a_merge_is_taken_back_with_names_and_profiles_but_for_what_was_changed_since(
    db: Database, names: VocabularyService, service: DirectoryService, publish: Publish
) -> None:
    short, long = await two(db, publish)
    await publish("U3", "Cai", organisation=SHORT)
    await names.merge("S1", long.id, short.id)
    async with db.write() as tx:
        await write_profile(tx, "U3", organisation="Somewhere else")
    last = (await names.waiting("S1")).last
    assert last is not None
    assert (last.name, last.kept, last.merged_by) == (SHORT, long, "S1")
    done = await names.undo("S1", last.gone_id)
    assert (done.what, done.name, done.kept) == ("undone", SHORT, long)
    organisations = [(await profile_of(db, m)).organisation for m in ("U1", "U2", "U3")]
    assert [o and o.name for o in organisations] == [SHORT, LONG, "Somewhere else"]
    assert await term_of(db, "ilo") == short
    found = await service.search("S2", 'org:"ILO"')
    # Ben as well: the two are known to be one body.
    assert "U1" in {hit.profile.member_id for hit in found.hits}
    waiting = await names.waiting("S1")
    assert (waiting.total, waiting.last) == (0, None)
    with pytest.raises(Gone):
        await names.undo("S1", last.gone_id)


async def test_fields_are_parted_again_also_for_whoever_had_both(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    one, other = await term_of(db, "Supply chains", "field"), await term_of(db, "Supply-chain", "field")
    await publish("U1", "Ana", fields=["Supply chains", "Supply-chain"])
    await publish("U2", "Ben", fields=["Supply-chain"])
    await publish("U3", "Cai", fields=["Supply chains"])
    await names.merge("S1", one.id, other.id)
    await names.undo("S1", other.id)
    fields = [{field.name for field in (await profile_of(db, m)).fields} for m in ("U1", "U2", "U3")]
    assert fields == [{"Supply chains", "Supply-chain"}, {"Supply-chain"}, {"Supply chains"}]


async def test_after_a_week_it_is_kept_no_more_who_was_concerned_and_nothing_is_taken_back(
    db: Database, names: VocabularyService, publish: Publish, clock: MovableClock
) -> None:
    short, long = await two(db, publish)
    await names.merge("S1", long.id, short.id)
    clock.move(days=7, seconds=1)
    assert (await names.waiting("S1")).last is None
    with pytest.raises(Gone):
        await names.undo("S1", short.id)
    await UpkeepService(db).forget()
    async with db.write() as tx:
        row = (await tx.execute(merging.term_merges.select())).one()
        assert (row.organisation_of, row.field_of, row.both_of, row.merged_by) == ([], [], [], None)
        # A form that was open meanwhile still knows which organisation was meant.
        assert await current(tx, short.id) == long


async def test_merges_of_merges_are_taken_back_one_after_the_other(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    houses = ["One House", "Two House", "Three House"]
    for number, name in enumerate(houses, 1):
        await publish(f"U{number}", organisation=name)
    one, two, three = [await term_of(db, name) for name in houses]
    await names.merge("S1", two.id, one.id)
    await names.merge("S1", three.id, two.id)
    await names.undo("S1", two.id)
    last = (await names.waiting("S1")).last
    assert last is not None
    assert (last.name, last.kept) == ("One House", two)
    await names.undo("S1", one.id)
    organisations = [(await profile_of(db, f"U{number}")).organisation for number in (1, 2, 3)]
    assert organisations == [one, two, three]
    assert [await term_of(db, name) for name in houses] == [one, two, three]


async def test_after_a_merge_is_taken_back_it_is_asked_what_else_the_name_may_be_but_for_what_was_decided(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await two(db, publish)
    await publish("U3", "Cai", organisation="OIT")
    await publish("U4", "Dea", organisation="BIT")
    bit = await term_of(db, "BIT")
    await names.keep_apart("S1", short.id, bit.id)
    await names.merge("S1", long.id, short.id)
    await names.undo("S1", short.id)
    while await names.compare_next():
        pass
    waiting = await names.waiting("S1")
    asked = {frozenset((pair.first.name, pair.second.name)) for pair in waiting.pairs}
    assert frozenset((SHORT, "OIT")) in asked
    assert frozenset((SHORT, LONG)) not in asked
    assert frozenset((SHORT, "BIT")) not in asked
