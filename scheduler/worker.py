"""The worker: APScheduler is its tick, the sweeps find what is due, the delivery sends it. Stops gracefully."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock, RealTime
from bot.due import DueService
from bot.logs import safe_traceback
from bot.upkeep import UpkeepService
from scheduler.delivery import Delivery
from scheduler.schedule import Sweep

log = structlog.get_logger(__name__)

LOOK = "look for work"
LOOK_EVERY = 1.0  # seconds
UNASKED_AFTER = 60.0  # seconds from the start: who starts has other things to do
BEAT_EVERY = 10.0
UPKEEP_EVERY = 3600.0
STOP_WITHIN = 7.0  # seconds for messages on their way
AT_A_TIME = 500  # pieces of work before other sweeps get their turn


class Worker:
    """Runs until `stop`. Any number may run at once on Postgres; one on SQLite."""

    def __init__(
        self,
        sweeps: list[Sweep],
        due: DueService,
        delivery: Delivery,
        upkeep: UpkeepService,
        clock: Clock,
        real: RealTime,
    ) -> None:
        self.delivery = delivery
        self.id = uuid.uuid4().hex
        self._sweeps = sweeps
        self._due = due
        self._upkeep = upkeep
        self._real = real
        self._started_at = real.time()
        self._counts: Counter[str] = Counter()
        self._delivering: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[Any]] = set()
        self._at_work: set[str] = set()  # the sweeps that run now, by name
        self._stopping = False
        self._stopped: asyncio.Task[None] | None = None
        # Late is better than never, and one run is as good as ten: what is due is in the database.
        defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        clock.on_move(self.wake)

    async def start(self) -> None:
        """Starts ticking and delivering, in the background."""
        for sweep in self._sweeps:
            self._every(sweep.every, self._run, sweep, name=sweep.name, first=UNASKED_AFTER)
        self._every(LOOK_EVERY, self._guarded, LOOK, self._look, name=LOOK)
        self._every(BEAT_EVERY, self._guarded, "heartbeat", self.beat)
        self._every(UPKEEP_EVERY, self._guarded, "upkeep", self._upkeep.forget)
        self._scheduler.start()
        self._delivering = asyncio.create_task(self.delivery.run())

    def _every(
        self,
        seconds: float,
        job: Callable[..., object],
        *arguments: object,
        name: str | None = None,
        first: float = 0.0,
    ) -> None:
        begins = datetime.now(UTC) + timedelta(seconds=first)
        self._scheduler.add_job(job, "interval", arguments, id=name, seconds=seconds, next_run_time=begins)

    async def _look(self) -> None:
        """Lets those sweeps run now for which there may be work."""
        for name in await self._due.sweeps() - self._at_work:
            self._run_now(name)

    def _run_now(self, name: str) -> None:
        if not self._stopping:
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    def wake(self) -> None:
        """The clock jumped: everything may be due."""
        if self._scheduler.running:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        self.delivery.wake()

    async def stop(self) -> None:
        """Finishes what was begun, or leaves it where it will be found: within STOP_WITHIN seconds. May be called twice."""
        if self._stopped is None:
            self._stopped = asyncio.create_task(self._stop())
        await asyncio.shield(self._stopped)

    async def _stop(self) -> None:
        self._stopping = True
        self.delivery.stop()
        if self._scheduler.running:
            self._scheduler.pause()
        # A sweep that waits for Slack has begun nothing, and one in a transaction loses nothing: what is due stays due.
        for task in self._running:
            task.cancel()
        under_way = self._running | ({self._delivering} if self._delivering else set())
        if under_way:
            _done, late = await asyncio.wait(under_way, timeout=STOP_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
        if self._scheduler.running:
            # It cancels what runs; nothing does any more.
            self._scheduler.shutdown(wait=False)

    async def work(self) -> bool:
        """Does all that is due now and sends all that may be sent now; returns whether there was any of it. For tests, and
        for a clock that is moved."""
        did = await self._sweep({sweep.name for sweep in self._sweeps} - self._due.known)
        while await self._sweep():
            did = True
        return await self.delivery.work() or did

    async def _sweep(self, besides: Collection[str] = ()) -> bool:
        """Runs all sweeps for which there may be work, and some `besides`; returns whether there was."""
        due, did = await self._due.sweeps(), False
        for sweep in self._sweeps:
            if sweep.name in due or sweep.name in besides:
                while await sweep.run():
                    did = True
        return did

    async def next_due(self) -> tuple[datetime, str] | None:
        """The next moment of the workspace's clock at which something is due, and what."""
        found = [(await s.next_due(), s.what) for s in self._sweeps if s.next_due is not None]
        due = [(moment, what) for moment, what in found if moment is not None]
        return min(due, default=None, key=lambda each: each[0])

    async def _run(self, sweep: Sweep) -> None:
        """Runs a sweep until it finds nothing more to do."""

        async def until_done() -> None:
            for times in range(AT_A_TIME):
                if self._stopping or not await sweep.run():
                    if times:
                        self._run_now(LOOK)  # one sweep feeds another
                    return
                self._counts[f"sweep:{sweep.name}"] += 1

        self._at_work.add(sweep.name)
        try:
            await self._guarded(sweep.name, until_done)
        finally:
            self._at_work.discard(sweep.name)

    async def _guarded(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Runs work that will be run again anyway: what fails is logged by its type, never by its words, and nothing is lost."""
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        try:
            await work()
        except asyncio.CancelledError:
            # Told to stop while it waited for Slack: what it was about is still due.
            if not self._stopping:
                raise
        except (SQLAlchemyError, SlackApiError, ClientError, OSError) as error:
            self._counts[f"failed:{name}"] += 1
            log.warning("sweep failed", sweep=name, error=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the tick must outlive a bug in one of its sweeps
            self._counts[f"failed:{name}"] += 1
            log.error("sweep broke", sweep=name, **safe_traceback(error))

    async def beat(self) -> None:
        """Says that this worker is alive, and what it has counted."""
        counts = self._counts + self.delivery.counts
        await self._upkeep.beat(self.id, self._started_at, self._real.time(), counts)
