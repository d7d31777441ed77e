"""Who sees what of the directory, walked through: every relation, every part with every reach, every surface.

Two worlds are compared. In one a part is filled in and hidden from whoever looks; in the other it was never filled in. All that they
are shown must be the same, to the byte: so nothing can be inferred from a count, an order, a correction or “no results”.
"""

from collections.abc import Awaitable, Callable

from storage import channels, people
from storage.database import Database
from storage.directory import Reach
from tests.bot.directory.canaries import (
    BLANK,
    CANARIES,
    GENERAL,
    LOOKERS,
    OWNER,
    build,
    exported,
    posted,
    set_owner,
    shown,
)
from tests.bot.directory.conftest import in_turn, write_profile
from tests.conftest import START

FEW = ("adviser", "olive", "bhutan cotton")
SOME = (*FEW, *(text for canary in CANARIES.values() for text in canary.texts[:1]))
ALL = (*GENERAL, *(text for canary in CANARIES.values() for text in canary.texts))
CLOSELY = ("UOUT", "UMULTI")  # from whom most can be hidden, though they find the owner
# On Postgres: a relation for each statement that says who finds whom. All are walked through on SQLite, by the same code.
TYPICAL = ("UIN", "UOUT", "ULEFT", "USEC", "UGUEST", "UMULTI", "UGONE")


async def test_a_part_that_is_not_for_somebody_is_as_if_it_had_never_been_filled_in(
    db: Database, database_url: str
) -> None:
    await build(db)
    await set_owner(db, {})
    lookers = TYPICAL if database_url.startswith("postgresql") else tuple(LOOKERS)
    texts = {looker: ALL if looker in CLOSELY else SOME for looker in lookers}
    without = {looker: await shown(db, looker, texts[looker]) for looker in lookers}
    for reach in (Reach.SECRETARIAT, Reach.GROUPS, Reach.EVERYONE):
        await set_owner(db, dict.fromkeys(CANARIES, reach))
        assert ("Canarykeeper" in await posted(db)) == (reach == Reach.EVERYONE)
        for looker in lookers:
            relation = LOOKERS[looker]
            seen = await shown(db, looker, texts[looker])
            if not relation.sees(reach):
                assert seen == without[looker], (looker, reach)
                continue
            for canary in CANARIES.values():
                for text in canary.texts[:1]:
                    assert OWNER in seen[f"search {text}"], (looker, reach, text)
            assert "okapi.example.org" in seen["person"], (looker, reach)


@in_turn("part", CANARIES)
async def test_one_hidden_part_among_others_that_are_seen_shows_nowhere(db: Database, part: str) -> None:
    others = {other: 0 for other in CANARIES if other != part}
    texts = (*FEW, *CANARIES[part].texts)
    await build(db)
    await set_owner(db, others)
    without = {looker: await shown(db, looker, texts) for looker in ("UIN", "UOUT")}
    for reach in (Reach.SECRETARIAT, Reach.GROUPS):
        await set_owner(db, others | {part: reach})
        assert await shown(db, "UOUT", texts) == without["UOUT"]
        assert (await shown(db, "UIN", texts) == without["UIN"]) == (reach == Reach.SECRETARIAT)


async def _unpublish(db: Database) -> None:
    await set_owner(db, {}, published_at=None)
    await set_owner(db, dict.fromkeys(CANARIES, 0))
    await set_owner(db, dict.fromkeys(CANARIES, 0), published_at=None)


async def _draft(db: Database) -> None:
    await set_owner(db, dict.fromkeys(CANARIES, 0), published_at=None, drafted_at=START)


async def _change(db: Database, **values: object) -> None:
    await set_owner(db, dict.fromkeys(CANARIES, 0))
    async with db.write() as tx:
        await people.save(tx, OWNER, **values)
        await write_profile(tx, OWNER)


async def _deactivated(db: Database) -> None:
    await _change(db, is_deactivated=True)


async def _of_another_workspace(db: Database) -> None:
    await _change(db, is_external=True)


@in_turn("hide", [_unpublish, _draft, _deactivated, _of_another_workspace])
async def test_somebody_who_is_not_listed_is_as_if_they_had_no_profile(
    db: Database, hide: Callable[[Database], Awaitable[None]]
) -> None:
    lookers = ("UIN", "UOUT", "UGUEST", "USEC")
    await build(db)
    without = {looker: await shown(db, looker, SOME) for looker in lookers}
    export, request = await exported(db), await posted(db)
    assert "Decoy 1" in export
    await hide(db)
    assert (await exported(db), await posted(db)) == (export, request)
    for looker in lookers:
        assert await shown(db, looker, SOME) == without[looker], looker


async def test_a_group_shows_only_to_those_who_are_in_it(db: Database) -> None:
    texts = (
        *FEW,
        "group:secret",
        'group:"secret table"',
        "secret",
        "secret table",
        "group:g9",
        "group:GSECRET",
    )
    lookers = ("UIN", "UOUT", "UGUEST", "UMULTI", "UALONE")
    await build(db)
    await set_owner(db, dict.fromkeys(CANARIES, 0))
    without = {looker: await shown(db, looker, texts) for looker in lookers}
    async with db.write() as tx:
        await channels.save(
            tx,
            "GSECRET",
            kind="group",
            name="secret",
            title="Secret Table",
            bot_is_member=True,
            is_listed=False,
        )
        for member_id in (OWNER, "UD1", "UD2"):
            await channels.save_membership(tx, "GSECRET", member_id, changed_at=START)
    for looker in lookers:
        assert await shown(db, looker, texts) == without[looker], looker


def test_every_part_has_a_canary_and_every_one_of_them_was_blank_before() -> None:
    parts = {key for canary in CANARIES.values() for key in canary.values}
    assert parts - {"organisation"} <= set(BLANK)
