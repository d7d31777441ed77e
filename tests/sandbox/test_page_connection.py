"""What the page misses while it is cut off: nothing."""

from typing import Any

from playwright.async_api import Page, expect

from sandbox import Workspace, create_workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_world import START, Alliance, alliance_fixture, fill, log

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


def cut(ws: Workspace) -> None:
    """Ends every connection at once, without a farewell, as a network does."""
    for transport in list(ws._server._transports.values()):
        transport.abort()


async def texts(page: Page) -> list[str]:
    return await log(page).locator(".message-content").all_inner_texts()


async def test_what_is_said_while_a_page_is_cut_off_comes_once_and_in_order(
    alliance: Alliance, open_page: OpenPage
) -> None:
    ws = alliance.ws
    page = await open_page(ws.page_url, alliance.amina.id, is_cut_off=True)
    said = []
    for number in range(30):
        if number % 10 == 5:
            cut(ws)
        said.append(f"Message {number}.")
        ws.say(alliance.open, alliance.bruno, said[-1])
    ts = ws.say(alliance.open, alliance.bruno, "Taken back")
    ws.edit(alliance.open, ws.messages(alliance.open)[0].ts, "Message nought.")
    ws.delete(alliance.open, ts)
    await expect(log(page)).to_contain_text("Message 29.")
    await expect(log(page)).to_contain_text("Message nought.")
    assert await texts(page) == ["Message nought. (edited)", *said[1:]]
    await expect(page.get_by_text("Connection lost.")).to_be_hidden()


async def test_a_page_that_was_away_too_long_begins_anew(alliance: Alliance, open_page: OpenPage) -> None:
    ws = alliance.ws
    page = await open_page(ws.page_url, alliance.amina.id, is_cut_off=True)
    cut(ws)
    for number in range(2_100):  # more than the feed keeps
        ws.say(alliance.open, alliance.bruno, f"Message {number}.")
    await expect(page.get_by_text("Message 0.")).to_be_in_viewport()  # the first that is unread
    await page.get_by_role("button", name="New messages").click()
    await expect(page.get_by_text("Message 2099.")).to_be_in_viewport()
    assert await texts(page) == [f"Message {number}." for number in range(2_000, 2_100)]


async def test_a_page_follows_a_server_that_was_started_anew(open_page: OpenPage) -> None:
    people: dict[str, Any] = {}

    def world(ws: Workspace) -> None:
        fill(ws, people)

    async with create_workspace(now=START, world=world) as ws:
        port = int(ws.page_url.rsplit(":", 1)[1].strip("/"))
        ws.say(people["open"], people["bruno"], "Of the old days")
        page = await open_page(ws.page_url, people["amina"].id, is_cut_off=True)
        await expect(log(page)).to_contain_text("Of the old days")
        errors = page.locator("#connection")
    await expect(errors).to_be_visible()
    async with create_workspace(now=START, world=world, port=port) as ws:
        for number in range(40):  # its numbers have overtaken those that the page knows
            ws.say(people["open"], people["bruno"], f"Message {number}.")
        await expect(log(page)).to_contain_text("Message 39.")
        assert await texts(page) == [f"Message {number}." for number in range(40)]
        await page.close()


async def test_a_reset_while_a_page_is_cut_off_is_noticed(alliance: Alliance, open_page: OpenPage) -> None:
    ws = alliance.ws
    page = await open_page(ws.page_url, alliance.amina.id, is_cut_off=True)
    ws.say(alliance.open, alliance.bruno, "To be forgotten")
    await expect(log(page)).to_contain_text("To be forgotten")
    cut(ws)
    await ws.reset()
    ws.say("announcements", "bruno", "Begun anew")
    await expect(log(page)).to_contain_text("Begun anew")
    assert await texts(page) == ["Begun anew"]
