import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.calendar.interest import choices
from bot.calendar.looking import detail_views
from bot.calendar.planning import changing, facts
from bot.calendar.ratings import views
from bot.calendar.ratings.errors import NotNow
from bot.calendar.ratings.service import RatingService
from bot.calendar.ratings.views import Asked
from bot.calendar.service import CalendarService
from bot.errors import Gone, NotForYou
from bot.i18n import words
from sandbox.blockkit import check_message, check_view
from storage import calendar, channels
from storage.database import Database
from storage.interest import interest
from storage.letters import letters
from storage.occasions import ONCE
from storage.outbox import outbox
from storage.ratings import Rated, Rating, Score, lines
from tests.bot.calendar.planning.world import ADA, BENOIT, SOFIA, alliance, said, save_member
from tests.bot.calendar.world import MIGRATION, activity, draft, join
from tests.conftest import MovableClock

GUESTS = [f"U{n}" for n in range(11, 18)]
DUE = datetime(2019, 3, 29, 9, tzinfo=UTC)  # 10:00 in Geneva, the day after
EN = words("en")


async def went(db: Database, *member_ids: str, activity_id: int = 1, on: date = ONCE) -> None:
    """They go, and are to be asked."""
    async with db.write() as tx:
        for member_id in member_ids:
            row = {"activity_id": activity_id, "on": on, "member_id": member_id}
            await tx.execute(interest.insert().values(answer="going", answered_at=tx.now, **row))
            await tx.execute(letters.insert().values(purpose="rating", due_at=DUE, **row))


async def event(db: Database, **values: Any) -> None:
    """A workshop on 28 March, added by Sofia, with seven partners who go."""
    await alliance(db)
    async with db.write() as tx:
        columns = facts.columns_of(draft(**values))
        await changing.add(tx, "uid", columns, by=SOFIA)
    for member_id in GUESTS:
        await join(db, member_id, MIGRATION)
    await went(db, *GUESTS)


async def sweep(db: Database) -> int:
    service, times = RatingService(db), 0
    while await service.ask_next() or await service.tell_next():
        times += 1
    return times


async def rate(db: Database, *stars: int, on: date | None = None) -> None:
    for member_id, given in zip(GUESTS, stars, strict=False):
        await RatingService(db).rate(member_id, (1, on), given, [])


async def heard(db: Database, member_id: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, to, text in await said(db) if to == member_id]


async def test_those_who_went_are_asked_once_on_the_day_after(db: Database, clock: MovableClock) -> None:
    await event(db)
    async with db.write() as tx:
        await tx.execute(interest.update().where(interest.c.member_id == GUESTS[1]).values(answer="no"))
        await choices.save(tx, GUESTS[2], "none")
    await save_member(db, GUESTS[3], is_deactivated=True)
    clock.move_to(datetime(2019, 3, 29, 8, 59, tzinfo=UTC))
    assert await sweep(db) == 0
    assert await RatingService(db).next_to_ask() == DUE
    clock.move_to(DUE)
    service = RatingService(db)
    await asyncio.gather(*(service.ask_next() for _ in range(4)))
    await sweep(db)
    assert sorted(to for _, to, _ in await said(db)) == [GUESTS[0], *GUESTS[4:]]
    assert "*How was it?* You went to *Workshop*." in (await said(db))[0][2]
    assert await sweep(db) == 0


async def test_all_that_somebody_went_to_is_asked_in_one_message_and_rewritten_in_place(
    db: Database, clock: MovableClock
) -> None:
    await event(db)
    async with db.write() as tx:
        await changing.add(tx, "uid2", facts.columns_of(draft("Dinner & dance")), by=SOFIA)
    await went(db, GUESTS[0], activity_id=2)
    clock.move_to(DUE)
    await sweep(db)
    assert len(await heard(db, GUESTS[0])) == 1
    spoken, asked = await RatingService(db).rate(GUESTS[0], (2, None), 4, [(1, None), (2, None)])
    text, blocks = views.question(asked, spoken)
    assert not check_message(blocks, text=text)
    assert blocks[0]["text"]["text"] == "*How was it?* You went to *Workshop*."
    assert blocks[2]["text"]["text"] == "Thank you. You gave *Dinner &amp; dance*: ★★★★ very good."
    styles = [element.get("style") for element in blocks[3]["elements"]]
    assert styles == [None, None, None, "primary", None, None]


async def test_a_question_waits_for_their_hours_and_what_was_moved_or_called_off_is_not_asked(
    db: Database, clock: MovableClock
) -> None:
    await event(db)
    await save_member(db, GUESTS[0], timezone="America/Los_Angeles")
    clock.move_to(DUE)
    await RatingService(db).ask_next()
    assert await heard(db, GUESTS[0]) == []
    async with db.read() as tx:
        due = select(letters.c.due_at).where(letters.c.member_id == GUESTS[0])
        assert (await tx.execute(due)).scalar_one() == datetime(2019, 3, 29, 16, tzinfo=UTC)
    async with db.write() as tx:
        await changing.apply(tx, 1, {"status": "cancelled"}, by=SOFIA)
    clock.move(hours=8)
    await sweep(db)
    assert await said(db) == []


async def test_of_fewer_than_five_answers_nobody_sees_anything(db: Database, clock: MovableClock) -> None:
    await event(db)
    clock.move_to(DUE)
    await sweep(db)
    await rate(db, 5, 4, 4, 4)
    clock.move(hours=1)
    await sweep(db)
    assert await heard(db, SOFIA) == []
    assert (await CalendarService(db).detail(SOFIA, 1)).score is None
    await rate(db, 5, 4, 4, 4, 4)
    assert (await CalendarService(db).detail(BENOIT, 1)).score == Score(5, 21)
    shown = detail_views.detail(await CalendarService(db).detail(SOFIA, 1))
    assert not check_view(shown)
    assert "*How it was*  ★ 4.2 of 5 (5 answers)" in str(shown)


async def test_the_organiser_reads_the_average_and_lines_without_names_in_one_message_that_is_kept_up(
    db: Database, clock: MovableClock
) -> None:
    await event(db)
    clock.move_to(DUE)
    await sweep(db)
    service = RatingService(db)
    await rate(db, 5, 4, 4, 4, 4)
    await service.add_line(GUESTS[4], (1, None), "Very <good> food")
    await service.add_line(GUESTS[0], (1, None), "A long\nroad")
    clock.move(minutes=9)
    await sweep(db)
    assert await heard(db, SOFIA) == []
    clock.move(minutes=1)
    await sweep(db)
    ((kind, text),) = await heard(db, SOFIA)
    assert kind == "direct"
    assert "What those who went say of *Workshop*: ★ 4.2 of 5 (5 answers)" in text
    assert text.index("> A long road") < text.index("> Very &lt;good&gt; food")
    assert not any(member_id in text for member_id in GUESTS)
    await rate(db, 5, 4, 4, 4, 5, 5)
    await service.add_line(GUESTS[0], (1, None), " ")
    clock.move(minutes=10)
    await sweep(db)
    (_, (kind, text)) = await heard(db, SOFIA)
    assert kind == "update"
    assert "★ 4.5 of 5 (6 answers)" in text
    assert "road" not in text
    async with db.read() as tx:
        rows = (await tx.execute(select(outbox.c.payload).where(outbox.c.lane == SOFIA))).scalars().all()
        assert rows[1]["of"] == f"what-they-say:{SOFIA}:1:0001-01-01"
        assert await lines(tx, Rated(1, ONCE)) == ["Very <good> food"]


async def test_five_who_answer_at_once_are_five(db: Database, clock: MovableClock) -> None:
    await event(db)
    clock.move_to(DUE)
    await sweep(db)
    service = RatingService(db)
    await asyncio.gather(*(service.rate(member_id, (1, None), 3, []) for member_id in GUESTS[:5]))
    clock.move(minutes=10)
    await sweep(db)
    assert len(await heard(db, SOFIA)) == 1


async def test_an_answer_is_changed_within_thirty_days_and_then_stays(
    db: Database, clock: MovableClock
) -> None:
    await event(db)
    clock.move_to(DUE)
    await sweep(db)
    await rate(db, 1)
    await rate(db, 2)
    assert (await RatingService(db).line_of(GUESTS[0], (1, None)))[1].rating == Rating(2, None)
    clock.move(days=31)
    with pytest.raises(NotNow):
        await rate(db, 5)
    with pytest.raises(NotNow):
        await RatingService(db).add_line(GUESTS[0], (1, None), "Late")


async def test_only_who_was_asked_and_may_still_see_it_says_how_it_was(
    db: Database, clock: MovableClock
) -> None:
    await event(db, channel_id=MIGRATION)
    with pytest.raises(NotForYou):
        await rate(db, 5)  # not asked yet
    clock.move_to(DUE)
    await sweep(db)
    service = RatingService(db)
    for member_id in (ADA, SOFIA):
        with pytest.raises(NotForYou):
            await service.rate(member_id, (1, None), 5, [])
    with pytest.raises(NotForYou):
        await service.rate(GUESTS[0], (999, None), 5, [])
    with pytest.raises(Gone):
        await service.add_line(GUESTS[0], (1, None), "No stars yet")
    async with db.write() as tx:
        await channels.save_membership(tx, MIGRATION, GUESTS[0], changed_at=tx.now, left_at=tx.now)
    with pytest.raises(NotForYou):
        await rate(db, 5)


async def test_of_what_repeats_each_date_is_asked_about_by_itself(db: Database, clock: MovableClock) -> None:
    await alliance(db)
    async with db.write() as tx:
        columns = facts.columns_of(draft("Call", "2019-03-21", starts="10:00", ends="11:00"))
        await changing.add(tx, "uid", columns | {"rrule": "FREQ=WEEKLY;COUNT=3"}, by=None)
    for member_id in GUESTS:
        await join(db, member_id)
    await went(db, *GUESTS, on=date(2019, 3, 28))
    clock.move_to(DUE)
    await sweep(db)
    await rate(db, 2, 2, 2, 2, 2, on=date(2019, 3, 28))
    with pytest.raises(NotForYou):
        await rate(db, 2, on=date(2019, 3, 21))
    assert (await CalendarService(db).detail(GUESTS[0], 1)).score == Score(5, 10)
    assert await sweep(db) == 0  # a file added it: there is nobody to tell
    async with db.read() as tx:
        assert await calendar.by_ids(tx, [1])


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_what_is_asked_and_told_is_what_slack_takes(language: str) -> None:
    _ = words(language)
    many = [activity("T" * 300, kind="event")._replace(id=n) for n in range(10)]
    asked = [Asked(each, Rating(5, "<&>" * 100)) for each in many]
    text, blocks = views.question(asked, _)
    assert not check_message(blocks, text=text)
    assert not check_view(views.line_form(asked[0], "{}", _))
    assert not check_view(views.line_saved(asked[0], _))
    text, blocks = views.told(many[0], Score(7, 30), ["<&>" * 100] * 30, _)
    assert not check_message(blocks, text=text)
    assert views.stars_of(Score(1, 3), EN) == "★ 3.0 of 5 (1 answer)"
