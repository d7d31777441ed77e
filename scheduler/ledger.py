"""The books of delivery: what came of the calls to Slack is written down, and the next calls are decided, in one transaction.

Many lanes share it. The order of things is the promise: a row is marked `sending` and committed before Slack hears of it, so
whoever finds a row in `sending` knows that it may have arrived, and looks before it is sent again.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import structlog

from bot.clock import RealTime
from bot.logs import safe_traceback
from scheduler import steps
from scheduler.pace import CALL_EVERY, MARGIN, POST_EVERY
from scheduler.steps import Later, MorePages, NotThere, Opened, Result, Settled, Step
from storage import deliveries
from storage.database import Transaction
from storage.deliveries import Lane, Letter, Outcome

log = structlog.get_logger(__name__)

LONGEST_BACKOFF = 60.0  # seconds
PREFETCH = 50  # rows of a lane that are sent in one go, where there is no pace to keep


class Troubles(Protocol):
    """Tells a moderator or the Secretariat, once, that something could not be sent. In the transaction that settles the row."""

    async def tell(self, tx: Transaction, letter: Letter, outcome: Outcome) -> None: ...


@dataclass(frozen=True, slots=True)
class Pacing:
    """Which of Slack's limits are kept. Off only in the sandbox's demo and in benchmarks."""

    post_every: float = POST_EVERY  # seconds between two posts in a conversation
    call_every: float = 1.0  # times the interval of each method; 0 is off


@dataclass(frozen=True, slots=True)
class Work:
    """A lane that this worker holds, and the call that is made for it; afterwards also what came of it."""

    lane: Lane
    step: Step
    result: Result | None = None


@dataclass(slots=True)
class _Page:
    """What one transaction changes, gathered so that it is written in a few statements."""

    now: float
    settled: list[tuple[Letter, Outcome]] = field(default_factory=list)
    put_back: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    going_on: list[Lane] = field(default_factory=list)
    given_back: list[Lane] = field(default_factory=list)


class Ledger:
    """Keeps the books of one worker.

    Lanes are changed in memory while a page is written. So when its transaction fails, or nobody knows whether it did, its lanes must be
    forgotten: their leases end, and they are claimed anew from what the database then says.
    """

    def __init__(self, real: RealTime, troubles: Troubles, lease: float, pacing: Pacing) -> None:
        self.counts: Counter[str] = Counter()
        self.lease = lease
        self._real = real
        self._troubles = troubles
        self._pacing = pacing

    async def turn(self, tx: Transaction, finished: Sequence[Work], room: int) -> list[Work]:
        """Writes down what is finished, claims up to `room` more lanes, and returns the calls to make after the commit."""
        page = _Page(self._real.time())
        if finished:
            ours = await deliveries.still_ours(tx, [work.lane for work in finished])
            for work in finished:
                if work.lane.name in ours:
                    await self._enter(tx, page, work)
                else:
                    log.warning("lane taken over by another worker")
        claimed: list[Lane] = []
        if room > 0:
            each = 1 if self._pacing.post_every else PREFETCH
            claimed = await deliveries.claim(tx, page.now, self.lease, room, each)
        # In the order of their methods: places in a pace are rows, and two workers take them in the same order.
        going_on = sorted([*claimed, *page.going_on], key=_method)
        begun = [found for lane in going_on if (found := await self._next(tx, page, lane)) is not None]
        await deliveries.settle(tx, page.settled)
        await deliveries.put_back(tx, page.put_back)
        await deliveries.begin(tx, page.begun)
        await deliveries.write_lanes(tx, [work.lane for work in begun], page.now + self.lease)
        await deliveries.write_lanes(tx, page.given_back, 0)
        return begun

    async def give_back(self, tx: Transaction, finished: Sequence[Work]) -> None:
        """The last entry: writes down what is finished, and begins nothing."""
        page = _Page(self._real.time())
        ours = await deliveries.still_ours(tx, [work.lane for work in finished])
        for work in finished:
            if work.lane.name in ours:
                await self._enter(tx, page, work)
        await deliveries.settle(tx, page.settled)
        await deliveries.put_back(tx, page.put_back)
        await deliveries.write_lanes(tx, [*page.given_back, *page.going_on], 0)

    async def _enter(self, tx: Transaction, page: _Page, work: Work) -> None:
        """Enters what came of one call, and whether its lane goes on at once."""
        lane, step = work.lane, work.step
        match work.result:
            case Settled(outcome):
                await self._settle(tx, page, lane, step.letter, outcome)
                if outcome.ts is not None and step.method != "chat.update":
                    lane.last_ts = outcome.ts
                if step.method == "chat.postMessage" and self._pacing.post_every:
                    lane.blocked_until = page.now + self._pacing.post_every + MARGIN
                    page.given_back.append(lane)
                    return
            case Opened(conversation_id):
                lane.conversation_id = conversation_id
            case MorePages(cursor):
                lane.cursor = cursor
            case NotThere():
                lane.cursor = None
                lane.letters[0] = replace(step.letter, state="pending")
            case Later() as later:
                await self._postpone(tx, page, lane, step, later)
                return
        lane.failures, lane.reserved_for = 0, None
        page.going_on.append(lane)

    async def _settle(
        self, tx: Transaction, page: _Page, lane: Lane, letter: Letter, outcome: Outcome
    ) -> None:
        lane.letters.popleft()
        lane.settled += 1
        lane.failures, lane.reserved_for, lane.cursor = 0, None, None
        page.settled.append((letter, outcome))
        self.counts[f"delivery:{outcome.state}"] += 1
        if outcome.state != "sent":
            log.warning("not delivered", kind=letter.kind, state=outcome.state, error=outcome.error)
            await self._tell(tx, letter, outcome)

    async def _tell(self, tx: Transaction, letter: Letter, outcome: Outcome) -> None:
        try:
            async with tx.outbox.nested():
                await self._troubles.tell(tx, letter, outcome)
        except Exception as error:  # noqa: BLE001 - a bug in what is told must not stop what is sent
            log.error("could not tell", **safe_traceback(error))

    async def _postpone(self, tx: Transaction, page: _Page, lane: Lane, step: Step, later: Later) -> None:
        if not later.arrived_maybe and step.letter.state == "pending":
            page.put_back.append(step.letter.id)
        backoff = min(LONGEST_BACKOFF, 2.0 ** min(lane.failures, 10))
        wait = backoff if later.wait is None else later.wait
        lane.failures += 1
        lane.reserved_for = None
        if later.from_the_start:
            lane.cursor = None
        lane.blocked_until = page.now + wait + MARGIN
        if later.for_method:
            await deliveries.hold_method(tx, step.method, lane.blocked_until)
        page.given_back.append(lane)
        self.counts["delivery:postponed"] += 1
        log.info("delivery postponed", method=step.method, seconds=round(wait, 1))

    async def _next(self, tx: Transaction, page: _Page, lane: Lane) -> Work | None:
        """Begins a lane's next step. None gives it back: because it is empty, or because its method's turn comes later."""
        while lane.letters:
            letter = lane.letters[0]
            method = steps.next_call(letter, lane)
            turn = await self._turn_of(tx, method, page.now, has_place=lane.reserved_for == letter.id)
            if turn > page.now:
                lane.reserved_for, lane.blocked_until = letter.id, turn
                break
            conversation = lane.conversation_id if letter.kind in ("direct", "group") else lane.name
            step = Step(letter, method, page.now, conversation, oldest=lane.last_ts, cursor=lane.cursor)
            if letter.kind == "update":
                target = await deliveries.posted(tx, letter.payload["of"])
                if target is None:
                    # What was to be rewritten was never posted, and that has been told already.
                    await self._settle(tx, page, lane, letter, Outcome("refused", error="nothing_to_update"))
                    continue
                step = replace(step, conversation_id=target.conversation_id, target_ts=target.ts)
            if letter.state == "pending" and method != "conversations.open":
                page.begun.append(letter.id)
            return Work(lane, step)
        page.given_back.append(lane)
        return None

    async def _turn_of(self, tx: Transaction, method: str, now: float, *, has_place: bool) -> float:
        """When this call may be made: for a method with a pace, the place it has or the next one that is free."""
        if method not in CALL_EVERY:
            return now
        if has_place and await deliveries.held_until(tx, method) <= now:
            return now
        interval = CALL_EVERY[method] * self._pacing.call_every
        return await deliveries.reserve(tx, method, now, interval + MARGIN if interval else 0.0)


def _method(lane: Lane) -> str:
    """The method of a lane's next step."""
    return steps.next_call(lane.letters[0], lane) if lane.letters else ""
