"""Finding people, through the real door: in a message, in a modal, from a message of theirs."""

import json
from typing import Any

import pytest

from bot.directory.pages import cards, chips, filters, finding, nobody, results
from sandbox.modals import View
from sandbox.model import Message
from tests.bot.directory.conftest import write_profile
from tests.scenarios.conftest import Story

INSPECTOR: dict[str, Any] = {
    "role": "Labour inspector",
    "country": "NP",
    "fields": ["child labour"],
    "languages": ["en", "ne"],
    "organisation": "Ministry of Labour",
    "sector": "government",
}


@pytest.fixture
async def directory(story: Story) -> Story:
    """Ada inspects in Nepal, Carmen grows cotton in Peru; twelve more judges turn pages."""
    await _publish(story, "ada", **INSPECTOR)
    await _publish(
        story, "carmen", role="Cotton grower", country="PE", fields=["cotton"], languages=["es", "en"]
    )
    return story


async def _publish(story: Story, name: str, **values: Any) -> None:
    async with story.liaison.db.write() as tx:
        await write_profile(tx, story.ws.member(name).id, **{"published_at": tx.now} | values)


async def _judges(story: Story, count: int = 12) -> None:
    for n in range(count):
        story.ws.add_member(f"judge{n}", real_name=f"Judge {n}")
    await story.liaison.services.roster.request_sync()
    await story.settle()
    for n in range(count):
        await _publish(story, f"judge{n}", role="Judge", country="CI")


async def _search(story: Story, name: str, text: str) -> Message:
    await story.ws.command(name, "announcements", "/partners", text)
    return story.ws.ephemerals(name)[-1]


async def _press(story: Story, name: str, surface: Message | View, action_id: str, **where: Any) -> None:
    assert (await story.ws.press(name, surface, action_id, **where)).ok
    await story.ws.idle()


def _said(surface: Message | View | None) -> str:
    assert surface is not None
    return json.dumps(surface.blocks, ensure_ascii=False)


def _modal(story: Story, name: str) -> View:
    view = story.ws.view(name)
    assert view is not None
    return view


async def test_a_part_is_taken_away_in_place(directory: Story) -> None:
    message = await _search(directory, "sofia", "cotton nepal")
    assert message.text == "Nobody found."
    await _press(directory, "sofia", message, chips.ACTION_IDS[1])
    (message,) = directory.ws.ephemerals("sofia")
    assert directory.ws.member("carmen").id in _said(message)
    assert directory.ws.member("ada").id not in _said(message)


async def test_where_nobody_fits_one_button_finds_the_nearest(directory: Story) -> None:
    message = await _search(directory, "sofia", "cotton nepal")
    await _press(directory, "sofia", message, nobody.WIDEN)
    (message,) = directory.ws.ephemerals("sofia")
    assert message.text.endswith("found")


async def test_pages_turn_in_place(directory: Story) -> None:
    await _judges(directory)
    message = await _search(directory, "sofia", "judge")
    assert message.text == "12 people found"
    await _press(directory, "sofia", message, results.NEXT)
    (message,) = directory.ws.ephemerals("sofia")
    assert "11 to 12 of 12" in _said(message)
    await _press(directory, "sofia", message, results.BACK)
    assert "1 to 10 of 12" in _said(directory.ws.ephemerals("sofia")[0])


async def test_filters_count_as_they_are_chosen_and_narrow_the_message_in_place(directory: Story) -> None:
    message = await _search(directory, "sofia", "lang:en")
    await _press(directory, "sofia", message, results.FILTERS)
    view = _modal(directory, "sofia")
    assert view.spec["submit"]["text"] == "Show 2 people"
    await directory.ws.fill("sofia", {"partners.filters.country": ["country:PE"]})
    await directory.ws.idle()
    assert _modal(directory, "sofia").spec["submit"]["text"] == "Show 1 person"
    await directory.ws.submit("sofia")
    await directory.ws.idle()
    (message,) = directory.ws.ephemerals("sofia")
    assert message.text == "1 person found"
    assert directory.ws.member("carmen").id in _said(message)
    assert "✕ Peru" in _said(message)


async def test_the_search_of_home_finds_people_in_a_modal(directory: Story) -> None:
    ws = directory.ws
    home = await ws.open_home("sofia")
    assert home is not None
    assert "You can find 2 colleagues." in _said(home)
    await _press(directory, "sofia", home, finding.FIND)
    line = next(b for b in _modal(directory, "sofia").blocks if b["type"] == "input")
    assert line["element"]["action_id"] == finding.TYPED
    await ws.fill("sofia", {finding.TYPED: "nepla"})
    assert (await ws.submit("sofia")).action == "update"
    view = _modal(directory, "sofia")
    assert ws.member("ada").id in _said(view)
    assert ws.member("carmen").id not in _said(view)

    await _press(directory, "sofia", view, cards.PERSON)
    assert "Labour inspector" in _said(ws.view("sofia"))
    assert _modal(directory, "sofia").id != view.id
    await ws.close_view("sofia")
    await _press(directory, "sofia", _modal(directory, "sofia"), chips.ACTION_IDS[0])
    assert ws.member("carmen").id in _said(ws.view("sofia"))


async def test_filters_of_a_modal_narrow_the_modal_below(directory: Story) -> None:
    ws = directory.ws
    home = await ws.open_home("sofia")
    assert home is not None
    await _press(directory, "sofia", home, finding.FIND)
    below = _modal(directory, "sofia")
    await _press(directory, "sofia", below, results.FILTERS)
    await ws.fill("sofia", {filters.MENUS[0].action_id: ["country:PE"]})
    await ws.submit("sofia")
    await ws.idle()
    assert _modal(directory, "sofia").id == below.id
    assert ws.member("ada").id not in _said(ws.view("sofia"))
    assert ws.member("carmen").id in _said(ws.view("sofia"))


async def test_a_profile_taken_back_meanwhile_is_seen_no_more(directory: Story) -> None:
    message = await _search(directory, "benoit", "nepal")
    await _publish(directory, "ada", published_at=None)
    await _press(directory, "benoit", message, cards.PERSON)
    assert "Labour inspector" not in _said(directory.ws.view("benoit"))


async def test_a_message_leads_to_people_like_its_author(directory: Story) -> None:
    ws = directory.ws
    ws.add_shortcut(finding.LIKE, "Find people like this", of_message=True)
    await _publish(directory, "benoit", **INSPECTOR | {"role": "Director"})
    ts = ws.say("announcements", "ada", "Good morning")
    await ws.idle()
    assert (await ws.shortcut("sofia", finding.LIKE, ws.message("announcements", ts))).ok
    view = _modal(directory, "sofia")
    assert ws.member("benoit").id in _said(view)
    assert view.blocks[0]["text"]["text"] == f"*People like <@{ws.member('ada').id}>*"


@pytest.mark.parametrize("author", ["sofia", "bot"])
async def test_whoever_is_not_listed_is_like_nobody_in_kind_words(directory: Story, author: str) -> None:
    ws = directory.ws
    ws.add_shortcut(finding.LIKE, "Find people like this", of_message=True)
    if author == "bot":
        await directory.settle()
        await directory.liaison.client.chat_postMessage(channel=ws.channel("announcements").id, text="News")
        message = ws.messages("announcements")[-1]
    else:
        ts = ws.say("announcements", author, "Good morning")
        message = ws.message("announcements", ts)
    await ws.idle()
    await ws.shortcut("ada", finding.LIKE, message)
    said = _said(ws.view("ada"))
    assert "not in the directory" in said if author == "sofia" else "An app wrote this message" in said


async def test_help_has_examples(directory: Story) -> None:
    message = await _search(directory, "sofia", "help")
    assert "child labour cotton côte d'ivoire" in _said(message)


async def test_filters_chosen_after_half_an_hour_are_answered_by_a_direct_message(directory: Story) -> None:
    message = await _search(directory, "sofia", "lang:en")
    await _press(directory, "sofia", message, results.FILTERS)
    await directory.move(minutes=31)
    await directory.ws.fill("sofia", {"partners.filters.country": ["country:PE"]})
    assert (await directory.ws.submit("sofia")).ok
    await directory.settle()
    assert "1 person found" in directory.direct("sofia")[-1]
    assert directory.ws.member("carmen").id in directory.direct("sofia")[-1]


async def test_pressing_more_often_than_slack_answers_in_place_is_answered_beside(directory: Story) -> None:
    await _judges(directory)
    await _search(directory, "sofia", "judge")
    for action_id in (results.NEXT, results.BACK) * 4:
        await _press(directory, "sofia", directory.ws.ephemerals("sofia")[-1], action_id)
    assert "1 to 10 of 12" in _said(directory.ws.ephemerals("sofia")[-1])
