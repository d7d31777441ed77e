import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.calendar.recurrence import END, Rule
from bot.calendar.repeating import AHEAD, RepeatingService, expand
from storage import calendar, details, recurring
from storage.calendar import Activity
from storage.database import Database
from storage.recurring import Exceptional, Occurrence
from tests.bot.calendar.world import draft, load, settle
from tests.conftest import MovableClock

WEEKLY = Rule("weekly")
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def call(date: str = "2019-03-20", rule: Rule | None = WEEKLY, **values: Any) -> Any:
    return draft("Call", date, rule=rule, **{"starts": "14:00", "ends": "15:00"} | values)


async def kept(db: Database) -> dict[str, Occurrence]:
    """All its occurrences, by their day by the rule."""
    async with db.read() as tx:
        found = await recurring.of_activity(tx, 1, after=LONG_AGO)
    return {f"{on}": occurrence for on, occurrence in found.items()}


async def expanded_until(db: Database) -> date | None:
    async with db.read() as tx:
        found = await details.get(tx, 1)
    assert found is not None
    return found.expanded_until


async def change(db: Database, *exceptions: Exceptional) -> None:
    async with db.write() as tx:
        await recurring.save_exceptions(tx, {1: exceptions})
        await expand(tx, [1])


async def extended(db: Database) -> int:
    times = 0
    while await RepeatingService(db).extend_next():
        times += 1
    return times


async def ahead(db: Database) -> list[Activity]:
    async with db.read() as tx:
        return list(await calendar.ahead(tx))


def writes_of(db: Database) -> Counter[str]:
    """Counts the rows of `occurrences` that are written from now on."""
    count: Counter[str] = Counter()

    def saw(
        _connection: object, _cursor: object, said: str, values: Any, _context: object, many: bool
    ) -> None:
        verb, *rest = said.split()
        if verb in {"INSERT", "UPDATE", "DELETE"} and "occurrences" in rest[:2]:
            count[verb] += len(values) if many else 1

    event.listen(db.engine.sync_engine, "before_cursor_execute", saw)
    return count


async def test_what_repeats_takes_place_every_week_for_the_next_400_days(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call())
    found = await kept(db)
    assert list(found)[:3] == ["2019-03-20", "2019-03-27", "2019-04-03"]
    assert max(found) > f"{clock.now().date() + AHEAD}"
    assert [found[on].begins for on in ("2019-03-27", "2019-04-03")] == [
        utc("2019-03-27T13:00"),
        utc("2019-04-03T12:00"),  # the clocks of Geneva have been changed
    ]
    assert [activity.on for activity in await ahead(db)] == [
        date(2019, 3, 20) + timedelta(weeks=week) for week in range(5)
    ]


async def test_the_same_again_writes_nothing_and_one_that_moves_writes_one(db: Database) -> None:
    await settle(db, call())
    writes = writes_of(db)
    await load(db, call())
    await change(db)
    assert not writes
    await change(db, Exceptional(date(2019, 4, 3), starts_on=date(2019, 4, 4)))
    assert writes == {"UPDATE": 1}
    await change(db, Exceptional(date(2019, 4, 10), status="cancelled"))
    assert writes == {"UPDATE": 2}
    await load(db, call(rule=Rule("weekly", until=date(2020, 4, 1))))
    assert writes == {"UPDATE": 2, "DELETE": 8}


async def test_one_that_is_moved_is_on_its_new_day_under_its_old_name(db: Database) -> None:
    await settle(db, call())
    other = Exceptional(
        date(2019, 3, 27), starts_on=date(2019, 3, 28), starts_at=time(23, 30), venue="Room 5"
    )
    await change(db, other)
    moved = (await ahead(db))[1]
    assert (moved.on, moved.starts_on, moved.venue) == (date(2019, 3, 27), date(2019, 3, 28), "Room 5")
    assert (moved.begins, moved.finishes) == (utc("2019-03-28T22:30"), utc("2019-03-28T23:30"))
    assert moved.ends_on == date(2019, 3, 29)
    async with db.write() as tx:
        await recurring.drop_exceptions(tx, 1, [date(2019, 3, 27)])
        await expand(tx, [1])
    assert (await ahead(db))[1].begins == utc("2019-03-27T13:00")


async def test_one_that_is_called_off_is_not_ahead_and_not_forgotten(db: Database) -> None:
    await settle(db, call())
    await change(db, Exceptional(date(2019, 3, 20), status="cancelled"))
    assert (await ahead(db))[0].on == date(2019, 3, 27)
    assert (await kept(db))["2019-03-20"].status == "cancelled"
    await load(db, call(status="cancelled"))
    assert {occurrence.status for occurrence in (await kept(db)).values()} == {"cancelled"}
    assert await ahead(db) == []
    await load(db, call(status="tentative"))
    assert Counter(each.status for each in (await kept(db)).values())["cancelled"] == 1


async def test_what_has_taken_place_stays_when_the_rule_is_changed_and_no_past_is_made_up(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call())
    clock.move(days=15)  # Tuesday 2 April
    await load(db, call("2019-03-25", Rule("weekly", weekdays=(0,)), starts="10:00", ends="11:00"))
    found = await kept(db)
    assert list(found)[:4] == ["2019-03-20", "2019-03-27", "2019-04-08", "2019-04-15"]
    assert found["2019-03-27"].starts_at == time(14)
    assert found["2019-04-08"].starts_at == time(10)


async def test_one_that_was_over_and_is_put_off_is_ahead_again(db: Database, clock: MovableClock) -> None:
    await settle(db, call())
    clock.move(days=15)
    await change(db, Exceptional(date(2019, 3, 20), starts_on=date(2019, 4, 24)))
    assert sorted(f"{each.starts_on} {each.on}" for each in await ahead(db))[2:4] == [
        "2019-04-17 2019-04-17",
        "2019-04-24 2019-03-20",
    ]


async def test_without_its_rule_it_is_a_single_activity(db: Database) -> None:
    await settle(db, call())
    await load(db, call(rule=None))
    assert await kept(db) == {}
    assert await expanded_until(db) is None
    ((only),) = await ahead(db)
    assert (only.on, only.begins) == (None, utc("2019-03-20T13:00"))


async def test_what_repeats_and_has_no_day_yet_is_shown_as_to_be_confirmed(db: Database) -> None:
    await settle(db, draft("Call", "TBC", rule=WEEKLY))
    ((only),) = await ahead(db)
    assert only.starts_on is None
    await load(db, call())
    assert (await ahead(db))[0].on == date(2019, 3, 20)


async def test_the_next_one_is_there_however_far_it_is(db: Database, clock: MovableClock) -> None:
    await settle(
        db, call("2019-03-20", Rule("yearly", interval=4)), draft("Jubilee", "2030-01-01", rule=WEEKLY)
    )
    assert list(await kept(db)) == ["2019-03-20", "2023-03-20"]
    assert [f"{each.starts_on}" for each in await ahead(db)] == ["2019-03-20", "2030-01-01"]
    clock.move(days=3)
    assert [f"{each.starts_on}" for each in await ahead(db)] == ["2023-03-20", "2030-01-01"]


async def test_something_old_gets_the_last_400_days_of_its_past(db: Database) -> None:
    await settle(db, call("1999-03-17"))
    assert min(await kept(db)) == "2018-02-14"
    assert len(await kept(db)) == 120


async def test_as_time_goes_on_occurrences_are_added_once_a_month_and_nothing_else_is_written(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call())
    before = await kept(db)
    assert await extended(db) == 0
    clock.move(days=29)
    assert await extended(db) == 0
    clock.move(days=2)
    writes = writes_of(db)
    assert await extended(db) == 1
    assert writes == {"INSERT": 5}  # one of them was there, as the next after the rest
    after = await kept(db)
    assert before.items() < after.items()
    assert max(after) > f"{clock.now().date() + AHEAD}"
    assert await extended(db) == 0


async def test_a_rule_that_has_come_to_its_end_is_looked_at_no_more(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call(rule=Rule("weekly", count=3)))
    assert list(await kept(db)) == ["2019-03-20", "2019-03-27", "2019-04-03"]
    assert await expanded_until(db) == END
    clock.move(days=3000)
    assert await extended(db) == 0


async def test_after_years_of_standing_still_the_last_400_days_are_made_up_for(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, call())
    clock.move(days=3000)
    assert await extended(db) == 1
    found = [on for on in await kept(db) if on > "2022"]
    assert len(found) == 119
    assert (await ahead(db))[0].starts_on == date(2027, 6, 9)


async def test_an_exception_far_ahead_holds_when_its_time_comes(db: Database, clock: MovableClock) -> None:
    await settle(db, call())
    await change(db, Exceptional(date(2021, 3, 24), status="cancelled"))
    assert "2021-03-24" not in await kept(db)
    clock.move(days=400)
    await extended(db)
    found = await kept(db)
    assert (found["2021-03-24"].status, found["2021-03-17"].status) == ("cancelled", "confirmed")


async def test_workers_and_people_at_once_end_with_what_is_wanted(
    db: Database, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.calendar.repeating.MANY", 5)
    await settle(db, *(draft(f"Call {n}", "2019-03-20", rule=WEEKLY) for n in range(12)), leads={"event": []})
    clock.move(days=40)
    off = Exceptional(date(2019, 5, 15), status="cancelled")
    await asyncio.gather(*(extended(db) for _ in range(3)), change(db, off), change(db, off))
    async with db.read() as tx:
        all_of_them = [await recurring.of_activity(tx, id_, after=LONG_AGO) for id_ in range(1, 13)]
    assert {len(found) for found in all_of_them} == {len(all_of_them[0])}
    assert max(all_of_them[0]) > clock.now().date() + AHEAD
    assert [found[date(2019, 5, 15)].status for found in all_of_them[:2]] == ["cancelled", "confirmed"]


@pytest.mark.parametrize("day", ["2019-03-19", "2019-03-20"])
async def test_an_exception_of_a_day_that_is_not_by_the_rule_is_no_occurrence(db: Database, day: str) -> None:
    await settle(db, call())
    await change(db, Exceptional(date.fromisoformat(day), starts_on=date(2019, 3, 21)))
    assert len([on for on in await kept(db) if on < "2019-03-27"]) == 1
