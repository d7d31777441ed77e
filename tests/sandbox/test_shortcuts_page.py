"""Shortcuts on the page: beside the field where one writes, and in a message's menu."""

from typing import Any

from playwright.async_api import expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_forms import Forms, Json, field, form, forms_fixture
from tests.sandbox.page_world import log

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
forms = forms_fixture()


async def test_a_global_shortcut_opens_its_form_where_one_is(forms: Forms, open_page: OpenPage) -> None:
    where = {"type": "conversations_select", "default_to_current_conversation": True}

    @forms.app.shortcut("everywhere")
    async def everywhere(ack: Any, shortcut: Json, client: Any) -> None:
        await client.views_open(trigger_id=shortcut["trigger_id"], view=form(field("Where", where)))
        await ack()

    page = await open_page(forms.ws.page_url, forms.amina.id)
    await page.get_by_role("button", name="Shortcuts").focus()
    await page.keyboard.press("Enter")
    item = page.get_by_role("menuitem", name="Everywhere From anywhere · Liaison")
    await expect(item).to_be_focused()
    await page.keyboard.press("Enter")
    shown = page.get_by_role("dialog", name="Everything")
    await expect(shown.get_by_role("combobox", name="Where")).to_have_value("announcements")


async def test_a_shortcut_of_a_message_is_in_its_menu_and_is_answered_privately(
    forms: Forms, open_page: OpenPage
) -> None:
    heard: list[Json] = []

    @forms.app.shortcut("of-this")
    async def of_this(ack: Any, shortcut: Json, respond: Any) -> None:
        heard.append(shortcut)
        await ack()
        await respond("Noted")

    ts = forms.ws.say("announcements", "bruno", "Who knows about cotton?")
    page = await open_page(forms.ws.page_url, forms.amina.id)
    message = log(page).get_by_role("article", name="Bruno Keller")
    await message.hover()
    await message.get_by_role("button", name="More actions").click()
    await page.get_by_role("menuitem", name="Of this message").click()
    await until(lambda: heard)
    assert (heard[0]["message_ts"], heard[0]["message"]["text"]) == (ts, "Who knows about cotton?")
    await expect(log(page).get_by_text("Noted")).to_be_visible()
    await expect(log(page).get_by_text("Only visible to you")).to_be_visible()


async def test_an_unanswered_shortcut_says_so(forms: Forms, open_page: OpenPage) -> None:
    page = await open_page(forms.ws.page_url, forms.amina.id)
    forms.ws.connect("http://127.0.0.1:9/slack/events")
    await page.get_by_role("button", name="Shortcuts").click()
    await page.get_by_role("menuitem", name="Everywhere").click()
    notices = page.get_by_role("status", name="Notices").get_by_role("paragraph")
    await expect(notices).to_have_text(["We had some trouble connecting. Try again?"])
