"""What is due on the workspace's clock: retries of events, delayed deliveries."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

from sandbox.clock import Clock

Job = tuple[datetime, int, str, Callable[[], object]]


class Timetable:
    """Jobs by due moment. They run when the clock passes them: when it's moved, or by itself when it has a pace."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._jobs: list[Job] = []
        self._number = itertools.count()
        self._alarm: asyncio.TimerHandle | None = None
        clock.on_move(self.run_due)

    def add(self, due: datetime, label: str, job: Callable[[], object]) -> Job:
        """Run `job`, which must return at once, at `due`; `label` says what it is, for the page."""
        entry = (due, next(self._number), label, job)
        heapq.heappush(self._jobs, entry)
        self._arm()
        return entry

    def cancel(self, entry: Job) -> None:
        """Don't run it. Nothing happens if it has run."""
        if entry in self._jobs:
            self._jobs.remove(entry)
            heapq.heapify(self._jobs)
            self._arm()

    def next(self) -> tuple[datetime, str] | None:
        """The next due moment and what it is."""
        return (self._jobs[0][0], self._jobs[0][2]) if self._jobs else None

    def run_due(self) -> None:
        """Run what is due now."""
        now = self._clock.now()
        while self._jobs and self._jobs[0][0] <= now:
            heapq.heappop(self._jobs)[3]()
        self._arm()

    def clear(self) -> None:
        """Forget everything."""
        self._jobs.clear()
        self._arm()

    def close(self) -> None:
        """Forget everything and leave the clock alone."""
        self.clear()
        self._clock.off_move(self.run_due)

    def _arm(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        if self._jobs and self._clock.pace:
            wait = (self._jobs[0][0] - self._clock.now()).total_seconds() / self._clock.pace
            self._alarm = asyncio.get_running_loop().call_later(max(wait, 0.001), self.run_due)
