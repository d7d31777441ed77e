from datetime import UTC, datetime

import pytest

from storage import calendar, details
from storage.database import Database
from tests.bot.calendar.world import EVERYONE, MIGRATION, draft, load, planned, settle
from tests.conftest import MovableClock

WEEK, DAY, HOUR = 10080, 1440, 60


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def _only(db: Database) -> calendar.Activity:
    async with db.read() as tx:
        (activity,) = await calendar.everything(tx)
    return activity


async def test_loading_says_what_it_changed_and_a_second_time_nothing(db: Database) -> None:
    await settle(db)
    first, second = draft("Tunisia"), draft("Peru", "TBC")
    assert await load(db, first, second) == [("added", "Tunisia"), ("added", "Peru")]
    assert await load(db, first, second) == [("unchanged", "Tunisia"), ("unchanged", "Peru")]
    moved = draft("Tunisia", "2019-03-29")
    assert await load(db, moved, second) == [("changed", "Tunisia"), ("unchanged", "Peru")]


async def test_a_change_raises_the_sequence_and_nothing_else_does(db: Database, clock: MovableClock) -> None:
    await settle(db, draft())
    before = await _only(db)
    clock.move(minutes=1)
    await load(db, draft())
    assert await _only(db) == before
    await load(db, draft(venue="TBC"))
    after = await _only(db)
    assert (before.sequence, after.sequence) == (0, 1)
    assert after.updated_at == clock.now()
    assert (after.id, after.uid) == (before.id, before.uid)


async def test_a_uid_lets_a_title_change(db: Database) -> None:
    await settle(db, draft("Worshop", uid="2019-03"))
    assert await load(db, draft("Workshop", uid="2019-03")) == [("changed", "Workshop")]
    assert (await _only(db)).title == "Workshop"


async def test_without_a_uid_spaces_and_capitals_make_no_other_activity(db: Database) -> None:
    await settle(db, draft("Planning workshop"))
    assert await load(db, draft("Planning  Workshop ")) == [("changed", "Planning  Workshop ")]


async def test_the_same_title_in_another_group_is_another_activity(db: Database) -> None:
    await settle(db)
    both = await load(db, draft("First meeting"), draft("First meeting", channel_id=MIGRATION))
    assert [word for word, _ in both] == ["added", "added"]


async def test_two_that_cannot_be_told_apart_are_refused_and_nothing_is_loaded(db: Database) -> None:
    await settle(db)
    with pytest.raises(ValueError, match="Give each a uid"):
        await load(db, draft("Meeting", "2019-04-01"), draft("meeting", "2019-05-01"))
    async with db.read() as tx:
        assert not await calendar.everything(tx)


async def test_everything_that_an_activity_says_comes_back(db: Database) -> None:
    given = draft(
        "Side event",
        "2019-07-17",
        starts="13:15",
        ends="14:30",
        timezone="America/New_York",
        country="US",
        place="New York",
        venue="TBC",
        link="https://example.org/",
        status="tentative",
        kind="campaign",
        channel_id=MIGRATION,
    )
    await settle(db, given)
    stored = await _only(db)
    for name in ("title", "country", "place", "venue", "link", "status", "kind", "channel_id"):
        assert getattr(stored, name) == getattr(given, name)
    assert stored.starts_at == given.when.starts_at
    assert stored.begins == utc("2019-07-17T17:15")
    assert stored.finishes == utc("2019-07-17T18:30")


async def test_reminders_are_planned_at_the_leads_of_the_kind(db: Database) -> None:
    await settle(db, draft(date="2019-07-17", starts="13:15", timezone="America/New_York"))
    assert [(r.lead, r.due_at, r.channel_id, r.state) for r in await planned(db)] == [
        (WEEK, utc("2019-07-10T07:00"), EVERYONE, "pending"),
        (DAY, utc("2019-07-16T07:00"), EVERYONE, "pending"),
        (HOUR, utc("2019-07-17T16:15"), EVERYONE, "pending"),
    ]
    assert {r.occurrence for r in await planned(db)} == {utc("2019-07-17T17:15")}


async def test_a_groups_reminders_go_to_its_channel(db: Database) -> None:
    await settle(db, draft(channel_id=MIGRATION))
    assert {reminder.channel_id for reminder in await planned(db)} == {MIGRATION}


async def test_a_lead_whose_moment_is_past_is_not_planned(db: Database) -> None:
    await settle(db, draft(date="2019-03-20"), draft("Past", "2019-02-07"))
    assert [reminder.lead for reminder in await planned(db)] == [DAY]


async def test_a_moved_date_is_reminded_of_anew(db: Database) -> None:
    await settle(db, draft())
    await load(db, draft(date="2019-04-04"))
    assert [r.due_at for r in await planned(db)] == [utc("2019-03-28T08:00"), utc("2019-04-03T07:00")]
    await load(db, draft(date="TBC"))
    assert await planned(db) == []
    await load(db, draft())
    assert [r.due_at for r in await planned(db)] == [utc("2019-03-21T08:00"), utc("2019-03-27T08:00")]


async def test_what_is_called_off_is_not_reminded_of(db: Database) -> None:
    await settle(db, draft())
    await load(db, draft(status="cancelled"))
    assert await planned(db) == []


async def test_new_leads_hold_for_activities_that_did_not_change(db: Database) -> None:
    await settle(db, draft())
    await settle(db, draft(), leads={"event": [2 * DAY, DAY]})
    assert [reminder.lead for reminder in await planned(db)] == [2 * DAY, DAY]


async def test_leads_given_for_one_kind_leave_the_others_as_they_are(db: Database) -> None:
    await settle(db, draft(), leads={"report": [0]})
    assert [reminder.lead for reminder in await planned(db)] == [WEEK, DAY]


async def test_a_new_zone_of_the_workspace_moves_the_mornings(db: Database) -> None:
    await settle(db, draft(), timezone="UTC")
    await settle(db, draft(), timezone="America/New_York")
    assert [r.due_at for r in await planned(db)] == [utc("2019-03-21T13:00"), utc("2019-03-27T13:00")]


async def test_loading_again_while_a_reminder_is_overdue_does_not_lose_it(
    db: Database, clock: MovableClock
) -> None:
    await settle(db, draft())
    clock.move_to(utc("2019-03-21T10:00"))
    await load(db, draft())
    assert [(r.lead, r.state) for r in await planned(db)] == [(WEEK, "pending"), (DAY, "pending")]


async def test_without_an_open_channel_there_is_nowhere_to_remind(db: Database) -> None:
    await settle(db, draft(), announcements_channel_id=None)
    assert await planned(db) == []
    await settle(db, draft(), announcements_channel_id=EVERYONE)
    assert len(await planned(db)) == 2


async def test_news_of_an_evening_waits_for_the_morning(db: Database) -> None:
    await settle(db, draft(kind="news", starts="22:00"))
    assert [r.due_at for r in await planned(db)] == [utc("2019-03-29T07:00")]


async def test_what_the_file_says_nothing_of_stays_public_or_not(db: Database) -> None:
    async def is_public() -> bool:
        async with db.read() as tx:
            found = await details.get(tx, 1)
        return found is not None and found.is_public

    await settle(db, draft(is_public=None))
    assert not await is_public()
    await load(db, draft(is_public=True))
    assert await is_public()
    assert await load(db, draft(is_public=None)) == [("unchanged", "Workshop")]
    assert await is_public()
    await load(db, draft(is_public=False))
    assert not await is_public()
