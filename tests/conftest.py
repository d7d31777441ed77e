"""Databases for the tests: every test that takes `database_url` or `db` runs on SQLite and on Postgres."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.database import Database, create_engine, normalise
from storage.tables import metadata
from tests import postgres
from tests.emptying import Emptier

# Monday 18 March 2019, 08:55 in Geneva.
START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)


class MovableClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: datetime = START) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def on_move(self, callback: object) -> None:
        """Nobody waits for this clock: tests call what is due."""

    def move(self, **delta: float) -> None:
        self._now += timedelta(**delta)

    def move_to(self, moment: datetime) -> None:
        self._now = moment


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a Postgres server on which databases may be created."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
    else:
        with postgres.server() as server:
            yield server.url


async def _administer(server: str, *statements: str) -> None:
    engine = create_async_engine(normalise(server), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


def _database_of(server: str, name: str) -> str:
    return normalise(server).set(drivername="postgresql", database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A database of this test process's own, with the tables in it."""
    name = f"liaison_{uuid4().hex[:12]}"
    asyncio.run(_administer(postgres_server, f"CREATE DATABASE {name}"))
    url = _database_of(postgres_server, name)
    asyncio.run(_create_tables(url))
    yield url
    asyncio.run(_administer(postgres_server, f"DROP DATABASE {name} WITH (FORCE)"))


async def _create_tables(url: str) -> None:
    engine = create_engine(normalise(url))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_create_tables(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database with all tables: once SQLite, once Postgres."""
    if request.param == "sqlite":
        path = tmp_path / "liaison.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    request.getfixturevalue("emptier").empty()
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def emptier(postgres_url: str) -> Iterator[Emptier]:
    """Takes all rows out of this test process's Postgres database."""
    emptier = Emptier(postgres_url)
    yield emptier
    emptier.close()


@pytest.fixture
async def db(database_url: str, clock: MovableClock) -> AsyncIterator[Database]:
    database = Database(database_url, clock.now)
    yield database
    await database.close()


@pytest.fixture(params=["sqlite", "postgres"])
async def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new.db"
        return
    server: str = request.getfixturevalue("postgres_server")
    name = f"liaison_{uuid4().hex[:12]}"
    await _administer(server, f"CREATE DATABASE {name}")
    yield _database_of(server, name)
    await _administer(server, f"DROP DATABASE {name} WITH (FORCE)")
