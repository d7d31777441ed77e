"""Two names of one thing: noticed, asked about, made one by the Secretariat alone, and taken back."""

import asyncio
from datetime import timedelta

import pytest

from bot.directory.profile.errors import NotOnTheList
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.errors import CuratedStays, SameTwice
from bot.directory.vocabulary.rules import PAGE
from bot.directory.vocabulary.service import VocabularyService
from bot.directory.vocabulary.terms import NoName, current, resolve
from bot.errors import FieldErrors, Gone, NotForYou
from bot.upkeep import UpkeepService
from storage import directory, merging, pairs, vocabulary
from storage.database import Database
from storage.vocabulary import Kind, Term
from tests.bot.directory.conftest import Join, Publish, term_id, write_profile
from tests.conftest import MovableClock

SHORT, LONG = "ILO", "International Labour Organization"


@pytest.fixture
async def names(db: Database, join: Join) -> VocabularyService:
    await join("S1", "Sofia", is_secretariat=True)
    await join("S2", "Sam", is_secretariat=True)
    return VocabularyService(db)


async def _term(db: Database, typed: str, kind: Kind = "organisation") -> Term:
    async with db.write() as tx:
        return await resolve(tx, kind, typed)


async def _profile(db: Database, member_id: str) -> directory.Profile:
    async with db.read() as tx:
        found = await directory.get(tx, member_id)
    assert found is not None
    return found


async def _two(db: Database, publish: Publish) -> tuple[Term, Term]:
    short, long = await _term(db, SHORT), await _term(db, LONG)
    await publish("U1", "Ana", organisation=SHORT)
    await publish("U2", "Ben", organisation=LONG)
    return short, long


async def test_a_name_that_is_typed_again_in_another_way_is_the_known_term(db: Database) -> None:
    assert await _term(db, "  Côte   d’Ivoire Cocoa ") == await _term(db, "cote d ivoire COCOA")
    assert (await _term(db, "  Walk   Free ")).name == "Walk Free"
    assert await _term(db, "Law", "field") != await _term(db, "Law")


async def test_a_name_without_a_letter_is_refused(db: Database) -> None:
    with pytest.raises(NoName):
        await _term(db, "???")


async def test_two_people_who_name_a_new_organisation_at_once_get_the_same_term(db: Database) -> None:
    found = await asyncio.gather(*(_term(db, "New Union") for _ in range(4)))
    assert len({term.id for term in found}) == 1
    async with db.read() as tx:
        assert len(await vocabulary.every(tx, "organisation")) == 1


async def test_a_name_like_another_is_offered_to_the_secretariat_and_changes_nothing_by_itself(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    await _two(db, publish)
    waiting = await names.waiting("S1")
    assert [(p.first.name, p.second.name, p.reason, p.uses) for p in waiting.pairs] == [
        (SHORT, LONG, "known", (1, 1))
    ]
    assert [(await _profile(db, m)).organisation.name for m in ("U1", "U2")] == [SHORT, LONG]  # type: ignore[union-attr]


async def test_what_came_in_without_being_compared_is_compared_later(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    await publish("U1", organisation=SHORT)
    await publish("U2", organisation=LONG)
    assert (await names.waiting("S1")).total == 0
    assert [await names.compare_next() for _ in range(3)] == [True, True, False]
    assert (await names.waiting("S1")).total == 1


@pytest.mark.parametrize("who", ["U1", "guest", "nobody"])
async def test_only_the_secretariat_sees_or_decides_anything(
    db: Database, names: VocabularyService, publish: Publish, join: Join, who: str
) -> None:
    short, long = await _two(db, publish)
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


async def test_made_one_all_names_lead_to_it_and_all_profiles_show_it(
    db: Database, names: VocabularyService, service: DirectoryService, publish: Publish
) -> None:
    short, long = await _two(db, publish)
    done = await names.merge("S1", long.id, short.id)
    assert (done.what, done.kept.name, done.name, done.people, done.already) == (
        "merged",
        LONG,
        SHORT,
        2,
        False,
    )
    assert (await _profile(db, "U1")).organisation == long
    assert await _term(db, "i l o") != long
    assert await _term(db, "ilo") == long
    while await service.reindex_next():
        pass
    for text in ("ILO", "international labour", 'org:"ILO"'):
        found = await service.search("S2", text)
        assert {hit.profile.member_id for hit in found.hits} == {"U1", "U2"}, text


async def test_pressed_twice_or_by_two_at_once_it_is_done_once_and_says_so(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await _two(db, publish)
    both = await asyncio.gather(names.merge("S1", long.id, short.id), names.merge("S2", long.id, short.id))
    assert sorted(done.already for done in both) == [False, True]
    # The other way round, it is one already, too: under the name that was chosen first.
    late = await names.merge("S2", short.id, long.id)
    assert (late.already, late.kept.name, late.name) == (True, LONG, SHORT)
    assert (await names.keep_apart("S2", short.id, long.id)).already
    with pytest.raises(Gone):
        await names.merge("S1", long.id, 999)


async def test_two_stay_two_and_are_not_asked_about_again(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await _two(db, publish)
    assert (await names.keep_apart("S1", short.id, long.id)).what == "apart"
    await names.keep_apart("S1", long.id, short.id)
    async with db.write() as tx:
        await pairs.note(tx, short.id, long.id, "known")
    assert (await names.waiting("S1")).total == 0
    assert [(await _profile(db, m)).organisation for m in ("U1", "U2")] == [short, long]


async def test_what_was_two_before_is_two_after_one_of_them_was_merged(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    ilo, long, oit = await _term(db, SHORT), await _term(db, LONG), await _term(db, "OIT")
    for term in (ilo, long, oit):
        await publish(f"U{term.id}", organisation=term.name)
    assert (await names.waiting("S1")).total == 3
    await names.keep_apart("S1", ilo.id, oit.id)
    await names.merge("S1", long.id, ilo.id)
    # OIT and the long name were open, but ILO, which is the long name now, is not OIT.
    assert (await names.waiting("S1")).total == 0


async def test_a_field_that_somebody_has_under_both_names_is_there_once(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    one, other = await _term(db, "Supply chains", "field"), await _term(db, "Supply-chain", "field")
    await publish("U1", "Ana", fields=["Supply-chain", "Law", "Supply chains"])
    await publish("U2", "Ben", fields=["Supply-chain"])
    await names.merge("S1", one.id, other.id)
    assert [field.name for field in (await _profile(db, "U1")).fields] == ["Law", "Supply chains"]
    assert [field.name for field in (await _profile(db, "U2")).fields] == ["Supply chains"]


async def test_a_merge_is_taken_back_with_names_and_profiles_but_for_what_was_changed_since(
    db: Database, names: VocabularyService, service: DirectoryService, publish: Publish
) -> None:
    short, long = await _two(db, publish)
    await publish("U3", "Cai", organisation=SHORT)
    await names.merge("S1", long.id, short.id)
    async with db.write() as tx:
        await write_profile(tx, "U3", organisation="Somewhere else")
    last = (await names.waiting("S1")).last
    assert last is not None
    assert (last.name, last.kept, last.merged_by) == (SHORT, long, "S1")
    done = await names.undo("S1", last.gone_id)
    assert (done.what, done.name, done.kept) == ("undone", SHORT, long)
    organisations = [(await _profile(db, m)).organisation for m in ("U1", "U2", "U3")]
    assert [o and o.name for o in organisations] == [SHORT, LONG, "Somewhere else"]
    assert await _term(db, "ilo") == short
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
    one, other = await _term(db, "Supply chains", "field"), await _term(db, "Supply-chain", "field")
    await publish("U1", "Ana", fields=["Supply chains", "Supply-chain"])
    await publish("U2", "Ben", fields=["Supply-chain"])
    await publish("U3", "Cai", fields=["Supply chains"])
    await names.merge("S1", one.id, other.id)
    await names.undo("S1", other.id)
    fields = [{field.name for field in (await _profile(db, m)).fields} for m in ("U1", "U2", "U3")]
    assert fields == [{"Supply chains", "Supply-chain"}, {"Supply-chain"}, {"Supply chains"}]


async def test_after_a_week_it_is_kept_no_more_who_was_concerned_and_nothing_is_taken_back(
    db: Database, names: VocabularyService, publish: Publish, clock: MovableClock
) -> None:
    short, long = await _two(db, publish)
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


async def test_what_was_chosen_in_a_form_before_several_merges_is_what_it_has_become(
    db: Database, names: VocabularyService
) -> None:
    one, two, three = (
        await _term(db, "One House"),
        await _term(db, "Two House"),
        await _term(db, "Three House"),
    )
    await names.merge("S1", two.id, one.id)
    await names.merge("S1", three.id, two.id)
    async with db.write() as tx:
        assert await current(tx, one.id) == three
    assert await _term(db, "one house") == three


async def test_a_curated_field_keeps_its_name(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    free = await _term(db, "Child labor", "field")
    await publish("U1", fields=["Child labor"])
    async with db.write() as tx:
        curated = await term_id(tx, "field", "Child labour", is_curated=True)
    with pytest.raises(CuratedStays):
        await names.merge("S1", free.id, curated)
    with pytest.raises(FieldErrors) as refused:
        await names.merge_chosen("S1", "field", {"keep": str(free.id), "gone": str(curated)})
    assert set(refused.value.fields) == {"gone"}
    done = await names.merge_chosen("S1", "field", {"keep": str(curated), "gone": str(free.id)})
    assert (done.kept.id, done.name) == (curated, "Child labor")


async def test_two_curated_fields_are_never_asked_about(db: Database, names: VocabularyService) -> None:
    async with db.write() as tx:
        for name in ("Child labour", "Child labor"):
            await term_id(tx, "field", name, is_curated=True)
    while await names.compare_next():
        pass
    assert (await names.waiting("S1")).total == 0


async def test_the_form_takes_two_different_terms_of_its_kind(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    one, law, hidden = (
        await _term(db, "One House"),
        await _term(db, "Law", "field"),
        await _term(db, "No House"),
    )
    await publish("U1", organisation="One House", fields=["Law"])
    await publish("U2", organisation="No House", published_at=None)
    for entered, expected in (
        ({"keep": str(one.id), "gone": str(hidden.id)}, {"gone": NotOnTheList}),
        ({"keep": str(one.id), "gone": str(one.id)}, {"keep": SameTwice}),
        ({"keep": str(one.id), "gone": str(law.id)}, {"gone": NotOnTheList}),
        ({"keep": "x", "gone": None}, {"keep": NotOnTheList, "gone": NotOnTheList}),
    ):
        with pytest.raises(FieldErrors) as refused:
            await names.merge_chosen("S1", "organisation", entered)
        assert {name: type(error) for name, error in refused.value.fields.items()} == expected


async def test_the_menus_offer_what_fits_most_used_first(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    for n, name in enumerate(["Union of Ports", "Port Union", "Port Union", "Harbour"]):
        await publish(f"U{n}", organisation=name)
    found = await names.choices("S1", "organisation", "ünion")
    assert [(term.name, uses) for term, uses in found] == [("Port Union", 2), ("Union of Ports", 1)]


async def test_pairs_come_a_few_at_a_time(db: Database, names: VocabularyService, publish: Publish) -> None:
    spellings = [f"Group {n} {labour} Office" for n in range(PAGE + 2) for labour in ("Labour", "Labor")]
    for spelling in spellings:
        await _term(db, spelling, "field")
    await publish("U1", fields=spellings)
    first, second = await names.waiting("S1"), await names.waiting("S1", 1)
    assert (first.total, len(first.pairs), first.has_more) == (PAGE + 2, PAGE, True)
    assert (len(second.pairs), second.has_more) == (2, False)
    assert (await names.waiting("S1", 99)).page == 1


async def test_a_merge_waits_for_a_profile_that_is_being_saved_with_the_name_that_goes(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await _two(db, publish)
    async with db.write() as tx:
        term = await resolve(tx, "organisation", SHORT)
        merging_ = asyncio.create_task(names.merge("S1", long.id, short.id))
        done, _ = await asyncio.wait({merging_}, timeout=0.2)  # it can't be done before we are
        await directory.save(tx, "U2", organisation_id=term.id)
    assert not done
    await merging_
    assert (await _profile(db, "U2")).organisation == long


async def test_what_somebody_wrote_and_took_away_again_is_not_asked_about_and_forgotten(
    db: Database, names: VocabularyService, publish: Publish, clock: MovableClock
) -> None:
    _short, long = await _two(db, publish)
    curated, slip = await _term(db, "Law", "field"), await _term(db, "Labour lawyers", "field")
    await _term(db, "Labor lawyers", "field")
    async with db.write() as tx:
        await vocabulary.change(tx, curated.id, is_curated=True)
        await write_profile(tx, "U1", organisation=LONG)
    assert (await names.waiting("S1")).total == 0
    await names.merge("S1", long.id, (await _term(db, "OIT")).id)
    clock.move(days=1, seconds=1)
    async with db.write() as tx:
        assert await merging.forget_unused(tx, clock.now() - timedelta(days=1)) == 3
        assert await vocabulary.every(tx, "organisation") == [long]
        assert [term.name for term in await vocabulary.every(tx, "field")] == ["Law"]
        assert await vocabulary.named(tx, ["oit", "labour lawyers"]) == [("oit", long)]
    assert (await _term(db, "Labour lawyers", "field")).id != slip.id


async def test_merges_of_merges_are_taken_back_one_after_the_other(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    houses = ["One House", "Two House", "Three House"]
    for number, name in enumerate(houses, 1):
        await publish(f"U{number}", organisation=name)
    one, two, three = [await _term(db, name) for name in houses]
    await names.merge("S1", two.id, one.id)
    await names.merge("S1", three.id, two.id)
    await names.undo("S1", two.id)
    last = (await names.waiting("S1")).last
    assert last is not None
    assert (last.name, last.kept) == ("One House", two)
    await names.undo("S1", one.id)
    organisations = [(await _profile(db, f"U{number}")).organisation for number in (1, 2, 3)]
    assert organisations == [one, two, three]
    assert [await _term(db, name) for name in houses] == [one, two, three]


async def test_after_a_merge_is_taken_back_it_is_asked_what_else_the_name_may_be_but_for_what_was_decided(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await _two(db, publish)
    await publish("U3", "Cai", organisation="OIT")
    await publish("U4", "Dea", organisation="BIT")
    bit = await _term(db, "BIT")
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
