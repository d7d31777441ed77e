"""Requests that come together share a commit, and none is answered before it."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import event as of_engine
from sqlalchemy import text

from bot.activity import recording
from bot.activity.happening import Happening
from bot.activity.marking import marker
from bot.activity.recording import Recorder
from storage import pulse
from storage.connections import DatabaseUnreachableError
from storage.database import Database, Transaction
from tests.bot.activity.life import recorder_of, said, ts
from tests.conftest import START, MovableClock
from tests.postgres import free_port


async def _known(db: Database) -> set[str]:
    async with db.read() as tx:
        return {post.ts for post in await pulse.posts_since(tx, "C1", START.replace(day=1))}


async def test_sixty_four_at_once_share_a_few_commits(db: Database) -> None:
    recorder, commits = recorder_of(db), []
    of_engine.listen(db.engine.sync_engine, "commit", lambda _connection: commits.append(1))

    async def one(number: int) -> None:
        moment = ts(seconds=number)
        await recorder.record(said("UANA", moment))
        assert moment in await _known(db)

    await asyncio.gather(*(one(number) for number in range(64)))
    assert len(await _known(db)) == 64
    assert len(commits) <= 4


async def test_one_event_that_fails_spoils_no_other(db: Database) -> None:
    told: list[str] = []

    async def follow(tx: Transaction, happenings: Sequence[Happening]) -> None:
        if any(happening.member_id == "UBAD" for happening in happenings):
            await tx.execute(text("SELECT * FROM nowhere"))
        told.extend(happening.ts for happening in happenings)

    recorder = Recorder(db, marker("secret"), [follow])
    events = [said("UBAD" if number == 5 else "UANA", ts(seconds=number)) for number in range(20)]
    done = await asyncio.gather(*map(recorder.record, events), return_exceptions=True)
    assert [number for number, found in enumerate(done) if found is not None] == [5]
    expected = {event["ts"] for event in events if event["user"] == "UANA"}
    assert await _known(db) == expected
    assert sorted(told) == sorted(expected)


async def test_while_the_database_is_away_nothing_is_acknowledged_and_nothing_tried_singly(
    clock: MovableClock, capsys: pytest.CaptureFixture[str]
) -> None:
    away = Database(f"postgresql://nobody@127.0.0.1:{free_port()}/none", clock.now)
    recorder = recorder_of(away)
    events = [said("UANA", ts(seconds=number)) for number in range(20)]
    done = await asyncio.gather(*map(recorder.record, events), return_exceptions=True)
    await away.close()
    assert all(isinstance(found, DatabaseUnreachableError) for found in done)
    assert "one by one" not in capsys.readouterr().out


async def test_what_nobody_waits_for_any_more_is_written_before_the_end(db: Database) -> None:
    recorder = recorder_of(db)
    waiting = asyncio.create_task(recorder.record(said("UANA", ts(hours=1))))
    await asyncio.sleep(0)
    waiting.cancel()
    await recorder.finish()
    assert await _known(db) == {ts(hours=1)}


async def test_who_comes_shortly_after_others_shares_the_next_commit_and_who_comes_alone_does_not_wait(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, commits = recorder_of(db), []
    of_engine.listen(db.engine.sync_engine, "commit", lambda _connection: commits.append(1))
    monkeypatch.setattr(recording, "GATHER", 60.0)
    for number in range(3):
        await recorder.record(said("UANA", ts(seconds=number)))
    assert len(commits) == 3

    monkeypatch.setattr(recording, "GATHER", 0.1)
    await asyncio.gather(*(recorder.record(said("UANA", ts(minutes=number))) for number in range(1, 3)))
    later = [asyncio.create_task(recorder.record(said("UANA", ts(hours=1))))]
    for _ in range(5):
        await asyncio.sleep(0)
    later.append(asyncio.create_task(recorder.record(said("UANA", ts(hours=2)))))
    await asyncio.gather(*later)
    assert len(commits) == 5
