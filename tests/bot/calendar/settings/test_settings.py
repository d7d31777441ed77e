import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.access import Viewer
from bot.calendar.draft import KINDS
from bot.calendar.planning import changing, facts
from bot.calendar.service import CalendarService
from bot.calendar.settings import rules, views
from bot.calendar.settings.service import CalendarSettingsService
from bot.calendar.settings.views import OfChannel, Settings
from bot.errors import Gone, NotForYou
from bot.i18n import words
from sandbox.blockkit import check_view
from storage import channel_calendars, workspace
from storage.database import Database
from storage.people import Member
from storage.workspace import Workspace
from tests.bot.calendar.planning.world import ADA, BENOIT, GUS, SECRETARIAT, SOFIA, alliance
from tests.bot.calendar.world import EVERYONE, MIGRATION, draft, load, planned, posts, states, sweep
from tests.conftest import MovableClock

TWO_WEEKS, WEEK, THREE_DAYS, DAY, HOUR = 20160, 10080, 4320, 1440, 60
THEIRS = draft("Meeting", "2019-04-11", channel_id=MIGRATION)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def entered(choice: str = "mine", posts: int = 3, **leads: list[int]) -> dict[str, Any]:
    """What the form sends: of kinds that are not named the leads of the workspace."""
    defaults = workspace.DEFAULT_LEADS | leads
    of_kinds = {f"leads.{kind}": [str(minutes) for minutes in defaults[kind]] for kind in KINDS}
    return {"choice": choice, "posts_a_day": str(posts)} | of_kinds


async def save(db: Database, channel_id: str | None = MIGRATION, member_id: str = ADA, **given: Any) -> None:
    await CalendarSettingsService(db).save(member_id, channel_id, entered(**given))


async def test_a_moderator_decides_about_their_channel_and_reminders_follow(
    db: Database, clock: MovableClock
) -> None:
    await alliance(db, THEIRS, draft("Workshop", "2019-04-11"))
    await save(db, event=[THREE_DAYS], posts=1)
    leads = {(r.channel_id, r.lead) for r in await planned(db)}
    assert leads == {(MIGRATION, THREE_DAYS), (EVERYONE, WEEK), (EVERYONE, DAY)}
    async with db.read() as tx:
        found = await channel_calendars.of(tx, MIGRATION)
        others = await channel_calendars.of(tx, EVERYONE)
    assert (found.leads, found.posts_a_day) == ({"event": [THREE_DAYS]}, 1)
    assert (others.leads, others.posts_a_day) == ({}, 3)


async def test_what_comes_into_the_calendar_later_follows_the_channels_leads_too(db: Database) -> None:
    await alliance(db)
    await save(db, event=[TWO_WEEKS])
    await load(db, THEIRS, draft("Terms", "2019-04-11", kind="deadline", channel_id=MIGRATION))
    assert {(r.activity_id, r.lead) for r in await planned(db)} == {(1, TWO_WEEKS), (2, WEEK), (2, DAY)}


async def test_the_secretariat_decides_about_announcements_and_of_a_kind_nothing_at_all_is_said(
    db: Database, clock: MovableClock
) -> None:
    await alliance(db, draft("Workshop", "2019-04-11"), THEIRS)
    await save(db, EVERYONE, SOFIA, event=[])
    assert {r.channel_id for r in await planned(db)} == {MIGRATION}
    await save(db, EVERYONE, SOFIA)
    assert len(await planned(db)) == 4


async def test_what_is_as_in_the_workspace_follows_the_workspace(db: Database) -> None:
    await alliance(db, THEIRS)
    await save(db, event=[DAY])
    await save(db, event=[WEEK, DAY, HOUR])
    async with db.read() as tx:
        assert (await channel_calendars.of(tx, MIGRATION)).leads == {}


async def test_a_lead_that_is_added_later_neither_skips_nor_repeats(
    db: Database, clock: MovableClock
) -> None:
    service = CalendarService(db)
    await alliance(db, THEIRS)
    clock.move_to(utc("2019-04-04T08:00"))
    assert await sweep(service) == 1
    await save(db, event=[TWO_WEEKS, WEEK, THREE_DAYS])  # two weeks ahead is over, a week was said
    assert await sweep(service) == 0
    clock.move_to(utc("2019-04-08T08:00"))
    assert await sweep(service) == 1
    await save(db, event=[WEEK, DAY])
    await save(db, event=[WEEK, THREE_DAYS, DAY])
    clock.move_to(utc("2019-04-10T08:00"))
    assert await sweep(service) == 1
    assert len(await posts(db)) == 3


async def test_a_lead_that_is_moved_past_its_moment_is_said_now_and_once(
    db: Database, clock: MovableClock
) -> None:
    service = CalendarService(db)
    await alliance(db, THEIRS)
    clock.move_to(utc("2019-04-01T09:00"))
    await save(db, event=[TWO_WEEKS])  # in the place of a week: that was still to come
    assert await sweep(service) == 1
    await save(db, event=[WEEK])
    clock.move_to(utc("2019-04-12T09:00"))
    await sweep(service)
    assert len(await posts(db)) == 1


async def test_a_lead_that_repeats_with_an_activity_follows_for_all_its_dates(db: Database) -> None:
    await alliance(db)
    async with db.write() as tx:
        columns = facts.columns_of(draft("Call", "2019-04-02", starts="10:00", channel_id=MIGRATION))
        await changing.add(tx, "uid", columns | {"rrule": "FREQ=WEEKLY;COUNT=3"}, by=ADA)
    await save(db, event=[HOUR])
    assert [r.lead for r in await planned(db)] == [HOUR] * 3


async def test_an_overdue_reminder_is_late_by_the_channels_own_next_lead(
    db: Database, clock: MovableClock
) -> None:
    """Two days late, when the workspace would speak of it a day ahead; this channel has no such lead, and hears it now."""
    await alliance(db, THEIRS)
    await save(db, event=[THREE_DAYS])
    clock.move_to(utc("2019-04-10T07:00"))
    await sweep(CalendarService(db))
    assert await states(db) == {THREE_DAYS: "announced"}


async def test_whoever_changes_an_activity_meanwhile_gets_the_new_leads(db: Database) -> None:
    await alliance(db, *(draft(f"Meeting {n}", "2019-05-09", channel_id=MIGRATION) for n in range(5)))

    async def move(activity_id: int) -> None:
        async with db.write() as tx:
            day = date(2019, 5, 20 + activity_id)
            await changing.apply(tx, activity_id, {"starts_on": day, "ends_on": day}, by=ADA)

    leads = ([THREE_DAYS], [TWO_WEEKS, DAY], [WEEK])
    await asyncio.gather(*(move(n) for n in range(1, 6)), *(save(db, event=each) for each in leads))
    async with db.read() as tx:
        held = set((await channel_calendars.of(tx, MIGRATION)).leads["event"])
    found = {(r.activity_id, r.lead, r.occurrence.day) for r in await planned(db)}
    assert found == {(n, lead, 19 + n) for n in range(1, 6) for lead in held}


@pytest.mark.parametrize(
    ("member_id", "channel_id", "may"),
    [
        (ADA, MIGRATION, True),
        (ADA, EVERYONE, False),
        (BENOIT, MIGRATION, False),
        (GUS, MIGRATION, False),
        (SOFIA, MIGRATION, True),
        (SOFIA, EVERYONE, True),
        (SOFIA, SECRETARIAT, False),
        (SOFIA, "D1", False),
    ],
)
async def test_only_who_moderates_a_channel_decides_about_it(
    db: Database, member_id: str, channel_id: str, may: bool
) -> None:
    await alliance(db)
    service = CalendarSettingsService(db)
    found = await service.settings(member_id, channel_id)
    assert (found.channel is not None) is may
    assert not check_view(views.form(found))
    if not may:
        with pytest.raises(NotForYou):
            await service.save(member_id, channel_id, entered())


async def test_a_form_that_is_not_ours_is_refused(db: Database) -> None:
    await alliance(db)
    for wrong in ({"event": [7]}, {"posts": 0}, {"posts": 999}, {"choice": "every"}):
        with pytest.raises(Gone):
            await save(db, **wrong)


async def test_a_choice_is_kept_and_shown(db: Database) -> None:
    await alliance(db)
    await save(db, None, BENOIT, choice="digest")
    assert (await CalendarSettingsService(db).settings(BENOIT, MIGRATION)).choice == "digest"
    assert (await CalendarSettingsService(db).settings(ADA, MIGRATION)).choice == "mine"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("choice", ["all", "mine", "digest", "none"])
def test_the_form_and_its_answer_are_what_slack_takes(language: str, choice: str) -> None:
    viewer = Viewer(Member(ADA, locale=language), Workspace(languages=(language,)))
    leads = {kind: [720, 30, 0] for kind in KINDS} | {"news": []}
    for channel in (None, OfChannel(MIGRATION, leads, 12)):
        shown = Settings(viewer, choice, channel, moderates=True)
        assert not check_view(views.form(shown))
        assert not check_view(views.saved(shown))


def test_leads_are_said_in_words() -> None:
    said = [views.lead(minutes, "event", words("en")) for minutes in (*rules.OFFERED, 720, 30, 1)]
    assert said[:6] == [
        "2 weeks before",
        "1 week before",
        "3 days before",
        "1 day before",
        "1 hour before",
        "as it begins",
    ]
    assert said[6:] == ["12 hours before", "30 minutes before", "1 minute before"]
    assert views.lead(0, "report", words("en")) == "on the day"
