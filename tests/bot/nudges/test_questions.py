"""Questions without an answer: told of a channel at a time, and settled one by one."""

import pytest
from sqlalchemy import select

from bot.nudges.acting import ActingService
from bot.nudges.errors import Answered, QuestionGone
from bot.nudges.service import NudgeService
from storage.database import Database
from storage.outbox import outbox
from tests.bot.nudges.world import GROUP, last, pass_time, reference, settle, told, work, write
from tests.conftest import MovableClock


async def test_a_question_without_an_answer_for_a_day_is_told_of_and_bumped_in_its_thread(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    clock.move(days=1, hours=2)
    ts = await write(db, "UCAR", "Who has a good questionnaire?")
    await pass_time(db, clock, service, hours=23)
    assert await told(db) == []
    await pass_time(db, clock, service, hours=2)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"]
    assert "has had no answer for 1 day" in await last(db, "UADA")
    about = reference(await last(db, "UADA"))
    assert await acting.asked("UADA", about) == (GROUP, ts)
    assert await acting.asked("USOF", about) is None  # who is not in the channel
    await acting.post_prompt("UADA", about)
    async with db.read() as tx:
        posts = select(outbox.c.payload).where(outbox.c.kind == "post")
        row = (await tx.execute(posts)).one()
    assert row.payload["thread_ts"] == ts


async def test_an_answer_settles_the_concern_and_what_was_said_of_it(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    ts = await write(db, "UCAR", "Who has a good questionnaire?")
    await pass_time(db, clock, service, days=1, hours=1)
    clock.move(hours=1)
    await write(db, "UBEN", "I have", thread_ts=ts, parent_user_id="UCAR")
    with pytest.raises(Answered):
        await acting.post_prompt("UADA", reference(await last(db, "UADA")))
    before = len(await told(db))
    await pass_time(db, clock, service, days=5)
    assert len(await told(db)) == before
    said = await last(db, "UADA", "update")
    assert "Answered: somebody has replied to the question." in said
    assert "nudges." not in said


async def ask_all_day(db: Database, clock: MovableClock, service: NudgeService) -> list[str]:
    """Five questions on Monday, one an hour. Returns their ts."""
    asked = []
    for hour in range(5):
        clock.move(hours=1)
        asked.append(await write(db, "UCAR", f"Question {hour}?"))
        await work(service)
    return asked


async def test_the_questions_of_a_channel_are_one_thing_with_a_link_to_the_oldest_and_settled_one_by_one(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    asked = await ask_all_day(db, clock, service)
    await pass_time(db, clock, service, days=1, hours=20)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"] * 2
    first, second = [text for lane, text in await told(db) if lane == "UADA"]
    # When the first was a day old they were told; on the next day of those that have joined it.
    assert "A question in <#C1> has had no answer for 1 day." in first
    assert "5 questions in <#C1> have no answer, the oldest for 2 days." in second
    assert second.count("nudges.fine") == 1
    links = [
        f"<https://alliance.slack.com/archives/C1/p{ts.replace('.', '')}|Asked on Mon 18 Mar, "
        for ts in asked
    ]
    assert [link in second for link in links] == [True, True, True, False, False]
    assert "by <@UCAR>" in second
    assert "And 2 that were asked later." in second

    about = reference(second, 1)
    assert await acting.asked("UADA", about) == (GROUP, asked[1])
    done = await acting.post_edited("UADA", about, "I can help", "", [])
    assert (done.state, done.left) == ("answered", 4)
    await acting.post_prompt("UBEN", f"{reference(second).rpartition('|')[0]}unanswered.0|{asked[0]}")
    with pytest.raises(QuestionGone):
        await acting.draft("UBEN", about)
    for ts in asked[2:4]:
        clock.move(minutes=1)
        await write(db, "UBEN", "Here", thread_ts=ts, parent_user_id="UCAR")
    await pass_time(db, clock, service, hours=24)  # looked at by night
    left = await last(db, "UADA", "update")
    assert "A question in <#C1> has had no answer for 2 days." in left
    assert links[4] in left
    await acting.post_edited("UADA", reference(left), "And I", "", [])
    said = await last(db, "UBEN", "update")
    assert "Answered: <@UADA> has written under the question in <#C1>." in said
    assert "nudges." not in said
    async with db.read() as tx:
        posts = await tx.execute(
            select(outbox.c.payload).where(outbox.c.kind == "post").order_by(outbox.c.id)
        )
    assert [payload["thread_ts"] for (payload,) in posts] == [asked[1], asked[0], asked[4]]


async def test_of_one_question_the_secretariat_hears_nothing_and_of_several_once_nobody_does_anything(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db, quiet_days=60)
    await write(db, "UCAR", "Who knows?")
    await pass_time(db, clock, service, days=12)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"] * 2
    for minute in (1, 2):
        clock.move(minutes=minute)
        await write(db, "UCAR", "And who knows this?")
    await pass_time(db, clock, service, days=13)
    lanes = [lane for lane, _ in (await told(db))[4:]]
    # Once more, after which both have done nothing three times; and then the Secretariat, which is not in the channel.
    assert lanes == ["UADA", "UBEN", "USOF"]
    text = await last(db, "USOF")
    assert "2 questions in <#C1> have no answer" in text
    assert "nudges.edit" not in text
    assert "slack.com/archives" not in text
