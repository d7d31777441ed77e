"""Modals and Home tabs that Slack refuses, each with the line that it answers."""

import pytest

from sandbox.blockkit import check_view
from tests.sandbox.blockkit_json import JSON, actions, asking, home, modal, mrkdwn, plain, without

INVALID_VIEW: list[tuple[JSON, str, str]] = [  # view; message; place below /view
    ("{}", "must provide an object", ""),
    ({"type": "dialog", "blocks": []}, "unsupported type: dialog", "/type"),
    (without(modal(), "title"), "missing required field: title", ""),
    (without(modal(), "blocks"), "missing required field: blocks", ""),
    (modal(title=plain("x" * 25)), "must be less than 25 characters", "/title/text"),
    (modal(title=mrkdwn("Title")), "must be a valid enum value", "/title/type"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters", "/submit/text"),
    (modal(submit=None), "must provide an object", "/submit"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters", "/close/text"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters", "/private_metadata"),
    (modal(private_metadata={"a": 1}), "must provide a string", "/private_metadata"),
    (modal(callback_id="x" * 256), "must be less than 256 characters", "/callback_id"),
    (modal(external_id="x" * 256), "must be less than 256 characters", "/external_id"),
    (modal(notify_on_close="yes"), "must be a boolean", "/notify_on_close"),
    (modal(submit_disabled=True), "invalid additional property: submit_disabled", ""),
    (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed", "/blocks"),
    (
        without(modal({"type": "divider"}, asking("plain_text_input")), "submit"),
        "must define `submit` to use an `input` block in modals",
        "/blocks/1/input",
    ),
    (modal({"type": "input", "label": plain()}), "missing required field: element", "/blocks/0"),
    (modal(without(asking("datepicker"), "label")), "missing required field: label", "/blocks/0"),
    (
        modal({**asking("datepicker"), "label": plain("x" * 2001)}),
        "must be less than 2001 characters",
        "/blocks/0/label/text",
    ),
    (modal({**asking("datepicker"), "hint": mrkdwn()}), "must be a valid enum value", "/blocks/0/hint/type"),
    (
        modal({**asking("datepicker"), "hint": plain("x" * 2001)}),
        "must be less than 2001 characters",
        "/blocks/0/hint/text",
    ),
    (modal({**asking("datepicker"), "optional": "true"}), "must be a boolean", "/blocks/0/optional"),
    (modal(asking("button", text=plain())), "unsupported type: button", "/blocks/0/element/type"),
    (
        modal({**asking("file_input"), "dispatch_action": True}),
        "unsupported type: file_input",
        "/blocks/0/element/type",
    ),
    (modal(asking("file_input", max_files=11)), "must be less than 10", "/blocks/0/element/max_files"),
    (modal(asking("file_input", filetypes="pdf")), "must provide an array", "/blocks/0/element/filetypes"),
    (modal(asking("number_input")), "missing required field: is_decimal_allowed", "/blocks/0/element"),
    (
        modal(asking("number_input", is_decimal_allowed=False, min_value=1)),
        "must provide a string",
        "/blocks/0/element/min_value",
    ),
    (
        modal(asking("number_input", is_decimal_allowed=False, max_value="ten")),
        "must provide a number",
        "/blocks/0/element/max_value",
    ),
    (
        modal(asking("number_input", is_decimal_allowed=False, initial_value="1.5")),
        "must provide an integer",
        "/blocks/0/element/initial_value",
    ),
    (
        modal(asking("number_input", is_decimal_allowed=True, min_value="9", max_value="1.5")),
        "must be less than 1.5",
        "/blocks/0/element/min_value",
    ),
    (
        modal(asking("plain_text_input", max_length=3001)),
        "must be less than 3000",
        "/blocks/0/element/max_length",
    ),
    (
        modal(asking("plain_text_input", max_length=0)),
        "must be greater than 1",
        "/blocks/0/element/max_length",
    ),
    (
        modal(asking("plain_text_input", min_length=-1)),
        "must be greater than 0",
        "/blocks/0/element/min_length",
    ),
    (
        modal(asking("plain_text_input", min_length=10, max_length=5)),
        "must be less than 5",
        "/blocks/0/element/min_length",
    ),
    (
        modal(asking("plain_text_input", initial_value=None)),
        "must provide a string",
        "/blocks/0/element/initial_value",
    ),
    (
        modal(asking("plain_text_input", dispatch_action_config={"trigger_actions_on": ["on_blur"]})),
        "must be a valid enum value",
        "/blocks/0/element/dispatch_action_config/trigger_actions_on/0",
    ),
    *(
        (
            modal(asking("number_input", is_decimal_allowed=True, initial_value=number)),
            "must provide a number",
            "/blocks/0/element/initial_value",
        )
        for number in ("1_000", " 5", "NaN", "1e3", "٣", "-", ".")
    ),
    (modal(asking("rich_text_input")), "missing required field: action_id", "/blocks/0/element"),
    (
        modal(asking("rich_text_input", action_id="a", initial_value="Hello")),
        "must provide an object",
        "/blocks/0/element/initial_value",
    ),
    (
        modal(asking("plain_text_input", focus_on_load=True), asking("datepicker", focus_on_load=True)),
        "only one element can define `focus_on_load`",
        "/blocks/1/element/focus_on_load",
    ),
    (
        modal({**asking("datepicker"), "block_id": "when"}, {**asking("timepicker"), "block_id": "when"}),
        '`block_id` "when" already exists',
        "/blocks/1/block_id",
    ),
    (home(title=plain()), "invalid additional property: title", ""),
    (home(asking("file_input")), "unsupported type: file_input", "/blocks/0/element/type"),
    (
        home(asking("number_input", is_decimal_allowed=True)),
        "unsupported type: number_input",
        "/blocks/0/element/type",
    ),
    (
        home(actions({"type": "datetimepicker"})),
        "unsupported type: datetimepicker",
        "/blocks/0/elements/0/type",
    ),
    *(
        (surface({"type": kind}), f"unsupported type: {kind}", "/blocks/0/type")
        for surface in (modal, home)
        for kind in ("markdown", "table", "context_actions")
    ),
    (
        modal(actions({"type": "workflow_button"})),
        "unsupported type: workflow_button",
        "/blocks/0/elements/0/type",
    ),
    (
        home(asking("datetimepicker")),
        "unsupported type: datetimepicker",
        "/blocks/0/element/type",
    ),
    (home(*[{"type": "divider"}] * 101), "no more than 100 items allowed", "/blocks"),
]


@pytest.mark.parametrize(("view", "message", "place"), INVALID_VIEW)
def test_a_wrong_view_is_refused_with_its_place(view: JSON, message: str, place: str) -> None:
    assert check_view(view) == [f"[ERROR] {message} [json-pointer:/view{place}]"]
