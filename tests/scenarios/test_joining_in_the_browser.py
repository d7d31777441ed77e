"""Somebody asks to join a group, the Secretariat approves, they are welcomed: in a real browser, each on a page of their own."""

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


def dana_comes(workspace: Workspace) -> None:
    workspace.team_join("dana", real_name="Dana Example", locale="en-GB", tz="Europe/Zurich")


@pytest_asyncio.fixture(loop_scope="module")
async def ws(tmp_path: Path) -> AsyncIterator[Workspace]:
    """The small workspace with Liaison in it, and Dana, a partner who is in no group."""
    async with with_liaison(tmp_path, dana_comes) as workspace:
        yield workspace


async def test_a_partner_asks_to_join_is_approved_and_welcomed(ws: Workspace, open_page: OpenPage) -> None:
    dana = await open_page(ws.page_url, ws.member("dana").id, width=390, height=800)
    field = dana.get_by_role("textbox", name=re.compile("^Message #"))
    await field.fill("/groups")
    await field.press("Enter")
    board = dana.get_by_role("log")
    await expect(board.get_by_text("Where the work plan is discussed.")).to_be_visible()
    await board.get_by_role("button", name="Ask to join: Migration Action Group").click()
    form = dana.get_by_role("dialog")
    await form.get_by_role("textbox", name="Why would you like to join?").fill("We train labour inspectors.")
    await form.get_by_role("button", name="Ask", exact=True).click()
    await expect(dana.get_by_role("dialog").get_by_text("is with the Secretariat")).to_be_visible()
    await dana.get_by_role("dialog").get_by_role("button", name="Close").last.click()

    sofia = await open_page(ws.page_url, ws.member("sofia").id)
    await sofia.get_by_role("link", name="secretariat, private channel").click()
    request = sofia.get_by_role("log").get_by_role("article").filter(has_text="asks to join").last
    await expect(request.get_by_text("We train labour inspectors.")).to_be_visible()
    await request.get_by_role("button", name="Approve").click()
    await expect(request.get_by_text("they are in the group")).to_be_visible()
    await expect(request.get_by_role("button", name="Approve")).to_have_count(0)

    # Whom Liaison brings in is welcomed from nine o'clock on, where they are.
    await ws.advance(timedelta(minutes=10))
    welcomed = await open_page(ws.page_url, ws.member("dana").id)
    await expect(welcomed.get_by_role("link", name="migration, private channel")).to_be_visible()
    await welcomed.get_by_role("link", name=re.compile("^Liaison, app")).click()
    await welcomed.get_by_role("link", name="Messages", exact=True).click()
    messages = welcomed.get_by_role("log", name="Messages in Liaison")
    await expect(messages.get_by_text("is approved: you are in.", exact=False)).to_be_visible()
    await expect(messages.get_by_text("Where the work plan is discussed.").first).to_be_visible()
