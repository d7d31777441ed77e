"""Who sees what, and what it costs to look."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, insert

from bot.access import viewer
from bot.calendar.home import next_up
from bot.calendar.looking.asking import Unknown
from bot.calendar.looking.detail import Detail
from bot.calendar.looking.detail_views import detail
from bot.calendar.looking.place import MINE, START, Part, Place
from bot.calendar.planning.service import PlanningService
from bot.calendar.recurrence import Rule
from bot.calendar.service import CalendarService
from bot.calendar.views import agenda
from bot.errors import NotForYou
from storage import channels, interest
from storage.database import Database, Transaction
from storage.occasions import ONCE
from tests.bot.calendar.world import MIGRATION, SUPPLY, change_channel, draft, join, says, settle

SECRET = Part("group", MIGRATION)


@pytest.fixture
async def people(db: Database) -> Database:
    """A partner in one group, a guest in none, a moderator, and the Secretariat."""
    await settle(
        db,
        draft("For all", "2019-03-19"),
        draft("Border visit", "2019-03-20", channel_id=MIGRATION, country="ML", kind="campaign"),
        draft("Cotton", "2019-03-21", channel_id=SUPPLY, country="UZ", kind="report"),
    )
    await join(db, "U-partner", SUPPLY)
    await join(db, "U-guest", is_guest=True)
    await join(db, "U-secretariat", is_secretariat=True)
    await join(db, "U-moderator", MIGRATION)
    async with db.write() as tx:
        await _moderate(tx, MIGRATION, "U-moderator")
    return db


async def _moderate(tx: Transaction, channel_id: str, member_id: str) -> None:
    await channels.set_moderators(tx, channel_id, frozenset({member_id}))


async def titles(db: Database, member_id: str, *parts: Part) -> list[str]:
    return [a.title for a in (await CalendarService(db).agenda(member_id, Place(1, parts))).activities]


async def shown(db: Database, member_id: str, place: Place = START) -> str:
    """All that Slack is sent, menus too."""
    return str(agenda(await CalendarService(db).agenda(member_id, place)))


async def propose(db: Database, title: str, channel_id: str | None = None, by: str = "U-partner") -> int:
    saved = await PlanningService(db).save(
        by, draft(title, "2019-04-09", channel_id=channel_id), view_id=title
    )
    assert saved.activity is not None
    assert saved.outcome == "proposed"
    return saved.activity.id


async def open_one(db: Database, member_id: str, activity_id: int, on: date | None = None) -> Detail:
    return await CalendarService(db).detail(member_id, activity_id, on)


async def test_a_group_is_in_no_menu_count_or_message_of_who_may_not_see_it(people: Database) -> None:
    for member_id in ("U-partner", "U-guest"):
        for place in (START, Place(1, (SECRET,)), Place(1, (Part("country", "ML"),)), Place(1, (MINE,))):
            said = await shown(people, member_id, place)
            for word in ("Migration", "Border", MIGRATION, "campaign", "Campaign"):
                assert word not in said
    assert "Migration" in await shown(people, "U-secretariat")
    assert await titles(people, "U-partner", SECRET) == ["For all", "Cotton"]
    assert isinstance(await CalendarService(people).ask("U-partner", "migration"), Unknown)
    assert not isinstance(await CalendarService(people).ask("U-secretariat", "migration"), Unknown)


async def test_a_list_is_narrowed_and_says_what_each_choice_leaves(people: Database) -> None:
    assert await titles(people, "U-secretariat", Part("kind", "report")) == ["Cotton"]
    assert await titles(people, "U-secretariat", SECRET, Part("group", SUPPLY)) == ["Border visit", "Cotton"]
    choices = (await CalendarService(people).agenda("U-partner")).choices
    assert choices[Part("kind", "report")] == 1
    assert choices[Part("group", SUPPLY)] == 1


async def test_mine_is_of_my_groups_and_what_i_go_to_and_what_i_proposed(people: Database) -> None:
    assert await titles(people, "U-partner", MINE) == ["Cotton"]
    assert await titles(people, "U-guest", MINE) == []
    async with people.write() as tx:
        row = {"activity_id": 1, "on": ONCE, "answered_at": tx.now}
        await tx.execute(insert(interest.interest).values(member_id="U-guest", answer="going", **row))
        await tx.execute(insert(interest.interest).values(member_id="U-partner", answer="no", **row))
    assert await titles(people, "U-guest", MINE) == ["For all"]
    assert await titles(people, "U-partner", MINE) == ["Cotton"]


async def test_a_proposal_waits_before_its_proposer_and_those_who_decide_alone(people: Database) -> None:
    ours, groups = await propose(people, "Webinar"), await propose(people, "Field trip", SUPPLY)
    async with people.write() as tx:
        await _moderate(tx, SUPPLY, "U-moderator")

    async def waiting(member_id: str) -> list[str]:
        found = await CalendarService(people).agenda(member_id)
        assert "Webinar" not in [a.title for a in found.activities]
        return [each.activity.title for each in found.waiting]

    assert await waiting("U-partner") == await waiting("U-secretariat") == ["Webinar", "Field trip"]
    assert await waiting("U-guest") == []
    assert await waiting("U-moderator") == []  # who is not in that group
    for member_id, activity_id in (("U-guest", ours), ("U-moderator", ours), ("U-moderator", groups)):
        with pytest.raises(NotForYou):
            await open_one(people, member_id, activity_id)
    async with people.read() as reading:
        home = says("", await next_up(reading, await viewer(reading, "U-secretariat")))
        assert "2 proposals wait for a decision." in home
        assert "wait" not in says("", await next_up(reading, await viewer(reading, "U-guest")))


async def test_one_activity_is_shown_to_those_who_may_see_it_with_the_buttons_that_are_theirs(
    people: Database,
) -> None:
    for member_id in ("U-partner", "U-guest", "U-unknown"):
        for activity_id in (2, 99):
            with pytest.raises(NotForYou):
                await open_one(people, member_id, activity_id)
    webinar = await propose(people, "Webinar")
    for member_id, activity_id, buttons in (
        ("U-guest", 1, []),
        ("U-moderator", 1, []),
        ("U-moderator", 2, ["calendar.edit", "calendar.cancel"]),
        ("U-secretariat", 1, ["calendar.edit", "calendar.cancel"]),
        ("U-partner", webinar, ["calendar.edit", "calendar.withdraw"]),
        ("U-secretariat", webinar, ["calendar.approve", "calendar.decline", "calendar.edit"]),
    ):
        view = detail(await open_one(people, member_id, activity_id))
        doings = (block for block in view["blocks"] if block.get("block_id") == "doings")
        found = [element["action_id"] for block in doings for element in block["elements"]]
        assert found == buttons, (member_id, activity_id)
    assert "Proposed by <@U-partner>" in str(detail(await open_one(people, "U-secretariat", webinar)))
    assert "<@U-partner>" not in str(detail(await open_one(people, "U-partner", webinar))["blocks"][1])


async def test_what_repeats_is_shown_with_its_rule_and_its_next_dates(people: Database) -> None:
    weekly = replace(draft("Call", "2019-03-19", starts="14:00"), rule=Rule.parse("FREQ=WEEKLY;COUNT=9"))
    saved = await PlanningService(people).save("U-secretariat", weekly, view_id="V1")
    assert saved.activity is not None
    assert "every Tuesday" in await shown(people, "U-guest")
    second = await open_one(people, "U-guest", saved.activity.id, date(2019, 3, 26))
    said = says("", detail(second)["blocks"])
    assert "*When*  Tue 26 Mar, 14:00" in said
    assert "every Tuesday, 9 times; also Tue 19 Mar, Tue 2 Apr" in said
    nearest = await open_one(people, "U-guest", saved.activity.id)
    assert nearest.activity.on == date(2019, 3, 19)


async def test_a_look_at_the_calendar_takes_two_statements(people: Database) -> None:
    await propose(people, "Webinar")
    executed: list[Any] = []
    event.listen(people.engine.sync_engine, "before_cursor_execute", lambda *given: executed.append(given))
    for member_id in ("U-partner", "U-guest"):
        executed.clear()
        await CalendarService(people).ask(member_id, "")
        assert len(executed) == 2


async def test_the_chip_of_a_group_that_has_nothing_ahead_has_its_name(people: Database) -> None:
    await change_channel(people, SUPPLY, title="Supply Chains")
    said = await shown(people, "U-partner", Place(1, (Part("group", SUPPLY), Part("kind", "news"))))
    assert "✕ Supply Chains" in said
    assert "Nothing of this is ahead." in said
    assert "Show without News (1)" in said
