"""Migrations that fail, or that there are none of, leave the database as it was and say why."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import channels, migrate, people
from storage.database import Database, create_engine, normalise

NOW = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)


async def _join(url: str) -> None:
    db = Database(url, lambda: NOW)
    async with db.write() as tx:
        await people.save(tx, "U1")
        await channels.save(tx, "C1")
        await channels.save_membership(tx, "C1", "U1", changed_at=NOW)
    await db.close()


async def test_a_failed_migration_leaves_nothing_behind(empty_url: str) -> None:
    engine = create_engine(normalise(empty_url))
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE workers (id INTEGER)"))  # in the way
    with pytest.raises(Exception, match="workers"):
        await migrate.upgrade(empty_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(lambda c: inspect(c).get_table_names()) == ["workers"]
    await engine.dispose()


async def test_a_migration_that_leaves_rows_without_what_they_refer_to_is_taken_back_and_says_which(
    empty_url: str,
) -> None:
    await migrate.upgrade(empty_url)
    await _join(empty_url)

    def lose_people(connection: Connection) -> None:
        connection.execute(text("DELETE FROM members"))

    # Postgres refuses the statement itself.
    with pytest.raises((migrate.SchemaError, IntegrityError), match="memberships"):
        await migrate._migrate(empty_url, "9999", lose_people)
    db = Database(empty_url, lambda: NOW)
    async with db.read() as tx:
        assert await channels.member_ids(tx, "C1") == {"U1"}
        assert await people.get(tx, "U1") is not None
    await db.close()


async def test_a_database_of_a_newer_version_is_refused_in_words(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    engine = create_engine(normalise(empty_url))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    with pytest.raises(migrate.SchemaError, match="newer version"):
        await migrate.upgrade(empty_url)


async def test_a_way_back_to_a_revision_that_never_was_is_refused_in_words(empty_url: str) -> None:
    await migrate.upgrade(empty_url)
    with pytest.raises(migrate.SchemaError, match="no way back to 0815"):
        await migrate.downgrade(empty_url, "0815")
