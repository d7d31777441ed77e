"""Changing what is in the calendar: whole or one date, called off, with its history; and nobody's words are lost."""

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from bot.calendar.planning import following
from bot.calendar.planning.errors import AlreadyDecided
from bot.calendar.planning.form import Context
from bot.errors import FieldErrors, NotForYou
from bot.i18n import words
from storage import calendar, merging
from storage import planning as stored
from storage.calendar import Activity
from storage.database import Database
from storage.noticing import notices
from tests.bot.calendar.planning.world import ADA, BENOIT, SOFIA, alliance, entered, known, said, submit
from tests.bot.calendar.world import EVERYONE, MIGRATION, join, planned
from tests.conftest import MovableClock


async def ahead(db: Database) -> list[Activity]:
    async with db.read() as tx:
        return list(await calendar.ahead(tx))


async def noted(db: Database) -> list[Any]:
    async with db.read() as tx:
        return list(await tx.execute(select(notices).order_by(notices.c.on)))


async def add(db: Database, **fields: Any) -> tuple[Any, int]:
    planning = await alliance(db)
    saved = await submit(planning, SOFIA, entered(**fields))
    assert saved.activity is not None
    return planning, saved.activity.id


async def test_a_moved_date_moves_its_reminders_is_told_once_and_stands_in_the_history(
    db: Database, clock: MovableClock
) -> None:
    planning, id_ = await add(db)
    clock.move(minutes=1)
    await submit(planning, SOFIA, entered(day="2019-05-08"), context=Context(id=id_))
    version = (await known(db, id_)).activity.sequence
    await submit(
        planning, SOFIA, entered(day="2019-05-09", place="Lima"), context=Context(id=id_, version=version)
    )
    assert {r.occurrence.date() for r in await planned(db)} == {date(2019, 5, 9)}
    (notice,) = await noted(db)
    assert (notice.due_at, notice.before) == (clock.now() + following.CALM, {"stage": None})
    lines = (await planning.history(SOFIA, id_)).lines
    assert len(lines) == 3
    assert "Wed 8 May 2019 → Thu 9 May 2019" in lines[0]
    assert "place: nothing → “Lima”" in lines[0]
    assert lines[2].endswith(f"<@{SOFIA}>: added")


async def test_what_is_saved_as_it_was_changes_nothing(db: Database) -> None:
    planning, id_ = await add(db, fields=["new:mining"], repeats="weekly", summary="a\n\nb")
    before = await known(db, id_)
    form = await planning.form_of(SOFIA, id_)
    back = {block_id: value for block_id, given in form.given.items() for value in given.values()}
    values = {block_id: _value(value) for block_id, value in back.items()}
    assert (await submit(planning, SOFIA, values, context=form.context)).outcome == "unchanged"
    assert await known(db, id_) == before


def _value(given: Any) -> Any:
    if isinstance(given, list):
        return [each["value"] for each in given]
    return given["value"] if isinstance(given, dict) else given


async def test_whoever_saves_over_somebody_elses_change_is_told_first_and_keeps_what_they_typed(
    db: Database,
) -> None:
    planning, id_ = await add(db)
    await submit(planning, SOFIA, entered("First"), context=Context(id=id_))
    late = await submit(planning, SOFIA, entered("Second"), context=Context(id=id_))
    assert late.outcome == "outdated"
    assert late.form is not None
    assert "“Seminar” → “First”" in late.form.note
    assert late.form.given["title"] == {"initial_value": "Second"}
    assert (await known(db, id_)).activity.title == "First"
    await submit(planning, SOFIA, entered("Second"), context=late.form.context)
    assert (await known(db, id_)).activity.title == "Second"


async def test_the_history_says_in_words_how_an_activity_repeated_at_the_time(db: Database) -> None:
    planning, id_ = await add(db, day="2019-04-03")
    again = entered(day="2019-04-03", repeats="weekly")
    await submit(planning, SOFIA, again, context=Context(id=id_))
    moved, version = entered(day="2019-04-04", repeats="daily"), (await known(db, id_)).activity.sequence
    await submit(planning, SOFIA, moved, context=Context(id=id_, version=version))
    newest, older, _added = (await planning.history(SOFIA, id_)).lines
    assert "repeats: every Wednesday → every day" in newest
    assert "repeats: no → every Wednesday" in older


async def test_one_date_of_what_repeats_can_be_moved_and_another_called_off(
    db: Database, clock: MovableClock
) -> None:
    planning, id_ = await add(
        db, repeats="weekly", starts="10:00", ends="11:00", day="2019-03-25", place="Geneva"
    )
    on = date(2019, 4, 1)
    form = await planning.form_of(SOFIA, id_, on)
    assert form.given["day"] == {"initial_date": "2019-04-01"}
    moved = {"day": "2019-04-02", "starts": "15:00", "ends": "16:30", "place": "Geneva"}
    assert (await submit(planning, SOFIA, moved, context=form.context)).outcome == "changed"
    await planning.cancel(SOFIA, id_, on=date(2019, 4, 8))
    coming = [(a.on, a.starts_on, a.starts_at, a.ends_at) for a in await ahead(db)]
    assert coming[:3] == [
        (date(2019, 3, 25), date(2019, 3, 25), time(10), time(11)),
        (on, date(2019, 4, 2), time(15), time(16, 30)),
        (date(2019, 4, 15), date(2019, 4, 15), time(10), time(11)),
    ]
    said_of = {notice.on: notice for notice in await noted(db)}
    assert said_of[on].before["starts_on"] == "2019-04-01"
    assert said_of[date(2019, 4, 8)].due_at == clock.now()
    assert "only Mon 1 Apr 2019" in (await planning.history(SOFIA, id_)).lines[1]
    back = {"day": "2019-04-01", "starts": "10:00", "ends": "11:00", "place": "Geneva"}
    version = (await known(db, id_)).activity.sequence
    again = Context(id=id_, on=str(on), version=version)
    await submit(planning, SOFIA, back, context=again)
    assert [a.starts_on for a in await ahead(db)][1] == on


async def test_a_cancelled_activity_is_told_of_at_once_and_is_ahead_no_more(
    db: Database, clock: MovableClock
) -> None:
    planning, id_ = await add(db)
    async with db.write() as tx:
        await tx.execute(notices.delete())
    clock.move(minutes=1)
    assert (await planning.cancel(SOFIA, id_)).outcome == "cancelled"
    assert (await planning.cancel(SOFIA, id_)).outcome == "unchanged"
    assert await ahead(db) == []
    assert await planned(db) == []
    (notice,) = await noted(db)
    assert (notice.due_at, notice.before["status"]) == (clock.now(), "confirmed")
    form = await planning.form_of(SOFIA, id_)
    assert form.given["options"] == {"initial_options": [{"value": "cancelled"}]}


async def test_who_does_not_decide_changes_nothing_that_is_approved(db: Database) -> None:
    planning, id_ = await add(db)
    for other in (BENOIT, ADA):
        with pytest.raises(NotForYou):
            await planning.form_of(other, id_)
        with pytest.raises(NotForYou):
            await submit(planning, other, entered("Mine"), context=Context(id=id_))
        with pytest.raises(NotForYou):
            await planning.cancel(other, id_)


async def test_a_moderator_cannot_move_the_groups_activity_to_everyone(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, ADA, entered(whom=MIGRATION))
    assert saved.activity is not None
    with pytest.raises(FieldErrors) as caught:
        await submit(planning, ADA, entered(), context=Context(id=saved.activity.id))
    assert set(caught.value.fields) == {"whom"}


async def test_a_proposer_changes_their_own_until_it_is_decided(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, BENOIT, entered())
    assert saved.activity is not None
    id_ = saved.activity.id
    assert (await submit(planning, BENOIT, entered("Better"), context=Context(id=id_))).outcome == "changed"
    await planning.decline(SOFIA, id_, "No.")
    with pytest.raises(AlreadyDecided) as caught:
        await submit(planning, BENOIT, entered("Best"), context=Context(id=id_, version=1))
    assert caught.value.say(words("fr"))
    assert await noted(db) == []
    assert EVERYONE not in {lane for _, lane, _ in await said(db)}


async def test_a_groups_activity_is_never_public(db: Database) -> None:
    planning = await alliance(db)
    saved = await submit(planning, ADA, entered(whom=MIGRATION, options=["public"]))
    assert saved.shown is not None
    assert not saved.shown.known.is_public
    saved = await submit(planning, SOFIA, entered("Other", options=["public", "tentative"]), key="V2")
    assert saved.shown is not None
    assert (saved.shown.known.is_public, saved.shown.known.activity.status) == (True, "tentative")


async def test_the_zone_is_that_of_the_place_or_else_of_who_writes(db: Database) -> None:
    planning = await alliance(db)
    zones = {}
    for number, fields in enumerate(
        (
            {"place": "Nueva York", "starts": "10:00"},
            {"country": "KE", "starts": "10:00"},
            {"starts": "10:00"},
            {"place": "New York", "zone": "Asia/Tokyo", "starts": "10:00"},
        )
    ):
        saved = await submit(planning, SOFIA, entered(f"{'abcd'[number] * 9}", **fields), key=str(number))
        assert saved.activity is not None
        zones[number] = saved.activity.timezone
    assert list(zones.values()) == ["America/New_York", "Africa/Nairobi", "Europe/Zurich", "Asia/Tokyo"]


async def test_the_history_names_no_group_that_its_reader_is_not_in(db: Database) -> None:
    planning, id_ = await add(db)
    async with db.write() as tx:
        what = {"channel_id": [MIGRATION, None]}
        await stored.note(tx, {id_: what}, by=SOFIA)
    await join(db, "U7")
    assert "for whom: a group → everyone" in (await planning.history("U7", id_)).lines[0]
    assert "Migration" in (await planning.history(BENOIT, id_)).lines[0]


async def test_a_field_that_is_made_one_with_another_stays_what_an_activity_is_about(
    db: Database, clock: MovableClock
) -> None:
    _planning, id_ = await add(db, fields=["new:mining", "new:minning"])
    keep, gone = sorted((await known(db, id_)).fields)
    async with db.write() as tx:
        held = await merging.lock(tx, [keep, gone])
        await merging.merge(tx, held[keep], held[gone])
    assert (await known(db, id_)).fields == {keep}
    clock.move(days=400)
    async with db.write() as tx:
        await merging.forget_unused(tx, clock.now())
    assert (await known(db, id_)).fields == {keep}
