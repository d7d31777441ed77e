"""Whoever types a name that only a hidden profile has learns nothing of it: not even how it is spelt there."""

from typing import Any

from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from bot.directory.vocabulary.service import VocabularyService
from storage.database import Database
from tests.bot.directory.canaries import shown
from tests.bot.directory.conftest import Join, Publish, in_turn, write_profile

HIDDEN = "Canary Mission"
TYPED: dict[str, Any] = {
    "organisation": "new: canary  mission",
    "fields": ["new:canary MISSION", "new:Law"],
    "listed": ["yes"],
}
TEXTS = ("", "canary mission", 'org:"canary mission"', 'field:"canary mission" law', "canary misssion")
HIDE: dict[str, dict[str, Any]] = {
    "unlisted": {"published_at": None},
    "kept": {"reach": {"organisation": 2, "fields": 2}},
}


async def _hide(publish: Publish, how: str) -> None:
    await publish("UA", "Ana", organisation=HIDDEN, fields=[HIDDEN], **HIDE[how])


@in_turn("how", HIDE)
async def test_what_was_typed_comes_back_as_it_was_typed_on_every_surface(
    db: Database, publish: Publish, join: Join, how: str
) -> None:
    profiles = ProfileService(db)
    await _hide(publish, how)
    await join("UB", "Ben")
    await join("UV", "Vera")
    own = (await profiles.save("UB", TYPED, "1")).profile
    assert own.organisation is not None
    assert [own.organisation.name, *(term.name for term in own.fields)] == [
        "canary mission",
        "canary MISSION",
        "Law",
    ]
    for looker in ("UB", "UV"):
        seen = await shown(db, looker, TEXTS, owner="UB", typed=("canary",))
        assert HIDDEN not in repr(seen)
        assert "canary mission" in seen["typeahead"]
        assert "canary MISSION" in seen["facets"]


async def test_whoever_chooses_what_somebody_typed_so_gets_that_name_and_no_other(
    db: Database, publish: Publish, join: Join
) -> None:
    profiles = ProfileService(db)
    await _hide(publish, "unlisted")
    for member_id in ("UB", "UC", "UD"):
        await join(member_id)
    await profiles.save("UB", TYPED, "1")
    ((text, value),) = (await profiles.organisations("UC", "canary")).found
    chosen = await profiles.save("UC", {"organisation": value}, "1")
    typed = await profiles.save("UD", {"organisation": "new:CANARY MISSION"}, "1")
    again = await profiles.save("UB", TYPED | {"organisation": value, "listed": []}, "2")
    assert text == "canary mission"
    for own in (chosen, typed, again):
        assert own.profile.organisation is not None
        assert own.profile.organisation.name == "canary mission"


async def test_a_name_that_is_seen_is_taken_over_as_it_is_and_shown_so_from_then_on(
    db: Database, publish: Publish, join: Join, service: DirectoryService
) -> None:
    profiles = ProfileService(db)
    await _hide(publish, "unlisted")
    await join("UB")
    await profiles.save("UB", TYPED, "1")
    async with db.write() as tx:
        await write_profile(tx, "UA", published_at=tx.now)
    await join("UC")
    own = (await profiles.save("UC", TYPED, "1")).profile
    assert own.organisation is not None
    assert own.organisation.name == HIDDEN
    assert [text for text, _ in (await profiles.organisations("UC", "canary")).found] == [HIDDEN]
    assert HIDDEN in [term.name for term, _ in (await service.facets("UC", "")).fields]


async def test_the_secretariat_is_told_no_name_of_a_profile_that_is_not_published(
    db: Database, publish: Publish, join: Join
) -> None:
    names = VocabularyService(db)
    await join("US", is_secretariat=True)
    await _hide(publish, "unlisted")
    await join("UB")
    await ProfileService(db).save("UB", TYPED, "1")
    await publish("UC", organisation="Canaries Mission")
    while await names.compare_next():
        pass
    waiting = await names.waiting("US")
    found = await names.choices("US", "organisation", "canary")
    assert len(waiting.pairs) == 1
    assert HIDDEN not in repr([waiting.pairs, found])
    pair = waiting.pairs[0]
    done = await names.merge("US", pair.second.id, pair.first.id)
    assert HIDDEN not in repr([done, await names.waiting("US")])
