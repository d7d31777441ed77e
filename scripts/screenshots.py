"""Takes the pictures of the documentation: the sandbox with Liaison in it, as somebody would use it in a browser.

    python -m scripts.screenshots              writes docs/images/*.png; needs Chromium
    python -m scripts.screenshots FOLDER       writes them elsewhere

The story is always the same one, on the sandbox's own clock, so that a picture changes only when Liaison or the page does.
Where the machine has no font for emoji or for a name's script, the pictures show boxes: Debian's fonts-noto-color-emoji,
fonts-noto-core and fonts-droid-fallback have them.
"""

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, async_playwright, expect

from sandbox.demo import START, alliance
from sandbox.demo_bot import with_liaison
from sandbox.workspace import Workspace, create_workspace
from scripts.photographer import HOME, LOW, NARROW, TALL, WIDE, Photographer
from tests.browser import ARGUMENTS, chromium

IMAGES = Path(__file__).parents[1] / "docs" / "images"
QUESTION = "who works on fair recruitment in Latin America?"


@dataclass(frozen=True, slots=True)
class Listing:
    """What somebody enters under /profile."""

    role: str
    organisation: str
    country: str
    fields: tuple[str, ...]
    languages: tuple[str, ...]
    offers: str


OWN = Listing(
    "Child protection officer",
    "UNICEF",
    "Kenya",
    ("Child labour", "Child protection"),
    ("English", "Swahili"),
    "A training for social workers, in English and Swahili",
)


async def say(page: Page, text: str) -> None:
    """Types into the conversation that is open."""
    field = page.get_by_role("textbox", name="Message", exact=False).first
    await field.fill(text)
    await field.press("Enter")


async def open_channel(page: Page, name: str) -> Locator:
    """Opens a channel, also where the sidebar is a drawer, and returns its log."""
    if await (drawer := page.get_by_role("button", name="Open the sidebar")).is_visible():
        await drawer.click()
    await page.get_by_role("link", name=name, exact=False).first.click()
    return page.get_by_role("log").first


async def show(element: Locator) -> None:
    """Scrolls so that the element is at the top."""
    await element.evaluate("node => node.scrollIntoView({ block: 'start' })")


async def join(page: Page, name: str, language: str, zone: str) -> str:
    """A new person joins the workspace: the page is theirs then. Returns their id."""
    await page.get_by_role("button", name="Act as anyone").click()
    await page.get_by_label("Name of the new person").fill(name)
    await page.get_by_label("Language", exact=True).select_option(language)
    await page.get_by_label("Time zone", exact=True).select_option(zone)
    await page.get_by_role("button", name="Join", exact=True).click()
    await page.get_by_role("button", name=f"Acting as {name}").wait_for()
    return page.url.partition("as=")[2].partition("#")[0]


async def publish(page: Page, listing: Listing, shoot: Photographer) -> None:
    """Fills in the form under `/profile`, and is in the directory."""
    await open_channel(page, "announcements, channel")
    await say(page, "/profile")
    form = page.get_by_role("dialog", name="Your profile")
    await form.get_by_label("Role").fill(listing.role)
    await choose(form, "Organisation", listing.organisation)
    await choose(form, "Country you are based in", listing.country)
    await choose(form, "Fields of expertise", listing.fields[0])
    await type_into(form, "Fields of expertise", "Child p")
    await shoot.take(page, "profile", of=form)
    await page.keyboard.press("Escape")  # closes the list
    for name in listing.fields[1:]:
        await choose(form, "Fields of expertise", name)
    for name in listing.languages:
        await choose(form, "Languages you speak", name)
    await form.get_by_label("What you can offer").fill(listing.offers)
    await form.get_by_role("checkbox", name="List me in the directory").check()
    await form.get_by_role("button", name="Save").click()
    await page.get_by_text("You are in the directory").wait_for()
    await shoot.take(page, "own-profile", of=form)
    await page.get_by_role("button", name="Close").last.click()


async def type_into(form: Locator, label: str, typed: str) -> Locator:
    """Types into a menu of the form, and returns what is offered."""
    await form.get_by_role("combobox", name=label).first.press_sequentially(typed)
    offers = form.page.get_by_role("option", name=typed)
    await offers.first.wait_for()
    return offers


async def choose(form: Locator, label: str, typed: str) -> None:
    """Types into a menu of the form, and takes what is offered first."""
    await (await type_into(form, label, typed)).first.click()


async def find_partners(page: Page, shoot: Photographer) -> None:
    """The commands that there are; people found; one of them; and what else to narrow the search by."""
    log = await open_channel(page, "announcements, channel")
    await page.set_viewport_size({"width": LOW[0], "height": LOW[1]})
    await page.get_by_role("textbox", name="Message", exact=False).first.press_sequentially("/")
    await page.get_by_role("listbox", name="Suggestions").get_by_role("option").first.wait_for()
    await shoot.take(page, "commands")
    await page.set_viewport_size({"width": TALL[0], "height": TALL[1]})
    await say(page, f"/partners {QUESTION}")
    await expect(log).to_contain_text("people found")
    await shoot.take(page, "partners")

    answer = log.get_by_role("article").last
    await answer.get_by_role("button", name="Full profile").first.click()
    person = page.get_by_role("dialog", name="Full profile")
    await person.get_by_text("Message", exact=True).wait_for()
    await shoot.take(page, "person", of=person)
    await person.get_by_role("button", name="Close").last.click()

    await answer.get_by_role("button", name="Filters").click()
    filters = page.get_by_role("dialog", name="Filters")
    await filters.get_by_role("combobox", name="Country").click()
    await page.get_by_role("option").first.wait_for()
    await shoot.take(page, "filters", of=filters)
    await page.keyboard.press("Escape")
    await filters.get_by_role("button", name="Cancel").click()


async def move_until(page: Page, log: Locator, text: str) -> None:
    """Moves time from one thing due to the next, until Liaison has said this."""
    for _ in range(40):
        if text in (await log.inner_text()):
            return
        button = page.get_by_role("button", name="To what is due next")
        await button.click()
        await expect(page.get_by_role("banner")).not_to_have_attribute("aria-busy", "true")
    await expect(log).to_contain_text(text)


async def thread_and_error(page: Page, log: Locator, shoot: Photographer) -> None:
    """A thread at the right, and a form that is sent before it is filled in."""
    await log.get_by_role("button", name="3 replies").last.click()
    thread = page.get_by_role("complementary", name="Thread")
    await thread.get_by_role("article").nth(3).wait_for()
    await page.set_viewport_size({"width": LOW[0], "height": LOW[1]})
    await show(log.get_by_role("button", name="3 replies").last.locator("xpath=ancestor::article"))
    await shoot.take(page, "thread")
    await page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    await page.get_by_role("button", name="Close thread").click()

    await say(page, "/profile")
    form = page.get_by_role("dialog", name="Your profile")
    await form.get_by_role("checkbox", name="List me in the directory").check()
    await form.get_by_role("button", name="Save").click()
    await form.locator(".field-error").first.wait_for()
    await shoot.take(page, "form-error", of=form)
    await form.get_by_role("button", name="Close", exact=True).click()


async def in_the_dark(person: str, shoot: Photographer) -> None:
    """The same in dark: on a phone, and with the inspector."""
    async with shoot.window(person, NARROW, "dark") as page:
        log = await open_channel(page, "announcements, channel")
        await log.get_by_text("The weeks ahead").last.scroll_into_view_if_needed()
        await shoot.take(page, "narrow-dark")

    async with shoot.window(person, LOW, "dark") as page:
        log = await open_channel(page, "announcements, channel")
        await page.get_by_role("button", name="Inspector of traffic").click()
        await page.get_by_role("listitem").filter(has_text="/partners").first.wait_for()
        await shoot.take(page, "inspector-dark")


async def story(ws: Workspace, shoot: Photographer) -> None:
    """One newcomer's first morning, and what a moderator hears of a quiet channel."""
    await ws.idle()  # the directory of the demo is filled
    async with shoot.window() as page:
        newcomer = await join(page, "Marisol Otieno", "English", "Africa/Nairobi")
        await page.get_by_role("link", name="Messages", exact=True).click()
        await expect(page.get_by_role("log").first).to_contain_text("Your first steps")
        await shoot.take(page, "welcome")

        log = await open_channel(page, "announcements, channel")
        await move_until(page, log, "The weeks ahead")
        await log.get_by_text("The weeks ahead").last.scroll_into_view_if_needed()
        await shoot.take(page, "round-up")

        await thread_and_error(page, log, shoot)

        await publish(page, OWN, shoot)

    async with shoot.window(newcomer) as page:
        await find_partners(page, shoot)
        # All of it, down to the directory.
        await page.set_viewport_size({"width": HOME[0], "height": HOME[1]})
        await page.get_by_role("navigation", name="Channels").get_by_role("link", name="Liaison").click()
        home = page.get_by_role("region", name="Home of Liaison")
        await home.get_by_role("button", name="Find partners").wait_for()
        await shoot.take(page, "home", of=home)

    async with shoot.window(newcomer, NARROW) as page:
        log = await open_channel(page, "announcements, channel")
        await say(page, "/calendar")
        await expect(log).to_contain_text("Only visible to you")
        await show(log.get_by_text("Only visible to you").last)
        await shoot.take(page, "calendar-narrow")

    await in_the_dark(newcomer, shoot)
    moderator = next(m for m in ws.members if m.role == "moderator" and m.locale.startswith("en"))
    async with shoot.window(moderator.id) as page:
        await page.get_by_role("navigation", name="Channels").get_by_role("link", name="Liaison").click()
        await page.get_by_role("link", name="Messages", exact=True).click()
        log = page.get_by_role("log").first
        await move_until(page, log, "has been quiet")
        await log.get_by_text("has been quiet").last.scroll_into_view_if_needed()
        await shoot.take(page, "nudge")


async def main(folder: Path) -> int:
    path = chromium()
    if path is None:
        sys.stderr.write("There is no Chromium here: `sh scripts/install-chromium.sh` installs Debian's.\n")
        return 1
    workspace = create_workspace(now=START, world=alliance, rate_limits=False, name="Alliance 8.7")
    async with workspace as ws, with_liaison(ws), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        await story(ws, Photographer(ws, browser, folder))
        await browser.close()
    return 0


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("folder", nargs="?", type=Path, default=IMAGES)
    target: Path = given.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    sys.exit(asyncio.run(main(target)))
