"""One's own profile, through the real door: the form, what others see of it, who sees what, and taking it back."""

import json
from typing import Any

import pytest

from bot.directory.profile import overview, reach, views
from sandbox.modals import View
from tests.bot.directory.conftest import write_profile
from tests.scenarios.conftest import Story


def _said(view: View | None) -> str:
    """What stands in a view, without the ids that Slack gives to its blocks."""
    assert view is not None
    blocks = [{k: v for k, v in block.items() if k != "block_id"} for block in view.blocks]
    return json.dumps(blocks, ensure_ascii=False)


def _modal(story: Story, name: str) -> View:
    view = story.ws.view(name)
    assert view is not None
    return view


async def _press(story: Story, name: str, action_id: str, **where: Any) -> None:
    assert (await story.ws.press(name, _modal(story, name), action_id, **where)).ok
    await story.ws.idle()


async def _choose(story: Story, name: str, menu: str, typed: str, *, number: int = 0) -> str:
    """Types into a menu of the form and takes one of what is offered: its text."""
    offered = (await story.ws.options(name, menu, typed))[number]
    chosen: Any = [offered["value"]] if menu == views.CHOOSE_FIELDS else offered["value"]
    await story.ws.fill(name, {menu: chosen})
    return str(offered["text"]["text"])


async def _save(story: Story, name: str, **entered: Any) -> None:
    """Opens the form, fills it in and sends it."""
    await story.ws.command(name, "announcements", "/profile", "edit")
    await story.ws.fill(name, {f"profile.{block_id}": value for block_id, value in entered.items()})
    assert (await story.ws.submit(name)).errors == {}
    await story.ws.idle()


async def _found(story: Story, name: str, text: str) -> str:
    reply = await story.ws.command(name, "announcements", "/partners", text)
    return json.dumps(reply.blocks, ensure_ascii=False)


async def test_ada_fills_in_the_form_sees_herself_as_others_do_and_is_found(story: Story) -> None:
    await story.ws.command("ada", "announcements", "/profile")
    assert await _choose(story, "ada", views.CHOOSE_COUNTRY, "ivory") == "Côte d’Ivoire"
    assert await _choose(story, "ada", views.CHOOSE_ORGANISATION, "Rural Court") == "Add “Rural Court”"
    assert (
        await _choose(story, "ada", views.CHOOSE_FIELDS, "cocoa growers", number=-1) == "Add “cocoa growers”"
    )
    await story.ws.fill(
        "ada", {"profile.role": " Labour   judge", "profile.sector": "government", "profile.listed": ["yes"]}
    )
    outcome = await story.ws.submit("ada")
    assert (outcome.errors, outcome.action) == ({}, "update")
    shown = _said(story.ws.view("ada"))
    for text in ("You are in the directory", "Labour judge", "Rural Court", "Côte d’Ivoire", "cocoa growers"):
        assert text in shown
    assert "Add languages, so that" in shown
    assert f"<@{story.ws.member('ada').id}>" in await _found(story, "benoit", "judge")

    await story.ws.command("ada", "announcements", "/profile")
    assert _said(story.ws.view("ada")) == shown


async def test_what_was_typed_is_kept_when_something_is_wrong(story: Story) -> None:
    await story.ws.command("ada", "announcements", "/profile")
    await story.ws.fill("ada", {"profile.role": "Judge", "profile.website": "see my card"})
    outcome = await story.ws.submit("ada")
    assert set(outcome.errors) == {"website"}
    form = _modal(story, "ada")
    assert form.values["role"]["profile.role"]["value"] == "Judge"
    assert (await story.liaison.services.profiles.own(story.ws.member("ada").id)).is_new
    await story.ws.fill("ada", {"profile.website": "example.org"})
    assert (await story.ws.submit("ada")).action == "update"
    assert "https://example.org" in _said(story.ws.view("ada"))


async def test_an_organisation_that_one_has_named_is_offered_to_the_next_in_whatever_spelling(
    story: Story,
) -> None:
    await _save(story, "ada", role="Judge", listed=["yes"])
    await story.ws.command("ada", "announcements", "/profile", "edit")
    await _choose(story, "ada", views.CHOOSE_ORGANISATION, "Ministère du Travail")
    await story.ws.submit("ada")
    await story.ws.command("benoit", "announcements", "/profile")
    offered = await story.ws.options("benoit", views.CHOOSE_ORGANISATION, "MINISTERE DU TRAVAIL")
    assert [option["text"]["text"] for option in offered] == ["Ministère du Travail", "Laisser vide"]


async def test_edit_takes_the_place_of_the_profile_and_the_profile_that_of_the_form(story: Story) -> None:
    await _save(story, "ada", role="Judge", listed=["yes"])
    await story.ws.command("ada", "announcements", "/profile")
    opened = _modal(story, "ada").id
    await _press(story, "ada", views.EDIT)
    assert _modal(story, "ada").id == opened
    await story.ws.fill("ada", {"profile.role": "Labour judge"})
    await story.ws.submit("ada")
    assert _modal(story, "ada").id == opened
    assert "Labour judge" in _said(story.ws.view("ada"))


async def test_taking_oneself_off_the_list_is_immediate_and_so_is_coming_back(story: Story) -> None:
    await _save(story, "ada", role="Judge", listed=["yes"])
    ada = f"<@{story.ws.member('ada').id}>"
    await story.ws.command("ada", "announcements", "/profile")
    await _press(story, "ada", overview.UNLIST)
    assert "You are not listed" in _said(story.ws.view("ada"))
    assert ada not in await _found(story, "benoit", "judge")
    await _press(story, "ada", overview.LIST)
    assert "You are in the directory" in _said(story.ws.view("ada"))
    assert ada in await _found(story, "benoit", "judge")


async def test_what_is_for_the_groups_is_seen_by_those_who_share_one(story: Story) -> None:
    """Ada and Benoît are in a group together, Carmen is in none."""
    await _save(story, "ada", role="Judge", offers="A canary", listed=["yes"])
    await story.ws.command("ada", "announcements", "/profile")
    await _press(story, "ada", overview.WHO_SEES)
    await story.ws.fill("ada", {f"profile.{reach.BLOCK}offers": "groups"})
    assert (await story.ws.submit("ada")).action == "update"
    assert "canary" not in _said(story.ws.view("ada"))
    await _press(story, "ada", overview.EYES, value="groups")
    assert "A canary" in _said(story.ws.view("ada"))

    assert f"<@{story.ws.member('ada').id}>" in await _found(story, "benoit", "canary")
    shown = await _found(story, "carmen", "canary")
    assert story.ws.member("ada").id not in shown
    assert "A canary" not in shown


async def test_a_draft_of_the_secretariat_is_nobody_elses_to_see_until_its_owner_lists_it(
    story: Story,
) -> None:
    async with story.liaison.db.write() as tx:
        await write_profile(tx, story.ws.member("ada").id, role="Judge", drafted_at=tx.now)
    assert story.ws.member("ada").id not in await _found(story, "sofia", "judge")
    await story.ws.command("ada", "announcements", "/profile")
    assert "The Secretariat has prepared this for you" in _said(story.ws.view("ada"))
    await _press(story, "ada", overview.LIST)
    assert f"<@{story.ws.member('ada').id}>" in await _found(story, "sofia", "judge")


async def test_the_form_opened_from_home_changes_home(story: Story) -> None:
    home = await story.ws.open_home("ada")
    assert home is not None
    step = next(b for b in home.blocks if b.get("accessory", {}).get("action_id") == views.EDIT)
    await story.ws.press("ada", home, views.EDIT, block_id=step["block_id"])
    await story.ws.fill("ada", {"profile.role": "Judge", "profile.listed": ["yes"]})
    await story.ws.submit("ada")
    assert ":white_check_mark: ~Say who you are, so that" in _said(story.ws.home("ada"))
    listed = _said(story.ws.home("ada"))
    await _press(story, "ada", overview.UNLIST)
    assert _said(story.ws.home("ada")) != listed


async def test_the_photo_comes_from_slack_and_stands_beside_the_name(story: Story) -> None:
    await _save(story, "ada", role="Judge", listed=["yes"])
    shown = _said(story.ws.view("ada"))
    assert f"{story.ws.member('ada').id}-" in shown
    assert '"alt_text": "Ada Example"' in shown


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("help", "Take me off the list"),
        ("aide", "Take me off the list"),
        ("edti", "Did you mean `/profile edit`?"),
        ("nonsense", "I don't know “nonsense”."),
    ],
)
async def test_a_word_is_answered_with_help_and_a_guess(story: Story, word: str, expected: str) -> None:
    reply = await story.ws.command("ada", "announcements", "/profile", word)
    assert expected in json.dumps(reply.blocks, ensure_ascii=False)
