"""Down, stalled, cut off: what is due is said once, late rather than never."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.wiring import assemble
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from storage.database import Database
from storage.tables import metadata
from tests import postgres
from tests.scenarios.conftest import Story
from tests.slack import settings_for, small_workspace


async def until(condition: "object", within: float = 30.0) -> None:
    """Waits for something to become true, looking often."""
    deadline = time.monotonic() + within
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)


async def test_down_for_two_hours_it_says_once_late_what_was_due(story: Story) -> None:
    assert story.texts("announcements") == []
    story.ws.clock.move(timedelta(hours=2))
    await story.settle()
    await story.settle()
    assert len(story.texts("announcements")) == 1


async def test_down_over_a_reminder_it_is_said_late_and_after_its_time_not_at_all(story: Story) -> None:
    await story.move_to(datetime(2019, 4, 1, 12, tzinfo=UTC))
    before = len(story.texts("announcements"))
    # The day before the meeting of 3 April, at nine in Geneva, Liaison is down until eleven.
    story.ws.clock.move_to(datetime(2019, 4, 2, 9, tzinfo=UTC))
    await story.settle()
    said = story.texts("announcements")[before:]
    assert len(said) == 1
    assert "Global Coordinating Group meeting" in str(story.ws.messages("announcements")[-1].blocks)


async def test_down_until_it_is_over_nothing_is_said(story: Story) -> None:
    await story.move_to(datetime(2019, 4, 1, 12, tzinfo=UTC))
    before = len(story.texts("announcements"))
    story.ws.clock.move_to(datetime(2019, 4, 5, 9, tzinfo=UTC))
    await story.settle()
    assert story.texts("announcements")[before:] == []


async def test_two_workers_at_once_say_it_once(story: Story, database_url: str) -> None:
    settings = story.liaison.settings
    async with assemble(settings, clock=story.ws.clock, pacing=Pacing(0, 0)) as second:
        story.ws.clock.move(timedelta(minutes=10))
        await asyncio.gather(story.liaison.worker.work(), second.worker.work())
    assert len(story.texts("announcements")) == 1
    assert len(story.texts("migration")) == 1


async def test_an_event_loop_that_stalled_goes_on_and_repeats_nothing(story: Story) -> None:
    await story.liaison.worker.start()
    story.ws.clock.move(timedelta(minutes=10))
    await asyncio.sleep(0)
    time.sleep(1.5)  # noqa: ASYNC251 - the stall itself
    await until(lambda: story.texts("announcements"))
    await story.liaison.worker.stop()
    await story.settle()
    assert len(story.texts("announcements")) == 1


@pytest.fixture
async def with_own_postgres() -> AsyncIterator[tuple[Workspace, Database, postgres.Server]]:
    with postgres.server() as server:
        async with small_workspace(rate_limits=False) as ws:
            db = Database(server.url, ws.clock.now)
            async with db.engine.begin() as connection:
                await connection.run_sync(metadata.create_all)
            yield ws, db, server
            await db.close()


async def test_a_database_that_goes_and_comes_back_loses_and_repeats_nothing(
    with_own_postgres: tuple[Workspace, Database, postgres.Server],
) -> None:
    ws, db, server = with_own_postgres
    channel = ws.channel("migration").id
    settings = settings_for(ws, server.url, lease_seconds=2)
    async with assemble(settings, clock=ws.clock, pacing=Pacing(0, 0)) as liaison:
        async with db.write() as tx:
            for n in range(30):
                await tx.outbox.post(f"m{n:02}", channel, f"m{n:02}", [])
        ws.faults.add("chat.postMessage", kind="slow", seconds=0.02, times=100)
        await liaison.worker.start()
        await until(lambda: len(ws.posts()) >= 5)
        await db.close()
        await asyncio.to_thread(server.stop)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(server.start)
        await until(lambda: len(ws.posts()) >= 30)
        await liaison.worker.stop()
    assert [message.text for message in ws.posts()] == [f"m{n:02}" for n in range(30)]


async def test_a_locked_sqlite_database_is_waited_for(story: Story, database_url: str) -> None:
    if not database_url.startswith("sqlite"):
        pytest.skip("SQLite's own trouble")
    async with story.liaison.db.engine.connect() as other:
        await other.execute(text("SELECT 1"))  # BEGIN IMMEDIATE: another process writes
        story.ws.clock.move(timedelta(minutes=10))
        await story.liaison.worker.start()
        await asyncio.sleep(0.2)
        assert story.texts("announcements") == []
    await until(lambda: story.texts("announcements"))
    await story.liaison.worker.stop()
    assert len(story.texts("announcements")) == 1
