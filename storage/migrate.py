"""Brings a database to the schema of this version. Alembic is imported only when there is something to change.

Everything happens in one transaction behind a lock, so that processes that start together migrate once: on Postgres an advisory
lock (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS), on SQLite the engine's BEGIN IMMEDIATE.
"""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.connections import reached
from storage.database import create_engine, normalise

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0017"
SCRIPTS = Path(__file__).with_name("migrations")
_ADVISORY_LOCK = 8_700_000_001  # any number, as long as nobody else takes the same


class SchemaError(Exception):
    """The database can't be brought to the revision that was asked for; the message says why."""


async def state(engine: AsyncEngine) -> tuple[str | None, str]:
    """The revision that the database is at (None: no tables yet), and the one that this version needs."""
    async with engine.connect() as connection:
        await connection.execution_options(liaison_read_only=True)
        return await _current(connection), HEAD


async def require_schema(url: str) -> None:
    """Raises SchemaError unless the database is at HEAD: whoever works on tables it does not know breaks them."""
    engine = create_engine(normalise(url))
    try:
        with reached():
            current, head = await state(engine)
    finally:
        await engine.dispose()
    if current is None:
        raise SchemaError("The database has no tables yet: run `python -m bot migrate` first.")
    if current != head:
        raise SchemaError(
            f"The database is at revision {current}, this version needs {head}: run `python -m bot migrate`."
        )


async def upgrade(url: str) -> None:
    """Brings the database to HEAD; does nothing, quickly, if it is there. Raises SchemaError if a newer version has been at it."""

    def to_head(connection: Connection) -> None:
        from alembic import command  # noqa: PLC0415 - see the module's docstring

        command.upgrade(alembic_config(connection), "head")

    await _migrate(url, HEAD, to_head)


async def downgrade(url: str, revision: str) -> None:
    """Takes the database back to a revision, or to `base`: no tables, and nothing that was in them. Raises SchemaError."""

    def back(connection: Connection) -> None:
        from alembic import command  # noqa: PLC0415
        from alembic.util import CommandError  # noqa: PLC0415

        try:
            command.downgrade(alembic_config(connection), revision)
        except CommandError as error:
            raise SchemaError(f"There is no way back to {revision}: {error}") from error

    await _migrate(url, revision, back)


def alembic_config(connection: Connection) -> "Config":
    """Alembic's configuration for one connection, with the transaction that it is in."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


async def _migrate(url: str, target: str, change: Callable[[Connection], None]) -> None:
    engine = create_engine(normalise(url))
    if engine.dialect.name == "sqlite":
        # What SQLite can't change in a table it makes anew, and drops the old one: with all that refers to it, or not at all
        # (https://sqlite.org/lang_altertable.html#otheralter).
        event.listen(engine.sync_engine, "connect", _without_foreign_keys)
    try:
        with reached():
            await (await engine.connect()).close()
        async with engine.begin() as connection:
            await _lock(connection)
            current = await _current(connection)
            if current != target:
                _refuse_what_is_newer(current)
                before = await _dangling(connection)
                await connection.run_sync(change)
                if more := await _dangling(connection) - before:
                    raise SchemaError(
                        f"The change to {target} would leave rows that refer to nothing, so nothing was changed: "
                        + ", ".join(f"{table} ({count})" for table, count in sorted(more.items()))
                    )
    finally:
        await engine.dispose()


def _without_foreign_keys(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.close()


async def _dangling(connection: AsyncConnection) -> Counter[str]:
    """On SQLite, which watches no foreign keys meanwhile: how many rows of which tables refer to what isn't there."""
    if connection.dialect.name != "sqlite":
        return Counter()
    return Counter(row[0] for row in await connection.execute(text("PRAGMA foreign_key_check")))


async def _lock(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


def _refuse_what_is_newer(current: str | None) -> None:
    if current is not None and not list((SCRIPTS / "versions").glob(f"{current}_*.py")):
        raise SchemaError(
            f"The database is at revision {current}, which this version of Liaison does not know: "
            "a newer version has used it. Start that version, or give this one another database."
        )


async def _current(connection: AsyncConnection) -> str | None:
    if not await connection.run_sync(lambda c: inspect(c).has_table("alembic_version")):
        return None
    revision: str | None = (
        await connection.execute(text("SELECT version_num FROM alembic_version"))
    ).scalar()
    return revision
