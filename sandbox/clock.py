"""The two times of the sandbox: the workspace's movable clock, and real time, which a test may inject."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

T = TypeVar("T")


class Real(Protocol):
    """Real time: rate limits and Slack's 3-second deadlines go by it."""

    def time(self) -> float:
        """Seconds since the epoch."""

    async def sleep(self, seconds: float) -> None:
        """Return after so many seconds of this time."""


class SystemTime:
    """The machine's own time."""

    def time(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Sleep on the event loop."""
        await asyncio.sleep(seconds)


async def within(real: Real, seconds: float, work: Awaitable[T]) -> T:
    """The result of `work`, or `TimeoutError` when it takes more than `seconds` of `real`; it's then cancelled."""
    if isinstance(real, SystemTime):
        async with asyncio.timeout(seconds):
            return await work
    task = asyncio.ensure_future(work)
    alarm = asyncio.ensure_future(real.sleep(seconds))
    try:
        await asyncio.wait({task, alarm}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise TimeoutError
        return task.result()
    finally:
        for each in (task, alarm):
            each.cancel()
        await asyncio.gather(task, alarm, return_exceptions=True)


class Clock:
    """The workspace's time. It stands still until it is moved, unless `pace` says how fast it runs by itself."""

    def __init__(
        self, start: datetime | None = None, *, frozen: bool = True, real: Real | None = None
    ) -> None:
        self._real = real or SystemTime()
        self._base = start or datetime.fromtimestamp(self._real.time(), UTC)
        if self._base.tzinfo is None:
            raise ValueError("the clock starts at an aware datetime")
        self._base = self._base.astimezone(UTC)
        self._anchor = self._real.time()
        self._pace = 0.0 if frozen else 1.0
        self._listeners: list[Callable[[], None]] = []

    def now(self) -> datetime:
        """The workspace's present moment, aware, in UTC."""
        if not self._pace:
            return self._base
        return self._base + timedelta(seconds=(self._real.time() - self._anchor) * self._pace)

    @property
    def pace(self) -> float:
        """Seconds of workspace time in a second of real time; 0 is a clock that stands still."""
        return self._pace

    @pace.setter
    def pace(self, pace: float) -> None:
        if pace < 0:
            raise ValueError("time does not run backwards by itself")
        self._base, self._anchor, self._pace = self.now(), self._real.time(), pace
        self._tell()

    def move(self, by: timedelta) -> None:
        """Move by so much, at once; what is due on the way becomes due now."""
        self.move_to(self.now() + by)

    def move_to(self, moment: datetime) -> None:
        """Move to an aware moment, forwards or backwards."""
        if moment.tzinfo is None:
            raise ValueError("the clock moves to an aware datetime")
        self._base, self._anchor = moment.astimezone(UTC), self._real.time()
        self._tell()

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call `callback` after every move or change of pace."""
        self._listeners.append(callback)

    def off_move(self, callback: Callable[[], None]) -> None:
        """Call it no more."""
        self._listeners.remove(callback)

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()
