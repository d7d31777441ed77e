"""The whole product as a newcomer meets it: the local workspace in a real browser, with Liaison in it."""

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from sandbox import Workspace, create_workspace
from sandbox.demo import START, alliance
from sandbox.demo_bot import with_liaison
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ws() -> AsyncIterator[Workspace]:
    async with (
        create_workspace(
            now=START, frozen=False, world=alliance, rate_limits=False, name="Alliance 8.7"
        ) as workspace,
        with_liaison(workspace),
    ):
        await workspace.idle()  # the directory has its people
        yield workspace


async def test_a_partner_joins_a_channel_sees_the_welcome_and_reads_the_round_up_on_monday(
    ws: Workspace, open_page: OpenPage
) -> None:
    noor = ws.team_join("noor", real_name="Noor Example")
    page = await open_page(ws.page_url, noor.id)
    # Unread: the link leads to the messages, not to Home.
    await page.get_by_role("link", name="Liaison, app, 1 unread").click()
    messages = page.get_by_role("log", name="Messages in Liaison")
    await expect(messages.get_by_text("Your first steps", exact=False)).to_be_visible()

    await page.get_by_role("button", name="Add channels").click()
    await page.get_by_role("button", name="Be invited by the Secretariat: migration").click()
    await expect(page.get_by_role("link", name="migration, private channel")).to_be_visible()
    # It may have come while the dialog was still over the open conversation, or not yet: both tabs are there either way.
    await page.get_by_role("link", name="Liaison, app").click()
    await page.get_by_role("link", name="Messages", exact=True).click()
    await expect(messages.get_by_text("You are now in", exact=False)).to_be_visible()

    await page.get_by_role("button", name="To what is due next").click()
    await page.get_by_role("link", name="announcements, channel").click()
    board = page.get_by_role("log", name="Messages in #announcements")
    await expect(board.get_by_text("Strategic planning workshop: African Union")).to_be_visible()
    await expect(board.get_by_text("Date to be confirmed").first).to_be_attached()


async def test_a_command_is_answered_to_its_author_alone(ws: Workspace, open_page: OpenPage) -> None:
    partner = next(m for m in ws.members if m.role == "partner" and m.locale.startswith("en"))
    page = await open_page(ws.page_url, partner.id, width=390, height=800)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("/calendar")
    await field.press("Enter")
    board = page.get_by_role("log", name="Messages in #announcements")
    await expect(board.get_by_text("Only visible to you")).to_be_visible()
    await expect(board.get_by_text("What is ahead").first).to_be_visible()


async def test_a_partner_publishes_a_profile_and_is_found_by_another(
    ws: Workspace, open_page: OpenPage
) -> None:
    partners = [m for m in ws.members if m.role == "partner" and m.locale.startswith("en")]
    page = await open_page(ws.page_url, partners[0].id)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("/profile edit")
    await field.press("Enter")
    form = page.get_by_role("dialog")
    organisation = form.get_by_role("combobox", name="Organisation").first
    await organisation.click()
    await organisation.press_sequentially("Institute of Fair Recruitment")
    await page.get_by_role("option", name="Add “Institute of Fair Recruitment”").click()
    await form.get_by_role("checkbox", name="List me in the directory").check()
    await form.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("dialog").get_by_text("Institute of Fair Recruitment")).to_be_visible()

    other = await open_page(ws.page_url, partners[1].id)
    field = other.get_by_role("textbox", name="Message #announcements")
    await field.fill("/partners fair recruitment")
    await field.press("Enter")
    await expect(other.get_by_role("log").get_by_text("Institute of Fair Recruitment")).to_be_visible()
