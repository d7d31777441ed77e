"""A moderator plans a launch, time goes on to its hour, and they read the card and the summary: in a real browser."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from bot.launches import consent_views
from sandbox.workspace import Workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.scenarios.in_the_browser import with_liaison

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()


@pytest_asyncio.fixture(loop_scope="module")
async def ws(tmp_path: Path) -> AsyncIterator[Workspace]:
    """The small workspace with Liaison in it."""
    async with with_liaison(tmp_path) as workspace:
        yield workspace


def at(hour: int, minute: int = 0) -> datetime:
    """On the day of the launch, an hour of Zurich's."""
    return datetime(2019, 3, 18, hour - 1, minute, tzinfo=UTC)


async def test_a_moderator_plans_a_launch_and_follows_it(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("ada").id)
    await page.get_by_role("link", name="migration, private channel").click()
    field = page.get_by_role("textbox", name=re.compile("^Message #"))
    await field.fill("/moderate launch")
    await field.press("Enter")
    form = page.get_by_role("dialog")
    await form.get_by_label("Day", exact=True).fill("2019-03-18")
    await form.get_by_label("People are invited at").fill("14:00")
    await form.get_by_label(re.compile(r"^People \(")).fill(f"<@{ws.member('carmen').id}>")
    await form.get_by_label("Post 1 at").fill("14:00")
    await form.get_by_label("Its words").first.fill("Who are you, and what do you work on?")
    # Room for more is made in the form that is open, and what was entered stays.
    await form.get_by_role("button", name="More posts").click()
    await form.get_by_label("Post 4 at").fill("17:00")
    await form.get_by_label("Its words").nth(3).fill("What did you find?")
    await form.get_by_role("button", name="Save").click()
    await expect(form.get_by_text("Saved.")).to_be_visible()
    await form.get_by_role("button", name="Close").last.click()

    await ws.advance(at(9, 1))
    (question,) = [m for m in ws.messages("secretariat") if "wants to launch" in m.text]
    await ws.press("sofia", question, consent_views.AGREE)
    await page.get_by_role("link", name=re.compile("^Liaison")).click()
    await page.get_by_role("link", name="Messages", exact=True).click()
    messages = page.get_by_role("log")
    await ws.advance(at(14))
    # The worker works by itself, too: the clock waits until people are in.
    await expect(messages).to_contain_text("is done: 1 of 1")
    await ws.advance(at(14, 2))
    card = messages.get_by_role("article").filter(has_text="1 has come").last
    await expect(card).to_contain_text("1 of 1 invitations have gone out")
    await expect(card).to_contain_text("Who are you, and what do you work on?")
    await expect(card.get_by_role("button", name="Pause")).to_be_visible()
    await ws.advance(at(18, 1))
    for said in ("It is over.", "Thank you for being there"):
        await expect(messages.get_by_role("article").filter(has_text=said)).to_be_visible()
    assert [m.text for m in ws.messages("migration") if m.text == "What did you find?"]
