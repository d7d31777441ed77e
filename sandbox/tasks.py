"""Work under way in the background, so that one can wait for it and leave none behind."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """A set of running tasks."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self.errors: list[BaseException] = []

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run it in the background; an error in it is kept, and raised by `settle`."""
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        return task

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._running)

    async def settle(self) -> None:
        """Wait for what is under way now and for what it starts; raises the first error among them."""
        while self._running:
            await asyncio.wait(set(self._running))
            await asyncio.sleep(0)
        if self.errors:
            raise self.errors.pop(0)

    async def close(self) -> None:
        """Cancel everything."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            self.errors.append(error)
