"""Bringing a calendar in through the real door: a file in a form, what would happen, and one press."""

import asyncio
import json
from html import unescape
from typing import Any

from bot.calendar.importing import views
from storage import calendar
from tests.bot.calendar.importing.world import file, ics
from tests.scenarios.conftest import Story


def said(view: Any) -> str:
    return json.dumps(view.blocks, ensure_ascii=False)


async def titles(story: Story) -> set[str]:
    async with story.liaison.db.read() as tx:
        return {activity.title for activity in await calendar.everything(tx)}


async def upload(
    story: Story, name: str, content: bytes, filename: str = "calendar.ics", **fields: Any
) -> Any:
    """Types `/calendar import`, puts a file in, and sends the form."""
    await story.ws.command(name, "announcements", "/calendar", "import")
    given = story.ws.upload(name, filename, content)
    await story.ws.fill(name, {f"{views.LOOK}.{views.FILE}": [given]} | fields)
    return await story.ws.submit(name)


async def test_a_file_is_looked_at_and_taken_over_once(story: Story) -> None:
    await upload(story, "sofia", file("google.ics"))
    view = story.ws.view("sofia")
    assert "3 activities are new" in said(view)
    assert "line 88: it is marked private" in said(view)
    assert "Weekly coordination call" not in await titles(story)
    assert view is not None
    presses = [story.ws.press("sofia", view, views.TAKE) for _ in range(2)]
    assert all(outcome.ok for outcome in await asyncio.gather(*presses))
    assert "went wrong" not in str(story.ws.ephemerals("sofia")) + str(story.direct("sofia"))
    shown = said(story.ws.view("sofia"))
    assert "3 activities are new" in shown or "3 activities are as they were" in shown
    assert "Weekly coordination call" in await titles(story)
    await story.settle()
    assert not any("Weekly" in text for text in story.texts("announcements"))


async def test_a_moderator_brings_in_for_their_group_and_a_partner_nothing(story: Story) -> None:
    await upload(story, "ada", ics("SUMMARY:Taller").encode())
    view = story.ws.view("ada")
    assert view is not None
    await story.ws.close_view("ada")  # before it is told what came of it
    await story.ws.press("ada", view, views.TAKE)
    await story.settle()
    assert any("1 activity is new" in text for text in story.direct("ada"))
    async with story.liaison.db.read() as tx:
        (added,) = [a for a in await calendar.everything(tx) if a.title == "Taller"]
    assert added.channel_id in {story.ws.channel(name).id for name in ("migration", "ceag")}
    await story.ws.command("carmen", "announcements", "/calendar", "import")
    assert story.ws.view("carmen") is None
    assert story.ws.ephemerals("carmen")


async def test_what_can_not_be_read_is_said_beside_the_file(story: Story) -> None:
    sent = await upload(story, "sofia", b"BEGIN:VCALENDAR\n" * 1000)
    assert set(sent.errors) == {views.FILE}
    sent = await upload(story, "sofia", b"BEGIN:VCALENDAR\n" + b"X" * 1_100_000)
    assert "1 MB" in sent.errors[views.FILE]


async def test_the_help_shows_a_table_that_can_be_brought_in(story: Story) -> None:
    await story.ws.command("benoit", "announcements", "/calendar", "import aide")
    (shown,) = story.ws.ephemerals("benoit")
    table = next(block["text"]["text"] for block in shown.blocks or () if "```" in str(block)).strip("`")
    assert table.startswith("Genre,Titre,Début")
    await upload(story, "sofia", unescape(table).encode(), "plan.csv")
    assert "2 activities are new" in said(story.ws.view("sofia"))
