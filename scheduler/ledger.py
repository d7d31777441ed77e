"""The books of delivery: what came of the calls to Slack is written down, and the next calls are decided, in one transaction.

Many lanes share it. The order of things is the promise: a row is marked `sending` and committed before Slack hears of it, so
whoever finds a row in `sending` knows that it may have arrived, and looks before it is sent again.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.clock import RealTime
from bot.lockout import Lockout
from scheduler import steps
from scheduler.notices import Troubles, lost_again, ours_once_told
from scheduler.pace import MARGIN
from scheduler.page import Page, Work
from scheduler.results import Held, Later, MorePages, NotThere, Opened, Prepared, Result, Settled, Vanished
from scheduler.steps import SAYS, Step
from scheduler.turns import Pacing, Turns
from storage import deliveries
from storage.database import Transaction
from storage.deliveries import Lane, Letter, Outcome

log = structlog.get_logger(__name__)

LONGEST_BACKOFF = 60.0  # seconds
# A permission is mended by a person: the lane asks after a minute, then ever more rarely.
HELD_BACKOFF, LONGEST_HELD = 60.0, 3600.0
PREFETCH = 50  # rows of a lane that are sent in one go, where there is no pace to keep


class Ledger:
    """Keeps the books of one worker.

    Lanes are changed in memory while a page is written. So when its transaction fails, or nobody knows whether it did, its lanes must be
    forgotten: their leases end, and they are claimed anew from what the database then says.
    """

    def __init__(
        self, real: RealTime, troubles: Troubles, lease: float, pacing: Pacing, lockout: Lockout
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.lease = lease
        self._real = real
        self._troubles = troubles
        self._turns = Turns(pacing)
        self._lockout = lockout

    @property
    def locked_until(self) -> float:
        """Before this moment nothing is sent, because Slack refuses the token. 0: it doesn't."""
        return self._lockout.until

    async def turn(self, tx: Transaction, finished: Sequence[Work], room: int) -> list[Work]:
        """Writes down what is finished, claims up to `room` more lanes, and returns the calls to make after the commit."""
        page = Page(self._real.time())
        if finished:
            # Before all else: notices count into other lanes, and lanes are locked before the paces.
            ours = await ours_once_told(tx, self._troubles, finished)
            for work in finished:
                if work.lane.name in ours:
                    self._enter(page, work)
                else:
                    log.warning("lane taken over by another worker")
        claimed: list[Lane] = []
        room = self._lockout.room(page.now, room)
        if room > 0:
            each = 1 if self._turns.posts_are_paced else PREFETCH
            claimed = await deliveries.claim(tx, page.now, self.lease, room, each)
        ready = [await self._prepare(tx, page, lane) for lane in [*claimed, *self._going_on(page)]]
        begun = await self._turns.take(tx, page, [work for work in ready if work is not None])
        if begun:
            self._lockout.asked(page.now)
        await deliveries.settle(tx, page.settled)
        await deliveries.put_back(tx, page.put_back)
        await deliveries.begin(tx, page.begun)
        await deliveries.write_lanes(tx, [work.lane for work in begun], page.now + self.lease)
        await deliveries.write_lanes(tx, page.given_back, 0)
        return begun

    async def give_back(self, tx: Transaction, finished: Sequence[Work]) -> None:
        """The last entry: writes down what is finished, and begins nothing."""
        page = Page(self._real.time())
        ours = await ours_once_told(tx, self._troubles, finished)
        for work in finished:
            if work.lane.name in ours:
                self._enter(page, work)
        await self._turns.take(tx, page, [])
        await deliveries.settle(tx, page.settled)
        await deliveries.put_back(tx, page.put_back)
        await deliveries.write_lanes(tx, [*page.given_back, *page.going_on], 0)

    def _going_on(self, page: Page) -> list[Lane]:
        """The lanes that go on at once; none while Slack refuses the token."""
        if page.now >= self._lockout.until:
            return page.going_on
        page.given_back += page.going_on
        return []

    def _enter(self, page: Page, work: Work) -> None:
        """Enters what came of one call, and whether its lane goes on at once."""
        lane, step = work.lane, work.step
        match work.result:
            case Held() as held:
                self._hold(page, work, held)
                return
            case Later() as later:
                self._postpone(page, lane, step, later)
                return
        self._lockout.passed(step.begun_at)
        match work.result:
            case Settled(outcome):
                self._settle(page, lane, step.letter, outcome)
                if outcome.ts is not None and step.method != "chat.update":
                    lane.last_ts = outcome.ts
                if step.method in SAYS and self._turns.posts_are_paced:
                    lane.blocked_until = self._turns.next_post(work)
                    page.given_back.append(lane)
                    return
            case Vanished():
                self._open_anew(page, work)
            case progress:
                self._go_on(lane, step, progress)
        lane.failures, lane.reserved_for = 0, None
        page.going_on.append(lane)

    @staticmethod
    def _go_on(lane: Lane, step: Step, progress: Result | None) -> None:
        """The row is a step further."""
        match progress:
            case Opened(conversation_id):
                lane.conversation_id, lane.is_fresh = conversation_id, True
            case MorePages(cursor):
                lane.cursor = cursor
            case NotThere():
                lane.cursor = None
                lane.letters[0] = replace(step.letter, state="pending")
            case Prepared(parcel):
                lane.parcel = parcel

    def _open_anew(self, page: Page, work: Work) -> None:
        """Once."""
        lane, step = work.lane, work.step
        if lane.is_fresh:
            self._settle(page, lane, step.letter, lost_again(work))
        else:
            page.put_back.append(step.letter.id)
            lane.parcel = None
            lane.conversation_id, lane.letters[0] = None, replace(step.letter, state="pending")

    def _settle(self, page: Page, lane: Lane, letter: Letter, outcome: Outcome) -> None:
        lane.letters.popleft()
        lane.settled += 1
        lane.failures, lane.reserved_for, lane.cursor, lane.parcel = 0, None, None, None
        page.settled.append((letter, outcome))
        self.counts[f"delivery:{outcome.state}"] += 1
        if outcome.state != "sent":
            log.warning("not delivered", kind=letter.kind, state=outcome.state, error=outcome.error)

    def _hold(self, page: Page, work: Work, held: Held) -> None:
        """The row waits until somebody mends what Slack refuses us for. Of a token nobody can be told by Slack: only the log says it."""
        lane, step = work.lane, work.step
        if step.letter.state == "pending":
            page.put_back.append(step.letter.id)
        lane.reserved_for = None
        if held.everything:
            self._lockout.refused(step.begun_at, page.now)
            log.error("Slack refuses the token", error=held.error, seconds=self._lockout.until - page.now)
        else:
            wait = min(HELD_BACKOFF * 2.0 ** min(lane.failures, 10), LONGEST_HELD)
            lane.failures += 1
            lane.blocked_until = page.now + wait
            log.error("a permission is lacking", method=step.method, error=held.error, seconds=wait)
        page.given_back.append(lane)
        self.counts["delivery:held"] += 1

    def _postpone(self, page: Page, lane: Lane, step: Step, later: Later) -> None:
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
            page.holds[step.method] = max(page.holds.get(step.method, 0.0), lane.blocked_until)
        page.given_back.append(lane)
        self.counts["delivery:postponed"] += 1
        log.info("delivery postponed", method=step.method, seconds=round(wait, 1))

    async def _prepare(self, tx: Transaction, page: Page, lane: Lane) -> Work | None:
        """A lane's next step. None gives it back: it is empty."""
        while lane.letters:
            letter = lane.letters[0]
            method = steps.next_call(letter, lane)
            conversation = lane.conversation_id if letter.kind in ("direct", "group", "file") else lane.name
            step = Step(
                letter,
                method,
                page.now,
                conversation,
                oldest=lane.last_ts,
                cursor=lane.cursor,
                parcel=lane.parcel,
            )
            if letter.kind == "update":
                target = await deliveries.posted(tx, letter.payload["of"])
                if target is None:
                    # What was to be rewritten was never posted, and that has been told already.
                    self._settle(page, lane, letter, Outcome("refused", error="nothing_to_update"))
                    continue
                step = replace(step, conversation_id=target.conversation_id, target_ts=target.ts)
            return Work(lane, step)
        page.given_back.append(lane)
        return None
