"""Looking at the calendar through the real door: narrowed by words and menus, one activity whole, what waits."""

import json
from typing import Any

import pytest

from bot.calendar import views
from bot.calendar.looking import menus
from sandbox.modals import View
from sandbox.model import Message
from tests.bot.calendar.world import draft
from tests.scenarios.conftest import Story


async def _ask(story: Story, name: str, text: str = "") -> Message:
    await story.ws.command(name, "announcements", "/calendar", text)
    return story.ws.ephemerals(name)[-1]


async def _press(story: Story, name: str, surface: Message | View, action_id: str, **where: Any) -> None:
    assert (await story.ws.press(name, surface, action_id, **where)).ok
    await story.ws.idle()


def _said(surface: Message | View | None) -> str:
    assert surface is not None
    return json.dumps(surface.blocks, ensure_ascii=False)


async def test_the_calendar_is_narrowed_and_widened_in_place(story: Story) -> None:
    message = await _ask(story, "ada")
    assert "Global Coordinating Group meeting" in _said(message)
    await _press(story, "ada", message, menus.NARROW, value=_choice(message, "Migration Action Group"))
    (message,) = story.ws.ephemerals("ada")
    assert "Global Coordinating" not in _said(message)
    await _press(story, "ada", message, menus.WITHOUT[0])
    (message,) = story.ws.ephemerals("ada")
    assert "Global Coordinating" in _said(message)
    await _press(story, "ada", message, menus.ONLY_MINE)
    (message,) = story.ws.ephemerals("ada")
    assert "workshop" in _said(message)
    assert "Global Coordinating" not in _said(message)


def _choice(message: Message, label: str) -> str:
    """The value of the menu's option that begins so."""
    options = [
        option
        for block in message.blocks or []
        for element in block.get("elements", ())
        for group in element.get("option_groups", ())
        for option in group["options"]
    ]
    return next(str(o["value"]) for o in options if o["text"]["text"].startswith(label))


async def test_words_of_the_readers_language_find_and_what_is_secret_is_a_word_like_any(story: Story) -> None:
    assert "workshop" in _said(await _ask(story, "benoit", "événements migration"))
    unknown = await _ask(story, "carmen", "migration")
    assert "workshop" not in _said(unknown)
    assert "Migration Action Group" not in _said(unknown)
    assert "migration" in _said(unknown)  # as she typed it


@pytest.mark.parametrize("place", ["message", "home"])
async def test_one_activity_is_opened_from_a_message_and_over_home(story: Story, place: str) -> None:
    if place == "message":
        surface: Message | View = await _ask(story, "ada")
    else:
        home = await story.ws.open_home("ada")
        assert home is not None
        await _press(story, "ada", home, views.OPEN, block_id="calendar")
        surface = _modal(story, "ada")
    await _press(story, "ada", surface, menus.OPEN_ONE, value="1", block_id="calendar 1")
    whole = _said(_modal(story, "ada"))
    assert "Thu 11 Apr to Fri 12 Apr" in whole
    assert "calendar.cancel" in whole  # she moderates the group


def _modal(story: Story, name: str) -> View:
    view = story.ws.view(name)
    assert view is not None
    return view


async def test_what_somebody_may_not_see_is_refused_in_the_words_for_what_is_not_there(story: Story) -> None:
    message = await _ask(story, "carmen")
    forged = [{**b, "elements": [_forged(e) for e in b["elements"]]} if b["type"] == "actions" else b
              for b in message.blocks or []]  # fmt: skip
    message.blocks = forged
    answers = []
    for activity_id in ("1", "99"):
        await _press(story, "carmen", message, menus.OPEN_ONE, value=activity_id, block_id="calendar 1")
        answers.append(story.ws.ephemerals("carmen")[-1].text)
    assert story.ws.view("carmen") is None
    assert answers[0] == answers[1]


def _forged(element: dict[str, Any]) -> dict[str, Any]:
    """The menu with activities that were never offered."""
    if element["action_id"] != menus.OPEN_ONE:
        return element
    options = [{"text": {"type": "plain_text", "text": id_}, "value": id_} for id_ in ("1", "99")]
    return element | {"options": options}


async def test_a_decider_approves_from_the_calendar_what_a_partner_has_proposed(story: Story) -> None:
    planning, carmen = story.liaison.services.planning, story.ws.member("carmen").id
    saved = await planning.save(carmen, draft("Webinar", "2019-04-09"), view_id="V1")
    assert saved.activity is not None
    message = await _ask(story, "sofia")
    assert "Waiting for a decision" in _said(message)
    assert "Webinar" not in _said(await _ask(story, "ada"))
    await _press(story, "sofia", message, menus.OPEN_ONE, block_id=f"waiting {saved.activity.id}")
    await _press(story, "sofia", _modal(story, "sofia"), "calendar.approve")
    await story.settle()
    assert "approved" in _said(_modal(story, "sofia"))
    assert "Webinar" in _said(await _ask(story, "ada"))
