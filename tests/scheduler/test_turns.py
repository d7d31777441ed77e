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


def answered(answered_at: float) -> Work:
    return Work(Lane("C1", "me"), Step(LETTER, "chat.postMessage", 0.0), None, answered_at)


CHANCE, SOME = Random(187), (0.0, 0.1, 2.0)
# Seconds on the way there, and back again, post after post.
WAYS = {
    "steady": [(0.05, 0.05)] * 100,
    "now and then slow": [(0.3 * CHANCE.random() ** 8, 0.3 * CHANCE.random() ** 8) for _ in range(400)],
    "slow there, and then quick": [(0.2, 0.0)] * 60 + [(0.0, 0.0)] * 60,
    "slow back, and then quick": [(0.0, 0.2)] * 60 + [(0.0, 0.0)] * 60,
    "anything": [(CHANCE.choice(SOME), CHANCE.choice(SOME)) for _ in range(400)],
}


@pytest.mark.parametrize("way", WAYS)
def test_however_long_posts_and_answers_take_slack_gets_no_post_early(way: str) -> None:
    turns, now, receipts = Turns(Pacing()), 0.0, []
    for there, back in WAYS[way]:
        receipts.append(now + there)
        now = turns.next_post(answered(now + there + back))
    assert min(later - earlier for earlier, later in pairwise(receipts)) >= 1.0


def test_the_next_post_waits_hardly_longer_than_a_second() -> None:
    assert Turns(Pacing()).next_post(answered(0.4)) <= 1.41


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
