"""What events tell is the same in whatever order they come, and however often."""

import asyncio
import random
from datetime import timedelta

import pytest

from bot.activity.happening import Happening
from storage.database import Database
from tests.bot.activity.life import life, recorder_of, state


async def test_every_event_counts_for_what_it_is(db: Database) -> None:
    recorder = recorder_of(db)
    for event in life():
        await recorder.record(event)
    days, posts, unanswered, waits = await state(db)
    counts = {(d.member_id, d.day.day): (d.posts, d.replies, d.questions, d.reactions) for d in days}  # type: ignore[attr-defined]
    assert counts == {
        ("UANA", 15): (1, 0, 1, 0),
        ("UBEN", 15): (2, 1, 0, 0),
        ("UDAN", 15): (0, 0, 0, 1),
        ("UEVE", 16): (2, 0, 0, 0),
        ("UDAN", 16): (1, 1, 0, 0),
        ("UANA", 16): (1, 1, 0, 0),
    }
    assert [post.member_id for post in posts if post.to_member_id == "UANA"] == ["UBEN", "UDAN"]  # type: ignore[attr-defined]
    assert unanswered == []
    assert waits == [timedelta(hours=3)]


@pytest.mark.parametrize("seed", range(3))
async def test_shuffled_and_repeated_events_make_the_same_counts(db: Database, seed: int) -> None:
    dice = random.Random(seed)
    told: list[list[Happening]] = [[], []]
    recorder = recorder_of(db, told[0])
    for event in life():
        await recorder.record(event)
    expected = await state(db)
    async with db.write() as tx:
        for table in ("posts", "reactions"):
            await tx.connection.exec_driver_sql(f"DELETE FROM {table}")
    events = [event for event in life() for _ in range(dice.choice((1, 1, 2, 4)))]
    dice.shuffle(events)
    recorder = recorder_of(db, told[1])
    while events:
        size = dice.choice((1, 3, 9))
        together, events = events[:size], events[size:]
        await asyncio.gather(*(recorder.record(event) for event in together))
    assert await state(db) == expected
    assert len({(h.ts, h.kind, h.member_id, h.at) for h in told[1]}) == len(told[1])
