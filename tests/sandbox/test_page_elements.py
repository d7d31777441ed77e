"""Every interactive element of Block Kit on the page: what a person does with it is what the app receives."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest_asyncio
from playwright.async_api import expect

from sandbox import Workspace, create_workspace
from tests.browser import OpenPage, browser_fixture, browser_marks, open_page_fixture
from tests.sandbox.app import until
from tests.sandbox.page_app import option, plain, served

START = datetime(2019, 3, 18, 7, 55, tzinfo=UTC)

pytestmark = browser_marks
browser = browser_fixture()
open_page = open_page_fixture()

Json = dict[str, Any]


class Received(SimpleNamespace):
    ws: Workspace
    app: Any
    amina: Any
    bruno: Any
    values: list[Json]
    actions: list[Json]


@pytest_asyncio.fixture(loop_scope="module")
async def received() -> AsyncIterator[Received]:
    """A workspace whose app keeps the values of each modal and the actions on each message."""
    people: Json = {}
    values: list[Json] = []
    actions: list[Json] = []

    def world(ws: Workspace) -> None:
        people["amina"] = ws.add_member("amina", real_name="Amina Diallo", tz="Africa/Nairobi")
        people["bruno"] = ws.add_member("bruno", real_name="Bruno Keller")
        people["ines"] = ws.add_member("ines", real_name="Inês Duarte")
        ws.add_channel("announcements", general=True, members=[*people.values(), ws.bot_user_id])
        ws.add_channel("library", members=[people["amina"]])
        ws.add_command("/all")

    async with create_workspace(now=START, world=world) as ws, served(ws) as app:

        @app.command("/all")
        async def open_all(ack: Any, body: Json, client: Any) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=everything())
            await ack()

        @app.view("all")
        async def keep(ack: Any, view: Json) -> None:
            values.append({block: next(iter(v.values())) for block, v in view["state"]["values"].items()})
            await ack()

        @app.action("any")
        async def acted(ack: Any, action: Json, body: Json) -> None:
            actions.append(action | {"state": body["state"]["values"]})
            await ack()

        yield Received(ws=ws, app=app, values=values, actions=actions, **people)


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
    blocks = [
        {"type": "input", "block_id": label, "label": plain(label), "element": {"action_id": "v"} | element}
        for label, element in ELEMENTS.items()
    ]
    return {
        "type": "modal",
        "callback_id": "all",
        "title": plain("Everything"),
        "submit": plain("Send"),
        "blocks": blocks,
    }


async def test_every_input_arrives_as_it_was_filled_in(received: Received, open_page: OpenPage) -> None:
    page = await open_page(received.ws.page_url, received.amina.id)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("/all")
    await field.press("Enter")
    form = page.get_by_role("dialog", name="Everything")
    await form.get_by_label("Name").fill("Amina")
    await form.get_by_label("About").press_sequentially("!")
    await form.get_by_label("Mail").fill("amina@example.org")
    await form.get_by_label("Address").fill("https://example.org")
    await form.get_by_label("Years").fill("12")
    for label, typed, choice in (
        ("Lead", "day", "A day"),
        ("Groups", "", "Migration"),
        ("Groups", "rule", "Rule of law"),
        ("Colleague", "ines", "Inês Duarte"),
        ("Channel", "lib", "#library"),
        ("Conversations", "ann", "#announcements"),
    ):
        box = form.get_by_role("combobox", name=label)
        await box.click()
        await box.fill(typed)
        await page.get_by_role("option", name=choice).click()
    await form.get_by_label("Day").fill("2019-03-21")
    await form.get_by_label("Hour").fill("09:30")
    await expect(form.get_by_label("Moment")).to_have_value("2019-03-19T15:00")  # in Nairobi, at UTC+3
    await form.get_by_label("Moment").fill("2019-03-19T16:30")
    await form.get_by_role("checkbox", name="English").check()
    await form.get_by_role("checkbox", name="français").check()
    await form.get_by_role("radio", name="My groups").check()
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)

    [got] = received.values
    ws = received.ws
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


async def test_what_is_typed_wrongly_is_said_beside_each_field(
    received: Received, open_page: OpenPage
) -> None:
    page = await open_page(received.ws.page_url, received.amina.id)
    field = page.get_by_role("textbox", name="Message #announcements")
    await field.fill("/all")
    await field.press("Enter")
    form = page.get_by_role("dialog", name="Everything")
    wrong = {"Name": "A", "Mail": "amina", "Address": "example", "Years": "61"}
    for label, value in wrong.items():
        await form.get_by_label(label).fill(value)
    await form.get_by_role("button", name="Send").click()
    required = "Please complete this required field."
    for label, message in {
        "Name": "This must be at least 3 characters long.",
        "Mail": "Please enter a valid e-mail address.",
        "Address": "Please enter a valid URL.",
        "Years": "This must be at most 60.",
        "Hour": required,
        "Lead": required,
    }.items():
        await expect(form.get_by_label(label)).to_have_accessible_description(message)
    for label, value in wrong.items():
        await expect(form.get_by_label(label)).to_have_value(value)
    assert received.values == []


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


async def test_elements_of_a_message_tell_the_app_at_once(received: Received, open_page: OpenPage) -> None:
    ws = received.ws
    await received.app.client.chat_postMessage(
        channel=ws.channel("announcements").id, text="All", blocks=message_blocks()
    )
    page = await open_page(ws.page_url, received.bruno.id)
    message = page.get_by_role("article", name="Liaison")
    await message.get_by_role("button", name="Plain").click()
    await message.get_by_role("button", name="More actions").click()
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
    await until(lambda: len(received.actions) == len(message_blocks()))
    heard = {action["block_id"]: action for action in received.actions}
    assert [action["block_id"] for action in received.actions] == [
        row["block_id"] for row in message_blocks()
    ]
    assert heard["plain"]["value"] == "7"
    assert heard["menu"]["selected_option"]["value"] == "mute"
    assert heard["select"]["selected_option"]["value"] == "hour"
    assert [each["value"] for each in heard["boxes"]["selected_options"]] == ["pm"]
    assert heard["radio"]["selected_option"]["value"] == "am"
    assert heard["date"]["selected_date"] == "2019-04-01"
    assert heard["date"]["state"]["select"]["any"]["selected_option"]["value"] == "hour"
