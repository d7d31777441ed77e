"""Every element in messages and modals: what `state.values` has before and after, and what its action says."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder
from tests.sandbox.surfaces import OPTIONS, TEXT, field, modal, opened

RICH = {"type": "rich_text", "elements": [
    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Hi", "style": {"bold": True}}]},
]}  # fmt: skip
GROUPS = [{"label": TEXT, "options": [OPTIONS[0]]}, {"label": TEXT, "options": [OPTIONS[1]]}]

# An element; what it holds at first, after a value was chosen, and with an initial value; the value and the initial field.
Row = tuple[dict[str, Any], dict[str, Any], Any, dict[str, Any], dict[str, Any]]
ELEMENTS: list[Row] = [
    ({"type": "static_select", "options": OPTIONS}, {"selected_option": None}, "b",
     {"selected_option": OPTIONS[1]}, {"initial_option": OPTIONS[1]}),
    ({"type": "static_select", "option_groups": GROUPS}, {"selected_option": None}, "b",
     {"selected_option": OPTIONS[1]}, {"initial_option": OPTIONS[1]}),
    ({"type": "external_select"}, {"selected_option": None}, OPTIONS[0],
     {"selected_option": OPTIONS[0]}, {"initial_option": OPTIONS[0]}),
    ({"type": "users_select"}, {"selected_user": None}, "U1", {"selected_user": "U1"}, {"initial_user": "U1"}),
    ({"type": "channels_select"}, {"selected_channel": None}, "C1",
     {"selected_channel": "C1"}, {"initial_channel": "C1"}),
    ({"type": "conversations_select"}, {"selected_conversation": None}, "C1",
     {"selected_conversation": "C1"}, {"initial_conversation": "C1"}),
    ({"type": "multi_static_select", "options": OPTIONS}, {"selected_options": []}, ["a"],
     {"selected_options": OPTIONS[:1]}, {"initial_options": OPTIONS[:1]}),
    ({"type": "multi_external_select"}, {"selected_options": []}, OPTIONS[:1],
     {"selected_options": OPTIONS[:1]}, {"initial_options": OPTIONS[:1]}),
    ({"type": "multi_users_select"}, {"selected_users": []}, ["U1"],
     {"selected_users": ["U1"]}, {"initial_users": ["U1"]}),
    ({"type": "multi_channels_select"}, {"selected_channels": []}, ["C1"],
     {"selected_channels": ["C1"]}, {"initial_channels": ["C1"]}),
    ({"type": "multi_conversations_select"}, {"selected_conversations": []}, ["C1"],
     {"selected_conversations": ["C1"]}, {"initial_conversations": ["C1"]}),
    ({"type": "datepicker"}, {"selected_date": None}, "2019-04-01",
     {"selected_date": "2019-04-01"}, {"initial_date": "2019-04-01"}),
    ({"type": "timepicker", "timezone": "Asia/Tokyo"}, {"selected_time": None}, "09:30",
     {"selected_time": "09:30"}, {"initial_time": "09:30"}),
    ({"type": "datetimepicker"}, {"selected_date_time": None}, 1_552_996_800,
     {"selected_date_time": 1_552_996_800}, {"initial_date_time": 1_552_996_800}),
    ({"type": "checkboxes", "options": OPTIONS}, {"selected_options": []}, ["b"],
     {"selected_options": OPTIONS[1:]}, {"initial_options": OPTIONS[1:]}),
    ({"type": "radio_buttons", "options": OPTIONS}, {"selected_option": None}, "a",
     {"selected_option": OPTIONS[0]}, {"initial_option": OPTIONS[0]}),
]  # fmt: skip
TYPED: list[Row] = [
    ({"type": "plain_text_input"}, {"value": None}, "Text", {"value": "Text"}, {"initial_value": "Text"}),
    ({"type": "email_text_input"}, {"value": None}, "a@b.org", {"value": "a@b.org"}, {"initial_value": "a@b.org"}),
    ({"type": "url_text_input"}, {"value": None}, "http://b.org", {"value": "http://b.org"},
     {"initial_value": "http://b.org"}),
    ({"type": "number_input", "is_decimal_allowed": False}, {"value": None}, 7, {"value": "7"},
     {"initial_value": "7"}),
    ({"type": "rich_text_input"}, {}, RICH, {"rich_text_value": RICH}, {"initial_value": RICH}),
]  # fmt: skip


def named(row: Any) -> str:
    return str(row["type"]) if isinstance(row, dict) and "type" in row else ""


@pytest.mark.parametrize(("element", "empty", "value", "held", "initial"), ELEMENTS + TYPED, ids=named)
async def test_a_submission_has_the_state_of_every_element(
    ws: Workspace, app: Recorder, client: AsyncWebClient,
    element: Any, empty: Any, value: Any, held: Any, initial: Any,
) -> None:  # fmt: skip
    blocks = [
        field("untouched", element, optional=True),
        field("begun", element | initial),
        field("filled", element),
    ]
    await opened(ws, app, client, modal("Form", *blocks))
    await ws.fill("ana", {"n": "Ana", "filled": value})
    await ws.submit("ana")
    values = app.got[-1].data["view"]["state"]["values"]
    kind = {"type": element["type"]}
    assert values["untouched"]["untouched"] == kind | empty
    assert values["begun"]["begun"] == kind | held
    assert values["filled"]["filled"] == kind | held


@pytest.mark.parametrize(("element", "empty", "value", "held", "initial"), ELEMENTS, ids=named)
async def test_an_element_of_a_message_tells_what_was_chosen_and_what_it_began_with(
    ws: Workspace, app: Recorder, client: AsyncWebClient,
    element: Any, empty: Any, value: Any, held: Any, initial: Any,
) -> None:  # fmt: skip
    used = {"type": "actions", "block_id": "used", "elements": [element | initial | {"action_id": "go"}]}
    other = {"type": "actions", "block_id": "other", "elements": [element | {"action_id": "stay"}]}
    await client.chat_postMessage(channel=ws.channel("announcements").id, text="x", blocks=[used, other])
    await ws.press("ana", ws.messages("announcements")[0], "go", value=value)
    payload = app.got[-1].data
    [action] = payload["actions"]
    assert float(action.pop("action_ts")) > 0
    zone = {"timezone": "Asia/Tokyo"} if element["type"] == "timepicker" else {}
    kind = {"type": element["type"]}
    assert action == kind | {"action_id": "go", "block_id": "used"} | held | initial | zone
    assert payload["state"]["values"] == {"used": {"go": kind | held}, "other": {"stay": kind | empty}}


@pytest.mark.parametrize(("element", "empty", "value", "held", "initial"), TYPED, ids=named)
async def test_a_typed_input_tells_the_app_only_if_its_block_says_so(
    ws: Workspace, app: Recorder, client: AsyncWebClient,
    element: Any, empty: Any, value: Any, held: Any, initial: Any,
) -> None:  # fmt: skip
    blocks = [field("quiet", element), field("loud", element, dispatch_action=True)]
    view = await opened(ws, app, client, modal("Form", *blocks))
    app.got.clear()
    await ws.fill("ana", {"quiet": value, "loud": value})
    [got] = app.got
    [action] = got.data["actions"]
    assert (action["action_id"], got.data["container"]) == ("loud", {"type": "view", "view_id": view["id"]})
    assert {key: action[key] for key in held} == held
    assert "response_url" not in got.data
    assert "channel" not in got.data
    assert got.data["view"]["state"]["values"]["quiet"]["quiet"] == {"type": element["type"]} | held


async def test_an_overflow_menu_tells_its_option_and_has_no_state(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": OPTIONS}
    section = {"type": "section", "block_id": "s", "text": TEXT, "accessory": menu}
    await client.chat_postMessage(channel=ws.channel("announcements").id, text="x", blocks=[section])
    await ws.press("ana", ws.messages("announcements")[0], "more", value="b")
    payload = app.got[-1].data
    assert payload["actions"][0]["selected_option"] == OPTIONS[1]
    assert payload["state"] == {"values": {}}


async def test_what_is_chosen_in_a_message_is_everybodys_own(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    ws.join("announcements", "ben")
    select = {"type": "static_select", "action_id": "s", "options": OPTIONS}
    button = {"type": "button", "action_id": "go", "text": TEXT}
    blocks = [{"type": "actions", "block_id": "b", "elements": [select, button]}]
    await client.chat_postMessage(channel=ws.channel("announcements").id, text="x", blocks=blocks)
    [message] = [m for m in ws.messages("announcements") if m.blocks]
    await ws.press("ana", message, "s", value="a")
    await ws.press("ben", message, "go")
    assert app.got[-1].data["state"]["values"]["b"]["s"]["selected_option"] is None


async def test_a_button_in_an_attachment_says_which(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    button = {"type": "button", "action_id": "go", "text": TEXT, "value": "7"}
    attachments: list[dict[str, Any]] = [
        {"color": "#00ff00", "blocks": [{"type": "section", "text": TEXT}]},
        {"blocks": [{"type": "actions", "elements": [button]}]},
    ]
    channel = ws.channel("announcements").id
    posted = await client.chat_postMessage(channel=channel, text="x", attachments=attachments)
    await ws.press("ana", ws.messages(channel)[0], "go")
    payload = app.got[-1].data
    assert payload["container"] == {
        "type": "message_attachment",
        "message_ts": posted["ts"],
        "attachment_id": 2,
        "channel_id": channel,
        "is_ephemeral": False,
        "is_app_unfurl": False,
    }
    assert payload["actions"][0]["block_id"] == posted["message"]["attachments"][1]["blocks"][0]["block_id"]


async def test_a_button_in_a_thread_says_so(ws: Workspace, app: Recorder, client: AsyncWebClient) -> None:
    blocks = [{"type": "actions", "elements": [{"type": "button", "action_id": "go", "text": TEXT}]}]
    channel = ws.channel("announcements").id
    parent = ws.say(channel, "ana", "Hello")
    await client.chat_postMessage(channel=channel, text="x", blocks=blocks, thread_ts=parent)
    await ws.idle()
    [reply] = ws.messages(channel, parent)
    await ws.press("ana", reply, "go")
    assert app.got[-1].data["container"]["thread_ts"] == parent
    assert app.got[-1].data["message"]["thread_ts"] == parent


async def test_an_input_comes_back_with_what_it_is_if_nothing_else_is_said(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    view = await opened(ws, app, client, modal())
    [block] = view["blocks"]
    assert (block["optional"], block["dispatch_action"]) == (False, False)
    assert block["element"]["dispatch_action_config"] == {"trigger_actions_on": ["on_enter_pressed"]}


async def test_nobody_presses_what_does_not_exist_for_them(
    ws: Workspace, app: Recorder, client: AsyncWebClient
) -> None:
    blocks = [{"type": "actions", "elements": [{"type": "button", "action_id": "go", "text": TEXT}]}]
    private, ana = ws.channel("supply-chains").id, ws.member("ana").id
    await client.chat_postMessage(channel=private, text="x", blocks=blocks)
    await client.chat_postEphemeral(channel=ws.channel("announcements").id, user=ana, text="x", blocks=blocks)
    await ws.idle()
    app.got.clear()
    for hidden in (ws.messages(private)[0], ws.ephemerals(ana)[0]):
        with pytest.raises(LookupError):
            await ws.press("ben", hidden, "go")
    assert app.got == []
