"""What is typed on the page: rich text with its formats, what tells the app while one types, counters, time zones."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_forms import Forms, Json, field, form, forms_fixture, opened

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
forms = forms_fixture()

RICH: Json = {"type": "rich_text_input"}


def section(*leaves: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(leaves)}


def text(words: str, *styles: str) -> Json:
    return {"type": "text", "text": words} | ({"style": dict.fromkeys(styles, True)} if styles else {})


async def sent(forms: Forms, shown: Locator) -> Any:
    """The elements of the rich text that the form sends."""
    await shown.get_by_role("button", name="Send").click()
    await expect(shown).to_have_count(0)
    assert forms.values[0]["Text"]["type"] == "rich_text_input"
    return forms.values[0]["Text"]["rich_text_value"]["elements"]


async def test_rich_text_is_formatted_by_the_bar_and_by_keys(forms: Forms, open_page: OpenPage) -> None:
    page, shown = await opened(forms, open_page, form(field("Text", RICH)))
    editor = shown.get_by_role("textbox", name="Text")
    await editor.press_sequentially("A ")
    await editor.press("Control+b")
    await expect(shown.get_by_role("button", name="Bold")).to_have_attribute("aria-pressed", "true")
    await editor.press_sequentially("bold")
    await editor.press("Control+b")
    await editor.press_sequentially(" and ")
    await shown.get_by_role("button", name="Italic").click()
    await page.keyboard.type("slanted")
    await shown.get_by_role("button", name="Italic").click()
    await shown.get_by_role("button", name="Strikethrough").click()
    await page.keyboard.type("gone")
    await shown.get_by_role("button", name="Strikethrough").click()
    await shown.get_by_role("button", name="Code").click()
    await page.keyboard.type("make")
    await shown.get_by_role("button", name="Code").click()
    await page.keyboard.type(" word")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Second line")
    assert await sent(forms, shown) == [
        section(
            text("A "),
            text("bold", "bold"),
            text(" and "),
            text("slanted", "italic"),
            text("gone", "strike"),
            text("make", "code"),
            text(" word\nSecond line"),
        )
    ]


async def test_rich_text_has_lists_quotes_and_links(forms: Forms, open_page: OpenPage) -> None:
    page, shown = await opened(forms, open_page, form(field("Text", RICH)))
    editor = shown.get_by_role("textbox", name="Text")
    await editor.press_sequentially("See https://example.org/a.")
    await editor.press("Enter")
    await shown.get_by_role("button", name="Bulleted list").click()
    await page.keyboard.type("One")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Inner")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.type("Two")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await shown.get_by_role("button", name="Quote").click()
    await page.keyboard.type("Said")
    await page.keyboard.press("Enter")
    await shown.get_by_role("button", name="Quote").click()
    await shown.get_by_role("button", name="Link").click()
    link = page.get_by_role("dialog", name="Link")
    await link.get_by_label("Text").fill("the paper")
    await link.get_by_label("Link").fill("https://example.org/paper")
    await link.get_by_role("button", name="Save").click()

    def items(indent: int, *words: str) -> Json:
        return {"type": "rich_text_list", "style": "bullet", "indent": indent, "border": 0,
                "elements": [section(text(each)) for each in words]}  # fmt: skip

    assert await sent(forms, shown) == [
        section(text("See "), {"type": "link", "url": "https://example.org/a"}, text(".")),
        items(0, "One"),
        items(1, "Inner"),
        items(0, "Two"),
        {"type": "rich_text_quote", "elements": [text("Said")]},
        section({"type": "link", "url": "https://example.org/paper", "text": "the paper"}),
    ]


BEGUN = {
    "type": "rich_text",
    "elements": [
        section(
            text("Dear "), {"type": "user", "user_id": "U1"}, text(",\n\n"), text("all", "bold", "italic")
        ),
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 0,
            "border": 0,
            "elements": [section(text("One"))],
        },
        section({"type": "link", "url": "https://example.org", "text": "here"}),
    ],
}


async def test_rich_text_that_was_there_is_sent_as_it_was(forms: Forms, open_page: OpenPage) -> None:
    _, shown = await opened(forms, open_page, form(field("Text", RICH | {"initial_value": BEGUN})))
    await expect(shown.get_by_role("textbox", name="Text").get_by_role("listitem")).to_have_text(["One"])
    assert await sent(forms, shown) == BEGUN["elements"]


async def test_rich_text_keeps_its_place_when_the_app_updates_the_form(
    forms: Forms, open_page: OpenPage
) -> None:
    loud = field("Text", RICH | {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]},
                                 "action_id": "any"}, dispatch_action=True)  # fmt: skip
    page, shown = await opened(forms, open_page, form(loud))
    await shown.get_by_role("textbox", name="Text").press_sequentially("Hllo")
    for _ in range(3):
        await page.keyboard.press("ArrowLeft")
    view = forms.ws.view(forms.amina)
    assert view is not None
    await forms.app.client.views_update(view_id=view.id, view=form(loud, title="Changed"))
    changed = page.get_by_role("dialog", name="Changed")
    await changed.wait_for()
    await page.keyboard.type("e")
    await expect(changed.get_by_role("textbox", name="Text")).to_have_text("Hello")
    await until(lambda: len(forms.actions) == 5)
    assert forms.actions[-1]["rich_text_value"]["elements"] == [section(text("Hello"))]


async def test_blank_rich_text_is_not_filled_in(forms: Forms, open_page: OpenPage) -> None:
    _, shown = await opened(forms, open_page, form(field("Text", RICH)))
    editor = shown.get_by_role("textbox", name="Text")
    await editor.press_sequentially("  ")
    await shown.get_by_role("button", name="Send").click()
    await expect(editor).to_have_accessible_description("Please complete this required field.")
    await expect(editor).to_be_focused()


@pytest.mark.parametrize(("triggers", "told"), [
    (None, ["on"]),
    (["on_character_entered"], ["o", "on"]),
    (["on_character_entered", "on_enter_pressed"], ["o", "on", "on"]),
])  # fmt: skip
async def test_a_field_tells_the_app_when_its_configuration_says(
    forms: Forms, open_page: OpenPage, triggers: Any, told: list[str]
) -> None:
    config = {"dispatch_action_config": {"trigger_actions_on": triggers}} if triggers else {}
    loud = field("Name", {"type": "plain_text_input", "action_id": "any"} | config, dispatch_action=True)
    _, shown = await opened(forms, open_page, form(loud))
    name = shown.get_by_label("Name")
    await name.press_sequentially("on")
    await name.press("Enter")
    await until(lambda: len(forms.actions) == len(told))
    assert [action["value"] for action in forms.actions] == told
    await expect(shown).to_be_visible()
    hint = "" if triggers and "on_enter_pressed" not in triggers else "Press Enter to send."
    await expect(name).to_have_accessible_description(hint)


async def test_what_may_still_be_typed_is_counted_near_the_end(forms: Forms, open_page: OpenPage) -> None:
    short = field("Name", {"type": "plain_text_input", "max_length": 30})
    _, shown = await opened(forms, open_page, form(short))
    name = shown.get_by_label("Name")
    for typed, said in ((9, ""), (10, "20 characters left"), (32, "2 characters too many")):
        await name.fill("x" * typed)
        await expect(name).to_have_accessible_description(said)
    await shown.get_by_role("button", name="Send").click()
    await expect(shown.get_by_text("Please enter no more than 30 characters.")).to_be_visible()


async def test_a_time_says_its_zone_where_it_is_not_ones_own(forms: Forms, open_page: OpenPage) -> None:
    there = field("There", {"type": "timepicker", "timezone": "America/Sao_Paulo", "initial_time": "09:00"})
    here = field("Own", {"type": "timepicker", "timezone": "Africa/Nairobi"}, optional=True)
    _, shown = await opened(forms, open_page, form(there, here))
    await expect(shown.get_by_label("There")).to_have_accessible_description("Time zone: America/Sao Paulo")
    await expect(shown.get_by_label("Own")).to_have_accessible_description("")
    await shown.get_by_role("button", name="Send").click()
    await expect(shown).to_have_count(0)
    assert forms.values[0]["There"] == {"type": "timepicker", "selected_time": "09:00"}
