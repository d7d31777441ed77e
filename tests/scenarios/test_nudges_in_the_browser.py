"""A moderator gets a nudge, edits the prompt and posts it; and looks at the pulse: in a real browser, on a phone."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio
from playwright.async_api import expect

from sandbox.workspace import Workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.scenarios.in_the_browser import with_liaison

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()


@pytest_asyncio.fixture(loop_scope="module")
async def ws(tmp_path: Path) -> AsyncIterator[Workspace]:
    """The small workspace, eight days after somebody wrote in #migration."""
    async with with_liaison(tmp_path) as workspace:
        workspace.say("migration", "benoit", "Good morning")
        await workspace.idle()
        await workspace.advance(timedelta(days=7, hours=4))
        yield workspace


async def test_a_moderator_gets_a_nudge_edits_the_prompt_and_posts_it(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, ws.member("ada").id, width=390, height=800)
    await page.get_by_role("button", name="Open the sidebar").click()
    await page.get_by_role("link", name=re.compile("^Liaison")).click()
    await page.get_by_role("link", name="Messages", exact=True).click()
    nudge = page.get_by_role("log").get_by_role("article").filter(has_text="has been quiet for 7 days").last
    await nudge.get_by_role("button", name="Edit first").first.click()
    form = page.get_by_role("dialog")
    field = form.get_by_role("textbox", name="What I post")
    await expect(field).not_to_have_value("")
    await field.fill("What should the workshop in Geneva settle?")
    await form.get_by_role("button", name="Post it").click()
    await expect(form).to_contain_text("Done: a question is in")
    await form.get_by_role("button", name="Close").last.click()
    await expect(page.get_by_role("log")).to_contain_text("Done: a question is in")
    await ws.advance(timedelta(minutes=1))
    posted = [m.text for channel in ("migration", "ceag") for m in ws.messages(channel)]
    assert posted.count("What should the workshop in Geneva settle?") == 1
