"""The floor under a command: the statements that it executes, through bare SQLAlchemy Core, in one transaction.

They are taken from the engine while Liaison answers the command once, in this process; then Liaison is put away, and an engine without
any of its settings repeats them. For `{"count": n, "at_once": m}` on a line it answers `{"wall": …, "cpu": …}`, seconds for one.
"""

import asyncio
import gc
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any
from unittest.mock import patch

import uvloop
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from benchmarks.requests import commands
from bot.settings import Settings, read_settings
from bot.wiring import Liaison, assemble
from storage import prepared
from storage.database import normalise
from storage.prepared import Query, Row

Statement = tuple[Any, Any]


async def captured(settings: Settings) -> list[Statement]:
    """What the command executes, with its values."""
    found: list[Statement] = []

    def note(_connection: Connection, clause: Any, many: Any, one: Any, _options: Any) -> None:
        found.append((clause, many or one or None))

    async with assemble(settings) as liaison:
        await answered(liaison)  # the first time things are looked up that are then kept
        event.listen(liaison.db.engine.sync_engine, "before_execute", note)
        with patch.object(prepared, "rows", through_the_engine):
            await answered(liaison)
    return found


async def through_the_engine(
    connection: AsyncConnection, statement: Query, values: Mapping[str, Any]
) -> Sequence[Row]:
    """As `storage.prepared.rows`, so that the engine hears of it."""
    return (await connection.execute(statement, values)).all()


async def answered(liaison: Liaison) -> None:
    """The command through the web application, without a network. Raises RuntimeError unless it is answered with 200."""
    secret = liaison.settings.slack_signing_secret.get_secret_value()
    request = commands(secret, os.environ["MEMBER"], os.environ["CHANNEL"], 1)[0]
    head, _, body = request.partition(b"\r\n\r\n")
    lines = [line.split(b": ", 1) for line in head.split(b"\r\n")[1:]]
    path = "/slack/events"
    scope = {"type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
    statuses = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await liaison.web(scope | {"headers": [(name, value) for name, value in lines]}, receive, send)
    if statuses != [200]:
        raise RuntimeError(f"answered with {statuses}")


def bare_engine(url: str) -> AsyncEngine:
    """On SQLite with the two lines that make its transactions real ones (SQLAlchemy's documentation of pysqlite)."""
    parsed = normalise(url)
    engine = create_async_engine(parsed, pool_size=16, max_overflow=0)
    if parsed.get_backend_name() == "sqlite":
        event.listen(
            engine.sync_engine, "connect", lambda raw, _record: setattr(raw, "isolation_level", None)
        )
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


async def repeat(
    engine: AsyncEngine, statements: list[Statement], count: int, at_once: int
) -> dict[str, float]:
    turns = iter(range(count))

    async def lane() -> None:
        for _ in turns:
            async with engine.begin() as connection:
                for clause, values in statements:
                    (await connection.execute(clause, values)).all()

    cpu, began = time.process_time(), time.perf_counter()
    await asyncio.gather(*(lane() for _ in range(at_once)))
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    return {"wall": wall / count, "cpu": cpu / count}


async def main() -> None:
    settings = read_settings()
    statements = await captured(settings)
    gc.collect()
    gc.freeze()  # a bare program would not have Liaison's objects to go through
    engine = bare_engine(settings.database_url)
    print(json.dumps(len(statements)), flush=True)
    try:
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(await repeat(engine, statements, **json.loads(line))), flush=True)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    uvloop.run(main())
