"""The page before axe: no barrier that it calls serious, in light and in dark, wherever one may be."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_app import invitation
from tests.sandbox.page_world import Alliance, alliance_fixture, say

pytestmark = [*browser_marks, pytest.mark.parametrize("scheme", ["light", "dark"])]
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()

AXE = Axe()
# `region`: a popup and a notice stand beside the landmarks, as the top layer wants it.
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}}


async def barriers(page: Page, *meant: str) -> list[str]:
    """What axe finds, of any weight: the rule, and where. `meant` are rules that don't hold here on purpose."""
    found = (await AXE.run(page, options=OPTIONS)).response["violations"]
    unmeant = [each for each in found if each["id"] not in meant]
    return [
        f"{each['impact']} {each['id']}: {node['html'][:200]}" for each in unmeant for node in each["nodes"]
    ]


@pytest_asyncio.fixture(loop_scope="module")
async def talk(alliance: Alliance) -> AsyncIterator[Alliance]:
    """A conversation with all that a message may have."""
    ws = alliance.ws
    text = f"Hello <@{alliance.amina.id}> <#{alliance.open.id}> `code` *bold* <https://example.org|link>\n&gt; quote"
    at = datetime(2019, 3, 17, 9, 0, tzinfo=UTC)
    parent = ws.add_message(alliance.open, alliance.bruno, text, at=at)
    ws.add_message(alliance.open, alliance.amina, "A reply", at=at, thread=parent)
    ws.message(alliance.open, parent).reactions["eyes"] = [alliance.bruno.id]
    await alliance.app.client.chat_postMessage(
        channel=alliance.open.id,
        text="Coming?",
        blocks=invitation("Coming, <!date^1552899600^{date} {time}|soon>?"),
    )
    yield alliance


async def test_a_channel(talk: Alliance, open_page: OpenPage, scheme: Any) -> None:
    page = await open_page(talk.ws.page_url, talk.amina.id, color_scheme=scheme)
    await page.get_by_role("article", name="Bruno Keller").hover()
    assert await barriers(page) == []
    await page.get_by_role("button", name="Add reaction").click()
    assert await barriers(page) == []
    await page.keyboard.press("Escape")
    await page.get_by_role("textbox", name="Message #announcements").press_sequentially("/")
    await expect(page.get_by_role("option")).to_have_count(2)
    assert await barriers(page) == []


async def test_a_thread_and_the_inspector(talk: Alliance, open_page: OpenPage, scheme: Any) -> None:
    page = await open_page(talk.ws.page_url, talk.amina.id, color_scheme=scheme)
    await page.get_by_role("button", name="1 reply").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("A reply")
    assert await barriers(page) == []
    await page.get_by_role("button", name="Inspector of traffic").click()
    await page.get_by_text("chat.postMessage").click()
    assert await barriers(page) == []


async def test_a_modal_with_an_error(talk: Alliance, open_page: OpenPage, scheme: Any) -> None:
    page = await open_page(talk.ws.page_url, talk.amina.id, color_scheme=scheme)
    await say(page, "/form")
    form = page.get_by_role("dialog", name="Your profile")
    await form.get_by_role("button", name="Publish").click()
    await expect(form.get_by_label("Organisation")).to_be_focused()
    assert await barriers(page) == []


async def test_home(talk: Alliance, open_page: OpenPage, scheme: Any) -> None:
    page = await open_page(talk.ws.page_url, talk.amina.id, color_scheme=scheme)
    await page.get_by_role("navigation", name="Channels").get_by_role("link", name="Liaison").click()
    await expect(page.get_by_role("heading", name="Your next steps")).to_be_visible()
    assert await barriers(page) == []


async def test_a_narrow_page(talk: Alliance, open_page: OpenPage, scheme: Any) -> None:
    page = await open_page(talk.ws.page_url, talk.amina.id, color_scheme=scheme, width=360, height=720)
    assert await barriers(page) == []
    await page.get_by_role("button", name="Open the sidebar").click()
    await expect(page.get_by_role("link", name="migration, private channel")).to_be_visible()
    # The conversation lies below the drawer, out of reach until that is closed.
    assert await barriers(page, "landmark-one-main", "page-has-heading-one") == []


async def test_the_dialogs(talk: Alliance, open_page: OpenPage, scheme: Any) -> None:
    page = await open_page(talk.ws.page_url, talk.amina.id, color_scheme=scheme)
    for opener, title in (
        (page.get_by_role("button", name="Act as anyone"), "Act as"),
        (page.get_by_role("button", name="Search"), "Search, or jump to"),
        (page.get_by_role("button", name="3 members"), "people in announcements"),
        (page.get_by_role("article").get_by_role("button", name="Bruno Keller", exact=True), "Bruno Keller"),
        (page.get_by_role("button", name="Keys"), "Keys"),
    ):
        await opener.click()
        await expect(page.get_by_role("dialog", name=title)).to_be_visible()
        assert await barriers(page) == []
        await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("dialog")).to_have_count(0)
