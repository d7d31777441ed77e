"""An activity proposed, decided, announced, answered and changed: in a real browser, each person on a page of their own."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from sandbox.workspace import Workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.scenarios.in_the_browser import with_liaison

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()


@pytest_asyncio.fixture(loop_scope="module")
async def ws(tmp_path: Path) -> AsyncIterator[Workspace]:
    """The small workspace with Liaison in it, on Monday 18 March 2019 at 10:55 in Geneva: the round-up is out."""
    async with with_liaison(tmp_path) as workspace:
        await workspace.advance(timedelta(hours=2))
        yield workspace


async def _command(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name=re.compile("^Message #"))
    await field.fill(text)
    await field.press("Enter")


def _post(page: Page, text: str) -> Locator:
    """The last message that says this."""
    return page.get_by_role("log").get_by_role("article").filter(has_text=text).last


async def test_a_partners_sentence_becomes_an_announcement_that_says_what_changed(
    ws: Workspace, open_page: OpenPage
) -> None:
    ada = await open_page(ws.page_url, ws.member("ada").id)
    await _command(ada, "/calendar add Webinar on fair recruitment 9 April 14:00 Geneva")
    form = ada.get_by_role("dialog")
    await expect(form.get_by_role("textbox", name="Title")).to_have_value("Webinar on fair recruitment")
    await form.get_by_role("button", name="Send").click()
    await expect(ada.get_by_role("dialog").get_by_text("is proposed")).to_be_visible()
    await ada.get_by_role("dialog").get_by_role("button", name="Close").last.click()

    sofia = await open_page(ws.page_url, ws.member("sofia").id)
    await sofia.get_by_role("link", name="secretariat, private channel").click()
    review = _post(sofia, "proposes: Webinar on fair recruitment")
    await review.get_by_role("button", name="Approve").click()
    await expect(review.get_by_text("it is in the calendar")).to_be_visible()

    announced = _post(ada, "Webinar on fair recruitment")
    await announced.get_by_role("button", name="Going").click()
    await expect(_post(ada, "You go to Webinar on fair recruitment").first).to_be_visible()

    await sofia.get_by_role("link", name="announcements, channel").click()
    post = _post(sofia, "Webinar on fair recruitment")
    await post.get_by_role("button", name="Open").click()
    await sofia.get_by_role("dialog").get_by_role("button", name="Edit").click()
    form = sofia.get_by_role("dialog").last
    await form.get_by_role("textbox", name="Day (optional)", exact=True).fill("2019-04-10")
    await form.get_by_role("button", name="Save").click()
    await expect(sofia.get_by_role("dialog").last.get_by_text("is changed")).to_be_visible()
    posts = len(ws.messages("announcements"))
    await ws.advance(timedelta(minutes=9))
    await expect(post).not_to_contain_text("Changed")
    await ws.advance(timedelta(minutes=1))
    await expect(post).to_contain_text("Changed: Webinar on fair recruitment")
    await expect(post.locator("s")).to_contain_text("9 Apr 2019 14:00")
    await expect(post).to_contain_text("10 Apr 2019 14:00")
    assert len(ws.messages("announcements")) == posts
