"""Two names of one thing are made one, by the Secretariat alone."""

import asyncio

import pytest

from bot.directory.profile.errors import NotOnTheList
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.errors import CuratedStays, SameTwice
from bot.directory.vocabulary.service import VocabularyService
from bot.directory.vocabulary.terms import current, resolve
from bot.errors import FieldErrors, Gone
from storage import directory
from storage.database import Database
from tests.bot.directory.conftest import Publish, term_id
from tests.bot.directory.vocabulary.conftest import LONG, SHORT, profile_of, term_of, two


async def test_made_one_all_names_lead_to_it_and_all_profiles_show_it(
    db: Database, names: VocabularyService, service: DirectoryService, publish: Publish
) -> None:
    short, long = await two(db, publish)
    done = await names.merge("S1", long.id, short.id)
    assert (done.what, done.kept.name, done.name, done.people, done.already) == (
        "merged",
        LONG,
        SHORT,
        2,
        False,
    )
    assert (await profile_of(db, "U1")).organisation == long
    assert await term_of(db, "i l o") != long
    assert await term_of(db, "ilo") == long
    while await service.reindex_next():
        pass
    for text in ("ILO", "international labour", 'org:"ILO"'):
        found = await service.search("S2", text)
        assert {hit.profile.member_id for hit in found.hits} == {"U1", "U2"}, text


async def test_pressed_twice_or_by_two_at_once_it_is_done_once_and_says_so(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await two(db, publish)
    both = await asyncio.gather(names.merge("S1", long.id, short.id), names.merge("S2", long.id, short.id))
    assert sorted(done.already for done in both) == [False, True]
    # The other way round, it is one already, too: under the name that was chosen first.
    late = await names.merge("S2", short.id, long.id)
    assert (late.already, late.kept.name, late.name) == (True, LONG, SHORT)
    assert (await names.keep_apart("S2", short.id, long.id)).already
    with pytest.raises(Gone):
        await names.merge("S1", long.id, 999)


async def test_what_was_two_before_is_two_after_one_of_them_was_merged(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    ilo, long, oit = await term_of(db, SHORT), await term_of(db, LONG), await term_of(db, "OIT")
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
    one, other = await term_of(db, "Supply chains", "field"), await term_of(db, "Supply-chain", "field")
    await publish("U1", "Ana", fields=["Supply-chain", "Law", "Supply chains"])
    await publish("U2", "Ben", fields=["Supply-chain"])
    await names.merge("S1", one.id, other.id)
    assert [field.name for field in (await profile_of(db, "U1")).fields] == ["Law", "Supply chains"]
    assert [field.name for field in (await profile_of(db, "U2")).fields] == ["Supply chains"]


async def test_what_was_chosen_in_a_form_before_several_merges_is_what_it_has_become(
    db: Database, names: VocabularyService
) -> None:
    one, two, three = (
        await term_of(db, "One House"),
        await term_of(db, "Two House"),
        await term_of(db, "Three House"),
    )
    await names.merge("S1", two.id, one.id)
    await names.merge("S1", three.id, two.id)
    async with db.write() as tx:
        assert await current(tx, one.id) == three
    assert await term_of(db, "one house") == three


async def test_a_curated_field_keeps_its_name(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    free = await term_of(db, "Child labor", "field")
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


async def test_the_form_takes_two_different_terms_of_its_kind(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    one, law, hidden = (
        await term_of(db, "One House"),
        await term_of(db, "Law", "field"),
        await term_of(db, "No House"),
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


async def test_a_merge_waits_for_a_profile_that_is_being_saved_with_the_name_that_goes(
    db: Database, names: VocabularyService, publish: Publish
) -> None:
    short, long = await two(db, publish)
    async with db.write() as tx:
        term = await resolve(tx, "organisation", SHORT)
        merging_ = asyncio.create_task(names.merge("S1", long.id, short.id))
        done, _ = await asyncio.wait({merging_}, timeout=0.2)  # it can't be done before we are
        await directory.save(tx, "U2", organisation_id=term.id)
    assert not done
    await merging_
    assert (await profile_of(db, "U2")).organisation == long
