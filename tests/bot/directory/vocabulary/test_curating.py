"""The curated fields of expertise: brought to what the workspace file says, whatever people have written before."""

from collections import Counter
from typing import Any

import pytest

from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.curating import Curation, curate
from bot.directory.vocabulary.default_fields import CURATED, CuratedField
from bot.directory.vocabulary.terms import folded, resolve
from storage import directory, vocabulary
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish

FISHING = CuratedField("Fishing", "Pêche", "Pesca", ("fishers", "pescadores"))
COTTON = CuratedField("Cotton", "Coton", "Algodón")


async def _curate(db: Database, *wanted: CuratedField) -> Curation:
    async with db.write() as tx:
        return await curate(tx, wanted)


async def _fields(db: Database) -> dict[str, Any]:
    """All fields by name: whether curated, labels, and what they are called."""
    async with db.read() as tx:
        terms = await vocabulary.every(tx, "field")
        names = await vocabulary.names_of(tx, [term.id for term in terms])
    return {term.name: (term.is_curated, dict(term.labels), set(names[term.id])) for term in terms}


async def test_fields_are_made_with_their_names_in_all_languages(db: Database) -> None:
    done = await _curate(db, FISHING, COTTON)
    assert done.added == ["Fishing", "Cotton"]
    assert await _fields(db) == {
        "Fishing": (
            True,
            {"fr": "Pêche", "es": "Pesca"},
            {"fishing", "peche", "pesca", "fishers", "pescadores"},
        ),
        "Cotton": (True, {"fr": "Coton", "es": "Algodón"}, {"cotton", "coton", "algodon"}),
    }


async def test_the_same_list_again_changes_nothing(db: Database) -> None:
    await _curate(db, *CURATED)
    assert await _curate(db, *CURATED) == Curation(same=len(CURATED))


async def test_a_field_with_a_new_name_is_the_same_field(
    db: Database, publish: Publish, service: DirectoryService, join: Join
) -> None:
    await _curate(db, FISHING)
    await publish("U1", fields=["pescadores"])
    await join("U2")
    renamed = CuratedField("Fisheries", "Pêche", "Pesca", ("pêcheurs artisanaux",))
    assert (await _curate(db, renamed)).changed == ["Fisheries"]
    async with db.read() as tx:
        profile = await directory.get(tx, "U1")
    assert profile is not None
    assert [field.name for field in profile.fields] == ["Fisheries"]
    for text in ("fisheries", "fishers", "pecheurs artisanaux"):
        assert (await service.search("U2", text)).total == 1


async def test_a_field_that_is_dropped_stays_with_those_who_have_it(
    db: Database, publish: Publish, service: DirectoryService, join: Join
) -> None:
    await _curate(db, FISHING, COTTON)
    await publish("U1", fields=["Cotton"])
    await join("U2")
    assert (await _curate(db, FISHING)).dropped == ["Cotton"]
    assert (await _fields(db))["Cotton"][0] is False
    assert (await service.search("U2", "algodon")).total == 1
    assert (await _curate(db, FISHING)).dropped == []
    assert (await _curate(db, FISHING, COTTON)).changed == ["Cotton"]


async def test_what_somebody_wrote_themselves_becomes_the_curated_field_of_that_name(db: Database) -> None:
    async with db.write() as tx:
        own = await resolve(tx, "field", "fishing")
    assert (await _curate(db, FISHING)).changed == ["Fishing"]
    async with db.read() as tx:
        assert (await vocabulary.by_ids(tx, [own.id]))[own.id].name == "Fishing"


async def test_a_name_of_peoples_own_field_stays_there_and_is_told(db: Database) -> None:
    async with db.write() as tx:
        await resolve(tx, "field", "Fishing")
        await resolve(tx, "field", "Pescadores")
    done = await _curate(db, FISHING)
    assert done.taken == [("Fishing", "pescadores", "Pescadores")]
    assert (await _fields(db))["Pescadores"] == (False, {}, {"pescadores"})


async def test_a_name_moves_from_one_field_of_the_file_to_another(
    db: Database, publish: Publish, service: DirectoryService, join: Join
) -> None:
    await _curate(db, FISHING, COTTON)
    await publish("U1", fields=["Fishing"])
    await join("U2")
    without = CuratedField("Fishing", "Pêche", "Pesca", ("pescadores",))
    seafood = CuratedField("Seafood", also=("fishers",))
    done = await _curate(db, without, COTTON, seafood)
    assert (done.added, done.changed, done.taken) == (["Seafood"], [], [])
    assert (await service.search("U2", "fishers")).total == 0
    assert (await service.search("U2", "pesca")).total == 1


def test_french_names_have_the_apostrophes_of_the_screen() -> None:
    assert [name for field in CURATED for name in (field.fr, field.es) if "'" in name] == []


def test_no_two_of_liaisons_own_fields_have_a_name_in_common() -> None:
    names = Counter(
        folded(name) for field in CURATED for name in {folded(n): n for n in field.names}.values()
    )
    assert [name for name, count in names.items() if count > 1 or not name] == []
    assert all(field.fr and field.es and len(name) <= 60 for field in CURATED for name in field.names)


@pytest.mark.parametrize(
    "typed", ["pêcheurs", "enfants au travail", "traite", "esclavage moderne", "pescadores"]
)
def test_liaisons_own_fields_go_by_the_words_of_three_languages(typed: str) -> None:
    assert any(folded(typed) == folded(name) for field in CURATED for name in field.names)
