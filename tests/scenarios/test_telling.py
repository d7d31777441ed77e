"""News of the calendar in channels, through the real door: announced, opened, edited in its place, called off."""

import json

from bot.calendar.interest import buttons
from bot.calendar.looking import menus
from tests.bot.calendar.world import draft
from tests.scenarios.conftest import Story


async def test_what_is_new_is_gathered_opened_from_the_post_and_kept_true(story: Story) -> None:
    await story.move(hours=2)
    planning, sofia = story.liaison.services.planning, story.ws.member("sofia").id
    saved = [
        await planning.save(sofia, draft(title, "2019-04-17"), view_id=title)
        for title in ("Seminar", "Debate")
    ]
    await story.settle()
    post = story.ws.messages("announcements")[-1]
    assert post.text == "From the calendar: Seminar and Debate"
    first = (post.blocks or [])[1]["block_id"]
    assert (await story.ws.press("ada", post, menus.OPEN_ONE, block_id=first)).ok
    view = story.ws.view("ada")
    assert view is not None
    assert "Seminar" in json.dumps(view.blocks)
    assert saved[0].activity is not None
    await planning.cancel(sofia, saved[0].activity.id)
    await story.settle()
    edited, off = story.ws.messages("announcements")[-2:]
    assert (edited.ts, off.text) == (post.ts, "Cancelled: Seminar")
    assert "*Cancelled:* ~Seminar~" in json.dumps(edited.blocks)
    assert "New in the calendar: *Debate*" in json.dumps(edited.blocks)


async def test_the_post_of_one_activity_asks_who_goes(story: Story) -> None:
    await story.move(hours=2)
    await story.liaison.services.planning.save(
        story.ws.member("sofia").id, draft("Seminar", "2019-04-17"), view_id="V1"
    )
    await story.settle()
    post = story.ws.messages("announcements")[-1]
    assert (await story.ws.press("ada", post, buttons.GOING)).ok
    await story.settle()
    assert "Seminar" in json.dumps(story.ws.ephemerals("ada")[-1].blocks)
