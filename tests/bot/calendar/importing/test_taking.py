"""Files are taken over: once, as a whole, by those who decide, and without taking back what people have changed here."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import event, select

from bot.calendar.feeds import stock
from bot.calendar.ical import writing
from bot.calendar.planning import changing
from storage import calendar, details, noticing, planning
from storage.calendar import Activity
from storage.database import Database
from tests.bot.calendar.importing.takers import SERIES, numbers, reasons, take
from tests.bot.calendar.importing.world import file, ics, read
from tests.bot.calendar.planning.world import ADA, SOFIA, alliance
from tests.bot.calendar.world import MIGRATION, SUPPLY, draft, planned


async def everything(db: Database) -> dict[str, Activity]:
    async with db.read() as tx:
        return {activity.uid: activity for activity in await calendar.everything(tx)}


async def change(db: Database, uid: str, **values: Any) -> None:
    async with db.write() as tx:
        known = await calendar.by_uids(tx, [uid])
        await changing.apply(tx, known[uid].id, values, by=SOFIA)


async def test_the_same_file_again_changes_nothing(db: Database) -> None:
    await alliance(db)
    for name, n in (("google.ics", 3), ("outlook.ics", 3), ("apple.ics", 3)):
        assert numbers(await take(db, file(name), dry=True))[0] == n
        assert numbers(await take(db, file(name)))[:3] == (n, 0, 0)
    before = await everything(db)
    for name in ("google.ics", "outlook.ics", "apple.ics"):
        assert numbers(await take(db, file(name)))[:3] == (0, 0, 3)
    assert await everything(db) == before
    assert len(before) == 9


async def test_what_is_taken_over_is_reminded_of_and_not_announced_as_new(db: Database) -> None:
    await alliance(db)
    await take(db, ics("SUMMARY:Seminar"), by=SOFIA)
    assert {reminder.lead for reminder in await planned(db)} >= {10080, 1440}
    async with db.read() as tx:
        assert (await tx.execute(select(noticing.notices))).all() == []
        (added,) = await planning.history(tx, 1)
    assert added.changed_by == SOFIA


async def test_a_newer_version_changes_what_is_different_and_leaves_what_people_have_changed(
    db: Database,
) -> None:
    await alliance(db)
    await take(db, ics("SEQUENCE:1\nLOCATION:Geneva\nSUMMARY:Seminar"))
    await change(db, "one@example.org", title="Seminar on migration")
    report = await take(db, ics("SEQUENCE:2\nLOCATION:Geneva\nSUMMARY:Seminar\nDTSTART:20190404T120000Z"))
    assert numbers(report) == (0, 1, 0, 0)
    (activity,) = (await everything(db)).values()
    assert (activity.title, activity.starts_on, activity.place) == (
        "Seminar on migration",
        date(2019, 4, 4),
        "Geneva",
    )
    async with db.read() as tx:
        (notice,) = (await tx.execute(select(noticing.notices))).all()
    assert notice.before["starts_on"] == "2019-04-03"


async def test_an_older_version_is_not_taken(db: Database) -> None:
    await alliance(db)
    await take(db, ics("SEQUENCE:2\nLAST-MODIFIED:20190302T080000Z\nSUMMARY:New"))
    assert reasons(await take(db, ics("SEQUENCE:1\nLAST-MODIFIED:20190303T080000Z\nSUMMARY:Old"))) == [
        "older"
    ]
    assert reasons(await take(db, ics("SEQUENCE:2\nLAST-MODIFIED:20190301T080000Z\nSUMMARY:Old"))) == [
        "older"
    ]
    assert numbers(await take(db, ics("SEQUENCE:2\nLAST-MODIFIED:20190303T080000Z\nSUMMARY:Newer"))) == (
        0,
        1,
        0,
        0,
    )


async def test_thousands_are_taken_over_in_as_many_statements_as_a_few(db: Database) -> None:
    await alliance(db)
    said: list[str] = []
    event.listen(db.engine.sync_engine, "before_cursor_execute", lambda *each: said.append(each[2]))

    async def statements(count: int, name: str, version: int) -> int:
        uids = [f"UID:{name}{n}\nSUMMARY:{name} {version}\nSEQUENCE:{version}\n" for n in range(count)]
        rule = "DTSTART;TZID=Europe/Paris:20190403T150000\nRRULE:FREQ=WEEKLY;COUNT=5\nCATEGORIES:Migration"
        said.clear()
        await take(db, ics(*(uid + rule for uid in uids)))
        return len(said)

    assert await statements(3, "few", 0) == await statements(30, "many", 0)
    assert await statements(3, "few", 1) == await statements(30, "many", 1)


async def test_what_is_called_off_stays_what_it_was(db: Database) -> None:
    await alliance(db)
    gone = "UID:call\nSEQUENCE:2\nSTATUS:CANCELLED\nDTSTART:20190403T130000Z"
    assert reasons(await take(db, ics(gone))) == ["off"]
    await take(db, ics(SERIES))
    assert numbers(await take(db, ics(gone, head="METHOD:CANCEL\n"))) == (0, 1, 0, 0)
    (activity,) = (await everything(db)).values()
    assert (activity.status, activity.title, activity.starts_at) == ("cancelled", "Call", time(15))
    assert activity.rrule is not None


async def test_what_came_otherwise_is_left_alone(db: Database) -> None:
    await alliance(db, draft("Workshop", uid="w", starts="10:00"))
    report = await take(db, ics("UID:w\nSUMMARY:Another"))
    assert reasons(report) == ["elsewhere"]
    assert [activity.title for activity in (await everything(db)).values()] == ["Workshop"]


async def test_our_own_feed_comes_back_as_it_is(db: Database) -> None:
    await alliance(
        db, draft("Workshop", uid="w", starts="10:00"), draft("Days", uid="d", end_date="2019-03-29")
    )
    await take(db, ics(SERIES))
    async with db.read() as tx:
        whole = await stock.read(tx, stock.Edition.of(1, tx.now))
    feed = writing.calendar("Calendar", [event for _, event in await whole.events("en")])
    assert numbers(await take(db, feed)) == (0, 0, 7, 0)


async def test_a_moderator_brings_in_for_their_group_what_another_group_has(db: Database) -> None:
    await alliance(db)
    await take(db, ics("SUMMARY:Secret"), whom=SUPPLY)
    assert numbers(await take(db, ics("SUMMARY:Mine"), by=ADA, whom=MIGRATION)) == (1, 0, 0, 0)
    assert numbers(await take(db, ics("SUMMARY:Mine"), by=ADA, whom=MIGRATION)) == (0, 0, 1, 0)
    assert numbers(await take(db, ics("SUMMARY:Mine anew\nSEQUENCE:1"), by=ADA, whom=MIGRATION)) == (
        0,
        1,
        0,
        0,
    )
    found = {(a.title, a.channel_id) for a in (await everything(db)).values()}
    assert found == {("Secret", SUPPLY), ("Mine anew", MIGRATION)}


async def test_what_is_for_everyone_a_moderator_does_not_change(db: Database) -> None:
    await alliance(db)
    await take(db, ics("SUMMARY:Theirs"))
    assert reasons(await take(db, ics("SUMMARY:Mine\nSEQUENCE:9"), by=ADA, whom=MIGRATION)) == ["not_yours"]


async def test_a_table_names_groups_and_fields(db: Database) -> None:
    await alliance(db)
    rows = "Title,Starts,Group,Fields\nA,2019-04-03,Migration,Child labour; Migration\nB,TBC,Supply Chains,\nC,2019-Q2,,\n"
    contents = read(rows, "plan.csv")
    report = await take(db, contents, by=ADA, whom=MIGRATION)
    assert (numbers(report), reasons(report)) == ((2, 0, 0, 1), ["bad_group"])
    async with db.read() as tx:
        known = [await details.get(tx, activity.id) for activity in await calendar.everything(tx)]
    assert sorted(len(each.fields) for each in known if each) == [0, 2]
    assert numbers(await take(db, contents, by=ADA, whom=MIGRATION)) == (0, 0, 2, 1)
    later = replace(
        contents, found=tuple(replace(f, said={**f.said, "title": f.title.lower()}) for f in contents.found)
    )
    assert numbers(await take(db, later, by=ADA, whom=MIGRATION))[:3] == (0, 2, 0)
