"""Kills workers while they deliver, and counts what arrived."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.blocks import section
from sandbox.workspace import Workspace
from storage.announcements import announcements
from storage.database import Database
from storage.noticing import notices
from storage.outbox import lanes
from tests.slack import small_workspace

ROOT = Path(__file__).parents[2]
LEASE = 2.0  # seconds: short, so that a killed worker's lanes are soon taken over
UNTOLD = (notices, announcements)
CHANNELS = ("migration", "ceag", "announcements", "secretariat")


@dataclass
class Kills:
    """A workspace, an outbox full of messages, and workers that are killed and started again."""

    ws: Workspace
    db: Database
    database_url: str
    workers: int
    environment: Mapping[str, str] = field(default_factory=dict)  # more of it, for the workers
    undone: Callable[[], Awaitable[int]] | None = None  # what else is to be done before all is
    dice: random.Random = field(default_factory=lambda: random.Random(87))

    async def write(self, count: int) -> None:
        """So many messages, spread over the channels and one person's direct messages."""
        async with self.db.write() as tx:
            for n in range(count):
                name, key = [*CHANNELS, "ada"][n % 5], f"m{n:04}"
                if name == "ada":
                    await tx.outbox.direct(key, self.ws.member(name).id, key, [section(key)])
                else:
                    await tx.outbox.post(key, self.ws.channel(name).id, key, [section(key)])

    async def run(
        self, kills: int, *, within: float, meanwhile: Coroutine[Any, Any, None] | None = None
    ) -> None:
        """Kills a worker so many times, at any point of what it does and of what happens `meanwhile`, and lets the last ones finish."""
        happening = asyncio.create_task(meanwhile) if meanwhile else None
        deadline = asyncio.get_running_loop().time() + within
        alive = [await self._start() for _ in range(self.workers)]
        try:
            for _ in range(kills):
                await asyncio.sleep(self.dice.uniform(0.0, 0.25))
                victim = alive.pop(self.dice.randrange(len(alive)))
                victim.send_signal(signal.SIGKILL)
                await victim.wait()
                alive.append(await self._start())
            if happening:
                await asyncio.wait_for(happening, within)
            while await self._waiting():
                assert asyncio.get_running_loop().time() < deadline, "not delivered in time"
                await asyncio.sleep(0.1)
        finally:
            for worker in alive:
                worker.kill()
                await worker.wait()

    async def _start(self) -> asyncio.subprocess.Process:
        environment = {
            # With .pyc files: a start takes a third of the time.
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            **self.ws.environment(),
            "DATABASE_URL": self.database_url,
            "LEASE_SECONDS": str(LEASE),
            "LOG_LEVEL": "error",
            "PYTHONPATH": str(ROOT),
            **self.environment,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.faults.worker_process",
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        await process.stdout.readline()
        return process

    async def _waiting(self) -> int:
        """How much is yet to be told, or to be delivered."""
        # In the order in which one becomes the other: what moves between the two questions is counted.
        untold = await (self.undone() if self.undone else self.untold())
        async with self.db.read() as tx:
            return untold + int((await tx.execute(select(func.sum(lanes.c.waiting)))).scalar() or 0)

    async def untold(self) -> int:
        """Of how much of the calendar channels are yet to be told."""
        async with self.db.read() as tx:
            counts = [await tx.execute(select(func.count()).select_from(table)) for table in UNTOLD]
            return sum(count.scalar_one() for count in counts)

    def arrived(self) -> Counter[str]:
        """How often each message is in Slack."""
        return Counter(message.text for message in self.ws.posts())

    def in_order(self) -> bool:
        """Whether each conversation's messages stand in the order in which they were written."""
        by_channel: dict[str, list[str]] = {}
        for message in self.ws.posts():
            by_channel.setdefault(message.channel, []).append(message.text)
        return all(texts == sorted(texts) for texts in by_channel.values())


@asynccontextmanager
async def kills_on(
    db: Database, database_url: str, workers: int = 1, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Kills]:
    async with small_workspace(rate_limits=False) as ws:
        yield Kills(ws, db, database_url, workers, environment or {})
