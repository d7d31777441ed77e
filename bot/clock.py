"""The two kinds of time, injected everywhere: the workspace's clock, which a sandbox may move, and real time."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Decides due times, quiet hours and the age of things."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""

    def on_move(self, callback: Callable[[], None], /) -> object:
        """`callback` is called when the clock jumps, so that nobody sleeps through it."""


class RealTime(Protocol):
    """Decides signatures, leases, timeouts, pace, `Retry-After` and heartbeats."""

    def time(self) -> float:
        """Seconds since the epoch."""

    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The machine's own clock, which nobody moves."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def on_move(self, callback: Callable[[], None], /) -> None:
        """Nothing to do: this clock never jumps."""


class SystemTime:
    """The machine's own time."""

    def time(self) -> float:
        return time.time()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
