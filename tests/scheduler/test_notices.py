"""Notices about what Slack refused are planned in the transaction that settles it, and no two workers wait for each other."""

import asyncio
from dataclasses import replace

from bot.blocks import section
from scheduler.notices import ours_once_told
from scheduler.page import Work
from scheduler.results import Held
from scheduler.steps import Step
from storage.database import Transaction
from storage.deliveries import Letter, Outcome
from tests.scheduler.conftest import Post


class Crossing:
    """Tells in each of two channels of what was refused in the other; where two can write at once, when both are about to."""

    def __init__(self, *channels: str, at_once: int) -> None:
        self._channels = channels
        self._both = asyncio.Barrier(at_once)

    async def tell(self, tx: Transaction, letter: Letter, _outcome: Outcome) -> None:
        (other,) = set(self._channels) - {letter.lane}
        await tx.outbox.post(f"notice:{letter.lane}", other, "refused", [section("refused")])
        await self._both.wait()


async def test_two_workers_whose_notices_cross_do_not_deadlock(post: Post) -> None:
    channels = [post.ws.channel(name).id for name in ("migration", "ceag")]
    writers = 1 if post.db.url.get_backend_name() == "sqlite" else 2
    post.told = Crossing(*channels, at_once=writers)  # type: ignore[assignment]
    workers = post.worker(), post.worker()
    finished = []
    for worker, channel in zip(workers, ("migration", "ceag"), strict=True):
        post.ws.archive(channel)
        await post.write(channel, channel)
        (work,) = await worker._enter([])
        await worker._perform(work)
        finished.append(worker._finished)
    async with asyncio.timeout(10):
        await asyncio.gather(*(worker._enter(done) for worker, done in zip(workers, finished, strict=True)))
    states = await post.states()
    assert (states["migration"], states["ceag"]) == ("refused", "refused")
    assert {f"notice:{channel}" for channel in channels} <= states.keys()


async def test_whatever_order_calls_end_in_the_same_permissions_are_told_of_in_one_order(post: Post) -> None:
    await post.write("migration", "one")
    await post.write("ceag", "two")
    lanes = [work.lane for work in await post.worker()._enter([])]
    lacks = Held("missing_scope", everything=False)
    works = [
        Work(lane, Step(replace(lane.letters[0], key=kind, kind=kind), "chat.postMessage", 0.0), lacks)
        for lane, kind in zip(lanes, ("post", "direct"), strict=True)
    ]
    for order in (works, works[::-1]):
        post.told.errors.clear()
        async with post.db.write() as tx:
            assert await ours_once_told(tx, post.told, order) == {lane.name for lane in lanes}
        assert [key for key, _error in post.told.errors] == ["direct", "post"]
