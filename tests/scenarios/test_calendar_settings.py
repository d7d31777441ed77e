"""What one is told of the calendar, and what a channel is told, through the real door; and how it was, afterwards."""

import json
from datetime import UTC, datetime
from typing import Any

from bot.calendar.ratings import views as ratings
from storage.interest import interest
from storage.letters import letters
from storage.occasions import ONCE
from tests.scenarios.conftest import Story


def said(blocks: Any) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def test_a_moderator_says_when_their_channel_is_reminded_and_it_is(story: Story) -> None:
    await story.ws.command("ada", "migration", "/calendar", "settings")
    await story.ws.fill("ada", {"calendar.leads.event": ["4320"], "calendar.posts_a_day": "2"})
    await story.ws.fill("ada", {"calendar.choice": "digest"})
    assert (await story.ws.submit("ada")).action == "update"
    view = story.ws.view("ada")
    assert view is not None
    assert "3 days before" in said(view.blocks)
    before = len(story.texts("migration"))
    await story.move_to(datetime(2019, 4, 5, 12, tzinfo=UTC))  # a week ahead is past
    assert not any("workshop* takes place" in text for text in story.texts("migration")[before:])
    await story.move_to(datetime(2019, 4, 8, 12, tzinfo=UTC))
    assert "Migration Action Group workshop takes place in 3 days." in story.texts("migration")
    digests = [text for text in story.direct("ada") if "Your weeks ahead" in text]
    assert len(digests) == 3
    assert "Migration Action Group workshop" in digests[-1]


async def test_a_partner_chooses_for_themselves_and_is_not_asked_about_channels(story: Story) -> None:
    await story.ws.command("carmen", "announcements", "/calendar", "ajustes")
    view = story.ws.view("carmen")
    assert view is not None
    assert set(view.values) == {"choice"}
    await story.ws.fill("carmen", {"calendar.choice": "none"})
    assert (await story.ws.submit("carmen")).action == "update"
    await story.ws.command("carmen", "announcements", "/calendar", "settings")
    again = story.ws.view("carmen")
    assert again is not None
    assert again.values["choice"]["calendar.choice"]["selected_option"]["value"] == "none"


async def test_who_went_gives_stars_and_a_line_and_reads_thanks_in_the_place_of_the_question(
    story: Story,
) -> None:
    ada = story.ws.member("ada").id
    async with story.liaison.db.write() as tx:
        row = {"activity_id": 1, "on": ONCE, "member_id": ada}
        await tx.execute(interest.insert().values(answer="going", answered_at=tx.now, **row))
        due = datetime(2019, 4, 13, 10, tzinfo=UTC)
        await tx.execute(letters.insert().values(purpose="rating", due_at=due, **row))
    await story.move_to(datetime(2019, 4, 13, 12, tzinfo=UTC))
    question = story.ws.dm("ada")[-1]
    assert "How was it?" in question.text
    assert (await story.ws.press("ada", question, ratings.RATE[3])).ok
    await story.settle()
    assert "★★★★" in said(story.ws.dm("ada")[-1].blocks)
    assert "How was it?*" not in said(story.ws.dm("ada")[-1].blocks)
    await story.ws.press("ada", story.ws.dm("ada")[-1], ratings.ADD_LINE)
    await story.ws.fill("ada", {"calendar.line": "Good <food>"})
    assert (await story.ws.submit("ada")).action == "update"
    view = story.ws.view("ada")
    assert view is not None
    assert "Good &lt;food&gt;" in said(view.blocks)
    assert "Good &lt;food&gt;" in said(story.ws.dm("ada")[-1].blocks)
    assert "Change your line" in said(story.ws.dm("ada")[-1].blocks)
