"""However a transaction ends, the connection is good for the next."""

import asyncio
import gc
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from storage import people
from storage.database import Database


async def _save(db: Database, member_id: str, entered: asyncio.Event | None = None) -> None:
    async with db.write() as tx:
        await people.save(tx, member_id)
        if entered is not None:
            entered.set()
            await asyncio.Event().wait()


async def _known(db: Database) -> set[str]:
    async with db.read() as reading:
        return set(await people.by_ids(reading, ["U1", "U2"]))


async def test_a_commit_that_fails_is_taken_back_and_the_connection_serves_on(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.url.get_backend_name() != "sqlite":
        return  # Postgres never says no to a COMMIT and keeps the transaction

    async def busy(_connection: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr("aiosqlite.Connection.commit", busy)
        with pytest.raises(OperationalError, match="locked"):
            await _save(db, "U1")
    await _save(db, "U2")
    assert await _known(db) == {"U2"}


@pytest.mark.parametrize("turns", [1, 2, 3])
async def test_who_is_cancelled_again_and_again_takes_back_all_and_breaks_no_connection(
    db: Database, turns: int, caplog: pytest.LogCaptureFixture
) -> None:
    entered = asyncio.Event()
    task = asyncio.create_task(_save(db, "U1", entered))
    await entered.wait()
    for _ in range(3):
        task.cancel()
        for _ in range(turns):
            await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await task
    await _save(db, "U2")
    assert await _known(db) == {"U2"}
    await db.close()
    del task
    gc.collect()  # what is left undone is told of when it is thrown away
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
