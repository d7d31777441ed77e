"""A channel over the weeks: what its moderators are told, when, and what comes of what they do."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.errors import FieldErrors, NotForYou
from bot.nudges.acting import ActingService
from bot.nudges.errors import Answered, NoLongerSilent, PostedLately
from storage import calendar, channels, directory, moderating, rhythms, vocabulary
from storage.database import Database
from storage.outbox import outbox
from tests.bot.nudges.world import GROUP, pass_time, settle, told, work, write
from tests.conftest import MovableClock


def reference(message: str, nth: int = 0) -> str:
    """What the buttons of a nudge carry."""
    found: list[str] = re.findall(r"'value': '(\d+\|[^']*)'", message)
    return found[nth]


async def last(db: Database, member_id: str) -> str:
    return [text for lane, text in await told(db) if lane == member_id][-1]


async def test_a_silence_is_told_of_three_times_and_then_the_secretariat_hears(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=27)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"] * 3
    await pass_time(db, clock, service, days=20)
    (lane, text) = (await told(db))[-1]
    assert (len(await told(db)), lane) == (7, "USOF")
    assert "<@UADA> and <@UBEN> moderate it" in text


async def test_the_others_are_told_where_one_is_away_and_the_secretariat_where_all_are(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    async with db.write() as tx:
        await moderating.save_away(tx, "UADA", date(2019, 4, 30))
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=8)
    assert [lane for lane, _ in await told(db)] == ["UBEN"]
    async with db.write() as tx:
        await moderating.save_away(tx, "UBEN", date(2019, 4, 30))
    await pass_time(db, clock, service, days=8)
    assert [lane for lane, _ in await told(db)] == ["UBEN", "USOF"]


async def test_who_goes_away_before_their_nudge_is_sent_leaves_it_to_somebody_else(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    await write(db, "UCAR")
    clock.move(days=7, hours=14)  # it is night
    await work(service)
    async with db.write() as tx:
        for member_id in ("UADA", "UBEN"):
            await moderating.save_away(tx, member_id, date(2019, 4, 30))
    await pass_time(db, clock, service, days=1)
    assert [lane for lane, _ in await told(db)] == ["USOF"]


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


async def test_an_answer_ends_the_concern_about_a_question(db: Database, clock: MovableClock) -> None:
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


async def test_a_moderator_gets_one_message_a_day_whatever_comes_up(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    for hour in range(8):
        clock.move(hours=1)
        await write(db, "UCAR", f"Question {hour}?")
        await work(service)
    await pass_time(db, clock, service, days=3)
    assert [lane for lane, _ in await told(db)] == ["UADA", "UBEN"] * 2
    first, second = [text for lane, text in await told(db) if lane == "UADA"]
    # When the first was a day old they were told; of the others on the next day.
    assert (first.count("nudges.fine"), second.count("nudges.fine")) == (1, 7)


async def test_fine_counts_a_silence_anew_and_it_is_told_of_again_after_as_long(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=7, hours=1)
    done = await acting.fine("UADA", reference(await last(db, "UADA")))
    assert done.state == "fine"
    assert "taken care of it" in (await told(db, "update"))[-1][1]
    await pass_time(db, clock, service, days=6)
    assert len(await told(db)) == 2
    await pass_time(db, clock, service, days=2)
    assert len(await told(db)) == 4
    assert "quiet for 14 days" in await last(db, "UADA")


async def test_a_snooze_until_a_day_holds_for_all_that_may_come_up_there(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR", "Who knows?")
    await pass_time(db, clock, service, days=1, hours=2)
    about = reference(await last(db, "UADA"))
    with pytest.raises(FieldErrors):
        await acting.snooze("UADA", about, date(2019, 3, 19))
    await acting.snooze("UADA", about, date(2019, 4, 1))
    before = len(await told(db))
    await pass_time(db, clock, service, days=12)
    assert len(await told(db)) == before
    await pass_time(db, clock, service, days=2)
    assert "has been quiet" in await last(db, "UADA")


async def test_a_channel_that_rests_for_a_season_is_counted_from_its_end_and_one_that_is_finished_never(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=7, hours=2)
    await acting.rest("UBEN", reference(await last(db, "UBEN")), "season", date(2019, 5, 1))
    assert [lane for lane, text in await told(db, "update") if "rests until Wed 1 May" in text] == [
        "UADA",
        "UBEN",
    ]
    await pass_time(db, clock, service, days=42)
    assert len(await told(db)) == 2
    await pass_time(db, clock, service, days=3)
    assert len(await told(db)) == 4  # on Wednesday 8 May
    await acting.rest("UBEN", reference(await last(db, "UBEN")), "finished", None)
    await write(db, "UCAR", "Once more?")
    await pass_time(db, clock, service, days=100)
    assert len(await told(db)) == 4


async def test_who_wants_fewer_hears_of_a_channel_once_a_week_at_most(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    await write(db, "UCAR", "Who knows?")
    await pass_time(db, clock, service, days=1, hours=2)
    _words, channel_id, days = await acting.fewer("UADA", reference(await last(db, "UADA")))
    assert (channel_id, days) == (GROUP, 7)
    for _ in range(6):
        clock.move(days=1)
        await write(db, "UCAR", "And who knows this?")
        await work(service)
    await pass_time(db, clock, service, hours=1)
    lanes = [lane for lane, _ in await told(db)]
    assert (lanes.count("UADA"), lanes.count("UBEN")) == (1, 3)  # Ben did nothing, three times
    await pass_time(db, clock, service, days=2)
    assert [lane for lane, _ in await told(db)].count("UADA") == 2


async def test_no_prompt_is_posted_twice_and_what_is_edited_pings_nobody_but_whom_one_chose(
    db: Database, clock: MovableClock
) -> None:
    service, acting = await settle(db), ActingService(db)
    async with db.write() as tx:
        law = await vocabulary.add(tx, "field", "Law", "law")
        for member_id in ("UCAR", "UBEN"):
            await directory.save(
                tx, member_id, fields=[law.id], published_at=tx.now, may_introduce=member_id == "UCAR"
            )
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=7, hours=2)
    about = reference(await last(db, "UADA"))
    draft = await acting.draft("UADA", about)
    assert [knower.member_id for knower in draft.knowers] == ["UCAR"]
    await acting.post_edited(
        "UADA", about, "<!channel> *Hello* & you", draft.chosen, ["UCAR", "UBEN", "USOF"]
    )
    (post,) = await told(db, "post")
    assert post[1].startswith("&lt;!channel&gt; *Hello* &amp; you <@UCAR>\n")
    await pass_time(db, clock, service, days=8)
    again = reference(await last(db, "UADA"))
    assert draft.chosen not in [one.name for one in (await acting.draft("UADA", again)).suggestions]
    with pytest.raises(PostedLately):
        await acting.post_prompt("UADA", f"{again.partition('|')[0]}|{draft.chosen}")
    await acting.post_prompt("UADA", again)
    assert len(await told(db, "post")) == 2
    with pytest.raises(NotForYou):
        await acting.post_prompt("UCAR", again)


async def test_a_lone_voice_is_told_of_once_in_a_while(db: Database, clock: MovableClock) -> None:
    service = await settle(db)
    for _ in range(25):
        clock.move(days=1)
        await write(db, "UCAR", "News")
        await work(service)
    voices = [text for _lane, text in await told(db) if "has come from <@UCAR>" in text]
    assert len(voices) == 2
    clock.move(hours=1)
    await write(db, "UBEN", "Thank you")
    with pytest.raises(NoLongerSilent):
        await ActingService(db).fine("UADA", reference(voices[0]))


async def test_whose_voice_is_alone_is_nothing_for_the_secretariat_where_nobody_moderates(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db)
    async with db.write() as tx:
        await channels.set_moderators(tx, GROUP, frozenset())
    for _ in range(25):
        clock.move(days=1)
        await write(db, "UCAR", "News")
        await work(service)
    await pass_time(db, clock, service, days=9)
    (lane, text) = (await told(db))[-1]
    assert (lane, "has been quiet for" in text) == ("USOF", True)
    assert "UCAR" not in str(await told(db))
    assert "Usually" not in text


async def test_what_is_near_and_not_mentioned_is_told_of_with_a_prompt_from_the_calendar(
    db: Database, clock: MovableClock
) -> None:
    service = await settle(db, quiet_days=30)
    begins = db.now() + timedelta(days=16)
    values = {
        "kind": "event",
        "title": "A workshop",
        "channel_id": GROUP,
        "precision": "day",
        "timezone": "UTC",
        "starts_on": begins.date(),
        "ends_on": begins.date(),
        "begins": begins,
        "finishes": begins + timedelta(hours=2),
    }
    async with db.write() as tx:
        await calendar.add(tx, {"1": values})
    await write(db, "UCAR")
    await pass_time(db, clock, service, days=4)
    assert await told(db) == []
    await pass_time(db, clock, service, days=3, hours=1)
    (_ada, (_ben, text)) = await told(db)
    assert "*A workshop*" in text
    done = await ActingService(db).post_prompt("UADA", reference(text))
    assert done.state == "prompted"
    assert "A workshop is on Wed 3 Apr" in (await told(db, "post"))[0][1]
    await pass_time(db, clock, service, days=10)
    assert len(await told(db)) == 2


async def test_a_channel_with_a_rhythm_is_silent_sooner(db: Database, clock: MovableClock) -> None:
    service = await settle(db)
    for _ in range(32):
        clock.move(days=1)
        for member_id in ("UCAR", "UBEN"):
            clock.move(minutes=1)
            await write(db, member_id)
        await work(service)
    before = len(await told(db))
    async with db.read() as tx:
        channel, rhythm = await channels.get(tx, GROUP), await rhythms.of(tx, GROUP)
    assert channel is not None
    assert (channel.threshold_days, rhythm.usual_days) == (3, 1)
    await pass_time(db, clock, service, days=2, hours=20)
    assert len(await told(db)) == before
    await pass_time(db, clock, service, days=2)
    assert "quiet for 3 days" in await last(db, "UADA")
    assert "Usually somebody writes every day" in await last(db, "UADA")
