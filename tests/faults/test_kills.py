"""A worker is killed at any point: nothing is lost, nothing is said twice."""

import pytest

from storage.database import Database
from tests.faults.kills import kills_on


async def _run(db: Database, url: str, *, messages: int, kills: int, workers: int) -> None:
    async with kills_on(db, url, workers) as story:
        await story.write(messages)
        # Some answers are slow, so that kills fall between a post and its answer.
        story.ws.faults.add("chat.postMessage", kind="slow", seconds=0.05, times=messages // 2)
        await story.run(kills, within=60 + kills * 6)
        arrived = story.arrived()
        assert set(arrived.values()) == {1}
        assert len(arrived) == messages
        assert story.in_order()


async def test_a_worker_killed_five_times_over_fifty_messages(db: Database, database_url: str) -> None:
    await _run(db, database_url, messages=50, kills=5, workers=1)


@pytest.mark.parametrize("workers", [2, 4])
async def test_several_workers_on_postgres_killed_now_and_then(
    db: Database, database_url: str, workers: int
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    await _run(db, database_url, messages=60, kills=2, workers=workers)


@pytest.mark.faults
@pytest.mark.parametrize("workers", [1, 4])
async def test_a_worker_killed_fifty_times_over_five_hundred_messages(
    db: Database, database_url: str, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    await _run(db, database_url, messages=500, kills=50, workers=workers)
