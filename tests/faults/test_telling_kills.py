"""A worker is killed while it announces what is new, and writes into posts what has changed: all of it once."""

import asyncio
import json

import pytest

from bot.calendar.planning import changing
from bot.calendar.planning.facts import columns_of
from storage import channel_calendars, channels, noticing, workspace
from storage.database import Database
from storage.noticing import Notice
from storage.occasions import ONCE
from tests.bot.calendar.world import ZURICH, draft
from tests.faults.kills import Kills, kills_on

PLACES = ("announcements", "migration", "ceag")


async def _prepare(story: Kills) -> None:
    async with story.db.write() as tx:
        for name in PLACES:
            kind = "announcements" if name == "announcements" else "group"
            id_ = story.ws.channel(name).id
            await channels.save(tx, id_, name=name, kind=kind, bot_is_member=True)
            await channel_calendars.save(tx, id_, {}, 10_000)
        announcements = story.ws.channel("announcements").id
        await workspace.save(tx, timezone=ZURICH, announcements_channel_id=announcements, languages=["en"])


async def _live(story: Kills, count: int) -> None:
    """People add activities; of every three one is cancelled, one gets another title, and one stays."""
    added = []
    for n in range(count):
        channel_id = None if n % 3 == 0 else story.ws.channel(PLACES[n % 3]).id
        given = draft(f"W{n:03}.", "2019-04-10", channel_id=channel_id)
        async with story.db.write() as tx:
            added.append(await changing.add(tx, given.identity, columns_of(given), by="U1"))
        await asyncio.sleep(0.01)
    while await story.untold():
        await asyncio.sleep(0.02)
    for n, activity in enumerate(added):
        values = {"status": "cancelled"} if n % 3 == 1 else {"title": f"Moved {activity.title}"}
        if n % 3 != 2:
            async with story.db.write() as tx:
                await changing.apply(tx, activity.id, values, by="U1")
                before = (await noticing.waiting(tx, [activity.id]))[activity.id, ONCE]
                await noticing.note(
                    tx, [Notice(activity.id, None, before, tx.now)]
                )  # the ten minutes are over


async def _run(db: Database, url: str, *, count: int, kills: int, workers: int) -> None:
    async with kills_on(db, url, workers, {"TEST_SWEEPS": "notices reminders"}) as story:
        await _prepare(story)
        story.ws.faults.add("chat.postMessage", kind="slow", seconds=0.05, times=count // 2)
        story.ws.faults.add("chat.update", kind="slow", seconds=0.05, times=count // 3)
        within = 60 + kills * 6
        await story.run(kills, within=within, meanwhile=_live(story, count))
        _check(story, count)


def _check(story: Kills, count: int) -> None:
    said = [json.dumps(m.blocks, ensure_ascii=False) for m in story.ws.posts()]
    for n in range(count):
        title = f"W{n:03}."
        news = [text for text in said if title in text and f"Cancelled: *{title}*" not in text]
        off = [text for text in said if f"Cancelled: *{title}*" in text]
        assert len(news) == 1, title
        assert len(off) == (1 if n % 3 == 1 else 0), title
        sections = [b["text"]["text"] for b in json.loads(news[0]) if b["type"] == "section"]
        (section,) = [each for each in sections if title in each]
        start = {
            0: f"*Changed:* ~{title}~ *Moved {title}*",
            1: f"*Cancelled:* ~{title}~",
            2: f"New in the calendar: *{title}*",
        }
        assert section.startswith(start[n % 3]), section


async def test_a_worker_killed_while_it_announces_and_edits(db: Database, database_url: str) -> None:
    workers = 1 if database_url.startswith("sqlite") else 2
    await _run(db, database_url, count=9, kills=2, workers=workers)


@pytest.mark.faults
@pytest.mark.parametrize("workers", [1, 4])
async def test_a_worker_killed_forty_times_while_it_announces_and_edits(
    db: Database, database_url: str, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    await _run(db, database_url, count=240, kills=40, workers=workers)
