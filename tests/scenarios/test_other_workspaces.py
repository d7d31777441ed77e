"""People of another workspace share a channel with us (Slack Connect): they are no members, and are told so kindly."""

from typing import Any

import pytest

from bot.errors import ForMembers
from bot.home import views
from bot.roster.people import is_external
from storage import people
from tests.bot.directory.conftest import write_profile
from tests.scenarios.conftest import Story


@pytest.mark.parametrize(
    ("user", "enterprise_id", "external"),
    [
        ({}, None, False),
        ({"team_id": "T1"}, None, False),
        ({"team_id": "T2"}, None, True),
        ({"team_id": "T1", "is_stranger": True}, None, True),
        ({"team_id": "T2"}, "E1", True),
        ({"team_id": "E1"}, "E1", False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E1"}}, "E1", False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E2"}}, "E1", True),
    ],
)
def test_who_is_of_another_workspace(user: dict[str, Any], enterprise_id: str | None, external: bool) -> None:
    assert is_external(user, "T1", enterprise_id) is external


async def stranger(story: Story) -> str:
    """Zoe, of another workspace, whom an event tells of as she comes into #migration."""
    zoe = story.ws.add_member("zoe", real_name="Zoe Elsewhere")
    user = {
        "id": zoe.id,
        "real_name": "Zoe",
        "team_id": "TELSEWHERE",
        "locale": "en-GB",
        "tz": "Europe/Zurich",
    }
    services, channel = story.liaison.services, story.ws.channel("migration").id
    await services.roster.joined_workspace("Ev1", user)
    await services.onboarding.joined("Ev2", channel, zoe.id, story.ws.clock.now())
    await story.settle()
    return zoe.id


async def test_they_are_not_welcomed_and_moderators_hear_nothing_of_them(story: Story) -> None:
    await stranger(story)
    await story.move(minutes=30)
    assert story.direct("zoe") == []
    assert story.direct("ada") == []


async def test_they_are_not_listed_and_not_counted(story: Story) -> None:
    member_id = await stranger(story)
    async with story.liaison.db.write() as tx:
        known = await people.get(tx, member_id)
        assert known is not None
        assert known.is_external
        assert not known.is_person
        await write_profile(tx, member_id, role="Judge", published_at=tx.now)
    found = await story.liaison.services.directory.search(story.ws.member("ada").id, "judge")
    assert (found.total, found.hits) == (0, [])


async def test_their_commands_are_refused_kindly(story: Story) -> None:
    member_id = await stranger(story)
    for ask in (
        story.liaison.services.calendar.agenda,
        story.liaison.services.home.about,
        story.liaison.services.profiles.own,
    ):
        with pytest.raises(ForMembers):
            await ask(member_id)
    story.ws.join("announcements", "zoe")
    reply = await story.ws.command("zoe", "announcements", "/calendar", "")
    assert "only help the members of this workspace" in reply.text


async def test_the_nightly_comparison_knows_our_own_people_from_others(story: Story) -> None:
    async with story.liaison.db.read() as tx:
        known = await people.everyone(tx)
    assert known
    assert not any(member.is_external for member in known.values())


async def test_their_home_tells_nothing_of_what_is_ahead(story: Story) -> None:
    member_id = await stranger(story)
    shown = str(views.home(await story.liaison.services.home.compose(member_id)))
    assert "only help the members of this workspace" in shown
    assert "Global Coordinating Group" not in shown
