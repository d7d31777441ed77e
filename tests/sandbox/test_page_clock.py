"""The bar of the clock, the inspector, and the start over."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect
from slack_sdk.errors import SlackApiError

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_world import START, Alliance, alliance_fixture, log, say

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


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


async def test_what_is_due_on_the_way_is_posted_at_its_time(alliance: Alliance, open_page: OpenPage) -> None:
    alliance.ws.attach(RoundUp(alliance))
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("button", name="+1 hour").click()
    await expect(page.get_by_role("banner")).to_contain_text("09:55 Geneva")
    await expect(log(page).get_by_role("article", name="Liaison, Today 08:00")).to_be_visible()


async def test_the_inspector_is_hidden_until_wanted_and_shows_who_said_what(
    alliance: Alliance, open_page: OpenPage
) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    inspector = page.get_by_role("complementary", name="Inspector of traffic")
    await expect(inspector).to_be_hidden()
    await say(page, "/calendar")
    await page.get_by_role("button", name="Inspector of traffic").click()
    rows = inspector.get_by_role("listitem")
    command = rows.filter(has_text="/calendar")
    await expect(command).to_contain_text(re.compile(r"To the app\s*/calendar\s*200 · [\d.]+ ms"))
    await command.get_by_text("/calendar").click()
    await expect(command).to_contain_text('"command": "/calendar"')
    await expect(command).to_contain_text("What is ahead")
    alliance.ws.faults.add("chat.postMessage", "error", error="is_archived")
    with pytest.raises(SlackApiError):
        await alliance.app.client.chat_postMessage(channel=alliance.open.id, text="Hello")
    await expect(rows.first).to_contain_text(
        re.compile(r"App calls\s*chat.postMessage\s*failed\s*is_archived")
    )
    await inspector.get_by_role("checkbox", name="Errors only").check()
    await expect(command).to_be_hidden()
    await page.keyboard.press("Escape")
    await expect(inspector).to_be_hidden()


async def test_a_choice_of_light_or_dark_lasts(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id, color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = await page.evaluate(ground)
    await page.get_by_role("button", name="Light or dark").click()
    await page.get_by_role("menuitem", name="Dark", exact=True).click()
    dark = await page.evaluate(ground)
    assert dark != light
    await page.reload()
    assert await page.evaluate(ground) == dark
    await page.get_by_role("button", name="Light or dark").click()
    await page.get_by_role("menuitem", name="As the system has it").click()
    assert await page.evaluate(ground) == light
