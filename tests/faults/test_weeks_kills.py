"""A worker is killed while it looks after newcomers and channels: each word comes once, and none is lost."""

import asyncio
import re
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select, true

from bot.activity.marking import marker
from bot.activity.recording import Recorder
from bot.nudges import silence
from storage import channels, greeting_words, greetings, journeys, people, rhythms, workspace
from storage.channels import channels as channels_table
from storage.concerns import concerns
from storage.database import Database
from storage.greeting_words import words
from storage.journeys import journeys as journeys_table
from storage.nudges import nudges
from storage.rhythms import rhythms as rhythms_table
from tests.faults.kills import Kills, kills_on

SWEEPS = "newcomers greeted first_weeks look silence concern nudge"
NEWCOMERS = 2  # in each group
ZONE = "Africa/Nairobi"  # where it is late morning


def member(story: Kills, name: str) -> str:
    return story.ws.member(name).id


async def _prepare(story: Kills, count: int) -> None:
    names = [name for n in range(count) for name in (f"m{n}", *(f"w{n}_{k}" for k in range(NEWCOMERS)))]
    async with story.db.write() as tx:
        await workspace.save(
            tx, name="Alliance", timezone=ZONE, languages=["en"], bot_user_id=story.ws.bot_user_id
        )
        for name in names:
            id_ = story.ws.add_member(name, real_name=name, tz=ZONE).id
            await people.save(tx, id_, name=name, timezone=ZONE, synced_at=tx.now)


async def _live(story: Kills, count: int) -> None:
    """One group after the other becomes silent, has a question that nobody answers, and newcomers whom nobody greets."""
    recorder = Recorder(story.db, marker("secret"), (silence.follow,))
    for n in range(count):
        group, lead = f"C{n:03}", member(story, f"m{n}")
        new = [member(story, f"w{n}_{k}") for k in range(NEWCOMERS)]
        async with story.db.write() as tx:
            await channels.save(
                tx, group, name=group, kind="group", bot_is_member=True, first_seen_at=tx.now, quiet_days=30
            )
            await channels.record_present(tx, group, [lead, *new], tx.now)
            await channels.set_moderators(tx, group, frozenset({lead}))
            asked = tx.now - timedelta(days=2)
        event = {"type": "message", "channel": group, "user": lead, "ts": f"{asked.timestamp():.6f}"}
        await recorder.record(event | {"text": "Who knows?"})
        async with story.db.write() as tx:
            await channels.save(tx, group, quiet_days=1, nudge_due_at=tx.now)
            await rhythms.save(tx, group, look_due_at=tx.now)
            for id_ in new:
                await journeys.begin(tx, id_, f"welcome:{id_}", [group], tx.now)
                await journeys.change(tx, id_, began_at=tx.now - timedelta(days=3))
                await greetings.expect(tx, group, id_, tx.now + timedelta(days=1))
                await greeting_words.plan(tx, (group, id_), 1, [(lead, tx.now)])
        await asyncio.sleep(0.05)


# What is due now, at each step of the way.
DUE = (
    words.c.due_at,
    journeys_table.c.due_at,
    rhythms_table.c.look_due_at,
    channels_table.c.nudge_due_at,
    concerns.c.due_at,
    nudges.c.due_at,
)


async def _undone(db: Database) -> int:
    async with db.read() as tx:
        counts = []
        for due in DUE:
            is_open = nudges.c.state == "pending" if due is nudges.c.due_at else true()
            found = select(func.count()).select_from(due.table).where(due <= tx.now, is_open)
            counts.append((await tx.execute(found)).scalar_one())
        return sum(counts)


def _said(story: Kills, name: str) -> list[str]:
    return [f"{m.text}\n{m.blocks}" for m in story.ws.dm(name) if m.user == story.ws.bot_user_id]


async def _run(db: Database, url: str, *, count: int, kills: int, workers: int) -> None:
    async with kills_on(db, url, workers, {"TEST_SWEEPS": SWEEPS}) as story:
        story.undone = lambda: _undone(db)
        await _prepare(story, count)
        story.ws.faults.add("chat.postMessage", kind="slow", seconds=0.05, times=count)
        await story.run(kills, within=60 + kills * 6, meanwhile=_live(story, count))
        for n in range(count):
            _check(story, n, one_by_one=workers == 1)


def _check(story: Kills, n: int, *, one_by_one: bool) -> None:
    new = [member(story, f"w{n}_{k}") for k in range(NEWCOMERS)]
    for k in range(NEWCOMERS):
        (reminder,) = _said(story, f"w{n}_{k}")
        assert "onboarding.not_now" in reminder
    said = _said(story, f"m{n}")
    (nudge,) = [text for text in said if "nudges.fine" in text]
    greeting = [text for text in said if "nudges.fine" not in text]
    named = Counter(id_ for text in greeting for id_ in re.findall(r"onboarding.will.*?\b(U\w+)", text))
    # Of two workers one may tell of what the other is still finding out; the rest is told later, as it always is.
    if one_by_one:
        assert nudge.count("'nudges.fine'") == 2, nudge
        assert len(greeting) == 1, greeting
    assert max(named.values(), default=0) <= 1, named
    for id_ in new:
        assert any(id_ in text for text in greeting), id_


async def test_a_worker_killed_while_it_looks_after_newcomers_and_channels(
    db: Database, database_url: str
) -> None:
    workers = 1 if database_url.startswith("sqlite") else 2
    await _run(db, database_url, count=4, kills=1, workers=workers)


@pytest.mark.faults
@pytest.mark.parametrize("workers", [1, 4])
async def test_a_worker_killed_again_and_again_while_it_looks_after_newcomers_and_channels(
    db: Database, database_url: str, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    await _run(db, database_url, count=40, kills=24, workers=workers)
