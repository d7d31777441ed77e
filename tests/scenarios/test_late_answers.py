"""Slack takes no answer any more by the way it gave: whoever waits is told all the same, and what to do next."""

from datetime import timedelta

import pytest

from sandbox import response_urls
from tests.scenarios.conftest import Story


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every response_url has expired when it is used."""
    monkeypatch.setattr(response_urls, "LIFETIME", timedelta(seconds=-1))


def late(story: Story, error: str = "expired_trigger_id") -> None:
    story.ws.faults.add("views.open", kind="error", error=error)


def seen(story: Story, member: str, channel: str | None = None) -> list[str]:
    return [f"{m.text}\n{m.blocks}" for m in story.ws.ephemerals(member, channel)]


@pytest.mark.parametrize("error", ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"])
async def test_a_command_whose_form_opens_too_late_says_what_to_type_again(story: Story, error: str) -> None:
    late(story, error)
    reply = await story.ws.command("ada", "migration", "/profile", "edit")
    assert reply.status == 200
    (told,) = seen(story, "ada", "migration")
    assert "type it again: `/profile edit`" in told


async def test_it_is_said_in_the_language_of_who_waits(story: Story) -> None:
    late(story)
    await story.ws.command("benoit", "migration", "/profile")
    (told,) = seen(story, "benoit", "migration")
    assert "`/profile`" in told
    assert "trop" in told


async def test_a_command_whose_response_url_has_expired_too_is_answered_in_the_channel(
    story: Story, closed: None
) -> None:
    late(story)
    await story.ws.command("ada", "migration", "/profile")
    (told,) = seen(story, "ada", "migration")
    assert "too long" in told


async def test_where_liaison_is_not_it_is_said_in_a_direct_message(story: Story, closed: None) -> None:
    people = [story.ws.member(name).id for name in ("ada", "carmen")]
    story.ws.add_channel("elsewhere", private=True, members=people)
    late(story)
    await story.ws.command("ada", "elsewhere", "/profile")
    await story.settle()
    assert seen(story, "ada") == []
    (told,) = story.direct("ada")
    assert "`/profile`" in told


async def test_a_button_of_home_that_opens_too_late_is_told_in_a_direct_message(story: Story) -> None:
    late(story)
    await press_at_home(story, "ada")
    (told,) = story.direct("ada")
    assert "press the button again" in told


async def test_a_form_that_slack_is_too_slow_to_open_is_told(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.context.PATIENCE", 0.05)
    story.ws.faults.add("views.open", kind="hang", seconds=0.2)
    await story.ws.command("ada", "migration", "/profile")
    (told,) = seen(story, "ada", "migration")
    assert "too long" in told


async def press_at_home(story: Story, member: str) -> None:
    """Presses the button of one's profile in the Directory's part of Home, the last there."""
    home = await story.ws.open_home(member)
    assert home is not None
    block = [b["block_id"] for b in home.blocks if b.get("accessory", {}).get("action_id") == "profile.edit"]
    await story.ws.press(member, home, "profile.edit", block_id=block[-1])
    await story.settle()


async def welcome(story: Story) -> None:
    story.ws.invite("ceag", "carmen")
    await story.settle()
    await story.move(hours=8)  # until Carmen is awake


async def test_an_answer_to_a_button_whose_response_url_has_expired_comes_where_the_button_is(
    story: Story, closed: None
) -> None:
    await welcome(story)
    await story.ws.press("carmen", story.ws.dm("carmen")[-1], "calendar.open")
    (shown,) = seen(story, "carmen")
    assert "Global Coordinating Group meeting" in shown


async def test_an_answer_that_can_be_shown_nowhere_becomes_a_direct_message_once(
    story: Story, closed: None
) -> None:
    await welcome(story)
    story.ws.faults.add("chat.postEphemeral", kind="error", error="user_not_in_channel")
    await story.ws.press("carmen", story.ws.dm("carmen")[-1], "calendar.open")
    await story.settle()
    await story.settle()
    (_welcome, shown) = story.direct("carmen")
    assert "Global Coordinating Group meeting" in shown


async def test_what_a_moderator_did_is_said_though_their_message_can_not_be_rewritten(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    for channel in ("migration", "ceag"):
        story.ws.say(channel, "ada", "Good morning")
    await story.move(days=7, hours=4)
    nudge = story.ws.dm("ada")[-1]
    monkeypatch.setattr(response_urls, "LIFETIME", timedelta(seconds=-1))
    await story.ws.press("ada", nudge, "nudges.snooze", block_id=nudge.blocks[2]["block_id"])  # type: ignore[index]
    assert "nothing more about" in seen(story, "ada")[-1]


async def test_a_button_of_home_that_fails_is_told_in_a_direct_message(story: Story) -> None:
    story.ws.faults.add("views.open", kind="error", error="fatal_error")
    await press_at_home(story, "carmen")
    (told,) = story.direct("carmen")
    assert "Algo ha fallado" in told
