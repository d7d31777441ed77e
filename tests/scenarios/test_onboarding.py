"""A partner comes, is welcomed, and the moderators hear of it."""

from contextlib import suppress
from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot import lockout
from storage import channels
from tests.scenarios.conftest import Story


async def test_a_new_member_is_welcomed_with_first_steps_and_the_guide(story: Story) -> None:
    story.ws.team_join("dana", real_name="Dana Example")
    await story.settle()
    (welcome,) = story.direct("dana")
    assert "Liaison" in welcome
    assert "https://example.org/guide" in welcome
    offered = ("onboarding.guide", "profile.edit", "onboarding.tick", "onboarding.stop")
    assert [f"'{action}'" in welcome for action in offered] == [True] * 4


async def test_the_welcome_is_in_the_members_language(story: Story) -> None:
    story.ws.team_join("dominique", real_name="Dominique Exemple", locale="fr-FR")
    await story.settle()
    (welcome,) = story.direct("dominique")
    assert "Bienvenue" in welcome


async def test_who_joins_a_group_is_told_what_happens_there_who_moderates_and_what_is_ahead(
    story: Story,
) -> None:
    await story.move(hours=6)  # nine in the morning in Lima
    story.ws.invite("migration", "carmen", by="sofia")
    await story.settle()
    (welcome,) = story.direct("carmen")
    assert "Where the work plan is discussed." in welcome
    assert story.ws.member("ada").id in welcome
    assert "Migration Action Group workshop" in welcome
    assert "Global Coordinating Group" not in welcome


async def test_who_is_brought_into_a_group_at_night_is_welcomed_in_the_morning(story: Story) -> None:
    story.ws.invite("migration", "carmen", by="sofia")  # it is three in the morning in Lima
    await story.settle()
    assert story.direct("carmen") == []
    await story.move(hours=6, minutes=10)
    (welcome,) = story.direct("carmen")
    assert "Where the work plan is discussed." in welcome


async def test_an_event_that_comes_four_times_makes_one_welcome(story: Story) -> None:
    await story.move(hours=6)  # nine in the morning in Lima
    story.ws.faults.events(duplicate=3)
    story.ws.team_join("dana", real_name="Dana Example")
    story.ws.invite("migration", "carmen")
    await story.settle()
    assert len(story.direct("dana")) == 1
    assert len(story.direct("carmen")) == 1


async def test_a_member_who_left_and_came_back_within_a_day_is_welcomed_once(story: Story) -> None:
    await story.move(hours=6)  # nine in the morning in Lima
    story.ws.invite("migration", "carmen")
    await story.settle()
    story.ws.leave("migration", "carmen")
    await story.move(hours=5)
    story.ws.invite("migration", "carmen")
    await story.settle()
    assert len(story.direct("carmen")) == 1


async def test_who_was_there_when_liaison_first_looked_is_not_welcomed(story: Story) -> None:
    assert story.direct("ada") == []
    story.ws.leave("migration", "benoit")
    story.ws.invite("migration", "benoit")
    await story.settle()
    assert story.direct("benoit") == []


async def test_bots_and_deactivated_people_are_not_welcomed(story: Story) -> None:
    story.ws.team_join("pollbot", real_name="Polls", is_bot=True)
    eve = story.ws.team_join("eve", real_name="Eve Example")
    story.ws.deactivate(eve)
    await story.settle()
    assert story.direct("pollbot") == []
    assert story.direct("eve") == []


async def test_a_guest_hears_only_of_their_channels(story: Story) -> None:
    story.ws.team_join("gus", real_name="Gus Example", guest="multi")
    story.ws.invite("ceag", "gus")
    await story.settle()
    told = "\n".join(story.direct("gus"))
    assert "guest" in told
    assert "profile.edit" not in told
    assert "Communications and Engagement" in told


async def test_who_came_while_liaison_was_down_is_caught_up_with_once(story: Story) -> None:
    story.ws.connect(None)
    story.ws.team_join("dana", real_name="Dana Example")
    story.ws.invite("migration", "dana")
    story.ws.invite("ceag", "dana")
    await story.ws.idle()
    await story.liaison.services.roster.request_sync()
    await story.settle()
    await story.move(days=1)
    (welcome,) = story.direct("dana")
    assert "Migration Action Group" in welcome
    assert "Communications and Engagement" in welcome


async def test_a_newcomer_who_left_again_before_the_welcome_is_not_written_to(story: Story) -> None:
    story.ws.connect(None)
    story.ws.invite("migration", "carmen")
    story.ws.leave("migration", "carmen")
    await story.ws.idle()
    await story.liaison.services.roster.request_sync()
    await story.move(hours=14)
    assert story.direct("carmen") == []


async def test_liaison_brought_into_a_new_channel_welcomes_nobody_there(story: Story) -> None:
    channel = story.ws.add_channel("rule-of-law", private=True, members=[story.ws.member("carmen").id])
    story.ws.invite(channel, story.ws.bot_user_id, by="carmen")
    await story.settle()
    await story.ws.advance(timedelta(hours=1))
    await story.settle()
    assert story.direct("carmen") == []


async def test_a_leave_that_is_told_before_its_join_leaves_nobody_behind(story: Story) -> None:
    story.ws.faults.events(shuffle=True)
    for _ in range(4):
        story.ws.invite("migration", "carmen")
        story.ws.leave("migration", "carmen")
    await story.settle()
    story.ws.faults.events()
    await story.settle()
    reply = await story.ws.command("carmen", "announcements", "/calendar", "")
    assert "Migration Action Group workshop" not in str(reply.blocks)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the token is refused, it is asked again without a wait of real time."""
    monkeypatch.setattr(lockout, "FIRST_WAIT", 0.0)
    monkeypatch.setattr(lockout, "LONGEST_WAIT", 0.0)


async def test_a_revoked_token_makes_nobody_deactivated(story: Story, impatient: None) -> None:
    story.ws.faults.add("users.info", kind="error", error="token_revoked", times=2)
    story.ws.invite("ceag", "carmen")
    story.ws.team_join("dana", real_name="Dana Example")
    await story.ws.idle()
    for _ in range(3):
        with suppress(SlackApiError):
            await story.settle()
        story.ws.clock.move(timedelta(minutes=2))
    await story.settle()
    assert len(story.direct("dana")) == 1


async def test_a_comparison_that_failed_is_made_again_in_minutes(story: Story, impatient: None) -> None:
    story.ws.connect(None)
    story.ws.invite("migration", "carmen")
    story.ws.faults.add("users.list", kind="error", error="invalid_auth")
    await story.liaison.services.roster.request_sync()
    with suppress(SlackApiError):
        await story.liaison.worker.work()
    story.ws.clock.move(timedelta(minutes=6))
    await story.settle()
    await story.move(hours=8)
    assert len(story.direct("carmen")) == 1


async def test_a_group_that_one_comes_into_while_being_welcomed_is_written_into_the_welcome(
    story: Story,
) -> None:
    story.ws.team_join("dana", real_name="Dana Example")
    await story.settle()
    story.ws.invite("migration", "dana")
    await story.settle()
    (welcome,) = story.direct("dana")
    assert "Welcome to Alliance 8.7" in welcome
    assert "Where the work plan is discussed." in welcome


async def test_nobody_is_written_to_more_than_twice_a_week_whatever_they_come_into(story: Story) -> None:
    await story.move(hours=6)  # nine in the morning in Lima
    more = [f"group-{number}" for number in range(4)]
    async with story.liaison.db.write() as tx:
        for name in more:
            channel = story.ws.add_channel(name, private=True, members=[story.ws.bot_user_id])
            seen = {"kind": "group", "title": name.title(), "bot_is_member": True}
            await channels.save(tx, channel.id, **seen, first_seen_at=story.ws.clock.now())
    for name in more:
        story.ws.invite(name, "carmen", by="ada")
        await story.move(hours=1)
    assert len(story.direct("carmen")) == 2
    await story.move(days=7, hours=3)
    told = story.direct("carmen")
    assert len(told) == 3
    assert all(name.title() in "".join(told) for name in more)
    assert "Group-2" in told[-1]
    assert "Group-3" in told[-1]


async def test_of_a_group_that_liaison_was_taken_out_of_nobody_sees_the_calendar_any_more(
    story: Story,
) -> None:
    reply = await story.ws.command("benoit", "announcements", "/calendar", "")
    assert "Migration Action Group workshop" in str(reply.blocks)
    story.ws.leave("migration", story.ws.bot_user_id)
    await story.settle()
    story.ws.leave("migration", "benoit")
    await story.settle()
    reply = await story.ws.command("benoit", "announcements", "/calendar", "")
    assert "Migration Action Group workshop" not in str(reply.blocks)
    await story.move(minutes=10)
    story.ws.invite("migration", story.ws.bot_user_id, by="ada")
    await story.settle()
    for member, sees in (("ada", True), ("benoit", False)):
        reply = await story.ws.command(member, "announcements", "/calendar", "")
        assert ("Migration Action Group workshop" in str(reply.blocks)) is sees
