"""Select menus on the page: what they offer to whom, how many may be chosen, by the mouse and by the keyboard."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_app import option, plain
from tests.sandbox.page_forms import Forms, Json, field, form, forms_fixture, opened

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
forms = forms_fixture()


async def offers(page: Page, label: str) -> list[str]:
    """What a select offers when it's opened."""
    await page.get_by_role("combobox", name=label).click()
    await page.get_by_role("option").first.wait_for()
    found = await page.get_by_role("option").all_inner_texts()
    await page.keyboard.press("Escape")
    return [text.replace("\n", " ") for text in found]


async def test_people_channels_and_conversations_are_those_that_one_may_see(
    forms: Forms, open_page: OpenPage
) -> None:
    forms.ws.core.state.open_conversation(forms.amina.id, forms.bruno.id)
    forms.ws.say(forms.ws.core.state.open_conversation(forms.amina.id, forms.bruno.id), forms.amina, "Hi")
    direct = {"type": "conversations_select", "filter": {"include": ["im"]}}
    human = {"type": "conversations_select", "filter": {"include": ["im"], "exclude_bot_users": True}}
    page, _ = await opened(
        forms,
        open_page,
        form(
            field("Person", {"type": "users_select"}),
            field("Channel", {"type": "channels_select"}),
            field("Anywhere", {"type": "conversations_select"}),
            field("Direct", direct),
            field("Human", human),
        ),
    )
    assert await offers(page, "Person") == ["Liaison", "Amina Diallo", "Bruno Keller", "Inês Duarte"]
    assert sorted(await offers(page, "Channel")) == ["#announcements", "#library", "#lounge"]
    anywhere = await offers(page, "Anywhere")
    assert sorted(anywhere) == ["#announcements", "#library", "#lounge", "Bruno Keller", "Liaison"]
    assert sorted(await offers(page, "Direct")) == ["Bruno Keller", "Liaison"]
    assert await offers(page, "Human") == ["Bruno Keller"]


async def test_no_more_can_be_chosen_than_the_element_allows(forms: Forms, open_page: OpenPage) -> None:
    options = [option(name, name) for name in ("One", "Two", "Three")]
    select = {"type": "multi_static_select", "options": options, "max_selected_items": 2}
    page, shown = await opened(forms, open_page, form(field("Groups", select)))
    box = shown.get_by_role("combobox", name="Groups")
    for name in ("One", "Two"):
        await box.click()
        await page.get_by_role("option", name=name).click()
    await box.click()
    await expect(page.get_by_text("You can select up to 2.")).to_be_visible()
    await expect(page.get_by_role("option", name="Three")).to_be_disabled()
    await page.get_by_role("option", name="Three").click(force=True)
    await expect(shown.get_by_role("list", name="Selected").get_by_role("listitem")).to_have_text(
        ["One", "Two"]
    )
    await shown.get_by_role("button", name="Remove One").click()
    await shown.get_by_role("button", name="Send").click()
    await expect(shown).to_have_count(0)
    assert [each["value"] for each in forms.values[0]["Groups"]["selected_options"]] == ["Two"]


async def test_a_select_is_worked_by_the_keyboard_alone(forms: Forms, open_page: OpenPage) -> None:
    select = {"type": "static_select", "options": [option("A week", "week"), option("A day", "day")]}
    page, shown = await opened(forms, open_page, form(field("Lead", select, optional=True)))
    box = shown.get_by_role("combobox", name="Lead")
    await expect(box).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        await page.keyboard.press(key)
    await expect(box).to_have_value("A day")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Escape")
    await expect(shown).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(shown.get_by_role("button", name="Clear the selection")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(box).to_have_value("")
    await page.keyboard.press("Control+Enter")
    await expect(shown).to_have_count(0)
    assert forms.values[0]["Lead"]["selected_option"] is None


async def test_the_apps_options_come_once_enough_is_typed_in_their_groups(
    forms: Forms, open_page: OpenPage
) -> None:
    select = {"type": "multi_external_select", "action_id": "many", "min_query_length": 2}
    page, shown = await opened(forms, open_page, form(field("Crops", select)))
    box = shown.get_by_role("combobox", name="Crops")
    await box.click()
    await expect(page.get_by_text("Type a minimum of 2 characters to see options.")).to_be_visible()
    await box.press_sequentially("co")
    await expect(page.get_by_role("group", name="Trees").get_by_role("option")).to_have_text(["Cocoa"])
    assert [(asked["value"], asked["container"]["type"]) for asked in forms.options] == [("co", "view")]
    await page.get_by_role("option", name="Cotton").click()
    await shown.get_by_role("button", name="Send").click()
    await expect(shown).to_have_count(0)
    assert [each["value"] for each in forms.values[0]["Crops"]["selected_options"]] == ["cotton"]


async def test_the_app_is_asked_when_typing_pauses_and_nothing_older_is_offered_meanwhile(
    forms: Forms, open_page: OpenPage
) -> None:
    select = {"type": "multi_external_select", "action_id": "many", "min_query_length": 2}
    page, shown = await opened(forms, open_page, form(field("Crops", select)))
    box = shown.get_by_role("combobox", name="Crops")
    await box.press_sequentially("co")
    options = page.get_by_role("option")
    await expect(options).to_have_count(2)
    await page.clock.install(time=0)
    await page.clock.pause_at(1000)
    await box.press_sequentially("tton")
    await expect(page.get_by_text("Loading…")).to_be_visible()
    await expect(options).to_have_count(0)
    await page.keyboard.press("Enter")
    await expect(shown.get_by_role("list", name="Selected").get_by_role("listitem")).to_have_count(0)
    await page.clock.run_for(200)
    await expect(options).to_have_count(2)
    assert [asked["value"] for asked in forms.options] == ["co", "cotton"]


@pytest.mark.parametrize("many", [False, True])
async def test_a_select_may_begin_with_the_conversation_that_one_is_in(
    forms: Forms, open_page: OpenPage, *, many: bool
) -> None:
    kind = "multi_conversations_select" if many else "conversations_select"
    select = {"type": kind, "default_to_current_conversation": True}
    _, shown = await opened(forms, open_page, form(field("Where", select)))
    if many:
        await expect(shown.get_by_role("listitem")).to_have_text(["#announcements"])
    else:
        await expect(shown.get_by_role("combobox", name="Where")).to_have_value("announcements")
    await shown.get_by_role("button", name="Send").click()
    await expect(shown).to_have_count(0)
    held = forms.values[0]["Where"]
    here = forms.ws.channel("announcements").id
    assert held == {
        "type": kind,
        **({"selected_conversations": [here]} if many else {"selected_conversation": here}),
    }


async def test_elements_in_an_attachment_work_beside_those_of_the_message(
    forms: Forms, open_page: OpenPage
) -> None:
    def row(block_id: str, *elements: Any) -> Json:
        return {"type": "actions", "block_id": block_id, "elements": list(elements)}

    select = {"type": "static_select", "action_id": "s", "options": [option("A week", "week")]}
    current = {"type": "conversations_select", "action_id": "c", "default_to_current_conversation": True}
    button = {"type": "button", "action_id": "any", "text": plain("Go")}
    await forms.app.client.chat_postMessage(
        channel=forms.ws.channel("announcements").id, text="All", blocks=[row("own", select, current)],
        attachments=[{"blocks": [row("attached", button)]}],
    )  # fmt: skip
    page = await open_page(forms.ws.page_url, forms.bruno.id)
    message = page.get_by_role("article", name="Liaison")
    await message.get_by_role("combobox").first.click()
    await page.get_by_role("option", name="A week").click()
    await message.get_by_role("button", name="Go").click()
    await until(lambda: forms.actions)
    state = forms.actions[0]["state"]
    assert state["own"]["s"]["selected_option"]["value"] == "week"
    assert state["own"]["c"]["selected_conversation"] == forms.ws.channel("announcements").id


async def test_a_home_has_menus_and_inputs_too(forms: Forms, open_page: OpenPage) -> None:
    options = [option("English", "en"), option("français", "fr")]
    boxes = {"type": "checkboxes", "action_id": "any", "options": options, "initial_options": options[:1]}
    section = {"type": "section", "block_id": "words", "text": plain("Languages"), "accessory": boxes}
    name = field("Name", {"type": "plain_text_input", "action_id": "any"}, dispatch_action=True)
    view = {"type": "home", "blocks": [section, name]}
    page = await open_page(f"{forms.ws.page_url}?as={forms.amina.id}#app/home")
    await page.get_by_role("heading", name="Your next steps").wait_for()
    await forms.app.client.views_publish(user_id=forms.amina.id, view=view)
    await page.get_by_role("checkbox", name="français").check()
    await page.get_by_label("Name").fill("Amina")
    await page.get_by_label("Name").press("Enter")
    await until(lambda: len(forms.actions) == 2)
    assert [each["value"] for each in forms.actions[0]["selected_options"]] == ["en", "fr"]
    assert forms.actions[1]["value"] == "Amina"
    assert (
        forms.actions[1]["state"]["words"]["any"]["selected_options"] == forms.actions[0]["selected_options"]
    )
