"""The same behaviour on SQLite and Postgres."""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from storage import channels, people, workspace
from storage.database import Database, normalise
from storage.nudges import nudges
from storage.people import members
from tests.conftest import MovableClock


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgres://u:p@h/d", "postgresql+asyncpg"),
        ("postgresql://u:p@h/d?sslmode=require", "postgresql+asyncpg"),
        ("sqlite:///x.db", "sqlite+aiosqlite"),
    ],
)
def test_database_urls_are_taken_as_hosts_hand_them_out(given: str, driver: str) -> None:
    assert normalise(given).drivername == driver


def test_another_kind_of_database_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="mysql"):
        normalise("mysql://h/d")


async def test_what_raises_leaves_nothing_behind(db: Database) -> None:
    async def fail() -> None:
        async with db.write() as tx:
            await people.save(tx, "U1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with db.read() as tx:
        assert await people.get(tx, "U1") is None


async def test_a_connection_that_was_only_read_with_takes_back_what_fails_later(db: Database) -> None:
    async def fail() -> None:
        async with db.write() as tx:
            await people.save(tx, "U1")
            raise RuntimeError

    # The pool hands out what came back last.
    async with db.read() as reading:
        await people.get(reading, "U1")
    with pytest.raises(RuntimeError):
        await fail()
    async with db.read() as reading:
        assert await people.get(reading, "U1") is None


async def test_a_read_makes_no_trips_for_a_transaction_on_postgres(db: Database) -> None:
    transactions = set()
    async with db.read() as reading:
        if db.url.get_backend_name() == "sqlite":
            return
        for _ in range(2):
            transactions.add((await reading.execute(select(func.transaction_timestamp()))).scalar_one())
    assert len(transactions) == 2


async def test_who_only_looks_changes_nothing(db: Database) -> None:
    with pytest.raises(ValueError, match="changes nothing"):
        async with db.read() as reading:
            await reading.execute(update(members).values(name="Somebody"))


async def test_a_moment_comes_back_as_it_went_in_and_in_utc(db: Database) -> None:
    moment = datetime(2019, 3, 31, 1, 30, 0, 123456, tzinfo=UTC)
    async with db.write() as tx:
        await people.save(tx, "U1", synced_at=moment)
    async with db.read() as tx:
        member = await people.get(tx, "U1")
    assert member is not None
    assert member.synced_at == moment
    assert member.synced_at.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(db: Database) -> None:
    with pytest.raises(StatementError):
        async with db.write() as tx:
            await people.save(tx, "U1", synced_at=datetime(2019, 3, 31))  # noqa: DTZ001 - that is the point


async def test_foreign_keys_hold(db: Database) -> None:
    with pytest.raises(IntegrityError):
        async with db.write() as tx:
            await tx.execute(nudges.insert().values(concern_id=1, moderator_id="U0", round=1, due_at=tx.now))


async def test_concurrent_writers_lose_no_update(db: Database) -> None:
    async with db.write() as tx:
        await workspace.save(tx, quiet_days=0)

    async def one_more() -> None:
        async with db.write() as tx:
            # Read, then write: what SQLite's default transactions lose.
            days = (await workspace.get(tx)).quiet_days if db.url.get_backend_name() == "sqlite" else None
            column = workspace.workspace.c.quiet_days
            await tx.execute(
                update(workspace.workspace).values(quiet_days=(column if days is None else days) + 1)
            )

    await asyncio.gather(*(one_more() for _ in range(50)))
    async with db.read() as reading:
        assert (await workspace.get(reading)).quiet_days == 50


async def test_a_reader_does_not_wait_for_a_writer(db: Database) -> None:
    async with db.write() as tx:
        await people.save(tx, "U1")
        async with db.read() as other:
            assert (await other.execute(select(members.c.id))).all() == []


async def test_what_is_marked_as_seen_is_new_only_once(db: Database) -> None:
    async with db.write() as tx:
        assert await tx.seen.first_time("event:Ev1")
        assert not await tx.seen.first_time("event:Ev1")
    async with db.write() as tx:
        assert not await tx.seen.first_time("event:Ev1")


async def test_moderators_are_replaced_as_a_whole(db: Database) -> None:
    async with db.write() as tx:
        await channels.save(tx, "C1")
        for member_id in ("U1", "U2", "U3"):
            await people.save(tx, member_id)
        await channels.set_moderators(tx, "C1", frozenset({"U1", "U2"}))
        await channels.set_moderators(tx, "C1", frozenset({"U2", "U3"}))
        assert [m.id for m in await channels.moderators_of(tx, "C1")] == ["U2", "U3"]


def test_a_file_that_cannot_be_opened_is_an_error_and_leaves_no_thread_to_speak_after_the_loop(
    tmp_path: Path,
) -> None:
    started: list[str] = []

    async def try_it() -> None:
        away = Database(f"sqlite:///{tmp_path}/no/such/folder.db", MovableClock().now)
        with pytest.raises(OperationalError):
            async with away.read():
                pass
        await away.close()

    threading.setprofile(lambda frame, _event, _arg: started.append(frame.f_code.co_name))
    try:
        asyncio.run(try_it())
    finally:
        threading.setprofile(None)
    assert "_connection_worker_thread" not in started
