"""A worker in a process of its own, to be killed: `python -m tests.faults.worker_process` with Liaison's environment."""

import asyncio
import os
import sys
from contextlib import suppress

import uvloop
from sqlalchemy.exc import SQLAlchemyError

from bot.calendar.service import CalendarService
from bot.settings import read_settings
from bot.wiring import assemble
from scheduler.delivery import Pacing
from tests.conftest import MovableClock


async def main() -> None:
    paced = os.environ.get("TEST_PACED") == "1"
    tells = os.environ.get("TEST_TELLS") == "1"
    clock = MovableClock() if tells else None
    async with assemble(read_settings(), clock=clock, pacing=None if paced else Pacing(0, 0)) as liaison:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sweeping = tell(liaison.services.calendar) if tells else asyncio.Event().wait()
        await asyncio.gather(liaison.worker.delivery.run(), sweeping)


async def tell(calendar: CalendarService) -> None:
    """As the worker's tick does, but more often. What SQLite or Postgres takes back is done again."""
    while True:
        with suppress(SQLAlchemyError):
            while await calendar.tell_next() or await calendar.announce_next():
                pass
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    uvloop.run(main())
