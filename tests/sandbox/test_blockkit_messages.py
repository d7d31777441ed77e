"""What stands in messages alone: markdown, tables, context actions, workflow buttons, and attachments with blocks."""

import pytest

from sandbox.blockkit import check_attachments, check_message
from tests.sandbox.blockkit_json import CONFIRM, JSON, actions, button, mrkdwn, plain, section, within

ICON = {"type": "icon_button", "icon": "trash", "text": plain("Delete")}
FEEDBACK = {
    "type": "feedback_buttons",
    "positive_button": {"text": plain("Good"), "value": "1"},
    "negative_button": {"text": plain("Bad"), "value": "0"},
}
WORKFLOW = {
    "type": "workflow_button",
    "action_id": "run",
    "text": plain("Run"),
    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft1/x"}},
}


def cell(text: str = "x") -> JSON:
    return {"type": "raw_text", "text": text}


def table(*rows: list[JSON], **fields: JSON) -> JSON:
    return {"type": "table", "rows": list(rows), **fields}


def markdown(text: str, **fields: JSON) -> JSON:
    return {"type": "markdown", "text": text, **fields}


def context_actions(*elements: JSON) -> JSON:
    return {"type": "context_actions", "elements": list(elements)}


VALID: list[list[JSON]] = [
    [markdown("x" * 6000), markdown("x" * 6000, block_id="ignored")],
    [table(*[[cell()] * 20] * 100)],
    [
        table(
            [cell("Country"), {"type": "raw_number", "value": 8.7, "text": "8.7"}],
            [
                cell("Peru"),
                {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
            ],
            column_settings=[None, {"align": "right", "is_wrapped": True}],
        )
    ],
    [context_actions(FEEDBACK, *[{**ICON, "action_id": f"a{n}", "confirm": CONFIRM} for n in range(4)])],
    [context_actions({**ICON, "visible_to_user_ids": ["U1"], "value": "v", "accessibility_label": "Delete"})],
    [actions({**WORKFLOW, "style": "primary"}), {**section(text=mrkdwn()), "accessory": WORKFLOW}],
]
INVALID: list[tuple[list[JSON], str, str]] = [  # blocks; message; place
    ([{"type": "markdown"}], "missing required field: text", "/blocks/0"),
    ([markdown("")], "must be more than 0 characters", "/blocks/0/text"),
    ([{"type": "markdown", "text": mrkdwn()}], "must provide a string", "/blocks/0/text"),
    ([markdown("x" * 12_001)], "must be less than 12001 characters", "/blocks/0/text"),
    ([markdown("x" * 6001), markdown("x" * 6000)], "must be less than 12001 characters", "/blocks/1/text"),
    ([table()], "must provide at least 1 items", "/blocks/0/rows"),
    ([table([])], "must provide at least 1 items", "/blocks/0/rows/0"),
    ([table(*[[cell()]] * 101)], "no more than 100 items allowed", "/blocks/0/rows"),
    ([table([cell()] * 21)], "no more than 20 items allowed", "/blocks/0/rows/0"),
    ([table(["x"])], "must provide an object", "/blocks/0/rows/0/0"),
    ([table([plain()])], "unsupported type: plain_text", "/blocks/0/rows/0/0/type"),
    ([table([cell("")])], "must be more than 0 characters", "/blocks/0/rows/0/0/text"),
    (
        [table([{"type": "raw_number", "value": 8.7}])],
        "missing required field: text",
        "/blocks/0/rows/0/0",
    ),
    ([table([cell("x" * 10_001)])], "must be less than 10001 characters", "/blocks/0/rows"),
    (
        [table([{"type": "raw_number", "value": "8.7", "text": "8.7"}])],
        "must provide a number",
        "/blocks/0/rows/0/0/value",
    ),
    (
        [table([cell()], column_settings=[{"align": "middle"}])],
        "must be a valid enum value",
        "/blocks/0/column_settings/0/align",
    ),
    (
        [table([cell()], column_settings=[None] * 21)],
        "no more than 20 items allowed",
        "/blocks/0/column_settings",
    ),
    ([table([cell()]), table([cell()])], "only_one_table_allowed", "/blocks/1"),
    ([context_actions()], "must provide at least 1 items", "/blocks/0/elements"),
    (
        [context_actions(*[{**ICON, "action_id": f"a{n}"} for n in range(6)])],
        "no more than 5 items allowed",
        "/blocks/0/elements",
    ),
    ([context_actions(button())], "unsupported type: button", "/blocks/0/elements/0/type"),
    (
        [context_actions({**ICON, "icon": "heart"})],
        "must be a valid enum value",
        "/blocks/0/elements/0/icon",
    ),
    (
        [context_actions({**FEEDBACK, "negative_button": {"text": plain()}})],
        "missing required field: value",
        "/blocks/0/elements/0/negative_button",
    ),
    (
        [context_actions({**ICON, "action_id": "a"}, {**FEEDBACK, "action_id": "a"})],
        '`action_id` "a" already exists',
        "/blocks/0/elements/1/action_id",
    ),
    ([actions(ICON)], "unsupported type: icon_button", "/blocks/0/elements/0/type"),
    (
        [within("workflow_button", text=plain(), action_id="a", workflow={"trigger": {"url": "ft"}})],
        "invalid url",
        "/blocks/0/accessory/workflow/trigger/url",
    ),
    (
        [within("workflow_button", text=plain(), workflow=WORKFLOW["workflow"])],
        "missing required field: action_id",
        "/blocks/0/accessory",
    ),
]
INVALID_ATTACHMENTS: list[tuple[JSON, str, str]] = [  # attachments; message; place
    ({"text": "x"}, "must provide an array", "/attachments"),
    (["x"], "must provide an object", "/attachments/0"),
    ([{"text": "x"}, {"blocks": {}}], "must provide an array", "/attachments/1/blocks"),
    (
        [{"blocks": [section(text=mrkdwn(""))]}],
        "must be more than 0 characters",
        "/attachments/0/blocks/0/text/text",
    ),
    ([{"blocks": [{"type": "divider"}] * 51}], "no more than 50 items allowed", "/attachments/0/blocks"),
    (
        [{"blocks": [table([cell()]), table([cell()])]}],
        "only_one_table_allowed",
        "/attachments/0/blocks/1",
    ),
]


@pytest.mark.parametrize("blocks", VALID)
def test_what_is_for_messages_passes_in_one(blocks: list[JSON]) -> None:
    assert check_message(blocks) == []


@pytest.mark.parametrize(("blocks", "message", "place"), INVALID)
def test_it_is_refused_with_its_place_when_it_is_wrong(blocks: list[JSON], message: str, place: str) -> None:
    assert check_message(blocks) == [f"[ERROR] {message} [json-pointer:{place}]"]


@pytest.mark.parametrize(("attachments", "message", "place"), INVALID_ATTACHMENTS)
def test_blocks_of_attachments_are_held_to_the_same_rules(
    attachments: JSON, message: str, place: str
) -> None:
    assert check_attachments(attachments) == [f"[ERROR] {message} [json-pointer:{place}]"]


def test_the_older_fields_of_attachments_pass_as_they_are() -> None:
    older = {"color": "#36a64f", "pretext": "x", "fields": [{"title": "x", "value": "y", "short": False}]}
    assert check_attachments([older, {"blocks": [section(text=mrkdwn())], "fallback": "x"}]) == []
