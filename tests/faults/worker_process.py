"""A worker in a process of its own, to be killed: `python -m tests.faults.worker_process` with Liaison's environment."""

import asyncio
import os
import sys

import uvloop

from bot.settings import read_settings
from bot.wiring import assemble
from scheduler.delivery import Pacing


async def main() -> None:
    paced = os.environ.get("TEST_PACED") == "1"
    async with assemble(read_settings(), pacing=None if paced else Pacing(0, 0)) as liaison:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.gather(liaison.worker.delivery.run(), asyncio.Event().wait())


if __name__ == "__main__":
    uvloop.run(main())
