"""Heartbeats, and counters that never go back."""

import asyncio

from storage import workers
from storage.database import Database

DAY = 24 * 3600.0


async def test_a_worker_is_known_by_its_last_heartbeat(db: Database) -> None:
    async with db.write() as tx:
        await workers.beat(tx, "a", 0, 10, {"delivery:sent": 1})
    async with db.write() as tx:
        await workers.beat(tx, "b", 5, 15, {})
        await workers.beat(tx, "a", 0, 20, {"delivery:sent": 3})
    async with db.read() as reading:
        assert await workers.alive(reading) == [
            workers.Worker("a", 0, 20, {"delivery:sent": 3}),
            workers.Worker("b", 5, 15, {}),
        ]
        assert await workers.totals(reading) == {"delivery:sent": 3}


async def test_what_a_dead_worker_counted_stays_counted(db: Database) -> None:
    for worker_id, beat_at in (("a", 10.0), ("b", 20.0), ("c", 30.0 + DAY), ("c", 40.0 + DAY)):
        async with db.write() as tx:
            await workers.beat(tx, worker_id, 0, beat_at, {"sweep:nudges": 2})
    async with db.read() as reading:
        assert [worker.id for worker in await workers.alive(reading)] == ["c"]
        assert await workers.totals(reading) == {"sweep:nudges": 6}
    async with db.write() as tx:
        await workers.beat(tx, "d", 0, 50.0 + 2 * DAY, {"sweep:nudges": 1})
    async with db.read() as reading:
        assert [worker.id for worker in await workers.alive(reading)] == ["d"]
        assert await workers.totals(reading) == {"sweep:nudges": 7}


async def test_two_workers_that_find_the_same_dead_one_count_it_once(db: Database) -> None:
    for number in range(5):
        async with db.write() as tx:
            await workers.beat(tx, f"dead{number}", 0, number, {"delivery:sent": 10})

    async def beat(worker_id: str) -> None:
        async with db.write() as tx:
            await workers.beat(tx, worker_id, 0, 100 + DAY, {"delivery:sent": 1})

    await asyncio.gather(*(beat(f"w{number}") for number in range(4)))
    async with db.read() as reading:
        assert await workers.totals(reading) == {"delivery:sent": 54}
