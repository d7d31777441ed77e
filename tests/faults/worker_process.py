"""A worker in a process of its own, to be killed: `python -m tests.faults.worker_process` with Liaison's environment."""

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import uvloop
from sqlalchemy.exc import SQLAlchemyError

from bot.settings import read_settings
from bot.wiring import assemble
from scheduler.delivery import Pacing
from scheduler.schedule import Sweep, sweeps
from tests.conftest import MovableClock


class SharedClock(MovableClock):
    """Shows what stands in a file, which the test writes anew."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = Path(path)

    def now(self) -> datetime:
        return datetime.fromisoformat(self._path.read_text("ascii"))


async def main() -> None:
    paced = os.environ.get("TEST_PACED") == "1"
    named = os.environ.get("TEST_SWEEPS", "").split()
    shared = os.environ.get("TEST_CLOCK")
    clock = SharedClock(shared) if shared else MovableClock() if named else None
    async with assemble(read_settings(), clock=clock, pacing=None if paced else Pacing(0, 0)) as liaison:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        some = [sweep for sweep in sweeps(liaison.services) if sweep.name in named]
        sweeping = work(some) if some else asyncio.Event().wait()
        await asyncio.gather(liaison.worker.delivery.run(), sweeping)


async def work(some: Sequence[Sweep]) -> None:
    """As the worker's tick does, but more often. What SQLite or Postgres takes back is done again."""
    while True:
        with suppress(SQLAlchemyError):
            for sweep in some:
                while await sweep.run():
                    pass
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    uvloop.run(main())
