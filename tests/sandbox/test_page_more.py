"""On the page: replies that go to the channel too, group messages, tables, Markdown and old attachments."""

import pytest
from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_world import Alliance, alliance_fixture, log, say

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


def cell(text: str) -> dict[str, str]:
    return {"type": "raw_text", "text": text}


async def test_a_reply_can_be_sent_to_the_channel_too(alliance: Alliance, open_page: OpenPage) -> None:
    parent = alliance.ws.say(alliance.open, alliance.bruno, "Who *comes* along to the workshop?")
    amina = await open_page(f"{alliance.ws.page_url}?as={alliance.amina.id}#{alliance.open.id}/t{parent}")
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    thread = amina.get_by_role("complementary", name="Thread")
    also = thread.get_by_role("checkbox", name="Also send to #announcements")
    await also.check()
    await thread.get_by_role("textbox", name="Reply in thread").fill("I do.")
    await amina.keyboard.press("Enter")
    await expect(thread.get_by_role("log")).to_contain_text("Also sent to the channel")
    await expect(also).not_to_be_checked()
    shown = log(bruno).get_by_role("article", name="Amina Diallo")
    await expect(shown).to_contain_text("replied to a thread: Who comes along to the workshop?I do.")
    await shown.get_by_role("link").click()
    await expect(bruno.get_by_role("complementary", name="Thread")).to_contain_text("I do.")
    reply = alliance.ws.message(alliance.open, alliance.open.timeline[-1].ts)
    assert (reply.subtype, reply.thread_ts) == ("thread_broadcast", parent)


async def test_a_reply_stays_in_its_thread_unless_one_says_otherwise(
    alliance: Alliance, open_page: OpenPage
) -> None:
    parent = alliance.ws.say(alliance.open, alliance.bruno, "Who comes along?")
    page = await open_page(f"{alliance.ws.page_url}?as={alliance.amina.id}#{alliance.open.id}/t{parent}")
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_role("textbox", name="Reply in thread").fill("I do.")
    await page.keyboard.press("Enter")
    await expect(thread.get_by_role("log")).to_contain_text("I do.")
    assert alliance.open.timeline[-1].ts == parent


async def test_a_message_to_several_is_a_group_message(alliance: Alliance, open_page: OpenPage) -> None:
    alliance.ws.team_join("ines", real_name="Inês Duarte")
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await page.get_by_role("button", name="New message").click()
    dialog = page.get_by_role("dialog", name="New message")
    write = dialog.get_by_role("button", name="Write")
    await expect(write).to_be_disabled()
    await dialog.get_by_role("button", name="Add Bruno Keller").click()
    await dialog.get_by_role("searchbox").fill("ines")
    await dialog.get_by_role("button", name="Add Inês Duarte").click()
    await expect(dialog.get_by_role("status")).to_have_text("Bruno Keller, Inês Duarte")
    await write.click()
    await expect(page.get_by_role("heading", name="Bruno Keller, Inês Duarte")).to_be_visible()
    await say(page, "Hello both")
    await bruno.get_by_role("link", name="Amina Diallo, Inês Duarte, 1 unread").click()
    await expect(log(bruno)).to_contain_text("Hello both")


async def test_somebody_who_was_added_can_be_taken_out_again(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("button", name="New message").click()
    dialog = page.get_by_role("dialog", name="New message")
    add = dialog.get_by_role("button", name="Add Bruno Keller")
    await add.click()
    await expect(add).to_have_attribute("aria-pressed", "true")
    await add.click()
    await expect(add).to_have_attribute("aria-pressed", "false")
    await expect(dialog.get_by_role("button", name="Write")).to_be_disabled()


async def test_a_group_message_is_for_nine_at_most(alliance: Alliance, open_page: OpenPage) -> None:
    people = [alliance.ws.team_join(f"p{number}", real_name=f"Person {number}") for number in range(9)]
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("button", name="New message").click()
    dialog = page.get_by_role("dialog", name="New message")
    for person in people:
        await dialog.get_by_role("button", name=f"Add {person.real_name}").click()
    await dialog.get_by_role("button", name="Write").click()
    await expect(page.get_by_text("A group message is for 9 people at most.")).to_be_visible()


@pytest.fixture
def client(alliance: Alliance) -> AsyncWebClient:
    return AsyncWebClient(alliance.ws.bot_token, base_url=alliance.ws.url)


async def test_a_table_has_the_settings_of_its_columns(
    alliance: Alliance, open_page: OpenPage, client: AsyncWebClient
) -> None:
    link = {"type": "link", "url": "https://example.org/peru", "text": "Peru"}
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [link]}]}
    table = {
        "type": "table",
        "column_settings": [None, {"align": "right"}, {"is_wrapped": True}],
        "rows": [[cell("Country"), cell("Partners"), cell("Note")], [rich, cell("12")]],
    }
    await client.chat_postMessage(channel=alliance.open.id, text="Partners", blocks=[table])
    page = await open_page(alliance.ws.page_url, alliance.amina.id, width=360)
    shown = log(page).get_by_role("table")
    await expect(shown.get_by_role("columnheader")).to_have_text(["Country", "Partners", "Note"])
    await expect(shown.get_by_role("cell")).to_have_text(["Peru", "12", ""])
    await expect(shown.get_by_role("link", name="Peru")).to_have_attribute("href", "https://example.org/peru")
    await expect(shown.get_by_role("cell", name="12")).to_have_css("text-align", "right")
    await expect(shown.get_by_role("columnheader", name="Note")).to_have_css("white-space", "normal")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def test_a_block_of_markdown_is_shown(
    alliance: Alliance, open_page: OpenPage, client: AsyncWebClient
) -> None:
    block = {"type": "markdown", "text": "## Ahead\n- **Peru**\n- [guide](https://example.org/guide)"}
    await client.chat_postMessage(channel=alliance.open.id, text="Ahead", blocks=[block])
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await expect(log(page).get_by_role("heading", name="Ahead")).to_be_visible()
    await expect(log(page).get_by_role("listitem")).to_have_text(["Peru", "guide"])


async def test_an_attachment_shows_the_fields_of_old(
    alliance: Alliance, open_page: OpenPage, client: AsyncWebClient
) -> None:
    attachment = {
        "color": "good",
        "pretext": "From the *poll*",
        "title": "Result",
        "title_link": "https://example.org/result",
        "text": "It is _Tuesday_.",
        "fields": [{"title": "Votes", "value": "`37`", "short": True}],
        "footer": "Polls",
        "ts": 1552896000,
    }
    await client.chat_postMessage(channel=alliance.open.id, text="Closed", attachments=[attachment])
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    message = log(page).get_by_role("article", name="Liaison")
    await expect(message.locator("strong")).to_have_text("poll")
    await expect(message.get_by_role("link", name="Result")).to_have_attribute(
        "href", "https://example.org/result"
    )
    await expect(message.locator("em")).to_have_text("Tuesday")
    await expect(message.locator("dd code")).to_have_text("37")
    await expect(message).to_contain_text("Polls | Mon, 18 Mar 2019, 08:00")
    await expect(message.locator(".attachment")).to_have_css("border-left-color", "rgb(46, 184, 134)")


async def test_the_field_grows_when_it_gets_narrower(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("A sentence that fits into one line only on a wide page, as we know.")
    before: int = await field.evaluate("(field) => field.clientHeight")
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.wait_for_function(
        "(before) => document.querySelector('.composer-field').clientHeight > before", arg=before
    )
