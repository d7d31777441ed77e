"""The page on a phone, and where it leads: unread messages, the drawer, the card of things to try, links."""

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import expect

from sandbox import Workspace, create_workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.conftest import START
from tests.sandbox.page_app import served

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
PHONE = {"width": 390, "height": 800}


@pytest_asyncio.fixture(loop_scope="module")
async def ws() -> AsyncIterator[Workspace]:
    def world(ws: Workspace) -> None:
        ana = ws.add_member("ana", real_name="Ana Souza", locale="en-US", tz="Africa/Nairobi", role="partner")
        laxmi = ws.add_member("laxmi.rai", real_name="लक्ष्मी राई", role="partner")
        ws.add_channel("announcements", general=True, members=[ana, laxmi, ws.bot_user_id])
        ws.add_channel("migration", private=True, members=[ana, laxmi, ws.bot_user_id])

    async with create_workspace(now=START, world=world) as ws, served(ws):
        yield ws


async def test_the_button_of_the_drawer_says_how_much_is_unread(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("ana").id, **PHONE)
    await expect(page.get_by_role("button", name="Open the sidebar", exact=True)).to_be_visible()
    ws.say("migration", "laxmi.rai", "Namaste")
    await page.get_by_role("button", name="Open the sidebar, 1 unread").click()
    await page.get_by_role("link", name="migration, private channel, 1 unread").click()
    await expect(page.get_by_role("button", name="Open the sidebar", exact=True)).to_be_visible()


async def test_a_narrow_page_has_its_sidebar_in_a_drawer(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("ana").id, width=360, height=720)
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    link = page.get_by_role("link", name="migration, private channel")
    await expect(link).to_be_hidden()
    await page.get_by_role("button", name="Open the sidebar").click()
    await expect(link).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(link).to_be_hidden()
    await page.get_by_role("button", name="Open the sidebar").click()
    await link.click()
    await expect(page.get_by_role("heading", name="migration")).to_be_visible()
    await expect(link).to_be_hidden()


async def test_the_channel_one_is_in_closes_the_drawer(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("ana").id, **PHONE)
    await page.get_by_role("button", name="Open the sidebar").click()
    link = page.get_by_role("link", name="announcements, channel")
    await link.click()
    await expect(link).to_be_hidden()


async def test_the_card_folds_to_a_line_once_something_was_tried(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("ana").id, **PHONE)
    step = page.get_by_role("button", name="Type /calendar")
    await expect(step).to_be_visible()
    await page.evaluate("localStorage.setItem('sandbox.tried', '[\"command\"]')")
    await page.reload()
    folded = page.get_by_role("button", name="1 of 3 tried")
    await expect(folded).to_have_attribute("aria-expanded", "false")
    await expect(step).to_be_hidden()
    await folded.click()
    await expect(step).to_be_visible()


async def test_the_card_is_out_of_the_way_in_other_conversations(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("ana").id, **PHONE)
    await page.get_by_role("button", name="Open the sidebar").click()
    await page.get_by_role("link", name="migration, private channel").click()
    await expect(page.get_by_role("button", name="Type /calendar")).to_be_hidden()
    await expect(page.get_by_role("button", name="0 of 3 tried")).to_be_visible()


async def test_a_conversation_opens_at_the_first_unread_message(ws: Workspace, open_page: OpenPage) -> None:
    for number in range(30):
        ws.say("migration", "laxmi.rai", f"Message {number}")
    page = await open_page(ws.page_url, ws.member("ana").id, **PHONE)
    await page.get_by_role("button", name="Open the sidebar").click()
    await page.get_by_role("link", name="migration, private channel, 30 unread").click()
    await expect(page.get_by_text("Message 0", exact=True)).to_be_in_viewport()
    await expect(page.get_by_text("Message 29", exact=True)).not_to_be_in_viewport()
    await page.get_by_role("button", name="New messages").click()
    await expect(page.get_by_text("Message 29", exact=True)).to_be_in_viewport()


async def test_a_link_to_a_direct_message_opens_it_on_the_page(ws: Workspace, open_page: OpenPage) -> None:
    laxmi = ws.member("laxmi.rai")
    url = f"https://slack.com/app_redirect?channel={laxmi.id}"
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Message"},
        "action_id": "write",
        "url": url,
    }
    ws.say("announcements", ws.bot_user_id, "Somebody", blocks=[{"type": "actions", "elements": [button]}])
    page = await open_page(ws.page_url, ws.member("ana").id)
    await page.get_by_role("link", name="Message", exact=True).click()
    await expect(page.get_by_role("heading", name=laxmi.real_name)).to_be_visible()
    direct = ws.core.state.conversation(laxmi.id, ws.member("ana").id)
    assert direct
    assert page.url.endswith(f"#{direct.id}")
    await page.go_back()
    await expect(page.get_by_role("heading", name="announcements")).to_be_visible()


async def test_what_is_due_next_is_asked_again_when_the_app_has_posted(
    ws: Workspace, open_page: OpenPage
) -> None:
    ws.core.timetable.add(START.replace(hour=12), "the retry of an event", lambda: None)
    page = await open_page(ws.page_url, ws.member("ana").id)
    bar = page.get_by_role("banner")
    await expect(bar).to_contain_text("Next: the retry of an event")
    ws.core.timetable.clear()
    ws.say("announcements", ws.bot_user_id, "Done")
    await expect(bar).to_contain_text("Nothing is due")


async def test_the_notice_of_a_move_says_to_whom_else_the_app_wrote(
    ws: Workspace, open_page: OpenPage
) -> None:
    laxmi = ws.member("laxmi.rai")
    page = await open_page(ws.page_url, ws.member("ana").id)
    direct = ws.core.state.open_conversation(laxmi.id, ws.bot_user_id)
    ws.core.timetable.add(
        START.replace(hour=12), "a nudge", lambda: ws.say(direct, ws.bot_user_id, "It is quiet.")
    )
    await page.reload()
    await page.get_by_role("button", name="To what is due next").click()
    notice = page.get_by_role("status", name="Notices")
    await expect(notice).to_contain_text(f"Liaison wrote to {laxmi.real_name}.")
    await notice.get_by_role("button", name=f"Read it as {laxmi.real_name}").click()
    await expect(page.get_by_text("It is quiet.")).to_be_visible()


async def test_every_time_on_a_page_is_in_one_format(ws: Workspace, open_page: OpenPage) -> None:
    ws.say("announcements", "laxmi.rai", "Good morning")
    page = await open_page(ws.page_url, ws.member("ana").id)
    await expect(page.get_by_role("banner")).to_contain_text("10:55 Nairobi")
    await expect(page.get_by_role("article").locator("time").last).to_have_text("10:55")
    await expect(page.get_by_role("button", name="Acting as Ana Souza")).to_contain_text("10:55 Nairobi")
    await expect(page.locator("body")).not_to_contain_text(re.compile(r"\d (AM|PM)"))


async def test_faces_can_be_read_without_the_fonts_of_every_script(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, ws.member("laxmi.rai").id)
    me = page.get_by_role("link", name="Act as लक्ष्मी राई, Partner")
    await expect(me.locator(".avatar")).to_have_attribute("data-initials", "LR")
    other = await open_page(ws.page_url, ws.member("ana").id)
    await expect(other.get_by_role("link", name="Act as Ana Souza, Partner")).to_be_visible()
    await expect(other.get_by_role("link", name="Act as लक्ष्मी राई, Partner")).to_have_count(0)


async def test_an_app_that_only_writes_is_not_written_to(ws: Workspace, open_page: OpenPage) -> None:
    ws.app.is_read_only = True
    page = await open_page(ws.page_url, ws.member("ana").id)
    await page.get_by_role("link", name="Liaison, app").click()
    await page.get_by_role("link", name="Messages", exact=True).click()
    await expect(page.get_by_text("Liaison only writes here.")).to_be_visible()
    await expect(page.get_by_role("textbox")).to_have_count(0)


async def test_everything_of_the_clock_is_there_on_the_narrowest_page(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, ws.member("ana").id, width=360, height=720)
    bar = page.get_by_role("banner")
    for name in ("+1 hour", "+1 day", "To what is due next", "Pace of the clock", "Search", "Light or dark"):
        await expect(bar.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
    await bar.get_by_role("button", name="Pace of the clock").click()
    await page.get_by_role("menuitem", name="An hour a second").click()
    await expect(bar).not_to_contain_text("08:55 Geneva")
