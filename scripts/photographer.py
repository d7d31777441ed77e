"""Takes pictures of the sandbox's page, as somebody sees it in a window of their own."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Locator, Page

from sandbox.workspace import Workspace

WIDE, LOW, TALL, HOME, NARROW = (1120, 760), (1104, 460), (1000, 850), (960, 1170), (390, 780)  # pixels
PATIENCE_MS = 15_000
LARGEST = 150_000  # bytes: a page of documentation is read on phones, too


class Photographer:
    """Opens the page as somebody, in a window of its own, and takes pictures of it."""

    def __init__(self, ws: Workspace, browser: Browser, folder: Path) -> None:
        self._ws = ws
        self._browser = browser
        self._folder = folder

    @asynccontextmanager
    async def window(
        self,
        person: str | None = None,
        size: tuple[int, int] = WIDE,
        scheme: Literal["light", "dark"] = "light",
    ) -> AsyncIterator[Page]:
        """`person` is a member's id; None: whoever the page begins with."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB",
            reduced_motion="reduce",
            color_scheme=scheme,
        )
        context.set_default_timeout(PATIENCE_MS)
        page = await context.new_page()
        await page.goto(f"{self._ws.page_url}?as={person}" if person else self._ws.page_url)
        await page.locator("body:not([aria-busy])").wait_for()
        if await (hide := page.get_by_role("button", name="Hide the things to try")).is_visible():
            await hide.click()
        yield page
        await context.close()

    async def take(self, page: Page, name: str, *, of: Locator | None = None) -> None:
        """A picture of the page, or of one element, without notices that come and go, and a message's tools."""
        await page.get_by_role("status", name="Notices").evaluate("node => node.replaceChildren()")
        await page.mouse.move(0, 0)
        await page.locator(".log .tools").evaluate_all("nodes => nodes.forEach(node => node.remove())")
        path = self._folder / f"{name}.png"
        await (of or page).screenshot(path=path, animations="disabled", caret="hide", scale="css")
        size = path.stat().st_size
        sys.stdout.write(f"{path.name:<16} {size / 1000:>4.0f} kB{'  TOO LARGE' if size > LARGEST else ''}\n")
