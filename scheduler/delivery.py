"""The outbox to Slack: one call at a time for a lane, many lanes at once, and one transaction for all that came of them meanwhile.

A lane is held by a lease; a call takes less than half of it. Nothing here sleeps while it holds a lane: a lane that must wait is
given back with the moment from which it may go on.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.documents import Make
from bot.lockout import Lockout
from bot.logs import safe_traceback
from scheduler import composing, homes, steps
from scheduler.composing import Compose
from scheduler.homes import Draw
from scheduler.ledger import Ledger
from scheduler.notices import Troubles
from scheduler.page import Work
from scheduler.parcels import Parcels
from scheduler.results import Later
from scheduler.turns import Pacing
from storage import deliveries
from storage.database import Database

__all__ = ["Delivery", "Pacing", "Troubles"]

log = structlog.get_logger(__name__)

LANES_AT_ONCE = 32
LOOK_AGAIN = 1.0  # seconds: how long a row that another process has added may wait


class Delivery:
    """Delivers until it is stopped. Any number may run at once on Postgres."""

    def __init__(
        self,
        db: Database,
        client: AsyncWebClient,
        real: RealTime,
        troubles: Troubles,
        *,
        lease: float,
        pacing: Pacing | None = None,
        make: Make | None = None,
        draw: Draw | None = None,
        compose: Compose | None = None,
        lockout: Lockout | None = None,
    ) -> None:
        """`make` makes the files that rows of the kind `file` ask for, `draw` the Home tabs of the kind `home`, `compose` writes messages
        to several people; `lockout` is shared with whoever else asks Slack."""
        self._db = db
        self._client = client
        self._real = real
        self._ledger = Ledger(real, troubles, lease, pacing or Pacing(), lockout or Lockout())
        self._draw = draw
        self._compose = compose
        self._parcels = Parcels(client, make, slice_=lease / 4)
        self._wake = asyncio.Event()
        self._stopping = False
        self._calls: set[asyncio.Task[None]] = set()
        self._finished: list[Work] = []

    @property
    def counts(self) -> Counter[str]:
        """What became of rows: `delivery:sent`, `delivery:refused`, …"""
        return self._ledger.counts

    def wake(self) -> None:
        """There is something new in the outbox."""
        self._wake.set()

    def stop(self) -> None:
        """What is on its way is finished, and nothing new begun."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Delivers until `stop`, through a database that goes and comes back."""
        failures = 0
        while not self._stopping:
            self._wake.clear()
            try:
                if not await self._round():
                    await self._pause(await self.next_wake())
                failures = 0
            except Exception as error:  # noqa: BLE001 - nothing is lost by trying again, and all by giving up
                # What had finished is forgotten (see Ledger): when its lease has ended, somebody looks whether it arrived.
                failures += 1
                log.warning("delivery waits", **safe_traceback(error))
                await self._real.sleep(min(5.0, 0.2 * 2 ** min(failures, 5)))
        if self._calls:
            await asyncio.wait(self._calls)
        await self._parcels.stop()
        async with self._db.write() as tx:
            await self._ledger.give_back(tx, self._finished)

    async def work(self) -> bool:
        """Sends all that may be sent now, until nothing more may; returns whether anything was."""
        did = False
        while await self._round() or self._calls or self._finished:
            did = True
            if self._calls and not self._finished:
                await asyncio.wait(self._calls, return_when=asyncio.FIRST_COMPLETED)
        return did

    async def next_wake(self) -> float | None:
        """When the next row may be sent, in real seconds since the epoch. None if nothing waits."""
        async with self._db.read() as tx:
            wake_at = await deliveries.next_wake(tx, self._real.time())
        return None if wake_at is None else max(wake_at, self._ledger.locked_until)

    async def _round(self) -> bool:
        """One transaction for all that is finished and all that may begin. Returns whether calls were begun."""
        begun = False
        finished, self._finished = self._finished, []
        for work in await self._enter(finished):
            task = asyncio.create_task(self._perform(work))
            self._calls.add(task)
            task.add_done_callback(self._calls.discard)
            begun = True
        return begun

    async def _enter(self, finished: Sequence[Work]) -> list[Work]:
        room = LANES_AT_ONCE - len(self._calls) - len(finished)
        async with self._db.write() as tx:
            return await self._ledger.turn(tx, finished, room)

    async def _perform(self, work: Work) -> None:
        """Makes one call. Without a result the row stays as it is, and is looked for when the lease has ended."""
        begun_at, lease = work.step.begun_at, self._ledger.lease
        if self._real.time() - begun_at > lease / 2:
            # We were stalled: by the time of an answer the lane could be somebody else's.
            log.warning("stalled before a call")
            return
        if work.step.method == steps.PREPARE:
            result = await self._parcels.prepare(work.step, work.lane.owner)
        elif work.step.method == steps.PUBLISH:
            result = await homes.publish(work.step, self._draw, self._client)
        elif composing.is_to_be_written(work.step.letter):
            result = await composing.send(work.step, self._compose, self._client)
        else:
            result = await steps.perform(work.step, self._client)
        answered_at = self._real.time()
        if isinstance(result, Later) and result.silent:
            # Slack may still be working on it: look only when our lease would have ended anyway.
            result = replace(result, wait=max(0.0, begun_at + lease - answered_at))
        self._finished.append(replace(work, result=result, answered_at=answered_at))
        self._wake.set()

    async def _pause(self, wake_at: float | None) -> None:
        """Until there is something new, a call has ended, the next lane is free, or it is time to look again."""
        wait = LOOK_AGAIN if wake_at is None else min(LOOK_AGAIN, max(0.0, wake_at - self._real.time()))
        if len(self._calls) >= LANES_AT_ONCE:
            wait = LOOK_AGAIN
        waiting = {asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(self._real.sleep(wait))}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for future in waiting:
            future.cancel()
