"""Block Kit JSON that Slack takes."""

import pytest

from sandbox.blockkit import check_message, check_view
from tests.sandbox.blockkit_json import (
    CONFIRM,
    JSON,
    TITLE_OPTIONS,
    actions,
    button,
    home,
    modal,
    mrkdwn,
    option,
    options,
    plain,
    section,
    within,
    without,
)

EVERY_ELEMENT = [
    button(action_id="a", value="v", style="primary", confirm=CONFIRM, url="https://example.org"),
    button(action_id="c", visible_to_user_ids=["U1"], agent_prompt="x" * 4000, agent_prompt_display="Ask"),
    {"type": "overflow", "options": [option(url="https://example.org")], "action_id": "b"},
    {
        "type": "static_select",
        "options": TITLE_OPTIONS,
        "initial_option": TITLE_OPTIONS[1],
        "placeholder": plain(),
    },
    {
        "type": "static_select",
        "option_groups": [{"label": plain(), "options": TITLE_OPTIONS}],
        "initial_option": TITLE_OPTIONS[0],
    },
    {"type": "external_select", "min_query_length": 0, "initial_option": option(description=plain())},
    {"type": "users_select", "initial_user": "U1"},
    {"type": "channels_select", "initial_channel": "C1", "response_url_enabled": True},
    {
        "type": "conversations_select",
        "default_to_current_conversation": True,
        "filter": {"include": ["private"]},
    },
    {
        "type": "multi_static_select",
        "options": TITLE_OPTIONS,
        "initial_options": TITLE_OPTIONS,
        "max_selected_items": 2,
    },
    {"type": "multi_external_select"},
    {"type": "multi_users_select", "initial_users": ["U1"]},
    {"type": "multi_channels_select", "initial_channels": []},
    {"type": "multi_conversations_select", "filter": {"exclude_bot_users": True}},
    {"type": "datepicker", "initial_date": "2019-03-18"},
    {"type": "timepicker", "initial_time": "08:55", "timezone": "Europe/Zurich"},
    {"type": "datetimepicker", "initial_date_time": 1552892400},
    {"type": "checkboxes", "options": [{"text": mrkdwn(), "value": "v", "description": mrkdwn()}]},
    {"type": "radio_buttons", "options": TITLE_OPTIONS, "initial_option": TITLE_OPTIONS[0]},
]
EVERY_INPUT = [
    *(element for element in EVERY_ELEMENT if element["type"] not in {"button", "overflow"}),
    {"type": "plain_text_input", "multiline": True, "min_length": 0, "max_length": 3000, "initial_value": ""},
    {"type": "email_text_input", "placeholder": plain("you@example.org")},
    {"type": "url_text_input", "initial_value": "https://example.org"},
    {
        "type": "number_input",
        "is_decimal_allowed": True,
        "min_value": "-1",
        "initial_value": "0.5",
        "max_value": "10",
    },
    {"type": "file_input", "filetypes": ["pdf"], "max_files": 10},
    {
        "type": "rich_text_input",
        "action_id": "text",
        "min_lines": 2,
        "max_lines": 8,
        "focus_on_load": True,
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]},
    },
]
STYLED = {"type": "text", "text": "Text", "style": {"bold": True}}
RICH_TEXT = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                STYLED,
                {"type": "link", "url": "https://example.org", "text": ""},
                {"type": "user", "user_id": "U1"},
                {"type": "channel", "channel_id": "C1"},
                {"type": "emoji", "name": "wave", "unicode": "1f44b"},
                {"type": "broadcast", "range": "here"},
                {"type": "date", "timestamp": 1552892400, "format": "{date_long}", "fallback": "18 March"},
            ],
        },
        {
            "type": "rich_text_list",
            "style": "ordered",
            "indent": 1,
            "elements": [{"type": "rich_text_section", "elements": [STYLED]}],
        },
        {"type": "rich_text_quote", "elements": [STYLED]},
        {"type": "rich_text_preformatted", "elements": [STYLED], "border": 0},
    ],
}
VALID_BLOCKS = [
    section(text=mrkdwn("x" * 3000, verbatim=True), block_id="x" * 255),
    section(fields=[plain("x" * 2000, emoji=True)] * 10, expand=True),
    section(
        text=plain(),
        accessory={"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A map"},
    ),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "header", "text": plain(), "level": 1},
    {
        "type": "video",
        "alt_text": "How to join",
        "title": plain("x" * 200),
        "video_url": "https://video.example/1",
        "thumbnail_url": "https://video.example/1.png",
        "author_name": "x" * 50,
    },
    {"type": "divider"},
    {
        "type": "context",
        "elements": [mrkdwn(), {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A map"}],
    },
    {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A map", "title": plain()},
    RICH_TEXT,
    actions(*EVERY_ELEMENT),
    actions(*[button(f"{n}", action_id=f"a{n}") for n in range(25)]),
    within("static_select", options=options(100)),
]


MESSAGES_TAKE = [
    *(element for element in EVERY_INPUT if element["type"] not in {"file_input", "rich_text_input"}),
]
HOME_TAKES = [
    *(
        element
        for element in EVERY_ELEMENT
        if element["type"] not in {"button", "overflow", "datetimepicker"}
    ),
    {"type": "plain_text_input"},
    {"type": "rich_text_input", "action_id": "a"},
]


@pytest.mark.parametrize("block", VALID_BLOCKS, ids=lambda block: block["type"])
def test_a_right_block_passes_in_a_message(block: JSON) -> None:
    assert check_message([block], text="In short") == []


@pytest.mark.parametrize("element", EVERY_INPUT, ids=lambda element: element["type"])
def test_a_right_input_passes_in_a_modal(element: JSON) -> None:
    block = {
        "type": "input",
        "label": plain("x" * 2000),
        "hint": plain(),
        "optional": True,
        "element": element,
    }
    assert check_view(modal(block, close=plain("x" * 24), callback_id="", private_metadata="{}")) == []


def test_the_largest_surfaces_pass() -> None:
    assert check_message([{"type": "divider"}] * 50) == []
    assert check_view(modal(*[{"type": "divider"}] * 100)) == []
    assert (
        check_view(home(*[{"type": "divider"}] * 100, external_id="home", private_metadata="x" * 3000)) == []
    )


def test_a_modal_without_inputs_needs_no_submit() -> None:
    assert check_view(without(modal(actions(button())), "submit")) == []


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert check_message([actions(button(action_id="a")), actions(button(action_id="a"))]) == []


@pytest.mark.parametrize("element", MESSAGES_TAKE, ids=lambda element: element["type"])
def test_a_right_input_passes_in_a_message(element: JSON) -> None:
    block = {"type": "input", "label": plain(), "dispatch_action": True, "element": element}
    assert check_message([block]) == []


@pytest.mark.parametrize("element", HOME_TAKES, ids=lambda element: element["type"])
def test_a_right_input_passes_in_a_home_tab(element: JSON) -> None:
    assert check_view(home({"type": "input", "label": plain(), "element": element})) == []


@pytest.mark.parametrize(
    "block",
    [block for block in VALID_BLOCKS if "datetimepicker" not in str(block)],
    ids=lambda block: block["type"],
)
def test_a_right_block_passes_in_a_view(block: JSON) -> None:
    assert check_view(modal(block)) == []
    assert check_view(home(block)) == []


@pytest.mark.parametrize(
    "url", ["https://example.org", "mailto:a@example.org", "slack://channel?id=C1&team=T1"]
)
def test_a_button_may_lead_anywhere(url: str) -> None:
    assert check_message([actions(button(url=url))]) == []
