"""What somebody may not see changes no answer that they get: each answer is the same with it and without it."""

from typing import Any

import pytest

from bot.directory.search.found import Found
from bot.directory.search.service import DirectoryService
from storage import channels, people, workspace
from storage.database import Database
from tests.bot.directory.conftest import Join, Publish, in_turn, write_profile
from tests.conftest import START

CANARIES: dict[str, Any] = {
    "role": "Zanzibarite weaver",
    "organisation": "Quokka Union",
    "sector": "workers",
    "country": "BT",
    "works_in": ["WS"],
    "fields": ["Vermilion dyeing"],
    "languages": ["dz"],
    "offers": "Hexagonal looms",
    "seeks": "Ultramarine pigment",
    "website": "https://canary.example",
}
# Searches that would find them: as written, in other forms, mistyped, with filters, together with others.
TEXTS: dict[str, tuple[str, ...]] = {
    "role": (
        "zanzibarite",
        "zanzibarit",
        "zanzibarote",
        "weav",
        "weavers",
        "judge weaver",
        "name:ana weaver",
    ),
    "organisation": ("quokka", "quoka", "org:quokka", "quokka union", "type:workers", "judge quokka"),
    "country": ("bhutan", "bhutann", "country:BT", "pathfinder", "judge bhutan"),
    "works_in": ("samoa", "country:WS", "region:asia-pacific"),
    "fields": ("vermilion dyeing", "vermillion", "dying", "field:vermilion", 'field:"vermilion dyeing"'),
    "languages": ("dzongkha", "lang:dz"),
    "offers": ("hexagonal", "hexagnal", "loom", "judge hexagonal"),
    "seeks": ("ultramarine", "ultramarin"),
    "website": ("canary.example",),
    "group": ('group:"Okapi circle"', "okapi", "ana okapi circle"),
}
# Narrowed down, too: what finds the part by its words, and by its code.
FACETED = {"", *(text for texts in TEXTS.values() for text in (texts[0], texts[-1]))}


def _said(found: Found) -> tuple[Any, ...]:
    hits = [(hit.profile, hit.groups, hit.marks, dict(hit.matched)) for hit in found.hits]
    return (found.query, found.total, found.page, hits, found.unknown, found.widening, *_names(found))


def _names(found: Found) -> tuple[Any, ...]:
    return dict(found.terms), dict(found.groups), dict(found.corrected)


async def everything(service: DirectoryService, db: Database, viewer: str) -> dict[str, Any]:
    """All that the directory tells a viewer."""
    said: dict[str, Any] = {}
    for text in ("", *(text for texts in TEXTS.values() for text in texts)):
        said[f"search {text}"] = _said(await service.search(viewer, text))
        if text not in FACETED:
            continue
        facets = await service.facets(viewer, text)
        said[f"facets {text}"] = (
            facets.total,
            facets.countries,
            facets.fields,
            facets.languages,
            facets.sectors,
        )
        said[f"groups {text}"] = facets.groups
    for other in ("U1", "U2"):
        said[f"like {other}"] = _said(await service.like(viewer, other))
        person = await service.person(viewer, other)
        said[f"person {other}"] = person and (person.hit.profile, person.hit.groups)
    reader = await service.reader(viewer)
    async with db.read() as tx:
        said["organisations"] = await service.known_terms(tx, reader, "organisation")
        said["fields"] = await service.known_terms(tx, reader, "field")
    return said


@pytest.fixture
async def crowd(join: Join, publish: Publish, db: Database) -> None:
    """A stranger, a companion of a group, a guest and the Secretariat look at U1, who shares the group C1."""
    await publish("U1", "Ana", role="", reach=dict.fromkeys(CANARIES, 2), channels_=("C1",))
    await publish("U2", "Rui", role="Judge", country="FR", fields=["Cocoa"], channels_=("C1", "C2"))
    await join("USTRANGER", channels_=("C2",))
    await join("UCOMPANION", channels_=("C1",))
    await join("UGUEST", is_guest=True, channels_=("C1",))
    await join("USEC", is_secretariat=True)
    async with db.write() as tx:
        await workspace.save(tx, pathfinders=["BT", "WS"])


async def _differs(service: DirectoryService, db: Database, viewer: str, reach: int) -> set[str]:
    before = await everything(service, db, viewer)
    async with db.write() as tx:
        await write_profile(tx, "U1", reach=dict.fromkeys(CANARIES, reach), **CANARIES)
    after = await everything(service, db, viewer)
    return {key for key in before if before[key] != after[key]}


@in_turn("viewer,reach", [("USTRANGER", 1), ("USTRANGER", 2), ("UCOMPANION", 2), ("UGUEST", 2)])
async def test_the_hidden_parts_of_a_profile_change_no_answer(
    service: DirectoryService, db: Database, crowd: None, viewer: str, reach: int
) -> None:
    assert await _differs(service, db, viewer, reach) == set()


@in_turn("viewer,reach", [("UCOMPANION", 1), ("UGUEST", 1), ("USEC", 2), ("U1", 2), ("USTRANGER", 0)])
async def test_who_may_see_a_part_is_answered_by_it(
    service: DirectoryService, db: Database, crowd: None, viewer: str, reach: int
) -> None:
    changed = await _differs(service, db, viewer, reach)
    for part, texts in TEXTS.items():
        if part not in ("website", "group"):
            assert f"search {texts[0]}" in changed, part
    assert {"person U1", "organisations", "fields", "facets "} <= changed


@in_turn("viewer", ["USTRANGER", "UCOMPANION", "UGUEST", "USEC"])
async def test_a_profile_that_is_not_published_changes_no_answer(
    service: DirectoryService, db: Database, crowd: None, publish: Publish, viewer: str
) -> None:
    before = await everything(service, db, viewer)
    await publish("U9", "Okapi Weaver", published_at=None, drafted_at=START, channels_=("C1",), **CANARIES)
    assert await everything(service, db, viewer) == before


async def test_somebody_whom_a_guest_does_not_meet_changes_no_answer(
    service: DirectoryService, db: Database, crowd: None, publish: Publish
) -> None:
    before = await everything(service, db, "UGUEST")
    await publish("U9", "Okapi Weaver", channels_=("C2",), **CANARIES)
    assert await everything(service, db, "UGUEST") == before


@in_turn("viewer", ["USTRANGER", "UCOMPANION", "UGUEST"])
async def test_a_group_that_somebody_is_not_in_changes_no_answer(
    service: DirectoryService, db: Database, crowd: None, viewer: str
) -> None:
    before = await everything(service, db, viewer)
    async with db.write() as tx:
        await channels.save(tx, "C9", kind="group", bot_is_member=True, title="Okapi circle")
        for member_id in ("U1", "U2"):
            await channels.save_membership(tx, "C9", member_id, changed_at=START)
    assert await everything(service, db, viewer) == before


@pytest.mark.parametrize("change", ["left", "archived", "Liaison left"])
async def test_a_group_that_is_shared_no_more_shows_nothing_more(
    service: DirectoryService, db: Database, crowd: None, change: str
) -> None:
    async with db.write() as tx:
        await write_profile(tx, "U1", reach=dict.fromkeys(CANARIES, 1), **CANARIES)
        await channels.save_membership(tx, "C2", "UGUEST", changed_at=START)
    assert (await service.search("UCOMPANION", "hexagonal")).total == 1
    async with db.write() as tx:
        if change == "left":
            await channels.save_membership(tx, "C1", "UCOMPANION", changed_at=START, left_at=START)
        elif change == "archived":
            await channels.save(tx, "C1", is_archived=True)
        else:
            await channels.save(tx, "C1", bot_is_member=False)
    assert (await service.search("UCOMPANION", "hexagonal")).total == 0
    assert (await service.search("UCOMPANION", "ana")).total == 1


async def test_who_finds_whom(service: DirectoryService, join: Join, publish: Publish, db: Database) -> None:
    await publish("UPARTNER", channels_=("C1",))
    await publish("UOPEN", channels_=("COPEN",), kind="other")
    await publish("UNEWS", channels_=("CNEWS",), kind="announcements")
    await publish("UGUEST", is_guest=True, channels_=("C1",))
    await join("UNKNOWN", synced_at=None, channels_=("C1",))
    await join("UVISITOR", is_guest=True, channels_=("CNEWS",), kind="announcements")
    await join("UBOTH", is_guest=True, channels_=("COPEN",), kind="other")
    everybody = {"UPARTNER", "UOPEN", "UNEWS", "UGUEST"}
    expected = {
        "UPARTNER": everybody,
        "UGUEST": {"UPARTNER", "UGUEST"},
        "UNKNOWN": {"UPARTNER", "UGUEST"},
        "UVISITOR": set(),
        "UBOTH": {"UOPEN"},
        "USTRANGER": set(),
    }
    for viewer, finds in expected.items():
        for text in ("", "adviser"):
            found = await service.search(viewer, text)
            assert {hit.profile.member_id for hit in found.hits} == finds, (viewer, text)
            assert found.total == len(finds)
    async with db.write() as tx:
        await people.save(tx, "UGUEST", is_guest=False)
    assert (await service.search("UGUEST", "")).total == 4
