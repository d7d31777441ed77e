"""Every interactive element of Block Kit on the page: what a person does with it is what the app receives."""

from playwright.async_api import expect

from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_app import option, plain
from tests.sandbox.page_forms import Forms, Json, field, form, forms_fixture, opened

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()
forms = forms_fixture()


def leads() -> list[Json]:
    return [option("A week", "week"), option("A day :bell:", "day"), option("An hour", "hour")]


ELEMENTS: dict[str, Json] = {
    "Name": {"type": "plain_text_input", "min_length": 3},
    "About": {"type": "plain_text_input", "multiline": True, "initial_value": "I work on"},
    "Mail": {"type": "email_text_input"},
    "Address": {"type": "url_text_input"},
    "Years": {"type": "number_input", "is_decimal_allowed": False, "min_value": "0", "max_value": "60"},
    "Lead": {"type": "static_select", "options": leads()},
    "Groups": {
        "type": "multi_static_select",
        "max_selected_items": 2,
        "option_groups": [
            {"label": plain("Pilot"), "options": [option("Migration", "m")]},
            {"label": plain("Others"), "options": [option("Rule of law", "r"), option("Conflicts", "c")]},
        ],
    },
    "Colleague": {"type": "users_select"},
    "Channel": {"type": "channels_select"},
    "Conversations": {"type": "multi_conversations_select"},
    "Day": {"type": "datepicker", "initial_date": "2019-03-20"},
    "Hour": {"type": "timepicker"},
    "Moment": {"type": "datetimepicker", "initial_date_time": 1552996800},
    "Languages": {"type": "checkboxes", "options": [option("English", "en"), option("français", "fr")]},
    "Seen by": {
        "type": "radio_buttons",
        "options": [option("Everyone", "all"), option("My groups", "mine")],
        "initial_option": option("Everyone", "all"),
    },
}


def everything() -> Json:
    return form(*(field(label, element) for label, element in ELEMENTS.items()))


async def test_every_input_arrives_as_it_was_filled_in(forms: Forms, open_page: OpenPage) -> None:
    page, shown = await opened(forms, open_page, everything())
    await shown.get_by_label("Name").fill("Amina")
    await shown.get_by_label("About").press_sequentially("!")
    await shown.get_by_label("Mail").fill("amina@example.org")
    await shown.get_by_label("Address").fill("https://example.org")
    await shown.get_by_label("Years").fill("12")
    for label, typed, choice in (
        ("Lead", "day", "A day"),
        ("Groups", "", "Migration"),
        ("Groups", "rule", "Rule of law"),
        ("Colleague", "ines", "Inês Duarte"),
        ("Channel", "lib", "#library"),
        ("Conversations", "ann", "#announcements"),
    ):
        box = shown.get_by_role("combobox", name=label)
        await box.click()
        await box.fill(typed)
        await page.get_by_role("option", name=choice).click()
    await shown.get_by_label("Day").fill("2019-03-21")
    await shown.get_by_label("Hour").fill("09:30")
    await expect(shown.get_by_label("Moment")).to_have_value("2019-03-19T15:00")  # in Nairobi, at UTC+3
    await shown.get_by_label("Moment").fill("2019-03-19T16:30")
    await shown.get_by_role("checkbox", name="English").check()
    await shown.get_by_role("checkbox", name="français").check()
    await shown.get_by_role("radio", name="My groups").check()
    await shown.get_by_role("button", name="Send").click()
    await expect(shown).to_have_count(0)

    [got] = forms.values
    ws = forms.ws
    kinds = {label: value.pop("type") for label, value in got.items()}
    assert kinds == {label: element["type"] for label, element in ELEMENTS.items()}
    chosen = {label: next(iter(value.values())) for label, value in got.items()}
    for label in ("Lead", "Seen by"):
        chosen[label] = chosen[label]["value"]
    for label in ("Groups", "Languages"):
        chosen[label] = [each["value"] for each in chosen[label]]
    assert chosen == {
        "Name": "Amina",
        "About": "I work on!",
        "Mail": "amina@example.org",
        "Address": "https://example.org",
        "Years": "12",
        "Lead": "day",
        "Groups": ["m", "r"],
        "Colleague": ws.member("ines").id,
        "Channel": ws.channel("library").id,
        "Conversations": [ws.channel("announcements").id],
        "Day": "2019-03-21",
        "Hour": "09:30",
        "Moment": 1552996800 + 5400,
        "Languages": ["en", "fr"],
        "Seen by": "mine",
    }


async def test_what_is_typed_wrongly_is_said_beside_each_field(forms: Forms, open_page: OpenPage) -> None:
    _, shown = await opened(forms, open_page, everything())
    wrong = {"Name": "A", "Mail": "amina", "Address": "example", "Years": "61"}
    for label, value in wrong.items():
        await shown.get_by_label(label).fill(value)
    await shown.get_by_role("button", name="Send").click()
    required = "Please complete this required field."
    for label, message in {
        "Name": "Please enter at least 3 characters.",
        "Mail": "Please enter a valid email address.",
        "Address": "Please enter a valid URL.",
        "Years": "Please enter a number of at most 60.",
        "Hour": required,
        "Lead": required,
    }.items():
        await expect(shown.get_by_label(label)).to_have_accessible_description(message)
    for label, value in wrong.items():
        await expect(shown.get_by_label(label)).to_have_value(value)
    assert forms.values == []


def message_blocks() -> list[Json]:
    confirm = {"title": plain("Sure?"), "text": plain("?"), "confirm": plain("Yes"), "deny": plain("No")}
    select = {"type": "static_select", "action_id": "any", "placeholder": plain("Lead"), "options": leads()}
    boxes = [option("Mornings", "am"), option("Evenings", "pm")]
    rows: list[tuple[str, Json]] = [
        ("plain", {"type": "button", "text": plain("Plain"), "value": "7"}),
        ("menu", {"type": "overflow", "options": [option("Snooze", "snooze"), option("Mute", "mute")]}),
        ("select", select | {"confirm": confirm}),
        ("boxes", {"type": "checkboxes", "options": boxes}),
        ("radio", {"type": "radio_buttons", "options": boxes}),
        ("date", {"type": "datepicker"}),
    ]
    return [
        {"type": "actions", "block_id": block_id, "elements": [{"action_id": "any"} | element]}
        for block_id, element in rows
    ]


async def test_elements_of_a_message_tell_the_app_at_once(forms: Forms, open_page: OpenPage) -> None:
    ws = forms.ws
    await forms.app.client.chat_postMessage(
        channel=ws.channel("announcements").id, text="All", blocks=message_blocks()
    )
    page = await open_page(ws.page_url, forms.bruno.id)
    message = page.get_by_role("article", name="Liaison")
    await message.get_by_role("button", name="Plain").click()
    await message.get_by_role("button", name="More options").click()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Mute")).to_be_focused()
    await page.keyboard.press("Enter")
    lead = message.get_by_role("combobox", name="Lead")
    for answer in ("No", "Yes"):
        await lead.click()
        await page.get_by_role("option", name="An hour", exact=True).click()
        await page.get_by_role("dialog", name="Sure?").get_by_role("button", name=answer).click()
        await expect(lead).to_have_value({"No": "", "Yes": "An hour"}[answer])
    await message.get_by_role("checkbox", name="Evenings").check()
    await message.get_by_role("radio", name="Mornings").check()
    await message.locator("[data-block-id=date] input").fill("2019-04-01")
    await until(lambda: len(forms.actions) == len(message_blocks()))
    heard = {action["block_id"]: action for action in forms.actions}
    assert [action["block_id"] for action in forms.actions] == [row["block_id"] for row in message_blocks()]
    assert heard["plain"]["value"] == "7"
    assert heard["menu"]["selected_option"]["value"] == "mute"
    assert heard["select"]["selected_option"]["value"] == "hour"
    assert [each["value"] for each in heard["boxes"]["selected_options"]] == ["pm"]
    assert heard["radio"]["selected_option"]["value"] == "am"
    assert heard["date"]["selected_date"] == "2019-04-01"
    assert heard["date"]["state"]["select"]["any"]["selected_option"]["value"] == "hour"
