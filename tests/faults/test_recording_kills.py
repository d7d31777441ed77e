"""The web process is killed while messages come in: what it has acknowledged is in the database, and all is there once in the end."""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import select

from benchmarks.requests import events
from storage import channels
from storage.activity import posts
from storage.database import Database
from tests.faults.kills import ROOT
from tests.postgres import free_port

SECRET = "a signing secret"
LANES = 16


class Web:
    """A web process, and what it has acknowledged."""

    def __init__(self, database_url: str, count: int) -> None:
        self.port = free_port()
        self.acknowledged: set[int] = set()
        begin = time.time_ns() // 1000
        # Of ten numbers the last is a reaction.
        self.moments = {n: begin + n for n in range(count) if n % 10 != 9}
        made = events(SECRET, ["U1", "U2", "U3"], ["C1", "C2"], count, begin)
        self._requests = {n: made[n] for n in self.moments}
        self._environment = os.environ | {
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": "xoxb-1",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": "http://127.0.0.1:9/",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "LOG_LEVEL": "error",
        }

    async def start(self) -> asyncio.subprocess.Process:
        arguments = (sys.executable, "-m", "bot", "web")
        return await asyncio.create_subprocess_exec(*arguments, env=self._environment, cwd=ROOT)

    async def send_all(self) -> None:
        """As Slack does: what is not acknowledged is sent again."""
        waiting = iter(self._requests)
        await asyncio.gather(*(self._lane(waiting) for _ in range(LANES)))

    async def _lane(self, waiting: Iterator[int]) -> None:
        for number in waiting:
            while number not in self.acknowledged:
                with suppress(OSError, asyncio.IncompleteReadError):
                    await self._send(number)

    async def _send(self, number: int) -> None:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            await asyncio.sleep(0.05)
            raise
        try:
            writer.write(self._requests[number])
            if (await reader.readuntil(b"\r\n")).split()[1] == b"200":
                self.acknowledged.add(number)
        finally:
            writer.close()


async def _run(db: Database, url: str, *, count: int, kills: int) -> None:
    async with db.write() as tx:
        for name in ("C1", "C2"):
            await channels.save(tx, name, kind="group")
    web, dice = Web(url, count), random.Random(87)
    process = await web.start()
    sending = asyncio.create_task(web.send_all())
    try:
        for kill in range(kills):
            while len(web.acknowledged) < (kill + 1) * len(web.moments) // (kills + 2):
                await asyncio.sleep(0.01)
            await asyncio.sleep(dice.uniform(0.0, 0.02))
            process.send_signal(signal.SIGKILL)
            await process.wait()
            acknowledged = {web.moments[number] for number in web.acknowledged}
            assert acknowledged <= await _recorded(db)
            process = await web.start()
        await asyncio.wait_for(sending, 60 + kills * 10)
        assert await _recorded(db) == set(web.moments.values())
        # Told to stop, it finishes what it has taken.
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0
    finally:
        sending.cancel()
        if process.returncode is None:
            process.kill()


async def _recorded(db: Database) -> set[int]:
    async with db.read() as tx:
        return set((await tx.execute(select(posts.c.ts))).scalars())


async def test_a_web_process_killed_once_loses_nothing_that_it_has_acknowledged(
    db: Database, database_url: str
) -> None:
    await _run(db, database_url, count=600, kills=1)


@pytest.mark.faults
async def test_a_web_process_killed_thirty_times_loses_nothing_that_it_has_acknowledged(
    db: Database, database_url: str
) -> None:
    await _run(db, database_url, count=20_000, kills=30)
