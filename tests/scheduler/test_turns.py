"""Whose turn is when: never early in Slack's eyes, hardly late, and two workers never wait for each other in a circle."""

import asyncio
from itertools import pairwise
from random import Random

import pytest

from scheduler.page import Page, Work
from scheduler.steps import Step
from scheduler.turns import Pacing, Turns
from storage.database import Database
from storage.deliveries import Lane, Letter

LETTER = Letter(1, "key", "C1", "post", {}, "ref", "pending")


def answered(called_at: float, answered_at: float) -> Work:
    step = Step(LETTER, "chat.postMessage", called_at)
    return Work(Lane("C1", "me"), step, None, called_at, answered_at)


@pytest.mark.parametrize(("jitter", "share"), [(0.0, 0.95), (0.02, 0.95), (0.3, 0.9)])
def test_with_slow_answers_slack_gets_no_post_early_and_the_rate_is_used(jitter: float, share: float) -> None:
    """There and back take 50 ms each way, and now and then up to `jitter` seconds more."""
    turns, chance = Turns(Pacing()), Random(187)
    now, receipts = 0.0, []
    for _ in range(400):
        there = 0.05 + jitter * chance.random() ** 8
        back = 0.05 + jitter * chance.random() ** 8
        receipts.append(now + there)
        now = turns.next_post(answered(now, now + there + back))
    between = [later - earlier for earlier, later in pairwise(receipts)]
    assert min(between) >= 1.0
    assert 399 / (receipts[-1] - receipts[0]) >= share


def test_while_few_answers_are_known_the_next_post_follows_a_second_upon_the_answer() -> None:
    assert Turns(Pacing()).next_post(answered(0.0, 0.4)) >= 1.4


async def test_two_workers_that_hold_and_take_several_paces_do_not_deadlock(db: Database) -> None:
    methods = ["conversations.history", "conversations.open", "chat.update", "conversations.replies"]

    async def turn(order: list[str]) -> None:
        page = Page(0.0, holds=dict.fromkeys(order[:3], 1.0))
        ready = [
            Work(Lane(f"C{n}", "me"), Step(LETTER, method, 0.0)) for n, method in enumerate(reversed(order))
        ]
        async with db.write() as tx:
            await Turns(Pacing()).take(tx, page, ready)

    for _ in range(10):
        both = [turn(methods), turn(methods[::-1]), turn(methods[2:] + methods[:2])]
        async with asyncio.timeout(5):
            await asyncio.gather(*both)
