"""Modals on the page: stacks, closing, the notice of trouble, the focus, and Slack's own words in three languages."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_app import option, plain
from tests.sandbox.page_forms import Forms, Json, field, form, forms_fixture, opened
from tests.sandbox.page_world import say
from tests.sandbox.test_page_axe import barriers
from tests.sandbox.test_page_elements import ELEMENTS

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
forms = forms_fixture()

NAME = field("Name", {"type": "plain_text_input"})
MORE = {
    "type": "actions",
    "block_id": "more",
    "elements": [{"type": "button", "action_id": "push", "text": plain("More")}],
}
TROUBLE = "We had some trouble connecting. Try again?"


async def test_a_second_modal_stands_on_the_first_which_keeps_what_was_typed(
    forms: Forms, open_page: OpenPage
) -> None:
    page, first = await opened(forms, open_page, form(NAME, MORE))
    await first.get_by_label("Name").fill("Amina")
    await expect(first.get_by_role("button", name="Back")).to_be_hidden()
    await first.get_by_role("button", name="More").click()
    second = page.get_by_role("dialog", name="Second")
    await second.get_by_role("button", name="Back").click()
    await expect(first.get_by_label("Name")).to_have_value("Amina")
    await first.get_by_role("button", name="More").click()
    await second.wait_for()
    await page.keyboard.press("Escape")
    await expect(first.get_by_label("Name")).to_have_value("Amina")
    assert [closed["is_cleared"] for closed in forms.closed] == [False, False]


async def test_the_cross_closes_the_whole_stack(forms: Forms, open_page: OpenPage) -> None:
    page, first = await opened(forms, open_page, form(NAME, MORE, notify_on_close=True))
    await first.get_by_role("button", name="More").click()
    second = page.get_by_role("dialog", name="Second")
    await second.get_by_title("Close").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await until(lambda: len(forms.closed) == 2)
    closed = [(each["view"]["title"]["text"], each["is_cleared"]) for each in forms.closed]
    assert closed == [("Second", True), ("Everything", True)]


async def test_a_wrong_answer_is_said_at_the_top_and_nothing_is_lost(
    forms: Forms, open_page: OpenPage
) -> None:
    _, shown = await opened(forms, open_page, form(NAME))
    await shown.get_by_label("Name").fill("Amina")
    forms.answer = {"response_action": "errors", "errors": {"nowhere": "No such field"}}
    await shown.get_by_role("button", name="Send").click()
    await expect(shown.get_by_role("alert")).to_have_text(TROUBLE)
    await expect(shown.get_by_label("Name")).to_have_value("Amina")
    forms.answer = {"response_action": "errors", "errors": {"Name": "Another one has it."}}
    await shown.get_by_role("button", name="Send").click()
    await expect(shown.get_by_label("Name")).to_have_accessible_description("Another one has it.")
    await expect(shown.get_by_label("Name")).to_be_focused()
    await expect(shown.get_by_role("alert")).to_have_count(0)
    forms.answer = {}
    await shown.get_by_label("Name").press("Control+Enter")
    await expect(shown).to_have_count(0)


async def test_a_button_that_the_app_does_not_answer_says_so_at_the_top_of_its_modal(
    forms: Forms, open_page: OpenPage
) -> None:
    page, shown = await opened(forms, open_page, form(NAME, MORE))
    forms.ws.connect("http://127.0.0.1:9/slack/events")
    await shown.get_by_role("button", name="More").click()
    await expect(shown.get_by_role("alert")).to_have_text(TROUBLE)
    await expect(page.get_by_role("status", name="Notices").get_by_role("paragraph")).to_have_count(0)


async def test_an_update_keeps_what_is_being_typed_and_the_caret_in_it(
    forms: Forms, open_page: OpenPage
) -> None:
    page, shown = await opened(forms, open_page, form(NAME, field("Old", {"type": "plain_text_input"})))
    name = shown.get_by_label("Name")
    await name.fill("Amina")
    await name.press("ArrowLeft")
    view = forms.ws.view(forms.amina)
    assert view is not None
    other = form(field("New", {"type": "plain_text_input"}), NAME, title="Changed")
    await forms.app.client.views_update(view_id=view.id, view=other)
    changed = page.get_by_role("dialog", name="Changed")
    await expect(changed.get_by_label("New")).to_have_value("")
    await page.keyboard.type("t")
    await expect(changed.get_by_label("Name")).to_have_value("Aminta")


async def test_an_updated_view_stays_where_it_was_read_unless_it_begins_otherwise(
    forms: Forms, open_page: OpenPage
) -> None:
    many = [{"type": "section", "text": plain(f"Line {n}")} for n in range(60)]
    page, shown = await opened(forms, open_page, form(NAME, *many))
    view = forms.ws.view(forms.amina)
    assert view is not None
    body = page.locator(".dialog.modal .dialog-body")
    await shown.get_by_text("Line 59").scroll_into_view_if_needed()
    before = await body.evaluate("body => body.scrollTop")
    assert before > 0

    async def update(title: str, *blocks: Json) -> None:
        await forms.app.client.views_update(view_id=view.id, view=form(*blocks, title=title))
        await page.get_by_role("dialog", name=title).wait_for()

    await update("One more", NAME, *many, {"type": "section", "text": plain("Line 60")})
    assert await body.evaluate("body => body.scrollTop") == before
    await update("Something else", *many)
    assert await body.evaluate("body => body.scrollTop") == 0
    await shown.page.get_by_text("Line 59").scroll_into_view_if_needed()
    await update("The same start", *many, NAME)
    assert await body.evaluate("body => body.scrollTop") > 0


@pytest.mark.parametrize(
    "element",
    [
        {"type": "plain_text_input"},
        {"type": "plain_text_input", "multiline": True},
        {"type": "rich_text_input"},
        {"type": "static_select", "options": [option("A", "a")]},
        {"type": "multi_users_select"},
        {"type": "datepicker"},
        {"type": "timepicker", "timezone": "Asia/Tokyo"},
        {"type": "checkboxes", "options": [option("A", "a"), option("B", "b")]},
        {"type": "radio_buttons", "options": [option("A", "a")]},
    ],
    ids=lambda element: str(element["type"]),
)
async def test_the_focus_goes_to_the_element_that_wants_it(
    forms: Forms, open_page: OpenPage, element: Any
) -> None:
    wanted = field("Wanted", element | {"focus_on_load": True})
    page, shown = await opened(forms, open_page, form(NAME, wanted))
    inside = shown.locator("[data-block-id=Wanted]")
    await expect(inside.locator(":focus")).to_have_count(1)
    assert (
        await page.evaluate("document.activeElement.closest('[data-block-id]').dataset.blockId") == "Wanted"
    )


WORDS = [
    ("en-GB", "(optional)", "Cancel", "Close", "Please complete this required field."),
    ("fr-FR", "(facultatif)", "Annuler", "Fermer", "Veuillez remplir ce champ obligatoire."),
    ("es-ES", "(opcional)", "Cancelar", "Cerrar", "Completa este campo obligatorio."),
]


@pytest.mark.parametrize(("locale", "optional", "cancel", "close", "required"), WORDS)
async def test_slacks_own_words_are_in_the_persons_language(
    forms: Forms, open_page: OpenPage, locale: str, optional: str, cancel: str, close: str, required: str
) -> None:
    forms.amina.locale = locale
    page, shown = await opened(
        forms, open_page, form(NAME, field("Note", {"type": "plain_text_input"}, optional=True), MORE)
    )
    await expect(shown.get_by_text(optional)).to_be_visible()
    await expect(shown.get_by_role("button", name=cancel, exact=True)).to_be_visible()
    await shown.get_by_role("button", name="Send").click()
    await expect(shown.get_by_label("Name")).to_have_accessible_description(required)
    await shown.get_by_role("button", name="More").click()
    second = page.get_by_role("dialog", name="Second")
    await expect(second.get_by_role("contentinfo").get_by_role("button")).to_have_text([close])


async def test_a_form_fits_a_narrow_page(forms: Forms, open_page: OpenPage) -> None:
    people = field("People", {"type": "multi_users_select"})
    text = field("Text", {"type": "rich_text_input"})
    page, shown = await opened(forms, open_page, form(NAME, people, text), width=360, height=640)
    await shown.get_by_label("Text").fill("A word " * 20)
    for part in ("document.documentElement", "document.querySelector('dialog[open] .dialog-body')"):
        assert await page.evaluate(f"{part}.scrollWidth <= {part}.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_form_of_everything_has_no_barrier(forms: Forms, open_page: OpenPage, scheme: Any) -> None:
    forms.view = form(
        *(field(label, element) for label, element in ELEMENTS.items()),
        field("Text", {"type": "rich_text_input"}, hint=plain("As you like"), optional=True),
        MORE,
    )
    page = await open_page(forms.ws.page_url, forms.amina.id, color_scheme=scheme)
    await say(page, "/all")
    shown = page.get_by_role("dialog", name="Everything")
    await shown.get_by_role("button", name="Send").click()
    await expect(shown.get_by_label("Name")).to_be_focused()
    assert await barriers(page) == []
    await shown.get_by_role("combobox", name="Groups").click()
    await page.get_by_role("option").first.wait_for()
    assert await barriers(page) == []
