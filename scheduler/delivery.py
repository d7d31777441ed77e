"""The outbox to Slack: claims a lane, sends its rows in order at Slack's pace, settles what was begun and never answered.

The order of things is the promise. A row is marked `sending` and committed before Slack hears of it; so whoever finds a row in
`sending` knows that it may have arrived, and looks before it sends again. A lane is held by a lease; a call takes less than half
of it. Nothing here sleeps while it holds a lane: a lane that must wait is given back with the moment from which it may go on.
"""

import asyncio
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from typing import Protocol

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import RealTime
from scheduler import steps
from scheduler.pace import CALL_EVERY, MARGIN, POST_EVERY
from scheduler.steps import Later, MorePages, NotThere, Opened, Result, Settled, Step
from storage import deliveries
from storage.database import Database, Transaction
from storage.deliveries import Lane, LeaseLostError, Letter, Outcome

log = structlog.get_logger(__name__)

LANES_AT_ONCE = 8
LOOK_AGAIN = 1.0  # seconds: how long a row that another process has added may wait
LONGEST_BACKOFF = 60.0


class Troubles(Protocol):
    """Tells a moderator or the Secretariat, once, that something could not be sent. In the transaction that settles the row."""

    async def tell(self, tx: Transaction, letter: Letter, outcome: Outcome) -> None: ...


@dataclass(frozen=True, slots=True)
class Pacing:
    """Which of Slack's limits are kept. Off only in benchmarks."""

    post_every: float = POST_EVERY
    call_every: float = 1.0  # times the interval of each method; 0 is off


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
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._db = db
        self._client = client
        self._real = real
        self._troubles = troubles
        self._lease = lease
        self._pacing = pacing or Pacing()
        self._owner = uuid.uuid4().hex
        self._wake = asyncio.Event()
        self._stopping = False
        self._lanes: set[asyncio.Task[None]] = set()

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
                await self._start_lanes()
                failures = 0
                await self._pause(await self.next_wake())
            except (SQLAlchemyError, OSError) as error:
                failures += 1
                log.warning("delivery waits for the database", error=type(error).__name__)
                await self._real.sleep(min(5.0, 0.2 * 2 ** min(failures, 5)))
        if self._lanes:
            await asyncio.wait(self._lanes)

    async def work(self) -> None:
        """Sends all that may be sent now, and returns when nothing more may."""
        await self._start_lanes()
        while self._lanes:
            await asyncio.wait(self._lanes, return_when=asyncio.FIRST_COMPLETED)
            await self._start_lanes()

    async def next_wake(self) -> float | None:
        """When the next row may be sent, in real seconds since the epoch. None if nothing waits."""
        async with self._db.read() as tx:
            return await deliveries.next_wake(tx, self._real.time())

    async def _start_lanes(self) -> None:
        while not self._stopping and len(self._lanes) < LANES_AT_ONCE:
            claimed = await self._claim()
            if claimed is None:
                return
            task = asyncio.create_task(self._drain(*claimed))
            self._lanes.add(task)
            task.add_done_callback(self._lane_done)

    def _lane_done(self, task: asyncio.Task[None]) -> None:
        self._lanes.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("delivery of a lane broke", error=type(error).__name__)

    async def _pause(self, wake_at: float | None) -> None:
        """Until there is something new, a lane is done, the next lane is free, or it is time to look again."""
        wait = LOOK_AGAIN if wake_at is None else min(LOOK_AGAIN, max(0.0, wake_at - self._real.time()))
        if len(self._lanes) >= LANES_AT_ONCE:
            wait = LOOK_AGAIN
        waiting = {asyncio.ensure_future(self._wake.wait()), asyncio.ensure_future(self._real.sleep(wait))}
        await asyncio.wait(waiting | self._lanes, return_when=asyncio.FIRST_COMPLETED)
        for future in waiting:
            future.cancel()

    async def _claim(self) -> tuple[Lane, Step | None] | None:
        """Takes a lane and begins its first step, in one transaction. None if no lane is free."""
        now = self._real.time()
        async with self._db.write() as tx:
            lane = await deliveries.claim(tx, self._owner, now, self._lease)
            if lane is None:
                return None
            return lane, await self._begin(tx, lane)

    async def _drain(self, lane: Lane, step: Step | None) -> None:
        """Takes a lane's rows a step at a time, as long as it need not wait."""
        try:
            while step is not None:
                if self._real.time() - step.begun_at > self._lease / 2:
                    # We were stalled: by the time of an answer the lane could be somebody else's.
                    raise LeaseLostError
                result = await steps.perform(step, self._client)
                if isinstance(result, Later) and result.silent:
                    # Slack may still be working on it: look only when our lease would have ended anyway.
                    result = replace(result, wait=max(0.0, step.begun_at + self._lease - self._real.time()))
                lane, step = await self._record(lane, step, result)
        except LeaseLostError:
            log.warning("lane taken over by another worker")
        except (SQLAlchemyError, OSError) as error:
            # The row stays as it is; when the lease has ended, somebody looks whether it arrived.
            log.warning("delivery lost the database", error=type(error).__name__)

    async def _begin(self, tx: Transaction, lane: Lane) -> Step | None:
        """Begins the lane's next step, or gives the lane back: because it is empty, or because its method's turn comes later."""
        now = self._real.time()
        letter = None if self._stopping else await deliveries.head(tx, lane)
        if letter is None:
            await deliveries.keep(tx, lane, leased_until=0, failures=lane.failures)
            return None
        method = steps.next_call(letter, lane)
        turn = await self._turn(tx, method, now, has_place=lane.reserved_for == letter.id)
        if turn > now:
            await deliveries.keep(
                tx, lane, leased_until=0, failures=lane.failures, reserved_for=letter.id, blocked_until=turn
            )
            return None
        step = Step(letter, method, now, self._conversation(lane, letter), oldest=lane.last_ts)
        if letter.kind == "update":
            target = await deliveries.posted(tx, letter.payload["of"])
            if target is None:
                # What was to be rewritten was never posted, and that has been told already.
                await deliveries.settle(tx, letter, Outcome("refused", error="nothing_to_update"))
                await deliveries.keep(tx, lane, leased_until=now + self._lease, settled=1)
                return await self._begin(tx, replace(lane, reserved_for=None))
            step = replace(step, conversation_id=target.conversation_id, target_ts=target.ts)
        if letter.state == "pending" and method != "conversations.open":
            await deliveries.begin(tx, letter)
        await deliveries.keep(tx, lane, leased_until=now + self._lease, failures=lane.failures)
        return step

    async def _turn(self, tx: Transaction, method: str, now: float, *, has_place: bool) -> float:
        """When this call may be made: for a method with a pace, the place it has or the next one that is free."""
        if method not in CALL_EVERY:
            return now
        if has_place and await deliveries.held_until(tx, method) <= now:
            return now
        interval = CALL_EVERY[method] * self._pacing.call_every
        return await deliveries.reserve(tx, method, now, interval + MARGIN if interval else 0.0)

    @staticmethod
    def _conversation(lane: Lane, letter: Letter) -> str | None:
        return lane.conversation_id if letter.kind in ("direct", "group") else lane.name

    async def _record(self, lane: Lane, step: Step, result: Result) -> tuple[Lane, Step | None]:
        """Writes what came of a step, and begins the next one in the same transaction if it need not wait."""
        async with self._db.write() as tx:
            now = self._real.time()
            match result:
                case Settled(outcome):
                    await self._settle(tx, lane, step, outcome, now)
                    if step.method == "chat.postMessage" and self._pacing.post_every:
                        return lane, None
                    lane = replace(lane, failures=0, reserved_for=None, last_ts=outcome.ts or lane.last_ts)
                case Opened(conversation_id):
                    lane = replace(lane, failures=0, reserved_for=None, conversation_id=conversation_id)
                    await deliveries.keep(
                        tx, lane, leased_until=now + self._lease, conversation_id=conversation_id
                    )
                case MorePages(cursor):
                    await deliveries.keep(tx, lane, leased_until=now + self._lease)
                    return lane, replace(step, begun_at=now, cursor=cursor)
                case NotThere():
                    await deliveries.put_back(tx, step.letter)
                    lane = replace(lane, reserved_for=None)
                case Later():
                    await self._postpone(tx, lane, step, result, now)
                    return lane, None
            return lane, await self._begin(tx, lane)

    async def _settle(self, tx: Transaction, lane: Lane, step: Step, outcome: Outcome, now: float) -> None:
        await deliveries.settle(tx, step.letter, outcome)
        pause = self._pacing.post_every if step.method == "chat.postMessage" else 0
        await deliveries.keep(
            tx,
            lane,
            leased_until=0 if pause else now + self._lease,
            settled=1,
            blocked_until=now + pause + MARGIN if pause else None,
            last_ts=outcome.ts if step.method != "chat.update" else None,
        )
        self.counts[f"delivery:{outcome.state}"] += 1
        if outcome.state != "sent":
            log.warning("not delivered", kind=step.letter.kind, state=outcome.state, error=outcome.error)
            await self._troubles.tell(tx, step.letter, outcome)

    async def _postpone(self, tx: Transaction, lane: Lane, step: Step, later: Later, now: float) -> None:
        if not later.arrived_maybe and step.letter.state == "pending":
            await deliveries.put_back(tx, step.letter)
        failures = lane.failures + 1
        wait = min(LONGEST_BACKOFF, 2.0 ** min(failures - 1, 10)) if later.wait is None else later.wait
        until = now + wait + MARGIN
        if later.for_method:
            await deliveries.hold_method(tx, step.method, until)
        await deliveries.keep(tx, lane, leased_until=0, blocked_until=until, failures=failures)
        self.counts["delivery:postponed"] += 1
        log.info("delivery postponed", method=step.method, seconds=round(wait, 1))
