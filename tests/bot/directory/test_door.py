"""The directory and Home through Slack's door: commands, forms and buttons of people in the sandbox."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.directory import results, views
from bot.serving import listen, serving
from bot.wiring import Liaison, assemble
from sandbox.workspace import Workspace
from storage import people
from tests.conftest import START, MovableClock
from tests.slack import settings_for, small_workspace


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with small_workspace() as workspace:
        yield workspace


@pytest.fixture
async def liaison(ws: Workspace, database_url: str, clock: MovableClock) -> AsyncIterator[Liaison]:
    """Liaison, listening to the sandbox, with Ada and Benoît known as partners."""
    listener = listen("127.0.0.1", 0)
    async with assemble(settings_for(ws, database_url), clock=clock) as built, serving(built.web, listener):
        ws.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
        async with built.db.write() as tx:
            for name in ("ada", "benoit"):
                await people.save(tx, ws.member(name).id, name=name.title(), synced_at=START)
        yield built


async def _publish(ws: Workspace, name: str, **entered: object) -> None:
    await ws.command(name, "announcements", "/profile")
    await ws.fill(name, {f"profile.{field}": value for field, value in entered.items()})
    await ws.fill(name, {"profile.listed": ["yes"]})
    assert (await ws.submit(name)).errors == {}


async def test_ada_publishes_her_profile_and_benoit_finds_her(ws: Workspace, liaison: Liaison) -> None:
    await ws.command("ada", "announcements", "/profile")
    offered = await ws.options("ada", views.CHOOSE_COUNTRY, "ivory")
    assert [option["text"]["text"] for option in offered] == ["Côte d’Ivoire", "Leave empty"]
    await ws.fill(
        "ada", {"profile.role": " Labour   inspector", views.CHOOSE_COUNTRY: "CI", "profile.listed": ["yes"]}
    )
    await ws.options("ada", views.CHOOSE_LANGUAGES, "fren")
    await ws.fill("ada", {views.CHOOSE_LANGUAGES: ["fr"]})
    outcome = await ws.submit("ada")
    assert (outcome.errors, outcome.action) == ({}, "update")
    shown = ws.view("ada")
    assert shown is not None
    assert "Labour inspector" in json.dumps(shown.blocks)

    reply = await ws.command("benoit", "announcements", "/partners", "ivory inspect")
    assert reply.response_type == "ephemeral"
    assert reply.text == "1 person found"
    assert f"<@{ws.member('ada').id}>" in json.dumps(reply.blocks)


async def test_a_mistake_is_told_beside_its_field_and_nothing_is_saved(
    ws: Workspace, liaison: Liaison
) -> None:
    await ws.command("ada", "announcements", "/profile")
    await ws.fill("ada", {"profile.role": "Judge", "profile.fields": "y" * 61, "profile.listed": ["yes"]})
    outcome = await ws.submit("ada")
    assert set(outcome.errors) == {"fields"}
    assert (await liaison.services.directory.own(ws.member("ada").id)).profile.role == ""
    await ws.fill("ada", {"profile.fields": "Mining"})
    assert (await ws.submit("ada")).action == "update"


async def test_more_turns_the_page_in_place(ws: Workspace, liaison: Liaison) -> None:
    for n in range(12):
        async with liaison.db.write() as tx:
            await people.save(tx, f"U{n:02}", name=f"Person {n:02}", synced_at=START)
        await liaison.services.directory.save(f"U{n:02}", {"role": "Judge", "listed": ["yes"]}, "k")
    await ws.command("ada", "announcements", "/partners", "judge")
    (message,) = ws.ephemerals("ada")
    await ws.press("ada", message, results.NEXT)
    await ws.idle()
    (message,) = ws.ephemerals("ada")
    blocks = message.blocks or []
    assert "11 to 12 of 12" in json.dumps(blocks)
    assert (await ws.press("ada", message, views.MESSAGE, block_id=blocks[2]["block_id"])).ok


async def test_a_word_that_found_nobody_can_be_dropped_with_a_button(ws: Workspace, liaison: Liaison) -> None:
    await _publish(ws, "ada", role="Judge")
    await ws.command("benoit", "announcements", "/partners", "<!channel> judge")
    (message,) = ws.ephemerals("benoit")
    assert "<!channel>" not in json.dumps(message.blocks)
    await ws.press("benoit", message, results.WITHOUT)
    await ws.idle()
    (message,) = ws.ephemerals("benoit")
    assert message.text == "1 person found"


async def test_each_command_answers_help_and_guesses_what_was_meant(ws: Workspace, liaison: Liaison) -> None:
    for command, word, expected in [
        ("/profile", "help", "tick “List me in the directory”"),
        ("/profile", "edti", "Did you mean `/profile edit`?"),
        ("/partners", "help", "The beginning of a word is enough"),
        ("/liaison", "", "never what was said"),
        ("/liaison", "help", "`/partners` finds people"),
        ("/liaison", "partnesr", "Did you mean `/partners`?"),
    ]:
        reply = await ws.command("ada", "announcements", command, word)
        assert expected in json.dumps(reply.blocks, ensure_ascii=False)


async def test_home_is_drawn_when_opened_and_again_when_the_profile_is_saved_from_it(
    ws: Workspace, liaison: Liaison
) -> None:
    home = await ws.open_home("ada")
    assert home is not None
    step = next(b for b in home.blocks if b.get("accessory", {}).get("action_id") == views.EDIT)
    await ws.press("ada", home, views.EDIT, block_id=step["block_id"])
    await ws.fill("ada", {"profile.role": "Judge", "profile.listed": ["yes"]})
    await ws.submit("ada")
    home = ws.home("ada")
    assert home is not None
    assert ":white_check_mark: ~Say who you are~" in json.dumps(home.blocks)
    assert "You are listed." in json.dumps(home.blocks)
