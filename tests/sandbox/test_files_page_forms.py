"""Files in forms on the page, and all that the page does with files before axe."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from sandbox.server import Server
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import Recorder
from tests.sandbox.page_files import HAND_OVER, attach, paper, png, tray, workspace_fixture
from tests.sandbox.test_files_input import modal
from tests.sandbox.test_page_axe import barriers

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
workspace = workspace_fixture()


@pytest_asyncio.fixture(loop_scope="module", name="app")
async def recording_app(ws: Workspace) -> AsyncIterator[Recorder]:
    recorder, server = Recorder(), Server(0)
    await server.start(recorder)
    ws.connect(f"http://127.0.0.1:{server.port}/slack/events")
    ws.add_command("/papers")
    yield recorder
    await ws.idle()
    await server.stop()


async def test_a_form_takes_files_of_its_kinds_and_sends_them(
    ws: Workspace, app: Recorder, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await ws.command("ana", "announcements", "/papers")
    client = AsyncWebClient(ws.bot_token, base_url=ws.url)
    view = modal(filetypes=["pdf"], max_files=2)
    await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=view)
    dialog = page.get_by_role("dialog", name="Papers")
    field = dialog.get_by_label("Papers")
    await field.set_input_files([paper("photo.png")])
    await expect(dialog.get_by_text("Only files of these types: pdf")).to_be_visible()
    await field.set_input_files([paper(f"{number}.pdf") for number in range(3)])
    await expect(dialog.get_by_text("Files: 2 at most").last).to_be_visible()
    await field.set_input_files([paper("wrong.pdf"), paper("right.pdf")])
    await expect(dialog.get_by_role("listitem")).to_have_count(2)
    await dialog.get_by_role("button", name="Remove wrong.pdf").click()
    await expect(dialog.get_by_role("listitem")).to_have_count(1)
    zone = dialog.get_by_text("Add files")
    await zone.evaluate(HAND_OVER, ["drop", "dropped.pdf", "x"])
    await expect(dialog.get_by_role("listitem")).to_have_count(2)
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)
    submitted = app.got[-1].data["view"]["state"]["values"]["papers"]["files"]
    assert submitted["type"] == "file_input"
    assert [file["name"] for file in submitted["files"]] == ["right.pdf", "dropped.pdf"]


async def test_a_required_file_that_is_missing_is_said_beside_the_field(
    ws: Workspace, app: Recorder, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, as_=ws.member("ana").id)
    await ws.command("ana", "announcements", "/papers")
    client = AsyncWebClient(ws.bot_token, base_url=ws.url)
    await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=modal())
    dialog = page.get_by_role("dialog", name="Papers")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_text("Please complete this required field.")).to_be_visible()
    await dialog.get_by_label("Papers").set_input_files([paper("any.docx")])
    await expect(dialog.get_by_role("listitem")).to_contain_text("any.docx")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_files_are_no_barrier_to_anybody(
    ws: Workspace, app: Recorder, open_page: OpenPage, scheme: Any
) -> None:
    gone = ws.upload("ana", "gone.pdf", b"x")
    names = ("Map.png", "minutes.txt", "plan.pdf")
    files = [ws.upload("ana", name, png(9, 9) if name == "Map.png" else b"one\ntwo") for name in names]
    ws.say("announcements", "ana", "See these", files=[*files, gone])
    ws.delete_file(gone)
    page = await open_page(ws.page_url, as_=ws.member("ana").id, color_scheme=scheme)
    await attach(page, paper("one.png", png(9, 9)), paper("two.pdf"))
    await expect(tray(page)).to_contain_text("5 bytes")
    assert await barriers(page) == []
    await page.get_by_role("button", name="View Map.png").click()
    assert await barriers(page) == []
    await page.keyboard.press("Escape")
    await ws.command("ana", "announcements", "/papers")
    client = AsyncWebClient(ws.bot_token, base_url=ws.url)
    await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=modal(filetypes=["pdf"]))
    await page.get_by_label("Papers").last.set_input_files([paper("right.pdf")])
    await expect(page.get_by_role("dialog").get_by_role("listitem")).to_have_count(1)
    assert await barriers(page) == []
