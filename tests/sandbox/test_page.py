"""The page in a real browser, through roles and labels, with a small Bolt app behind it."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from sandbox import Workspace, create_workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_app import invitation, served

START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()


class Alliance(SimpleNamespace):
    """A workspace with a few people in it, and an app that answers."""

    ws: Workspace
    app: Any
    amina: Any
    bruno: Any
    open: Any
    migration: Any


@pytest_asyncio.fixture(loop_scope="module")
async def alliance() -> AsyncIterator[Alliance]:
    people: dict[str, Any] = {}

    def world(ws: Workspace) -> None:
        people["amina"] = ws.add_member(
            "amina", real_name="Amina Diallo", tz="Africa/Dakar", role="secretariat"
        )
        people["bruno"] = ws.add_member("bruno", real_name="Bruno Keller", locale="de-CH", role="partner")
        people["open"] = ws.add_channel(
            "announcements", general=True, members=[people["amina"], people["bruno"], ws.bot_user_id]
        )
        people["migration"] = ws.add_channel(
            "migration", private=True, members=[people["amina"], ws.bot_user_id]
        )
        ws.add_command("/calendar", description="What is ahead", usage_hint="[help]")
        ws.add_command("/form", description="Your profile")

    async with create_workspace(now=START, world=world) as ws, served(ws) as app:
        yield Alliance(ws=ws, app=app, **people)


async def say(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name="Message", exact=False).first
    await field.fill(text)
    await field.press("Enter")


def log(page: Page) -> Locator:
    return page.get_by_role("log").first


async def test_the_page_shows_only_what_exists_for_the_person_it_acts_as(
    alliance: Alliance, open_page: OpenPage
) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await expect(amina.get_by_role("link", name="migration, private channel")).to_be_visible()
    await expect(bruno.get_by_role("link", name="announcements, channel")).to_be_visible()
    await expect(bruno.get_by_role("link", name="migration")).to_have_count(0)


async def test_one_click_acts_as_somebody_else(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("link", name="Act as Bruno Keller, Partner").click()
    await page.wait_for_url(f"**/?as={alliance.bruno.id}*")
    await expect(page.get_by_role("button", name="Acting as Bruno Keller")).to_contain_text(
        "Partner · Deutsch · 08:55"
    )


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


async def test_a_slash_lists_the_commands_and_the_answer_is_only_for_oneself(
    alliance: Alliance, open_page: OpenPage
) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    field = amina.get_by_role("textbox", name="Message #announcements")
    await field.press_sequentially("/c")
    offers = amina.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(offers).to_have_text(["/calendar [help]What is ahead"])
    await field.press("Enter")
    await expect(field).to_have_value("/calendar ")
    await field.press("Enter")
    answer = log(amina).get_by_role("article", name="Liaison")
    await expect(answer).to_contain_text("Only visible to you")
    await expect(answer).to_contain_text("What is ahead: nothing, @Amina Diallo")
    await alliance.ws.idle()
    await expect(log(bruno).get_by_role("article")).to_have_count(0)
    await answer.get_by_role("button", name="Dismiss message").click()
    await expect(answer).to_have_count(0)


async def test_an_unknown_command_is_refused_in_words_and_stays_in_the_field(
    alliance: Alliance, open_page: OpenPage
) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await say(page, "/calender today")
    notices = page.get_by_role("status", name="Notices").get_by_role("paragraph")
    await expect(notices).to_have_text(["/calender is not a valid command."])
    await expect(page.get_by_role("textbox", name="Message #announcements")).to_have_value("/calender today")


async def test_a_button_asks_for_confirmation_and_changes_its_message(
    alliance: Alliance, open_page: OpenPage
) -> None:
    await alliance.app.client.chat_postMessage(
        channel=alliance.open.id, text="Coming?", blocks=invitation("Are you coming on *Thursday*?")
    )
    page = await open_page(alliance.ws.page_url, alliance.bruno.id)
    button = page.get_by_role("button", name="I am going")
    await button.click()
    await page.get_by_role("dialog", name="Sure?").get_by_role("button", name="No").click()
    await button.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Yes").click()
    message = log(page).get_by_role("article", name="Liaison")
    await expect(message).to_contain_text("You are going.")
    await expect(message).to_contain_text("(edited)")


async def test_an_error_stands_beside_its_field_and_what_was_typed_is_kept(
    alliance: Alliance, open_page: OpenPage
) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await say(page, "/form")
    form = page.get_by_role("dialog", name="Your profile")
    organisation = form.get_by_label("Organisation")
    await form.get_by_role("button", name="Publish").click()
    await expect(organisation).to_have_accessible_description("Please complete this required field.")
    await expect(organisation).to_be_focused()
    await organisation.fill("UNO")
    country = form.get_by_role("combobox", name="Country")
    await country.press_sequentially("cote")
    await expect(page.get_by_text("No results")).to_be_visible()
    await country.fill("côte")
    await page.get_by_role("option", name="Côte d'Ivoire").click()
    await form.get_by_role("checkbox", name="français").check()
    await form.get_by_role("button", name="Publish").click()
    await expect(organisation).to_have_accessible_description("We do not know this organisation.")
    await expect(organisation).to_have_value("UNO")
    await expect(country).to_have_value("Côte d'Ivoire")
    await organisation.fill("ILO")
    await organisation.press("Enter")
    await expect(page.get_by_role("dialog", name="Thank you")).to_contain_text("Published: Côte d'Ivoire, fr")


async def test_a_modal_does_not_outlive_its_page(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await say(page, "/form")
    await page.get_by_role("dialog", name="Your profile").wait_for()
    await page.reload()
    await expect(page.get_by_role("textbox", name="Message #announcements")).to_be_focused()
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_a_modal_holds_the_focus_and_escape_closes_it(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await say(page, "/form")
    form = page.get_by_role("dialog", name="Your profile")
    await form.wait_for()
    for _ in range(14):
        await page.keyboard.press("Tab")
        assert await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    await form.get_by_role("combobox", name="Colleagues").click()
    await page.get_by_role("option", name="Bruno Keller").wait_for()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option", name="Bruno Keller")).to_have_count(0)
    await expect(form).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(form).to_have_count(0)
    await until(lambda: alliance.ws.view(alliance.amina) is None)


class RoundUp:
    """A bot with one thing to post, five minutes after the start."""

    def __init__(self, alliance: Alliance) -> None:
        self.alliance = alliance
        self.due: datetime | None = START + timedelta(minutes=5)

    async def next_due(self) -> tuple[datetime, str] | None:
        return (self.due, "round-up") if self.due else None

    async def work(self) -> None:
        if self.due and self.alliance.ws.clock.now() >= self.due:
            self.due = None
            await self.alliance.app.client.chat_postMessage(
                channel=self.alliance.open.id, text="The round-up"
            )


async def test_moving_the_clock_says_and_marks_what_was_posted_meanwhile(
    alliance: Alliance, open_page: OpenPage
) -> None:
    alliance.ws.attach(RoundUp(alliance))
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    bar = page.get_by_role("banner")
    await expect(bar).to_contain_text("Mon, 18 Mar 2019, 08:55 Geneva")
    await expect(bar).to_contain_text("07:55 Dakar")
    await expect(bar).to_contain_text("Next: round-up, 09:00 (in 5 minutes)")
    await bar.get_by_role("button", name="To what is due next").click()
    await expect(bar).to_contain_text("09:00 Geneva")
    notice = page.get_by_role("status", name="Notices")
    await expect(notice).to_contain_text("Posted meanwhile:")
    await expect(notice.get_by_role("button", name="announcements (1)")).to_be_visible()
    await expect(log(page)).to_contain_text(re.compile("New.*The round-up"))
    await bar.get_by_role("button", name="+1 day").click()
    await expect(bar).to_contain_text("Tue, 19 Mar 2019, 09:00 Geneva")
    await expect(log(page)).to_contain_text("Yesterday")


async def test_the_clock_can_be_left_running(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("button", name="Pace of the clock: Clock stands still").click()
    await page.get_by_role("menuitem", name="A minute a second").click()
    await expect(page.get_by_role("button", name="Pace of the clock: A minute a second")).to_be_visible()
    await expect(page.get_by_role("banner")).not_to_contain_text("08:55 Geneva")
    await expect(page.get_by_role("banner")).to_contain_text("Mon, 18 Mar 2019")
    assert alliance.ws.clock.pace == 60


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


async def test_home_is_published_when_it_is_opened(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("navigation", name="Channels").get_by_role("link", name="Liaison").click()
    home = page.get_by_role("region", name="Home of Liaison")
    await expect(home.get_by_role("heading", name="Your next steps")).to_be_visible()


async def test_a_new_person_joins_and_is_invited_to_a_private_channel(
    alliance: Alliance, open_page: OpenPage
) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("button", name="Act as anyone").click()
    await page.get_by_label("Name of the new person").fill("Chidi Okafor")
    await page.get_by_label("Language").select_option("français")
    await page.get_by_role("button", name="Join", exact=True).click()
    me = page.get_by_role("button", name="Acting as Chidi Okafor")
    await expect(me).to_contain_text("Partner · français")
    await expect(page.get_by_role("heading", name="Liaison")).to_be_visible()
    await page.get_by_role("button", name="Add channels").click()
    await page.get_by_role("button", name="Be invited by the Secretariat: migration").click()
    await expect(page.get_by_role("heading", name="migration")).to_be_visible()
    await expect(log(page)).to_contain_text("has joined the channel")


async def test_older_messages_come_by_the_hundred_when_one_scrolls_up(
    alliance: Alliance, open_page: OpenPage
) -> None:
    for number in range(250):
        at = START - timedelta(minutes=300 - number)
        alliance.ws.add_message(alliance.open, alliance.bruno, f"Message {number}", at=at)
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    articles = log(page).get_by_role("article")
    await expect(articles).to_have_count(100)
    await expect(articles.last).to_be_in_viewport()
    await articles.first.scroll_into_view_if_needed()
    await expect(articles).to_have_count(200)
    await articles.first.scroll_into_view_if_needed()
    await expect(articles).to_have_count(250)
    await expect(articles.first).to_contain_text("Message 0")


async def test_a_reconnect_misses_nothing(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.context.set_offline(offline=True)
    await page.evaluate("1")
    alliance.ws.say(alliance.open, alliance.bruno, "While you were away")
    await page.context.set_offline(offline=False)
    await expect(log(page)).to_contain_text("While you were away")


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


async def test_starting_over_brings_every_page_back_to_the_beginning(
    alliance: Alliance, open_page: OpenPage
) -> None:
    amina = await open_page(alliance.ws.page_url, alliance.amina.id)
    bruno = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await say(bruno, "To be forgotten")
    await expect(log(amina)).to_contain_text("To be forgotten")
    await amina.get_by_role("button", name="Start over").click()
    await amina.get_by_role("dialog").get_by_role("button", name="Start over").click()
    await expect(log(bruno).get_by_role("article")).to_have_count(0)
    await expect(log(amina).get_by_role("article")).to_have_count(0)
    await say(bruno, "Once more")
    await expect(log(amina)).to_contain_text("Once more")


async def test_a_narrow_page_has_its_sidebar_in_a_drawer(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id, width=360, height=720)
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
