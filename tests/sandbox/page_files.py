"""Files for the browser tests: made, chosen, dropped and pasted; and a workspace for them."""

import struct
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page

from sandbox import Workspace, create_workspace
from tests.sandbox.conftest import small_world

START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)
# Hands files to the page as the browser does when they are dropped or pasted.
HAND_OVER = """(target, [kind, name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const init = { bubbles: true, cancelable: true };
  target.dispatchEvent(kind === "paste" ? new ClipboardEvent("paste", { ...init, clipboardData: data })
    : new DragEvent(kind, { ...init, dataTransfer: data }));
}"""


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x30\x80\x50" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def workspace_fixture() -> Any:
    """A fixture `ws`, in the loop of the module."""

    @pytest_asyncio.fixture(loop_scope="module", name="ws")
    async def workspace() -> AsyncIterator[Workspace]:
        async with create_workspace(now=START, world=small_world, rate_limits=False) as ws:
            ws.member("ana").locale = "en-GB"
            yield ws

    return workspace


def paper(name: str, content: bytes = b"paper") -> Any:
    """What a person chooses in the file dialog."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


async def attach(page: Page, *files: Any) -> None:
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("main").get_by_role("button", name="Attach files").click()
    await (await chooser.value).set_files(list(files))


def tray(page: Page) -> Locator:
    return page.get_by_role("list", name="Attached files")


async def send(page: Page, text: str = "") -> None:
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill(text)
    await field.press("Enter")
