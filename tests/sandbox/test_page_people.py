"""Whom one is on the page, and who is there: acting as somebody, newcomers, presence, profiles."""

from playwright.async_api import expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_world import Alliance, alliance_fixture, log

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
alliance = alliance_fixture()


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


async def test_whoever_has_the_page_open_is_active(alliance: Alliance, open_page: OpenPage) -> None:
    ws = alliance.ws
    ws.say(ws.core.state.open_conversation(alliance.bruno.id, alliance.amina.id), alliance.bruno, "Hello")
    amina = await open_page(ws.page_url, alliance.amina.id)
    row = amina.get_by_role("navigation", name="Channels").get_by_role("link", name="Bruno Keller")
    await expect(row.get_by_role("img", name="Away")).to_be_visible()
    bruno = await open_page(ws.page_url, alliance.bruno.id)
    await expect(row.get_by_role("img", name="Active")).to_be_visible()
    await expect(row).to_have_accessible_name("Bruno Keller, 1 unread, active")
    await bruno.close()
    await expect(row.get_by_role("img", name="Away")).to_be_visible()


async def test_a_name_opens_the_profile_from_which_one_writes(
    alliance: Alliance, open_page: OpenPage
) -> None:
    alliance.ws.say(alliance.open, alliance.amina, "Good morning")
    page = await open_page(alliance.ws.page_url, alliance.bruno.id)
    await log(page).get_by_role("button", name="Amina Diallo").click()
    profile = page.get_by_role("dialog", name="Amina Diallo")
    await expect(profile).to_contain_text("Secretariat")
    await expect(profile).to_contain_text("07:55 (Dakar)")
    await expect(profile.get_by_role("link", name="Act as this person")).to_be_visible()
    await profile.get_by_role("button", name="Message").click()
    await expect(page.get_by_role("textbox", name="Message Amina Diallo")).to_be_focused()


async def test_a_face_says_role_language_and_time_to_eyes_and_ears(
    alliance: Alliance, open_page: OpenPage
) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    face = page.get_by_role("link", name="Act as Bruno Keller, Partner, Deutsch, Geneva")
    await face.focus()
    await expect(page.locator(".tip")).to_have_text("Bruno KellerPartner · Deutsch · 08:55 Geneva")


async def test_one_button_lets_a_new_person_join(alliance: Alliance, open_page: OpenPage) -> None:
    page = await open_page(alliance.ws.page_url, alliance.amina.id)
    await page.get_by_role("button", name="A new person joins").click()
    await expect(page.get_by_role("button", name="Acting as New Partner")).to_be_visible()
    await expect(page.get_by_role("heading", name="Liaison")).to_be_visible()
