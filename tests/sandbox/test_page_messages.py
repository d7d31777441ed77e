"""Messages on the page, through roles and labels: writing, editing, reacting, threads, what is unread."""

import re
from datetime import timedelta

from playwright.async_api import Page, expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_world import Alliance, alliance_fixture, log, say

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


async def test_what_is_said_appears_in_the_other_tab(alliance: Alliance, open_page: OpenPage) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await say(amina, "Good morning @Bruno Keller, *all* is <well> & https://example.org/a")
    message = log(bruno).get_by_role("article", name="Amina Diallo")
    await expect(message).to_contain_text("Good morning @Bruno Keller, all is <well> & https://example.org/a")
    await expect(message.locator("strong")).to_have_text("all")
    await expect(message.get_by_role("link")).to_have_attribute("href", "https://example.org/a")
    assert alliance.ws.messages(alliance.open)[-1].text == (
        f"Good morning <@{alliance.bruno.id}>, *all* is &lt;well&gt; &amp; <https://example.org/a>"
    )


async def test_unread_channels_stand_out_until_they_are_read(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    alliance.ws.say(alliance.migration, alliance.ws.bot_user_id, f"Have a look, <@{alliance.amina.id}>")
    link = page.get_by_role("link", name="migration, private channel, 1 unread")
    await link.click()
    await expect(page.get_by_role("heading", name="migration")).to_be_visible()
    await expect(log(page)).to_contain_text("New")
    await expect(page.get_by_role("link", name="migration, private channel", exact=True)).to_be_visible()


async def test_a_thread_opens_at_the_right_and_is_answered_there(
    alliance: Alliance, open_page: OpenPage
) -> None:
    parent = alliance.ws.say(alliance.open, alliance.bruno, "Who comes along?")
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await log(page).get_by_role("article", name="Bruno Keller").hover()
    await page.get_by_role("button", name="Reply in thread").click()
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_role("textbox", name="Reply in thread").fill("I do.")
    await page.keyboard.press("Enter")
    await expect(thread.get_by_role("log")).to_contain_text("I do.")
    await expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()
    assert [message.text for message in alliance.ws.messages(alliance.open, parent)] == ["I do."]


async def test_a_first_message_brings_its_conversation_into_the_sidebar(
    alliance: Alliance, open_page: OpenPage
) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await amina.keyboard.press("Control+k")
    await amina.get_by_role("combobox", name="Jump to").fill("bru")
    await amina.keyboard.press("Enter")
    await expect(amina.get_by_role("heading", name="Bruno Keller")).to_be_visible()
    await say(amina, "Between us")
    await bruno.get_by_role("link", name="Amina Diallo, 1 unread").click()
    await expect(log(bruno)).to_contain_text("Between us")


async def test_a_message_edited_in_one_tab_changes_in_the_other(
    alliance: Alliance, open_page: OpenPage
) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await say(amina, "On Monday")
    await expect(log(bruno)).to_contain_text("On Monday")
    await expect(amina.get_by_role("textbox", name="Message #announcements")).to_be_focused()
    await amina.keyboard.press("ArrowUp")
    await amina.get_by_role("textbox", name="Edit message").fill("On Tuesday")
    await amina.keyboard.press("Enter")
    for page in (amina, bruno):
        await expect(log(page)).to_contain_text("On Tuesday (edited)")


async def test_a_message_deleted_in_one_tab_disappears_in_the_other(
    alliance: Alliance, open_page: OpenPage
) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await say(amina, "By mistake")
    await expect(log(bruno)).to_contain_text("By mistake")
    await more(amina, "Amina Diallo", "Delete message…")
    await amina.get_by_role("dialog", name="Delete message").get_by_role("button", name="Delete").click()
    for page in (amina, bruno):
        await expect(log(page).get_by_role("article")).to_have_count(0)


async def test_a_reaction_is_found_by_its_name_and_taken_away_by_a_click(
    alliance: Alliance, open_page: OpenPage
) -> None:
    alliance.ws.say(alliance.open, alliance.bruno, "We are a hundred partners")
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await log(page).get_by_role("article", name="Bruno Keller").hover()
    await page.get_by_role("button", name="Add reaction").click()
    search = page.get_by_role("combobox", name="Search emoji")
    await search.fill("rocket")
    await search.press("Enter")
    reaction = page.get_by_role("button", name="rocket, 1: Amina Diallo")
    await expect(reaction).to_have_attribute("aria-pressed", "true")
    assert alliance.ws.messages(alliance.open)[-1].reactions == {"rocket": [alliance.amina.id]}
    await reaction.click()
    await expect(reaction).to_have_count(0)


async def test_emoji_are_offered_after_a_colon(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.press_sequentially("Well done :tad")
    await expect(page.get_by_role("option", name=":tada:")).to_be_visible()
    await field.press("Enter")
    await field.press("Enter")
    await expect(log(page).get_by_role("img", name="tada")).to_be_visible()


async def test_a_channel_marked_as_unread_stays_so_until_one_comes_back(
    alliance: Alliance, open_page: OpenPage
) -> None:
    for text in ("First", "Second"):
        alliance.ws.say(alliance.open, alliance.bruno, text)
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await expect(page.get_by_role("link", name="announcements, channel", exact=True)).to_be_visible()
    await more(page, "Bruno Keller", "Mark as unread from here")
    unread = page.get_by_role("link", name="announcements, channel, 1 unread")
    await expect(unread).to_be_visible()
    await expect(page).to_have_title(re.compile(r"^\* announcements"))
    await page.get_by_role("link", name="migration, private channel").click()
    await unread.click()
    await expect(page.get_by_role("link", name="announcements, channel", exact=True)).to_be_visible()


async def test_mentions_are_counted_and_joins_are_not(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    alliance.ws.invite(alliance.migration, alliance.bruno)
    alliance.ws.say(alliance.migration, alliance.bruno, "Hello")
    alliance.ws.say(alliance.migration, alliance.bruno, f"Have a look, <@{alliance.amina.id}>")
    alliance.ws.say(alliance.migration, alliance.bruno, "<!channel> all of you")
    row = page.get_by_role("link", name="migration, private channel, 3 unread")
    await expect(row.locator(".unread-badge")).to_have_attribute("data-count", "2")
    await page.reload()
    await expect(row.locator(".unread-badge")).to_have_attribute("data-count", "2")
    await expect(page).to_have_title(re.compile(r"^\(2\) announcements"))


async def test_escape_marks_a_conversation_as_read(alliance: Alliance, open_page: OpenPage) -> None:
    alliance.ws.say(alliance.open, alliance.bruno, "News")
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await expect(log(page).get_by_text("New", exact=True)).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(log(page).get_by_text("New", exact=True)).to_have_count(0)


async def test_a_screen_reader_hears_what_is_written_and_not_what_is_loaded(
    alliance: Alliance, open_page: OpenPage
) -> None:
    watch = """log => {
        new MutationObserver(() => { log.dataset.heard = log.ariaLive; }).observe(log, { childList: true });
    }"""
    at = alliance.ws.clock.now()
    for number in range(150):
        alliance.ws.add_message(alliance.open, alliance.bruno, f"{number}", at=at - timedelta(minutes=number))
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await expect(log(page)).to_have_attribute("aria-live", "polite")
    await log(page).evaluate(watch)
    await log(page).evaluate("log => { log.parentElement.scrollTop = 0; }")
    await expect(log(page)).to_have_attribute("data-heard", "off")
    await expect(log(page)).to_have_attribute("aria-live", "polite")
    alliance.ws.say(alliance.open, alliance.bruno, "Just now")
    await expect(log(page)).to_have_attribute("data-heard", "polite")
    alliance.ws.say(alliance.migration, alliance.ws.bot_user_id, f"<@{alliance.amina.id}>!")
    await expect(page.locator("[aria-live=polite].unseen")).to_have_text("Liaison wrote in migration")


async def more(page: Page, author: str, choice: str) -> None:
    """Chooses among what can be done with somebody's last message."""
    await log(page).get_by_role("article", name=author).last.hover()
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name=choice).click()
