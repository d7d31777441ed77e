"""Liaison's web server with the sweep of the directory's index in its process, as `python -m bot run` has it, and no other sweep.

For a line on its standard input it sweeps until everybody is indexed, and answers `{"turns": …, "longest": …, "cpu": …}`: how many
transactions that took, and in seconds how long the longest of them was and how much processor time all took.
"""

import asyncio
import gc
import json
import sys
import time

import uvloop

from bot.serving import listen, serving, stop_event
from bot.settings import read_settings
from bot.wiring import Liaison, assemble


async def sweep(liaison: Liaison) -> dict[str, float]:
    turns = [0.0]
    cpu, began = time.process_time(), time.perf_counter()
    while await liaison.services.directory.reindex_next():
        began, ended = time.perf_counter(), began
        turns.append(began - ended)
    return {"turns": len(turns) - 1, "longest": max(turns), "cpu": time.process_time() - cpu}


async def work(liaison: Liaison) -> None:
    while await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await sweep(liaison)), flush=True)


async def main() -> None:
    settings, stop = read_settings(), stop_event()
    listener = listen(settings.host, settings.port)
    async with assemble(settings) as liaison, serving(liaison.web, listener):
        gc.freeze()  # as `python -m bot` does
        working = asyncio.create_task(work(liaison))
        await stop.wait()
        working.cancel()


if __name__ == "__main__":
    uvloop.run(main())
