"""A long conversation: scrolled, searched, and opened in the middle."""

from datetime import timedelta

from playwright.async_api import Page, expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_world import START, Alliance, alliance_fixture, log, say

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


MOST = 300  # of sandbox/page/log.js


async def long_ago(alliance: Alliance, count: int) -> list[str]:
    """A message a minute until the start; returns their ts."""
    first = START - timedelta(minutes=count + 1)
    return [
        alliance.ws.add_message(
            alliance.open, alliance.bruno, f"Message {number}.", at=first + timedelta(minutes=number)
        )
        for number in range(count)
    ]


async def up(page: Page) -> None:
    """Scrolls to the top of what is held, and waits until there is more above it."""
    first = log(page).get_by_role("article").first
    ts = str(await first.get_attribute("data-ts"))
    await log(page).evaluate("log => { log.parentElement.scrollTop = 0; }")
    await expect(first).not_to_have_attribute("data-ts", ts)


async def test_scrolling_up_reaches_the_first_message_and_few_are_held_at_once(
    alliance: Alliance, open_page: OpenPage
) -> None:
    await long_ago(alliance, 850)
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    articles = log(page).get_by_role("article")
    await expect(articles).to_have_count(100)
    await expect(articles.last).to_be_in_viewport()
    beginning = page.get_by_text("This is the very beginning of #announcements.")
    while not await beginning.is_visible():
        await up(page)
        assert await articles.count() <= MOST
    await expect(articles.first).to_contain_text("Message 0.")
    await page.get_by_role("button", name="Latest messages").click()
    await expect(page.get_by_text("Message 849.")).to_be_in_viewport()
    assert await articles.count() == 100


async def test_scrolling_down_again_comes_to_the_newest_message(
    alliance: Alliance, open_page: OpenPage
) -> None:
    ts = await long_ago(alliance, 450)
    page = await open_page(f"{alliance.ws.page_url}#{alliance.open.id}/m{ts[10]}")
    newest = page.get_by_text("Message 449.")
    while not await newest.is_visible():
        last = log(page).get_by_role("article").last
        before = str(await last.get_attribute("data-ts"))
        await log(page).evaluate("log => { log.parentElement.scrollTop = 1e6; }")
        await expect(last).not_to_have_attribute("data-ts", before)
    alliance.ws.say(alliance.open, alliance.bruno, "And here I am.")
    await log(page).evaluate("log => { log.parentElement.scrollTop = 1e6; }")
    await expect(page.get_by_text("And here I am.")).to_be_in_viewport()


async def test_the_place_is_kept_when_older_messages_come(alliance: Alliance, open_page: OpenPage) -> None:
    await long_ago(alliance, 450)
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await up(page)
    seen = page.get_by_text("Message 350.")
    await seen.evaluate("node => node.scrollIntoView()")
    before = await seen.bounding_box()
    for _ in range(2):
        first = log(page).get_by_role("article").first
        ts = str(await first.get_attribute("data-ts"))
        await log(page).evaluate("log => log.parentElement.dispatchEvent(new Event('scroll'))")
        if await first.get_attribute("data-ts") == ts:
            break
    alliance.ws.edit(alliance.open, alliance.ws.messages(alliance.open)[340].ts, "Long\n" * 30)
    await expect(page.get_by_text("(edited)")).to_have_count(1)
    after = await seen.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


async def test_what_comes_while_one_reads_what_was_long_ago_is_a_button_away(
    alliance: Alliance, open_page: OpenPage
) -> None:
    ts = await long_ago(alliance, 250)
    page = await open_page(f"{alliance.ws.page_url}#{alliance.open.id}/m{ts[5]}")
    await expect(page.get_by_text("Message 5.")).to_be_in_viewport()
    alliance.ws.say(alliance.open, alliance.bruno, "Something new")
    jump = page.get_by_role("button", name="New messages")
    await expect(jump).to_be_visible()
    await expect(page.get_by_text("Message 5.")).to_be_in_viewport()
    await jump.click()
    await expect(page.get_by_text("Something new")).to_be_in_viewport()
    await expect(jump).to_be_hidden()


async def test_what_one_says_from_long_ago_is_seen_at_the_end(
    alliance: Alliance, open_page: OpenPage
) -> None:
    ts = await long_ago(alliance, 250)
    page = await open_page(f"{alliance.ws.page_url}#{alliance.open.id}/m{ts[5]}")
    await say(page, "/calendar")
    await expect(page.get_by_text("Only visible to you")).to_be_in_viewport()
    await page.evaluate("location.hash += '/'")
    await page.goto(f"{alliance.ws.page_url}#{alliance.open.id}/m{ts[5]}")
    await say(page, "I have read it all.")
    await expect(log(page).get_by_text("I have read it all.")).to_be_in_viewport()


async def test_a_copied_link_opens_the_page_at_its_message(alliance: Alliance, open_page: OpenPage) -> None:
    ts = await long_ago(alliance, 250)
    amina = await open_page(f"{alliance.ws.page_url}#{alliance.open.id}/m{ts[20]}")
    await amina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await amina.get_by_text("Message 20.").hover()
    await amina.get_by_role("button", name="More actions").click()
    await amina.get_by_role("menuitem", name="Copy link").click()
    await expect(amina.get_by_role("status", name="Notices")).to_contain_text("The link is copied.")
    link = await amina.evaluate("navigator.clipboard.readText()")
    assert link == f"{alliance.ws.page_url}archives/{alliance.open.id}/p{ts[20].replace('.', '')}"
    bruno = await open_page(link)
    await expect(bruno.get_by_text("Message 20.")).to_be_in_viewport()
    await expect(bruno.locator(f"article[data-ts='{ts[20]}']")).to_be_focused()


async def test_slacks_permalinks_lead_to_the_message_and_its_thread(
    alliance: Alliance, open_page: OpenPage
) -> None:
    ts = await long_ago(alliance, 150)
    reply = alliance.ws.say(alliance.open, alliance.bruno, "A reply to it", ts[3])
    answer = await alliance.app.client.chat_getPermalink(channel=alliance.open.id, message_ts=reply)
    alliance.ws.say(alliance.open, alliance.bruno, f"See <{answer['permalink']}|what I wrote>")
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("link", name="what I wrote").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.locator(f"article[data-ts='{reply}']")).to_be_focused()


async def test_words_are_searched_only_where_the_person_is(alliance: Alliance, open_page: OpenPage) -> None:
    ts = await long_ago(alliance, 250)
    alliance.ws.edit(alliance.open, ts[7], "The *minutes* of the meeting")
    alliance.ws.say(alliance.migration, alliance.amina, "Secret minutes")
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await bruno.get_by_role("button", name="Search").click()
    await bruno.get_by_role("combobox", name="Jump to").fill("minutes")
    options = bruno.get_by_role("option")
    await expect(options).to_have_count(1)
    await expect(options).to_contain_text("Bruno Keller in announcements")
    await bruno.keyboard.press("Enter")
    await expect(bruno.get_by_text("The minutes of the meeting")).to_be_in_viewport()
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    await amina.keyboard.press("Control+k")
    await amina.get_by_role("combobox", name="Jump to").fill("minutes")
    await expect(amina.get_by_role("option")).to_have_count(2)


async def test_a_link_to_what_is_not_for_the_person_says_so(alliance: Alliance, open_page: OpenPage) -> None:
    ts = alliance.ws.say(alliance.migration, alliance.amina, "Secret")
    page = await open_page(f"{alliance.ws.page_url}?as={alliance.bruno.id}#{alliance.migration.id}/m{ts}")
    await expect(page.get_by_role("status", name="Notices")).to_contain_text("not for you")
    await expect(page.get_by_text("Secret")).to_have_count(0)
