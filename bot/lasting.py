"""Work that may last longer than Slack waits for an answer: it goes on after the press was acknowledged, and ends before the process does.

Only for what the person can see the end of, and can safely do again: nobody takes it up when the process is killed.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final

import structlog

from bot.logs import safe_traceback

log = structlog.get_logger(__name__)

PATIENCE: Final = 2.0  # seconds, of the three that Slack waits


class Lasting:
    """`patience`: for so many seconds the answer waits for the work, if nothing else is said."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._under_way: set[asyncio.Task[None]] = set()

    async def run(self, work: Coroutine[Any, Any, None], patience: float | None = None) -> None:
        """Returns when the work is done, or as soon as nobody should wait for it any longer. Raises what it raises meanwhile."""
        task = asyncio.create_task(work)
        self._under_way.add(task)
        done, _ = await asyncio.wait({task}, timeout=self._patience if patience is None else patience)
        if done:
            self._under_way.discard(task)
            task.result()
        else:
            task.add_done_callback(self._ended)

    async def finish(self) -> None:
        """Waits for all that is under way, and for what that begins."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("listener failed", **safe_traceback(error))
