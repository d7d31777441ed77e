"""The app's surfaces on the page: commands, buttons, modals, Home."""

from playwright.async_api import expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_app import invitation
from tests.sandbox.page_world import Alliance, alliance_fixture, log, say

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


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


async def test_home_is_published_when_it_is_opened(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("navigation", name="Channels").get_by_role("link", name="Liaison").click()
    home = page.get_by_role("region", name="Home of Liaison")
    await expect(home.get_by_role("heading", name="Your next steps")).to_be_visible()
