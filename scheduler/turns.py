"""Whose turn is when: the places in the paces of Slack's methods, and a second between two posts in a conversation."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduler.pace import CALL_EVERY, MARGIN, POST_EVERY
from scheduler.page import Page, Work
from scheduler.steps import BEFOREHAND
from storage import deliveries
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Pacing:
    """Which of Slack's limits are kept. Off only in the sandbox's demo and in benchmarks."""

    post_every: float = POST_EVERY  # seconds between two posts in a conversation
    call_every: float = 1.0  # times the interval of each method; 0 is off


class Turns:
    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing

    @property
    def posts_are_paced(self) -> bool:
        return bool(self._pacing.post_every)

    def next_post(self, work: Work) -> float:
        """From when the lane may post again: a second after the answer to its last post.

        Slack got that post earlier, but when nobody can tell: the next one may travel faster than all before it, and would come early
        if any of their time were not waited for.
        """
        return work.answered_at + self._pacing.post_every + MARGIN

    async def take(self, tx: Transaction, page: Page, ready: Sequence[Work]) -> list[Work]:
        """Those steps whose turn is now; the other lanes are given back until theirs.

        Places in a pace, and holds of it, are rows: in the order of methods, so that two workers take them in the same order.
        """
        begun = []
        for method in sorted(page.holds.keys() | {work.step.method for work in ready}):
            if method in page.holds:
                await deliveries.hold_method(tx, method, page.holds[method])
            for work in (work for work in ready if work.step.method == method):
                lane, letter = work.lane, work.step.letter
                turn = await self._turn_of(tx, method, page.now, has_place=lane.reserved_for == letter.id)
                if turn > page.now:
                    lane.reserved_for, lane.blocked_until = letter.id, turn
                    page.given_back.append(lane)
                    continue
                if letter.state == "pending" and method not in BEFOREHAND:
                    page.begun.append(letter.id)
                begun.append(work)
        return begun

    async def _turn_of(self, tx: Transaction, method: str, now: float, *, has_place: bool) -> float:
        """When this call may be made: for a method with a pace, the place it has or the next one that is free."""
        if method not in CALL_EVERY:
            return now
        if has_place and await deliveries.held_until(tx, method) <= now:
            return now
        interval = CALL_EVERY[method] * self._pacing.call_every
        return await deliveries.reserve(tx, method, now, interval + MARGIN if interval else 0.0)
