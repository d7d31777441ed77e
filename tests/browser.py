"""A real browser for tests: Debian's Chromium, driven by Playwright in the test's own event loop.

browser = browser_fixture()
open_page = open_page_fixture()
pytestmark = browser_marks

async def test_…(open_page):
    page = await open_page(ws.page_url, as_=member.id)
"""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 15_000  # a busy machine is slow, not wrong

CUT_OFF = re.compile("net::ERR_|WebSocket connection to")  # what Chromium says of a connection that broke

# What a browser shows hangs on more than our code: each of these tests has a second try, which the summary counts as a rerun.
browser_marks = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.flaky(reruns=1),
]

OpenPage = Callable[..., Awaitable[Page]]


def chromium() -> str | None:
    """The path of an installed Chromium or Chrome."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def browser_fixture() -> Any:
    """A fixture `browser`, started once for the module; its tests are skipped where there is no Chromium."""

    @pytest_asyncio.fixture(scope="module", loop_scope="module", name="browser")
    async def browser() -> AsyncIterator[Browser]:
        path = chromium()
        if path is None:
            pytest.skip("no Chromium here")
        expect.set_options(timeout=PATIENCE_MS)
        async with async_playwright() as playwright:
            running = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
            yield running
            await running.close()

    return browser


def open_page_fixture() -> Any:
    """A fixture `open_page`: opens the sandbox's page as somebody, and fails the test if the page raised an error."""

    @pytest_asyncio.fixture(loop_scope="module", name="open_page")
    async def open_page(browser: Browser) -> AsyncIterator[OpenPage]:
        contexts: list[BrowserContext] = []
        errors: list[str] = []

        async def opened(
            url: str,
            as_: str | None = None,
            *,
            width: int = 1280,
            height: int = 800,
            color_scheme: Literal["light", "dark"] = "light",
            is_cut_off: bool = False,
        ) -> Page:
            """A page; when it is to be cut off, what it was fetching at that moment may fail."""
            context = await browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=color_scheme,
                locale="en-GB",
                reduced_motion="reduce",
            )
            contexts.append(context)
            context.set_default_timeout(PATIENCE_MS)
            page = await context.new_page()
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.on("console", lambda message: _note(message, errors, is_cut_off))
            await page.goto(f"{url}?{urlencode({'as': as_})}" if as_ else url)
            await page.locator("body:not([aria-busy])").wait_for()
            return page

        yield opened
        for context in contexts:
            await context.close()
        assert errors == []

    return open_page


def _note(message: ConsoleMessage, errors: list[str], is_cut_off: bool) -> None:
    if message.type == "error" and not (is_cut_off and CUT_OFF.search(message.text)):
        errors.append(message.text)
