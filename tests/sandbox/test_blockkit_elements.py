"""Elements in blocks that Slack refuses, each with the line that it answers."""

import pytest

from sandbox.blockkit import check_message
from tests.sandbox.blockkit_json import (
    CONFIRM,
    JSON,
    TITLE_OPTIONS,
    actions,
    button,
    mrkdwn,
    option,
    options,
    plain,
    within,
    without,
)

INVALID_ELEMENT: list[tuple[JSON, str, str]] = [  # its block; message; place below /blocks/0
    # buttons
    (actions({"type": "button"}), "missing required field: text", "/elements/0"),
    (actions(button("x" * 76)), "must be less than 76 characters", "/elements/0/text/text"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters", "/elements/0/value"),
    (actions(button(value=5)), "must provide a string", "/elements/0/value"),
    (
        actions(button(url="https://example.org/" + "x" * 3000)),
        "must be less than 3001 characters",
        "/elements/0/url",
    ),
    (actions(button(url="example.org")), "invalid url", "/elements/0/url"),
    (actions(button(url="https://example.org/a b")), "invalid url", "/elements/0/url"),
    (actions(button(style="default")), "must be a valid enum value", "/elements/0/style"),
    (actions(button(style=None)), "must provide a string", "/elements/0/style"),
    (actions(button(action_id="x" * 256)), "must be less than 256 characters", "/elements/0/action_id"),
    (actions(button(block_id="b")), "invalid additional property: block_id", "/elements/0"),
    (
        actions(button(accessibility_label="x" * 76)),
        "must be less than 76 characters",
        "/elements/0/accessibility_label",
    ),
    (
        actions(button(confirm=without(CONFIRM, "deny"))),
        "missing required field: deny",
        "/elements/0/confirm",
    ),
    (
        actions(button(confirm={**CONFIRM, "title": plain("x" * 101)})),
        "must be less than 101 characters",
        "/elements/0/confirm/title/text",
    ),
    (
        actions(button(confirm={**CONFIRM, "text": plain("x" * 301)})),
        "must be less than 301 characters",
        "/elements/0/confirm/text/text",
    ),
    (
        actions(button(confirm={**CONFIRM, "confirm": plain("x" * 31)})),
        "must be less than 31 characters",
        "/elements/0/confirm/confirm/text",
    ),
    # options
    (within("static_select"), "must define either `options` or `option_groups`", "/accessory/type"),
    (within("static_select", options=[]), "must provide at least 1 items", "/accessory/options"),
    (within("static_select", options=options(101)), "no more than 100 items allowed", "/accessory/options"),
    (
        within("static_select", options=[option("x" * 151)]),
        "must be less than 151 characters",
        "/accessory/options/0/value",
    ),
    (
        within("static_select", options=[option(text="x" * 76)]),
        "must be less than 76 characters",
        "/accessory/options/0/text/text",
    ),
    (
        within("static_select", options=[without(option(), "value")]),
        "missing required field: value",
        "/accessory/options/0",
    ),
    (
        within("static_select", options=[option(text="")]),
        "must be more than 0 characters",
        "/accessory/options/0/text/text",
    ),
    (
        within("static_select", options=[{"text": mrkdwn(), "value": "v"}]),
        "must be a valid enum value",
        "/accessory/options/0/text/type",
    ),
    (
        within("static_select", options=[option(url="https://example.org")]),
        "invalid additional property: url",
        "/accessory/options/0",
    ),
    (
        within("static_select", options=[option(description=plain("x" * 76))]),
        "must be less than 76 characters",
        "/accessory/options/0/description/text",
    ),
    (
        within("static_select", options=[option(), option()]),
        "Input contains duplicate items",
        "/accessory/options",
    ),
    (
        within("static_select", options=TITLE_OPTIONS, initial_option=option("c")),
        "must be one of the provided options",
        "/accessory/initial_option",
    ),
    (
        within("static_select", options=TITLE_OPTIONS, initial_option=None),
        "must provide an object",
        "/accessory/initial_option",
    ),
    (
        within(
            "static_select",
            options=TITLE_OPTIONS,
            option_groups=[{"label": plain(), "options": [option("c")]}],
        ),
        "must define only one of `options` or `option_groups`",
        "/accessory",
    ),
    (
        within("static_select", option_groups=[{"label": plain("x" * 76), "options": TITLE_OPTIONS}]),
        "must be less than 76 characters",
        "/accessory/option_groups/0/label/text",
    ),
    (
        within("static_select", options=TITLE_OPTIONS, placeholder=plain("x" * 151)),
        "must be less than 151 characters",
        "/accessory/placeholder/text",
    ),
    (
        within("multi_static_select", options=TITLE_OPTIONS, max_selected_items=0),
        "must be greater than 1",
        "/accessory/max_selected_items",
    ),
    (
        within("checkboxes", options=TITLE_OPTIONS, initial_options=[]),
        "must be one of the provided options",
        "/accessory/initial_options",
    ),
    (within("checkboxes", options=options(11)), "no more than 10 items allowed", "/accessory/options"),
    (within("radio_buttons", options=options(11)), "no more than 10 items allowed", "/accessory/options"),
    (within("radio_buttons"), "missing required field: options", "/accessory"),
    (within("overflow", options=options(6)), "no more than 5 items allowed", "/accessory/options"),
    (
        within("overflow", options=options(2), placeholder=plain()),
        "invalid additional property: placeholder",
        "/accessory",
    ),
    # selects of people and conversations, pickers
    (within("users_select", initial_user=5), "must provide a string", "/accessory/initial_user"),
    (
        within("external_select", min_query_length="3"),
        "must provide an integer",
        "/accessory/min_query_length",
    ),
    (within("conversations_select", filter={}), "must have minimum 1 properties", "/accessory/filter"),
    (
        within("conversations_select", filter={"include": ["direct"]}),
        "must be a valid enum value",
        "/accessory/filter/include/0",
    ),
    (
        within("channels_select", filter={"include": ["im"]}),
        "invalid additional property: filter",
        "/accessory",
    ),
    (
        within("datepicker", initial_date="18.03.2019"),
        "input must be a valid: date",
        "/accessory/initial_date",
    ),
    (
        within("datepicker", initial_date="2019-02-29"),
        "input must be a valid: date",
        "/accessory/initial_date",
    ),
    (within("datepicker", initial_date=None), "must provide a string", "/accessory/initial_date"),
    (
        within("timepicker", initial_time="24:00"),
        "input must match regex pattern: ^([01][0-9]|2[0-3]):[0-5][0-9]$",
        "/accessory/initial_time",
    ),
    (
        actions({"type": "datetimepicker", "initial_date_time": 1552892400000}),
        "must be less than 9999999999",
        "/elements/0/initial_date_time",
    ),
]


@pytest.mark.parametrize(("block", "message", "place"), INVALID_ELEMENT)
def test_a_wrong_element_is_refused_with_its_place(block: JSON, message: str, place: str) -> None:
    assert check_message([block]) == [f"[ERROR] {message} [json-pointer:/blocks/0{place}]"]
