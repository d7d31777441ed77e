"""The page for those who use a keyboard or a screen reader, and for tired eyes: names, focus, contrast."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from sandbox import Workspace, create_workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.page_app import invitation, served

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()


@pytest_asyncio.fixture(loop_scope="module")
async def ws() -> AsyncIterator[Workspace]:
    def world(ws: Workspace) -> None:
        amina = ws.add_member("amina", real_name="Amina Diallo", role="secretariat")
        bruno = ws.add_member("bruno", real_name="Bruno Keller", tz="Asia/Tokyo", role="moderator")
        guest = ws.add_member("chidi", real_name="Chidi Okafor", role="guest")
        channel = ws.add_channel("announcements", general=True, members=[amina, bruno, guest, ws.bot_user_id])
        ws.add_channel("migration", private=True, members=[bruno])
        ws.add_command("/form", description="Your profile")
        ws.add_command("/calendar", description="What is ahead")
        text = "Hello <@U0> <#C0> `code` *bold* <https://example.org|link>\n&gt; quote\n```block```"
        parent = ws.add_message(channel, bruno, text, at=datetime(2019, 3, 17, 9, 0, tzinfo=UTC))
        ws.add_message(channel, amina, "A reply", at=datetime(2019, 3, 17, 9, 5, tzinfo=UTC), thread=parent)
        ws.message(channel, parent).reactions["eyes"] = [amina.id, guest.id]

    async with (
        create_workspace(now=datetime(2019, 3, 18, 7, 55, tzinfo=UTC), world=world) as ws,
        served(ws) as app,
    ):
        await app.client.chat_postMessage(
            channel=ws.channel("announcements").id, text="Coming?", blocks=invitation("Coming?")
        )
        yield ws


# Every element that takes the focus has a role and a name; ids are unique.
UNNAMED = """() => {
    const seen = [...document.querySelectorAll("a[href], button, input, select, textarea, [tabindex]")]
        .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest("[inert]"));
    const name = (node) => node.getAttribute("aria-label") || node.textContent.trim() || node.title
        || [...(node.labels ?? [])].map((label) => label.textContent).join("")
        || (node.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent)
            .join("");
    const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
    const dangling = [...document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")]
        .flatMap((node) => ["aria-labelledby", "aria-describedby", "aria-controls"]
            .flatMap((attribute) => (node.getAttribute(attribute) ?? "").split(" ").filter(Boolean)))
        .filter((id) => !document.getElementById(id));
    return [
        ...seen.filter((node) => node.id !== "main" && !name(node)).map((node) => node.outerHTML.slice(0, 200)),
        ...ids.filter((id, at) => ids.indexOf(id) !== at),
        ...dangling,
    ];
}"""

# WCAG 2.2, 1.4.3: 4.5 to 1, for the text in sight. Colours are read by painting them, in whatever notation they are.
PALE = """() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgb = (colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (parts) => {
        const [r, g, b] = parts.map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const grounds = (node) => (node ? [...grounds(node.parentElement), getComputedStyle(node).backgroundColor] : []);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const pale = [];
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || node.closest("option, :disabled, .unseen, [inert]")) continue;
        if (!node.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const behind = ["white", ...grounds(node)];
        const [a, b] = [luminance(rgb(behind)), luminance(rgb([...behind, getComputedStyle(node).color]))];
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) pale.push(`${ratio.toFixed(2)} ${node.className} ${walker.currentNode.data.slice(0, 40)}`);
    }
    return pale;
}"""


async def sound(page: Page) -> None:
    problems: list[Any] = [*await page.evaluate(UNNAMED), *await page.evaluate(PALE)]
    assert problems == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_has_a_name_and_contrast(ws: Workspace, open_page: OpenPage, scheme: str) -> None:
    page = await open_page(ws.page_url, ws.member("amina").id, color_scheme=scheme)
    await page.get_by_role("article", name="Bruno Keller").hover()
    await sound(page)
    await page.get_by_role("button", name="1 reply").click()
    await expect(page.get_by_role("complementary", name="Thread")).to_contain_text("A reply")
    await sound(page)
    await page.get_by_role("button", name="Inspector of traffic").click()
    await page.get_by_role("button", name="Act as anyone").click()
    await expect(page.get_by_role("dialog", name="Act as")).to_be_visible()
    await sound(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Close thread").click()
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("/unknown")
    await field.press("Enter")
    await expect(page.get_by_role("status", name="Notices")).to_contain_text("not a valid command")
    await sound(page)
    await field.fill("/form")
    await field.press("Enter")
    form = page.get_by_role("dialog", name="Your profile")
    await form.get_by_role("button", name="Publish").click()
    await expect(form.get_by_label("Organisation")).to_be_focused()
    await sound(page)


async def test_the_page_is_used_by_keyboard_alone(ws: Workspace, open_page: OpenPage) -> None:
    page = await open_page(ws.page_url, ws.member("amina").id)
    await expect(page.get_by_role("textbox", name="Message #announcements")).to_be_focused()
    skip = page.get_by_role("link", name="Skip to the messages")
    await skip.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article", name="Liaison")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    message = page.get_by_role("article", name="Bruno Keller")
    await expect(message).to_be_focused()
    reactions = message.get_by_role("button", name="Add reaction")
    for _ in range(8):
        await page.keyboard.press("Tab")
        if await reactions.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(message.get_by_role("button", name="+1, 1: Amina Diallo")).to_have_attribute(
        "aria-pressed", "true"
    )
    channel = page.get_by_role("navigation", name="Channels").get_by_role("link", name="Liaison")
    await channel.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("region", name="Home of Liaison")).to_be_visible()


async def test_a_pressed_button_keeps_the_focus_when_its_message_changes(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, ws.member("amina").id)
    await page.get_by_role("button", name="I am going").press("Enter")
    await page.get_by_role("button", name="Yes", exact=True).press("Enter")
    await expect(page.get_by_role("article", name="Liaison")).to_contain_text("You are going.")
    await expect(page.get_by_role("button", name="I am going")).to_be_focused()


async def test_keys_lead_from_part_to_part_and_from_channel_to_channel(
    ws: Workspace, open_page: OpenPage
) -> None:
    page = await open_page(ws.page_url, ws.member("bruno").id)
    await expect(page.get_by_role("textbox", name="Message #announcements")).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.get_by_role("button", name="+1 hour")).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.get_by_role("link", name="announcements, channel")).to_be_focused()
    await page.keyboard.press("F6")
    await expect(page.get_by_role("article", name="Liaison")).to_be_focused()
    await page.keyboard.press("Shift+F6")
    await expect(page.get_by_role("link", name="announcements, channel")).to_be_focused()
    await page.keyboard.press("Alt+ArrowDown")
    await expect(page.get_by_role("textbox", name="Message #migration")).to_be_focused()
    await page.keyboard.press("Control+/")
    await expect(page.get_by_role("dialog", name="Keys")).to_contain_text("From part to part")
