"""Slack's lists come in pieces, late and not whole: nobody is lost, unlisted or published by that, and they are asked for again."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot import access
from bot.lockout import Lockout
from bot.roster.comparison import TRY_AGAIN, ComparisonService
from bot.roster.service import RosterService
from storage import channels, directory, people
from storage import workspace as workspaces
from storage.database import Database
from tests.bot.directory.conftest import in_turn, write_profile
from tests.bot.test_slack import Patient, answering
from tests.conftest import START, MovableClock

Json = dict[str, Any]

OURSELVES: Json = {"ok": True, "user_id": "UBOT", "team_id": "T1"}
CHANNELS: Json = {"ok": True, "channels": [{"id": "C1", "name": "migration", "is_member": True}]}


def page(*users: Json, cursor: str = "") -> Json:
    return {"ok": True, "members": list(users), "response_metadata": {"next_cursor": cursor}}


def refused(error: str) -> Json:
    return {"ok": False, "error": error}


ANA: Json = {"id": "U1", "profile": {"display_name": "Ana", "image_72": "https://secure.gravatar.com/a.jpg"}}
BEN: Json = {"id": "U2", "tz": "Asia/Kathmandu", "profile": {"display_name": "Ben Rai"}}

Standing = Callable[[], Awaitable[dict[str, tuple[str, str, str, bool]]]]


@pytest.fixture
async def standing(db: Database) -> Standing:
    """Three people: two are listed, one of them with a photo. Tells each one's name, zone and photo, and whether they are listed."""
    async with db.write() as tx:
        await workspaces.save(tx, sync_due_at=tx.now, synced_at=tx.now, bot_user_id="UBOT")
        await channels.save(tx, "C1", kind="group", bot_is_member=True)
        ana = {"photo": "https://example.org/a.png", "timezone": "America/Lima"}
        for id_, name, values in (("U1", "Ana", ana), ("U2", "Ben", {}), ("U3", "Cleo", {})):
            await people.save(tx, id_, name=name, synced_at=tx.now, **values)
            await channels.save_membership(tx, "C1", id_, changed_at=tx.now)
        for id_ in ("U1", "U2"):
            await write_profile(tx, id_, role="Judge", published_at=tx.now)

    async def tell() -> dict[str, tuple[str, str, str, bool]]:
        async with db.read() as tx:
            known, listed = await people.everyone(tx), await directory.by_members(tx, ["U1", "U2", "U3"])
        return {
            id_: (m.name, m.timezone, m.photo, id_ in listed and listed[id_].published_at == START)
            for id_, m in known.items()
        }

    return tell


@in_turn("gap", [[refused("ratelimited")], [{"ok": True}], [refused("ratelimited"), refused("fatal_error")]])
async def test_a_list_that_comes_with_gaps_is_read_to_its_end_and_who_is_not_in_it_stays(
    db: Database, standing: Standing, gap: list[Json]
) -> None:
    answers = (OURSELVES, page(ANA, cursor="2"), *gap, page(BEN), CHANNELS)
    async with answering(*answers) as (client, _asked):
        assert await ComparisonService(db, client, Patient(), Lockout()).compare_next()
    assert await standing() == {
        "U1": ("Ana", "America/Lima", "", True),
        "U2": ("Ben Rai", "Asia/Kathmandu", "", True),
        "U3": ("Cleo", "UTC", "", False),
    }


@in_turn("error", ["invalid_cursor", "internal_error"])
async def test_a_list_that_ends_in_the_middle_changes_nothing_and_is_asked_for_again(
    db: Database, standing: Standing, clock: MovableClock, error: str
) -> None:
    before = await standing()
    async with answering(OURSELVES, page(ANA, cursor="2"), refused(error)) as (client, _):
        with pytest.raises(SlackApiError):
            await ComparisonService(db, client, Patient(), Lockout()).compare_next()
    assert await standing() == before
    clock.move(seconds=TRY_AGAIN.total_seconds())
    async with answering(OURSELVES, page(ANA, BEN), CHANNELS) as (client, _):
        assert await ComparisonService(db, client, Patient(), Lockout()).compare_next()
    assert (await standing())["U2"][0] == "Ben Rai"


@in_turn("is_whole", [False, True])
async def test_by_a_list_of_members_that_lacks_ourselves_nobody_has_left(
    db: Database, standing: Standing, clock: MovableClock, is_whole: bool
) -> None:
    clock.move(seconds=1)
    async with db.write() as tx:
        await channels.save(tx, "C1", sync_due_at=tx.now, first_seen_at=tx.now)
    ids = ["U1", "UBOT"] if is_whole else ["U1"]
    members, history = {"ok": True, "members": ids}, {"ok": True, "messages": []}
    async with answering(members, history) as (client, _):
        await ComparisonService(db, client, Patient(), Lockout()).compare_next_channel()
    async with db.read() as tx:
        assert ("U2" in await channels.member_ids(tx, "C1")) is not is_whole


@in_turn("by", ["event", "comparison"])
async def test_whoever_left_while_liaison_was_out_of_a_channel_is_in_it_at_no_moment(
    db: Database, standing: Standing, clock: MovableClock, by: str
) -> None:
    async with db.write() as tx:
        await channels.save(tx, "C1", bot_is_member=False, first_seen_at=tx.now)
    clock.move(seconds=1)

    async def sees() -> list[bool]:
        async with db.read() as tx:
            return ["C1" in (await access.viewer(tx, id_)).channels for id_ in ("U1", "U2")]

    there = {"ok": True, "members": ["U1", "UBOT"]}
    answers = [there, {"ok": True, "messages": []}]
    if by == "comparison":
        answers = [OURSELVES, page(ANA, BEN), CHANNELS, *answers]
    async with answering(*answers) as (client, _):
        comparison = ComparisonService(db, client, Patient(), Lockout())
        if by == "comparison":
            await comparison.compare_next()
        else:
            await RosterService(db, client, Patient(), Lockout()).entered("Ev1", "C1", clock.now())
        assert await sees() == [False, False]
        await comparison.compare_next_channel()
    assert await sees() == [True, False]
