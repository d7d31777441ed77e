"""What goes straight to a driver comes back as it does through SQLAlchemy, and what goes wrong there is put right by it."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import Integer, bindparam, cast, func, select
from sqlalchemy.exc import DBAPIError, StatementError

from storage import workspace
from storage.database import Database
from storage.people import members

MOMENT = datetime(2019, 3, 31, 1, 30, 0, 123456, tzinfo=UTC)
_WORKSPACE = select(workspace.workspace).where(
    workspace.workspace.c.synced_at >= bindparam("since", type_=workspace.workspace.c.synced_at.type),
    workspace.workspace.c.name != "another",
)
_WHO_SERVES = select(func.pg_backend_pid())
_SLOW = select(func.pg_sleep(30))


async def test_rows_are_the_same_by_either_way(db: Database) -> None:
    async with db.write() as tx:
        await workspace.save(tx, synced_at=MOMENT, leads={"event": [60]})
    async with db.read() as reading:
        ordinary = (await reading.execute(_WORKSPACE, {"since": MOMENT})).one()
        rows = await reading.rows(_WORKSPACE, {"since": MOMENT})
    assert [tuple(row) for row in rows] == [tuple(ordinary)]
    assert MOMENT in tuple(rows[0])


async def test_a_moment_without_a_zone_is_refused_here_too(db: Database) -> None:
    with pytest.raises((ValueError, StatementError), match="naive"):
        async with db.read() as reading:
            await reading.rows(_WORKSPACE, {"since": datetime(2019, 3, 31)})  # noqa: DTZ001 - that is the point


async def test_a_statement_that_fails_is_an_error_of_sqlalchemys(db: Database) -> None:
    if db.url.get_backend_name() == "sqlite":
        return  # it has no such way
    number = select(cast(bindparam("text", type_=members.c.id.type), Integer))
    with pytest.raises(DBAPIError):
        async with db.read() as reading:
            await reading.rows(number, {"text": "no number"})


async def test_a_connection_that_has_gone_is_an_error_once_and_then_replaced(db: Database) -> None:
    if db.url.get_backend_name() == "sqlite":
        return
    async with db.read() as reading:
        ((gone,),) = await reading.rows(_WHO_SERVES, {})
        async with db.read() as other:
            await other.execute(select(func.pg_terminate_backend(gone, 5000)))
        with pytest.raises(DBAPIError):
            await reading.rows(_WHO_SERVES, {})
    for _ in range(3):
        async with db.read() as reading:
            assert (await reading.rows(_WHO_SERVES, {}))[0][0] != gone


async def test_who_is_cancelled_while_it_waits_leaves_a_good_connection(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    if db.url.get_backend_name() == "sqlite":
        return

    async def wait() -> None:
        async with db.read() as reading:
            await reading.rows(_SLOW, {})

    waiting = asyncio.create_task(wait())
    while not await _is_asleep(db):
        pass
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    async with db.read() as one, db.read() as another:  # both of the pool's
        assert await one.rows(_WHO_SERVES, {}) != await another.rows(_WHO_SERVES, {})
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def _is_asleep(db: Database) -> bool:
    async with db.read() as reading:
        asleep = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
        return bool((await reading.connection.exec_driver_sql(asleep)).all())
