"""A worker is killed while it brings many people in: each once, and whoever made the list reads at the end that it is done."""

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.groups import lists
from bot.groups.entries import Entry
from bot.groups.inviting import InvitationService
from bot.lockout import Lockout
from storage import channels, people, workspace
from storage.database import Database
from storage.outbox import outbox
from tests.faults.kills import Kills, kills_on
from tests.slack import MovableTime


async def _prepare(story: Kills, count: int) -> InvitationService:
    """Two lists of the same people, of whom Sofia has read who they are."""
    sofia, group = story.ws.member("sofia").id, story.ws.channel("migration").id
    new = [story.ws.add_member(f"new{n}", real_name=f"New {n}").id for n in range(count)]
    service = InvitationService(story.db, AsyncWebClient(), MovableTime(), Lockout())
    async with story.db.write() as tx:
        await workspace.save(tx, name="Alliance 8.7", languages=["en"])
        await channels.save(tx, group, name="migration", kind="group", bot_is_member=True)
        await people.save(tx, sofia, is_secretariat=True, synced_at=tx.now)
        for member_id in new:
            await people.save(tx, member_id, synced_at=tx.now)
        for _ in range(2):
            await lists.take(tx, group, sofia, [Entry(member_id) for member_id in new])
    while await service.read_next():
        pass
    return service


async def _go(story: Kills, service: InvitationService) -> None:
    """She presses both buttons, and waits."""
    sofia = story.ws.member("sofia").id
    for list_id in (1, 2):
        await service.go(sofia, list_id)
    for list_id in (1, 2):
        while (await service.count(list_id)).about.state != "done":
            await asyncio.sleep(0.05)


async def _run(db: Database, url: str, *, count: int, kills: int, workers: int) -> None:
    async with kills_on(db, url, workers, {"TEST_SWEEPS": "invite"}) as story:
        service = await _prepare(story, count)
        story.ws.faults.add("conversations.invite", kind="slow", seconds=0.05, times=count // 2)
        await story.run(kills, within=60 + kills * 6, meanwhile=_go(story, service))
        await _check(story, service, count)


async def _check(story: Kills, service: InvitationService, count: int) -> None:
    group = story.ws.channel("migration")
    new = {story.ws.member(f"new{n}").id for n in range(count)}
    assert new <= group.members.keys()
    first, second = [await service.count(list_id) for list_id in (1, 2)]
    assert [row.member_id for row in first.of("done")] == [row.member_id for row in first.rows]
    assert len(second.of("doubled")) == count
    async with story.db.read() as tx:
        invites = await tx.execute(select(outbox.c.payload).where(outbox.c.kind == "invite"))
        assert sorted(payload["user"] for payload in invites.scalars()) == sorted(new)
    told = [message.text for message in story.ws.dm("sofia")]
    assert len(told) == 2
    assert sum(f"is done: {count} of {count}." in text for text in told) == 1


async def test_a_worker_killed_while_it_brings_people_in(db: Database, database_url: str) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("seconds count: the long form has both")
    await _run(db, database_url, count=24, kills=1, workers=1)


@pytest.mark.faults
@pytest.mark.parametrize("workers", [1, 4])
async def test_a_worker_killed_forty_times_while_it_brings_people_in(
    db: Database, database_url: str, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    await _run(db, database_url, count=400, kills=40, workers=workers)
