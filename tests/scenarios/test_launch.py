"""The day on which a group is invited, through the real door: planned, gone through, and looked back at."""

from datetime import UTC, datetime
from typing import Any

from bot.launches import consent_views, views
from sandbox.model import Message
from tests.scenarios.conftest import Story

FIRST = "Good to have you here. What do you work on?"
SECOND = "Which <!channel> question is open where you are?"


async def plan(story: Story, name: str = "ada", **values: Any) -> None:
    """Plans a launch of #migration for tomorrow at 14:00 in Zurich, with two posts."""
    await story.ws.command(name, "migration", "/moderate", "launch")
    people = f"<@{story.ws.member('carmen').id}>\n<@{story.ws.member('dana').id}>, new@example.org"
    given = {
        "launches.day": "2019-03-19",
        "launches.hour": "14:00",
        "launches.people": people,
        "launches.ends": "18:00",
        "launches.at1": "14:00",
        "launches.text1": FIRST,
        "launches.at2": "16:00",
        "launches.text2": SECOND,
    }
    await story.ws.fill(name, given | values)
    sent = await story.ws.submit(name)
    assert sent.action == "update", sent
    await story.settle()


def asked(story: Story) -> Message:
    """What the Secretariat reads about the list."""
    return [m for m in story.ws.messages("secretariat") if "wants to launch" in m.text][-1]


def last(story: Story, name: str, word: str) -> Message:
    """The newest message to somebody that has a word in it."""
    bot = story.ws.bot_user_id
    return [m for m in story.ws.dm(name) if m.user == bot and word in f"{m.text}{m.blocks}"][-1]


def said(story: Story) -> list[str]:
    """What was posted in the channel because of the launch."""
    return [text for text in story.texts("migration") if not text.startswith("The weeks ahead")]


def at(hour: int, minute: int = 0) -> datetime:
    """On the day of the launch, an hour of Zurich's."""
    return datetime(2019, 3, 19, hour - 1, minute, tzinfo=UTC)


async def test_a_group_is_launched(story: Story) -> None:
    ws, migration = story.ws, story.ws.channel("migration")
    dana = ws.team_join("dana", real_name="Dana Example", tz="Europe/Zurich")
    await story.settle()
    await plan(story)
    card = last(story, "ada", "The launch of")
    assert "2 people will be invited" in str(card.blocks)
    assert "paste it into Slack" in str(card.blocks)
    assert "The Secretariat has to agree" in str(card.blocks)
    assert "new@example.org" in str(asked(story).blocks)
    await ws.press("sofia", asked(story), consent_views.AGREE)
    await ws.press("ada", card, views.TICK, block_id="check.3")
    await story.settle()
    assert "guide is pinned" in str(last(story, "ada", "The launch of").blocks)

    await story.move_to(at(13, 59))
    assert dana.id not in migration.members
    await story.move_to(at(14, 1))
    assert {dana.id, ws.member("carmen").id} <= set(migration.members)
    assert said(story) == [FIRST]
    card = last(story, "ada", "have come")
    assert "2 of 2 invitations have gone out" in str(card.blocks)
    assert "2 are not greeted yet" in str(card.blocks)

    ws.say("migration", "dana", "Hello. Does anyone have the 2018 estimates?")
    await story.move_to(at(14, 12))
    assert said(story)[1:] == [
        "Welcome, Carmen Ejemplo and Dana Example. Who are you, and what do you work on? A line each is enough."
    ]
    assert "1 question without an answer" in str(last(story, "ada", "have come").blocks)
    await story.move_to(at(15, 30))
    warned = [text for text in story.direct("ada") if "people are awake" in text]
    assert len(warned) == 1
    await story.move_to(at(18, 1))
    assert len(said(story)) == 3
    assert "<!channel>" not in said(story)[2]
    assert "is over" in last(story, "ada", "is over").text
    assert len([text for text in story.direct("ada") if "Thank you for being there" in text]) == 1
    assert not [text for text in story.direct("ada") if "have joined" in text]
    # One plan, one card, one summary; nothing of them twice.
    assert len([m for m in ws.dm("ada") if "launch of" in m.text]) == 3
