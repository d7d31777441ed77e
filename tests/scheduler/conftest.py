"""A workspace, an outbox, and workers between them on a clock that the test moves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

from bot.blocks import section
from bot.documents import Make
from sandbox.workspace import Workspace
from scheduler.composing import Compose
from scheduler.delivery import Delivery, Pacing
from storage.database import Database, Transaction
from storage.deliveries import Letter, Outcome
from storage.outbox import outbox
from tests.slack import MovableTime, client_of, small_workspace

LEASE = 15.0


class Told:
    """Remembers what was told, instead of the services that tell it."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, str | None]] = []

    async def tell(self, _tx: Transaction, letter: Letter, outcome: Outcome) -> None:
        self.errors.append((letter.key, outcome.error))


@dataclass
class Post:
    """A workspace, an outbox, and workers between them on a clock that the test moves."""

    ws: Workspace
    db: Database
    client: AsyncWebClient
    real: MovableTime
    told: Told

    def worker(
        self, pacing: Pacing | None = None, make: Make | None = None, compose: Compose | None = None
    ) -> Delivery:
        told = self.told
        return Delivery(
            self.db, self.client, self.real, told, lease=LEASE, pacing=pacing, make=make, compose=compose
        )

    async def write(self, channel: str, *keys: str) -> None:
        async with self.db.write() as tx:
            for key in keys:
                await tx.outbox.post(key, self.ws.channel(channel).id, key, [section(key)])

    async def write_direct(self, member: str, *keys: str) -> None:
        async with self.db.write() as tx:
            for key in keys:
                await tx.outbox.direct(key, self.ws.member(member).id, key, [section(key)])

    def texts(self, channel: str) -> list[str]:
        bot = self.ws.bot_user_id
        return [m.text for m in self.ws.messages(self.ws.channel(channel)) if m.user == bot and not m.subtype]

    async def states(self) -> dict[str, str]:
        async with self.db.read() as tx:
            return {row.key: row.state for row in await tx.execute(select(outbox.c.key, outbox.c.state))}

    async def deliver(self, *workers: Delivery, until: float = 600.0) -> None:
        """Works until nothing waits any more, moving real time from one moment to the next."""
        end = self.real.time() + until
        while self.real.time() < end:
            await asyncio.gather(*(worker.work() for worker in workers))
            wake_at = await workers[0].next_wake()
            if wake_at is None:
                return
            self.real.move(max(0.001, wake_at - self.real.time()))


@pytest.fixture
async def post(db: Database) -> AsyncIterator[Post]:
    real = MovableTime()
    async with small_workspace(real=real) as ws, client_of(ws, timeout=0.5) as client:
        yield Post(ws, db, client, real, Told())
