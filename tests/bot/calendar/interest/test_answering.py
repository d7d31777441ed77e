"""Going, interested, can't: who may, who is seen, and what is planned."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.calendar.interest.answer_views import answered, part_of_detail
from bot.calendar.interest.errors import NoDayYet, NothingToGoTo
from bot.calendar.interest.file import FileMaker
from bot.calendar.interest.going import NAMED
from bot.calendar.interest.service import InterestService
from bot.calendar.looking.detail_views import detail
from bot.calendar.planning import changing, facts
from bot.calendar.recurrence import Rule
from bot.calendar.service import CalendarService
from bot.documents import NotAllowed
from bot.errors import Gone, NotForYou
from bot.i18n import words
from sandbox.blockkit import check_message, check_view
from storage import channels, interest
from storage.database import Database
from storage.occasions import ONCE
from storage.outbox import outbox
from tests.bot.calendar.interest.world import add, change, choose, planned
from tests.bot.calendar.planning.world import ADA, BENOIT, GUS, SOFIA, alliance, save_member
from tests.bot.calendar.world import EVERYONE, MIGRATION, SUPPLY, draft, join, says
from tests.conftest import MovableClock


@pytest.fixture
async def service(db: Database) -> InterestService:
    await alliance(db)
    return InterestService(db)


async def seen(db: Database, member_id: str, activity_id: int, on: date | None = None) -> str:
    return says("", detail(await CalendarService(db).detail(member_id, activity_id, on))["blocks"])


async def test_whoever_goes_is_counted_named_and_reminded_until_they_take_it_back(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db, starts="14:00")
    done = await service.answer(BENOIT, id_, None, "going")
    assert done.answer == "going"
    assert await planned(db) == [(BENOIT, "reminder", "27 Mar 08:00")]
    assert await planned(db, "rating") == [(BENOIT, "rating", "29 Mar 09:00")]
    text, blocks = answered(done)
    assert check_message(blocks, text=text) == []
    await service.answer(ADA, id_, None, "interested")
    assert f"*1 goes:*  <@{BENOIT}>" in await seen(db, ADA, id_)
    assert f"<@{ADA}>" not in await seen(db, BENOIT, id_)
    assert f"*1 is interested:*  <@{ADA}>" in await seen(db, SOFIA, id_)
    assert (await service.answer(BENOIT, id_, None, "going")).answer is None
    assert await planned(db, "reminder", "rating", "news") == []
    assert "goes" not in await seen(db, ADA, id_)


async def test_an_answer_is_changed_by_another_and_stands_out_among_the_buttons(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db)
    await service.answer(BENOIT, id_, None, "going")
    shown = (await service.answer(BENOIT, id_, None, "no")).shown
    (block,) = part_of_detail(shown.activity, shown.going, words("fr"))
    assert [element.get("style") for element in block["elements"]] == [None, None, "primary", None]
    assert await planned(db) == []
    assert check_view(detail(shown)) == []


async def test_what_is_over_cancelled_news_or_not_theirs_takes_no_answer(
    db: Database, service: InterestService, clock: MovableClock
) -> None:
    over = await add(db, "Over", "2019-03-17")
    news = await add(db, "News", kind="news")
    off = await add(db, "Off", status="cancelled")
    for id_ in (over, news, off):
        with pytest.raises(NothingToGoTo) as caught:
            await service.answer(BENOIT, id_, None, "going")
        assert caught.value.say(words("es"))
        assert "calendar.going" not in str(detail(await CalendarService(db).detail(BENOIT, id_)))
    theirs = await add(db, "Group's", channel_id=SUPPLY)
    async with db.write() as tx:
        proposed = await changing.add(tx, "p", facts.columns_of(draft("P")), by=BENOIT, stage="proposed")
    for id_ in (theirs, proposed.id, 999):
        with pytest.raises(NotForYou):
            await service.answer(BENOIT, id_, None, "going")
    assert await planned(db) == []


async def test_of_what_repeats_each_date_is_answered_by_itself(
    db: Database, service: InterestService
) -> None:
    weekly = replace(draft("Call", "2019-03-19", starts="14:00"), rule=Rule.parse("FREQ=WEEKLY;COUNT=9"))
    async with db.write() as tx:
        id_ = (await changing.add(tx, "call", facts.columns_of(weekly), by=SOFIA)).id
    second = date(2019, 3, 26)
    done = await service.answer(BENOIT, id_, second, "going")
    assert (done.shown.activity.on, done.shown.going.answer) == (second, "going")
    assert await planned(db) == [(BENOIT, "reminder", "25 Mar 08:00")]
    assert "goes" in await seen(db, ADA, id_, second)
    assert "goes" not in await seen(db, ADA, id_, date(2019, 4, 2))
    with pytest.raises(Gone):
        await service.answer(BENOIT, id_, date(2019, 3, 27), "going")
    # Of no date in particular the next is meant.
    assert (await service.answer(BENOIT, id_, None, "going")).shown.activity.on == date(2019, 3, 19)


async def test_a_guest_reads_the_names_of_those_only_with_whom_they_share_a_channel(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db)
    for member_id in (BENOIT, ADA, "U7", "U8"):
        await join(db, member_id, EVERYONE)
        await service.answer(member_id, id_, None, "going")
    await join(db, GUS, EVERYONE, SUPPLY, is_guest=True)
    await join(db, "U7", SUPPLY)
    said = await seen(db, GUS, id_)
    assert "*4 go:*  <@U7> and 3 more" in said
    assert BENOIT not in said
    assert BENOIT in await seen(db, "U7", id_)
    await save_member(db, "U8", is_deactivated=True)
    assert "*3 go:*" in await seen(db, ADA, id_)


async def test_of_very_many_who_go_no_more_are_read_than_are_named(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db, channel_id=MIGRATION)
    for n in range(NAMED + 2):
        await join(db, f"V{n:02}", MIGRATION)
    async with db.write() as tx:
        for n in range(NAMED + 2):
            await interest.save(tx, f"V{n:02}", id_, ONCE, "going" if n else "interested")
    shown = (await CalendarService(db).detail(SOFIA, id_)).going
    assert (shown.n, len(shown.going), shown.n_interested) == (NAMED + 1, NAMED, 1)
    assert f"*{NAMED + 1} go:*  <@V01>" in await seen(db, SOFIA, id_)
    assert "and 1 more" in await seen(db, SOFIA, id_)


async def test_who_left_the_group_does_not_go_any_more(db: Database, service: InterestService) -> None:
    id_ = await add(db, channel_id=MIGRATION)
    await service.answer(BENOIT, id_, None, "going")
    async with db.write() as tx:
        await channels.save_membership(
            tx, MIGRATION, BENOIT, changed_at=tx.now + timedelta(seconds=1), left_at=tx.now
        )
    assert BENOIT not in await seen(db, ADA, id_)


async def test_whoever_added_it_reads_who_is_interested(db: Database, service: InterestService) -> None:
    id_ = await add(db, by=BENOIT)
    await service.answer("U7", id_, None, "interested")
    await join(db, "U7")
    assert "<@U7>" in await seen(db, BENOIT, id_)
    assert "<@U7>" not in await seen(db, ADA, id_)


@pytest.mark.parametrize(("choice", "said"), [("digest", "when something changes"), ("none", "Seminar*.")])
async def test_no_reminder_is_promised_to_whoever_wants_none(
    db: Database, service: InterestService, choice: str, said: str
) -> None:
    id_ = await add(db)
    await choose(db, ADA, choice)
    text = answered(await service.answer(ADA, id_, None, "going"))[1][0]["text"]["text"]
    assert "remind" not in text
    assert said in text


async def test_the_file_of_one_activity_is_made_for_whom_it_is_when_it_is_sent(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db, "Séminaire", channel_id=MIGRATION, starts="14:00", ends="15:00")
    await service.file(BENOIT, id_, None)
    await service.file(BENOIT, id_, None)
    async with db.read() as tx:
        (row,) = (await tx.execute(select(outbox.c.lane, outbox.c.kind, outbox.c.payload))).all()
    assert (row.lane, row.kind) == (BENOIT, "file")
    assert "minaire" not in str(row.payload)
    document = await FileMaker(db).make(BENOIT, row.payload["make"])
    assert b"DTSTART:20190328T130000Z" in document.content
    assert check_message(list(document.blocks), text="x") == []
    for member_id in (GUS, "U-unknown"):
        with pytest.raises(NotAllowed):
            await FileMaker(db).make(member_id, row.payload["make"])
        with pytest.raises(NotForYou):
            await service.file(member_id, id_, None)
    open_ = await add(db, "Open", "TBC")
    with pytest.raises(NoDayYet):
        await service.file(BENOIT, open_, None)


async def test_a_moved_date_moves_the_reminder_and_what_was_undone_leaves_it(
    db: Database, service: InterestService
) -> None:
    id_ = await add(db, starts="14:00")
    await service.answer(BENOIT, id_, None, "going")
    day = date(2019, 4, 4)
    await change(db, id_, starts_on=day, ends_on=day)
    assert await planned(db) == [(BENOIT, "reminder", "03 Apr 07:00")]
    await change(db, id_, status="cancelled")
    assert await planned(db) == []
    await change(db, id_, status="confirmed")
    assert await planned(db) == [(BENOIT, "reminder", "03 Apr 07:00")]
    await change(db, id_, precision="tbc", starts_on=None, ends_on=None, starts_at=None)
    assert await planned(db, "reminder", "rating") == []
