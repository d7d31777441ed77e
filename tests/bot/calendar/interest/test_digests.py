import asyncio
from datetime import UTC, date, datetime

import pytest

from bot.calendar.interest import choices, digest_views
from bot.calendar.interest.digest_views import Digest
from bot.calendar.interest.digests import DigestService
from bot.i18n import words, zone
from sandbox.blockkit import check_message
from storage.database import Database
from storage.interest import interest
from storage.occasions import ONCE
from tests.bot.calendar.planning.world import ADA, BENOIT, GUS, SOFIA, alliance, said, save_member
from tests.bot.calendar.world import MIGRATION, SUPPLY, activity, draft, join, says
from tests.conftest import MovableClock

MONDAY = "2019-03-25T08:00"  # 09:00 in Geneva


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def choose(db: Database, member_id: str, choice: str = "digest") -> None:
    async with db.write() as tx:
        await choices.save(tx, member_id, choice)


async def answer(db: Database, member_id: str, activity_id: int, given: str) -> None:
    async with db.write() as tx:
        row = {"activity_id": activity_id, "on": ONCE, "member_id": member_id, "answer": given}
        await tx.execute(interest.insert().values(answered_at=tx.now, **row))


async def sweep(db: Database) -> int:
    service, times = DigestService(db), 0
    while await service.digest_next():
        times += 1
    return times


async def test_a_digest_says_what_is_ahead_for_its_reader_and_nothing_else(
    db: Database, clock: MovableClock
) -> None:
    await alliance(
        db,
        draft("Workshop", "2019-03-28"),
        draft("Meeting", "2019-04-02", channel_id=MIGRATION),
        draft("Secret", "2019-03-29", channel_id=SUPPLY),
        draft("Later", "2019-04-08"),
        draft("Some day", "TBC"),
        draft("Cancelled", "2019-03-29", status="cancelled"),
        draft("Not for me", "2019-03-29"),
    )
    await answer(db, ADA, 1, "going")
    await answer(db, ADA, 3, "going")  # and has left that group since
    await answer(db, ADA, 7, "no")
    clock.move_to(utc("2019-03-18T08:00"))
    await choose(db, ADA)
    assert await DigestService(db).next_due() == utc(MONDAY)
    await choose(db, ADA)
    clock.move_to(utc("2019-03-25T07:59"))
    assert await sweep(db) == 0
    clock.move_to(utc(MONDAY))
    did = await asyncio.gather(*(DigestService(db).digest_next() for _ in range(3)))
    assert sum(did) == 1
    ((kind, to, text),) = await said(db)
    assert (kind, to) == ("direct", ADA)
    lines = [line for line in text.splitlines() if line.startswith("•")]
    assert lines == [
        "•  *Workshop* · Thu 28 Mar · you go",
        "•  *Meeting* · Tue 2 Apr · Migration Action Group",
    ]


async def test_it_comes_once_a_week_at_nine_where_its_reader_is(db: Database, clock: MovableClock) -> None:
    await alliance(db, *(draft(f"Day {n}", f"2019-04-{n:02}") for n in range(1, 29)))
    await save_member(db, BENOIT, timezone="America/New_York")
    clock.move_to(utc("2019-03-19T08:00"))
    await choose(db, BENOIT)
    clock.move_to(utc("2019-03-25T12:59"))
    assert await sweep(db) == 0
    for moment in ("2019-03-25T13:00", "2019-04-01T13:00", "2019-04-08T13:00"):
        assert await DigestService(db).next_due() == utc(moment)
        clock.move_to(utc(moment))
        assert await sweep(db) == 1
    assert len(await said(db)) == 3


async def test_a_late_digest_waits_for_the_morning_and_from_thursday_for_the_next(
    db: Database, clock: MovableClock
) -> None:
    await alliance(db, draft("Workshop", "2019-03-28"), draft("Meeting", "2019-04-03"))
    clock.move_to(utc("2019-03-19T08:00"))
    await choose(db, ADA)
    clock.move_to(utc("2019-03-25T22:00"))
    assert await sweep(db) == 1
    assert await said(db) == []
    assert await DigestService(db).next_due() == utc("2019-03-26T08:00")
    clock.move_to(utc("2019-03-28T08:00"))
    assert await sweep(db) == 1
    assert await said(db) == []
    assert await DigestService(db).next_due() == utc("2019-04-01T07:00")  # summer time has begun


async def test_nobody_gets_one_who_is_gone_or_has_chosen_otherwise_or_for_whom_there_is_nothing(
    db: Database, clock: MovableClock
) -> None:
    await alliance(db, draft("Meeting", "2019-03-28", channel_id=MIGRATION))
    await join(db, GUS, is_guest=True)
    for member_id in (ADA, BENOIT, GUS, SOFIA):
        await choose(db, member_id)
    await choose(db, ADA, "none")
    await save_member(db, BENOIT, is_deactivated=True)
    clock.move_to(utc(MONDAY))
    assert await sweep(db) == 3
    assert await said(db) == []


async def test_whoever_has_not_chosen_is_told_of_what_is_theirs(db: Database) -> None:
    await alliance(db)
    await choose(db, ADA, "all")
    async with db.read() as tx:
        assert await choices.of(tx, BENOIT) == "mine"
        assert await choices.of_many(tx, [ADA, BENOIT]) == {ADA: "all", BENOIT: "mine"}
        assert await choices.of_many(tx, []) == {}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_long_digest_is_what_slack_takes(language: str) -> None:
    many = [activity("T" * 300 + str(n), "2019-03-28", starts="10:00")._replace(id=n) for n in range(60)]
    now, here = utc(MONDAY), zone("Asia/Kathmandu")
    this_week, next_week = digest_views.arrange(many, date(2019, 3, 25), here, now)
    assert (len(this_week), len(next_week)) == (60, 0)
    text, blocks = digest_views.digest(Digest(this_week, this_week), here, now, words(language))
    assert not check_message(blocks, text=text)
    assert len(says("", blocks)) < 10_000  # or else `msg_blocks_too_long`
