"""What repeats is taken over: its dates, those beside its rule, and what is different on some of them."""

from datetime import date

from sqlalchemy import event

from bot.calendar.looking import naming
from bot.calendar.planning import occurrences
from bot.i18n import words
from storage import dates, recurring
from storage.calendar import Activity
from storage.database import Database
from tests.bot.calendar.importing.takers import SERIES, numbers, reasons, take
from tests.bot.calendar.importing.world import ics
from tests.bot.calendar.planning.world import SOFIA, alliance


async def ahead(db: Database) -> list[Activity]:
    async with db.read() as tx:
        return sorted(await dates.of_activity(tx, 1, after=tx.now), key=lambda each: str(each.on))


async def make_exceptional(db: Database, exceptional: recurring.Exceptional) -> None:
    async with db.write() as tx:
        await occurrences.make_exceptional(tx, {1: [exceptional]}, by=SOFIA)


async def test_dates_of_a_series_are_called_off_moved_and_taken_back(db: Database) -> None:
    await alliance(db)
    moved = "UID:call\nSUMMARY:Call\nRECURRENCE-ID;TZID=Europe/Paris:20190417T150000\nDTSTART;TZID=Europe/Paris:20190418T100000"
    off = SERIES + "EXDATE;TZID=Europe/Paris:20190410T150000"
    await take(db, ics(SERIES + "SEQUENCE:1"))
    assert numbers(await take(db, ics(off + "\nSEQUENCE:2", moved))) == (0, 1, 0, 0)
    assert [(str(d.starts_on), d.status) for d in await ahead(db)] == [
        ("2019-04-03", "confirmed"),
        ("2019-04-10", "cancelled"),
        ("2019-04-18", "confirmed"),
        ("2019-04-24", "confirmed"),
        ("2019-05-01", "confirmed"),
    ]
    await make_exceptional(db, recurring.Exceptional(date(2019, 4, 24), place="Dakar"))
    assert numbers(await take(db, ics(SERIES + "SEQUENCE:3"))) == (0, 1, 0, 0)
    assert [str(d.starts_on) for d in await ahead(db) if d.status == "confirmed"][1:3] == [
        "2019-04-10",
        "2019-04-17",
    ]
    assert [d.place for d in await ahead(db)] == [None, None, None, "Dakar", None]


async def test_a_date_beside_the_rule_comes_is_called_off_and_goes(db: Database) -> None:
    await alliance(db)
    beside = SERIES + "RDATE;TZID=Europe/Paris:20190406T150000,20190408T170000\n"
    for expected in ((1, 0, 0, 0), (0, 0, 1, 0)):
        assert numbers(await take(db, ics(beside + "SEQUENCE:1"))) == expected
    assert [f"{d.starts_on:%d} {d.starts_at:%H}" for d in await ahead(db) if d.starts_on][:4] == [
        "03 15",
        "06 15",
        "08 17",
        "10 15",
    ]
    off = beside + "SEQUENCE:2\nEXDATE;TZID=Europe/Paris:20190408T170000"
    assert numbers(await take(db, ics(off))) == (0, 1, 0, 0)
    assert [str(d.on) for d in await ahead(db) if d.status == "cancelled"] == ["2019-04-08"]
    less = SERIES + "SEQUENCE:3\nRDATE;TZID=Europe/Paris:20190406T150000"
    assert numbers(await take(db, ics(less))) == (0, 1, 0, 0)
    assert [f"{d.starts_on:%d}" for d in await ahead(db) if d.starts_on][:3] == ["03", "06", "10"]
    assert numbers(await take(db, ics(beside + "SEQUENCE:1"))) == (0, 0, 0, 1)


async def test_a_list_of_dates_has_them_and_ends(db: Database) -> None:
    await alliance(db)
    await take(db, ics("DTSTART:20190403T120000Z\nRDATE:20190410T120000Z,20190502T130000Z"))
    assert [f"{d.starts_on:%d %b} {d.starts_at:%H}" for d in await ahead(db) if d.starts_on] == [
        "03 Apr 14",
        "10 Apr 14",
        "02 May 15",
    ]
    assert {naming.every(each, words("en")) for each in await ahead(db)} == {"on 3 dates"}


async def test_a_single_date_that_is_called_off_by_itself_finds_its_series(db: Database) -> None:
    await alliance(db)
    off = "UID:call\nSEQUENCE:2\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Paris:20190410T150000"
    assert reasons(await take(db, ics(off))) == ["no_series"]
    await take(db, ics(SERIES + "SEQUENCE:1"))
    assert numbers(await take(db, ics(off, head="METHOD:CANCEL\n"))) == (0, 1, 0, 0)
    assert [d.status for d in await ahead(db)] == [
        "confirmed",
        "cancelled",
        "confirmed",
        "confirmed",
        "confirmed",
    ]


async def test_several_dates_that_come_alone_are_all_remembered(db: Database) -> None:
    await alliance(db)
    await take(db, ics(SERIES + "SEQUENCE:1"))
    off = "UID:call\nSEQUENCE:2\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Paris:201904{}T150000"
    both = ics(off.format(10), off.format(17), head="METHOD:CANCEL\n")
    assert numbers(await take(db, both)) == (0, 2, 0, 0)
    assert numbers(await take(db, both)) == (0, 0, 2, 0)
    assert [d.status for d in await ahead(db)].count("cancelled") == 2


async def test_however_many_dates_of_a_series_are_different_it_is_worked_out_once(db: Database) -> None:
    await alliance(db)
    daily = "UID:{0}\nDTSTART;TZID=Europe/Paris:20190403T150000\nRRULE:FREQ=DAILY;COUNT=80\n"
    off = "EXDATE;TZID=Europe/Paris:20190{}{:02}T150000"
    said: list[str] = []
    event.listen(db.engine.sync_engine, "before_cursor_execute", lambda *each: said.append(each[2]))

    async def statements(uid: str, dates: int) -> int:
        await take(db, ics(daily.format(uid)))
        said.clear()
        days = "\n".join(off.format(4 + n // 25, 5 + n % 25) for n in range(dates))
        assert numbers(await take(db, ics(daily.format(uid) + "SEQUENCE:1\n" + days))) == (0, 1, 0, 0)
        return len(said)

    assert await statements("a", 2) == await statements("b", 60)
    async with db.read() as tx:
        assert sum(d.status == "cancelled" for d in await dates.of_activity(tx, 2, after=tx.now)) == 60
