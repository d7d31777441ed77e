"""The public calendar in a browser: no barrier that axe finds, light and dark, wide and narrow, and nothing that overflows."""

import shutil
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.calendar.feeds.service import FeedService
from bot.serving import listen, serving
from handlers.public import routes
from storage.database import Database
from tests.bot.calendar.feeds.world import publish
from tests.bot.calendar.world import draft, load, settle
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.conftest import START

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()

AXE = Axe()
LOOKS = [("light", 1280), ("dark", 390), ("light", 390), ("dark", 1280)]


@pytest_asyncio.fixture(loop_scope="module")
async def address(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a page with activities of every shape."""
    shutil.copy(sqlite_template, tmp_path / "liaison.db")
    db = Database(f"sqlite:///{tmp_path / 'liaison.db'}", lambda: START)
    drafts = [
        draft("General Assembly", starts="14:00", ends="15:30", place="Geneva", country="CH", link="https://example.org"),
        draft("Strategic planning workshop", "2019-03-20", end_date="2019-03-22", place="Tunis", country="TN"),
        draft("Called off", "2019-03-28", starts="09:00", timezone="America/New_York", place="New York"),
        draft("Perhaps", "2019-04-01", status="tentative", kind="deadline", venue="TBC"),
        draft("A-very-long-title-without-any-blank-in-it-" * 4, "2019-05-06", kind="report"),
        draft("Global campaign", "2019-06", kind="campaign"),
        draft("Some day", "TBC", kind="news"),
        *(draft(f"Webinar {n}", "2019-03-26", starts=f"{8 + n}:00") for n in range(5)),
    ]  # fmt: skip
    await settle(db, name="Alliance 8.7")
    await load(db, *drafts)
    await publish(db, *(each.title for each in drafts), summary="What it is about.\nIn two lines.")
    await publish(db, "Called off", status="cancelled", organiser="ILO")
    await publish(db, "Perhaps", language="fr")
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]

    async def website(_request: Request) -> Response:
        frame = f"<iframe title=Calendar src=http://localhost:{port}/calendar?embed=1></iframe>"
        return HTMLResponse(f"<!DOCTYPE html><link rel=icon href=data:,>{frame}")

    app = Starlette(routes=[*routes(FeedService(db)), Route("/website", website)])
    async with serving(app, listener):
        yield f"http://127.0.0.1:{port}/calendar"
    await db.close()


async def barriers(page: Page) -> list[str]:
    found = (await AXE.run(page, options={"resultTypes": ["violations"]})).response["violations"]
    return [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


async def overflows(page: Page) -> bool:
    root = "document.documentElement"
    return bool(await page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
async def test_the_page_has_no_barriers(address: str, open_page: OpenPage, scheme: Any, width: int) -> None:
    for query in ("", "?view=month", "?view=month&month=2019-01", "?embed=1&lang=fr", "?page=2&lang=es"):
        page = await open_page(address + query, color_scheme=scheme, width=width)
        assert await barriers(page) == []
        assert not await overflows(page)


async def test_a_day_of_the_month_leads_to_what_is_on(address: str, open_page: OpenPage) -> None:
    page = await open_page(address)
    await page.get_by_role("navigation", name="View").get_by_role("link", name="Month").click()
    table = page.get_by_role("table", name="March 2019")
    await expect(table.get_by_role("columnheader")).to_have_count(7)
    await expect(table.get_by_role("link", name="Strategic planning workshop")).to_have_count(3)
    await table.get_by_role("link", name="14:00 General Assembly").click()
    await expect(page.locator("h3:target")).to_have_text("General Assembly")
    await page.get_by_role("link", name="April 2019").click()
    await expect(page.get_by_role("table", name="April 2019").get_by_role("link")).to_have_text(["Perhaps"])


async def test_on_a_phone_the_month_is_a_list_of_days(address: str, open_page: OpenPage) -> None:
    page = await open_page(f"{address}?view=month&lang=fr", width=390)
    days = page.get_by_role("main").locator("td:visible")
    await expect(days).to_have_count(5)
    await expect(days.first).to_contain_text("mer. 20 mars")
    assert date(2019, 3, 20).isoformat() == await days.first.locator("time").get_attribute("datetime")


async def test_another_website_shows_it_within_itself(address: str, open_page: OpenPage) -> None:
    page = await open_page(address.replace("/calendar", "/website"))
    frame = page.frame_locator("iframe")
    await expect(frame.get_by_role("heading", name="General Assembly")).to_be_attached()
    await expect(frame.get_by_role("contentinfo")).to_have_count(0)
