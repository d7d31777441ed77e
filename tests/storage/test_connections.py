"""Who only looks finds a connection that is open; nobody waits for it, and nothing of it is left over."""

import asyncio
from contextlib import AsyncExitStack

from sqlalchemy import event, func, select

from storage import people
from storage.database import Database

_WHO_SERVES = select(func.pg_backend_pid())


def _taken(db: Database) -> list[object]:
    """Grows with every connection that is taken out of the pool."""
    taken: list[object] = []
    event.listen(db.engine.sync_engine, "checkout", lambda connection, *_: taken.append(connection))
    return taken


async def _known(db: Database) -> set[str]:
    async with db.read() as reading:
        return set(await people.by_ids(reading, ["U1"]))


async def test_reads_one_after_the_other_take_one_connection_and_see_what_was_written_between(
    db: Database,
) -> None:
    taken = _taken(db)
    assert await _known(db) == set()
    async with db.write() as tx:
        await people.save(tx, "U1")
    assert await _known(db) == {"U1"}
    assert len(taken) == 2  # for the reads, and for the write


async def test_nobody_waits_for_the_connection_that_a_reader_left(db: Database) -> None:
    await _known(db)
    async with asyncio.timeout(20), AsyncExitStack() as stack:
        for _ in range(db.engine.pool.size()):  # type: ignore[attr-defined]
            await stack.enter_async_context(db._connections.writing())
    assert await _known(db) == set()


async def test_who_waits_gets_the_connection_that_a_reader_is_done_with(db: Database) -> None:
    async with AsyncExitStack() as others:
        for _ in range(db.engine.pool.size() - 1):  # type: ignore[attr-defined]
            await others.enter_async_context(db._connections.writing())
        async with db.read():
            waiting = asyncio.create_task(_known(db))
            await asyncio.sleep(0)
        async with asyncio.timeout(20):
            assert await waiting == set()


async def test_a_server_that_restarts_is_met_as_no_error_by_who_comes_next(db: Database) -> None:
    if db.url.get_backend_name() == "sqlite":
        return  # a file restarts nothing
    async with db.read() as first, db.read() as second, db.read() as third:
        gone = [(await each.rows(_WHO_SERVES, {}))[0][0] for each in (second, third)]
        for pid in gone:
            await first.connection.execute(select(func.pg_terminate_backend(pid, 5000)))
    async with db.read() as first, db.read() as second, db.read() as third:
        serving = {(await each.rows(_WHO_SERVES, {}))[0][0] for each in (first, second, third)}
    assert not serving & {*gone}
