"""The same organisation written in several ways is offered to the Secretariat as one: never silently, by one click."""

import json
from typing import Any

from bot.directory.search import index
from bot.directory.vocabulary import views
from bot.directory.vocabulary.terms import resolve
from storage import directory, vocabulary
from tests.scenarios.conftest import Story

SHORT, LONG = "ILO", "International Labour Organization"


async def _publish(story: Story, name: str, organisation: str, *fields: str) -> None:
    member_id = story.ws.member(name).id
    async with story.liaison.db.write() as tx:
        term = await resolve(tx, "organisation", organisation)
        ids = [(await resolve(tx, "field", field)).id for field in fields]
        await directory.save(tx, member_id, organisation_id=term.id, fields=ids, published_at=tx.now)
        await index.refresh(tx, member_id)
    while await story.liaison.services.vocabulary.compare_next():
        pass


def _said(blocks: Any) -> str:
    return json.dumps(blocks, ensure_ascii=False)


async def _organisation(story: Story, name: str) -> str:
    async with story.liaison.db.read() as tx:
        profile = await directory.get(tx, story.ws.member(name).id)
    assert profile is not None
    assert profile.organisation is not None
    return profile.organisation.name


async def test_the_secretariat_makes_two_names_one_from_home_and_takes_it_back(story: Story) -> None:
    await _publish(story, "ada", SHORT)
    await _publish(story, "benoit", LONG)
    home = await story.ws.open_home("sofia")
    assert home is not None
    assert f"Make them one: {LONG}" in _said(home.blocks)
    await story.ws.press("sofia", home, views.SECOND)
    await story.settle()
    home = story.ws.home("sofia")
    assert home is not None
    assert f"“{SHORT}” is “{LONG}” now, by <@{story.ws.member('sofia').id}>" in _said(home.blocks)
    assert [await _organisation(story, name) for name in ("ada", "benoit")] == [LONG, LONG]
    reply = await story.ws.command("ada", "announcements", "/partners", "ilo")
    assert reply.text == "2 people found"

    await story.ws.press("sofia", home, views.UNDO)
    await story.settle()
    assert [await _organisation(story, name) for name in ("ada", "benoit")] == [SHORT, LONG]


async def test_two_names_stay_two_when_the_secretariat_says_so(story: Story) -> None:
    await _publish(story, "ada", SHORT)
    await _publish(story, "benoit", LONG)
    await story.ws.command("sofia", "announcements", "/partners", "tidy")
    (message,) = story.ws.ephemerals("sofia")
    await story.ws.press("sofia", message, views.TWO)
    await story.settle()
    (message,) = story.ws.ephemerals("sofia")
    assert f"“{SHORT}” and “{LONG}” are two. You won't be asked again." in _said(message.blocks)
    assert "No two names look like one and the same." in _said(message.blocks)
    assert await _organisation(story, "ada") == SHORT


async def test_whoever_presses_second_is_told_that_it_was_done(story: Story) -> None:
    await _publish(story, "ada", SHORT)
    await _publish(story, "benoit", LONG)
    await story.ws.command("sofia", "announcements", "/partners", "tidy")
    home = await story.ws.open_home("sofia")
    assert home is not None
    await story.ws.press("sofia", home, views.FIRST)
    await story.settle()
    (message,) = story.ws.ephemerals("sofia")
    await story.ws.press("sofia", message, views.SECOND)
    await story.settle()
    (message,) = story.ws.ephemerals("sofia")
    assert f"“{LONG}” and “{SHORT}” had been made one already." in _said(message.blocks)
    assert await _organisation(story, "benoit") == SHORT


async def test_a_free_field_is_merged_into_a_curated_one_by_a_form(story: Story) -> None:
    async with story.liaison.db.write() as tx:
        term = await resolve(tx, "field", "Fisheries & aquatic trades")
        await vocabulary.change(tx, term.id, is_curated=True)
    await _publish(story, "ada", "Port Union", "Pescadores <b>")
    home = await story.ws.open_home("sofia")
    assert home is not None
    await story.ws.press("sofia", home, views.CHOOSE_FIELDS)
    goes, stays = "vocabulary.field_gone", "vocabulary.field_keep"
    gone = (await story.ws.options("sofia", goes, "pesc"))[0]
    assert gone["text"]["text"] == "Pescadores <b> (1 profile)"
    kept = (await story.ws.options("sofia", stays, "fish"))[0]
    await story.ws.options("sofia", stays, "pesc")
    await story.ws.fill("sofia", {goes: gone["value"], stays: gone["value"]})
    assert set((await story.ws.submit("sofia")).errors) == {"keep"}
    await story.ws.options("sofia", stays, "fish")
    await story.ws.fill("sofia", {stays: kept["value"]})
    assert (await story.ws.submit("sofia")).action == "update"
    view = story.ws.view("sofia")
    assert view is not None
    assert (
        "“Pescadores &lt;b&gt;” is “Fisheries &amp; aquatic trades” now. 1 profile shows this name."
        in _said(view.blocks)
    )
    reply = await story.ws.command("benoit", "announcements", "/partners", "pescadores")
    assert "Ada" in _said(reply.blocks) or story.ws.member("ada").id in _said(reply.blocks)


async def test_for_everybody_else_tidy_is_a_word_and_home_says_nothing_of_it(story: Story) -> None:
    await _publish(story, "ada", SHORT)
    await _publish(story, "benoit", LONG)
    reply = await story.ws.command("ada", "announcements", "/partners", "tidy")
    assert SHORT not in _said(reply.blocks)
    assert "vocabulary." not in _said(reply.blocks)
    home = await story.ws.open_home("ada")
    assert home is not None
    assert "vocabulary." not in _said(home.blocks)


async def test_more_pairs_than_home_has_room_for_open_beside_it(story: Story) -> None:
    await _publish(story, "ada", "Union", *(f"Group {n} Labour Office" for n in range(7)))
    await _publish(story, "benoit", "Union", *(f"Group {n} Labor Office" for n in range(7)))
    home = await story.ws.open_home("sofia")
    assert home is not None
    assert "7 pairs may be one and the same" in _said(home.blocks)
    await story.ws.press("sofia", home, views.MORE)
    view = story.ws.view("sofia")
    assert view is not None
    assert "Group 6 Labour Office" in _said(view.blocks)
    await story.ws.press("sofia", view, views.BACK)
    await story.settle()
    view = story.ws.view("sofia")
    assert view is not None
    assert "Group 0 Labour Office" in _said(view.blocks)
