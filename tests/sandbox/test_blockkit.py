"""Blocks and messages that Slack refuses, each with the line that it answers."""

import time

import pytest

from sandbox.blockkit import check_message
from tests.sandbox.blockkit_json import JSON, actions, asking, button, mrkdwn, plain, section, within

INVALID_BLOCK: list[tuple[JSON, str, str]] = [  # one block of a message; message; place below /blocks/0
    # blocks
    ("Hello", "must provide an object", ""),
    ({}, "missing required field: type", ""),
    ({"type": 5}, "must provide a string", "/type"),
    ({"type": "mrkdwn", "text": "Hello"}, "unsupported type: mrkdwn", "/type"),
    ({"type": "file", "external_id": "a", "source": "remote"}, "unsupported type: file", "/type"),
    ({"type": "divider", "text": mrkdwn()}, "invalid additional property: text", ""),
    ({"type": "divider", "block_id": "x" * 256}, "must be less than 256 characters", "/block_id"),
    ({"type": "divider", "block_id": ""}, "must be more than 0 characters", "/block_id"),
    ({"type": "divider", "block_id": None}, "must provide a string", "/block_id"),
    (asking("file_input"), "unsupported type: file_input", "/element/type"),
    (asking("rich_text_input", action_id="a"), "unsupported type: rich_text_input", "/element/type"),
    # text objects
    (section(text="Hello"), "must provide an object", "/text"),
    (section(text={"text": "Hello"}), "missing required field: type", "/text"),
    (section(text={"type": "mrkdwn"}), "missing required field: text", "/text"),
    (section(text={"type": "markdown", "text": "x"}), "unsupported type: markdown", "/text/type"),
    (section(text=mrkdwn("")), "must be more than 0 characters", "/text/text"),
    (section(text=mrkdwn(None)), "must provide a string", "/text/text"),  # type: ignore[arg-type]
    (section(text=mrkdwn("x" * 3001)), "must be less than 3001 characters", "/text/text"),
    (section(text=mrkdwn(emoji=True)), "invalid additional property: emoji", "/text"),
    (section(text=plain(verbatim=True)), "invalid additional property: verbatim", "/text"),
    (section(text=plain(emoji="yes")), "must be a boolean", "/text/emoji"),
    # section
    (section(), "must define either `text` or `fields`", "/type"),
    (section(fields=[]), "must provide at least 1 items", "/fields"),
    (section(fields={}), "must provide an array", "/fields"),
    (section(fields=[mrkdwn()] * 11), "no more than 10 items allowed", "/fields"),
    (section(fields=[mrkdwn("x" * 2001)]), "must be less than 2001 characters", "/fields/0/text"),
    (section(text=mrkdwn(), expand=1), "must be a boolean", "/expand"),
    (section(text=mrkdwn(), elements=[]), "invalid additional property: elements", ""),
    (within("datetimepicker"), "unsupported type: datetimepicker", "/accessory/type"),
    (within("plain_text_input"), "unsupported type: plain_text_input", "/accessory/type"),
    # header, context, actions, image
    ({"type": "header", "text": mrkdwn()}, "must be a valid enum value", "/text/type"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters", "/text/text"),
    ({"type": "header"}, "missing required field: text", ""),
    ({"type": "header", "text": plain(), "level": 5}, "must be less than 4", "/level"),
    ({"type": "context", "elements": []}, "must provide at least 1 items", "/elements"),
    ({"type": "context", "elements": [mrkdwn()] * 11}, "no more than 10 items allowed", "/elements"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button", "/elements/0/type"),
    (
        {"type": "context", "elements": [mrkdwn("x" * 2001)]},
        "must be less than 2001 characters",
        "/elements/0/text",
    ),
    (actions(), "must provide at least 1 items", "/elements"),
    (actions(*[button()] * 26), "no more than 25 items allowed", "/elements"),
    (actions(mrkdwn()), "unsupported type: mrkdwn", "/elements/0/type"),
    ({"type": "image", "image_url": "https://example.org/a.png"}, "missing required field: alt_text", ""),
    ({"type": "image", "alt_text": "A map"}, "must define either `image_url` or `slack_file`", "/type"),
    (
        {"type": "image", "alt_text": "A map", "image_url": "https://example.org/" + "x" * 3000},
        "must be less than 3001 characters",
        "/image_url",
    ),
    (
        {"type": "image", "alt_text": "x" * 2001, "image_url": "https://example.org/a.png"},
        "must be less than 2001 characters",
        "/alt_text",
    ),
    (
        {"type": "image", "alt_text": "A map", "image_url": "map.png"},
        "downloading image failed",
        "/image_url",
    ),
    (
        {"type": "image", "alt_text": "A map", "image_url": "https://a.example/", "slack_file": {"id": "F1"}},
        "must define only one of `image_url` or `slack_file`",
        "",
    ),
    (
        {"type": "image", "alt_text": "A map", "slack_file": {}},
        "must define either `id` or `url`",
        "/slack_file",
    ),
    # rich text
    ({"type": "rich_text", "elements": [plain()]}, "unsupported type: plain_text", "/elements/0/type"),
    (
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}],
        },
        "must be more than 0 characters",
        "/elements/0/elements/0/text",
    ),
    (
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "numbered", "elements": []}]},
        "must be a valid enum value",
        "/elements/0/style",
    ),
]

INVALID_MESSAGE: list[tuple[JSON, str, str]] = [  # all blocks; message; place
    (None, "must provide an array", "/blocks"),
    ({"blocks": []}, "must provide an array", "/blocks"),
    ([{"type": "divider"}] * 51, "no more than 50 items allowed", "/blocks"),
    (
        [{"type": "divider", "block_id": "one"}, {"type": "divider", "block_id": "one"}],
        '`block_id` "one" already exists',
        "/blocks/1/block_id",
    ),
    (
        [{"type": "divider"}, actions(button(action_id="vote"), button(action_id="vote"))],
        '`action_id` "vote" already exists',
        "/blocks/1/elements/1/action_id",
    ),
]


@pytest.mark.parametrize(("block", "message", "place"), INVALID_BLOCK)
def test_a_wrong_block_is_refused_with_its_place(block: JSON, message: str, place: str) -> None:
    assert check_message([block]) == [f"[ERROR] {message} [json-pointer:/blocks/0{place}]"]


@pytest.mark.parametrize(("blocks", "message", "place"), INVALID_MESSAGE)
def test_a_wrong_message_is_refused_with_its_place(blocks: JSON, message: str, place: str) -> None:
    assert check_message(blocks) == [f"[ERROR] {message} [json-pointer:{place}]"]


def test_every_fault_of_a_payload_is_named() -> None:
    assert check_message([section(text=mrkdwn("")), {"type": "header"}], text=5) == [
        "[ERROR] must provide a string [json-pointer:/text]",
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "[ERROR] missing required field: text [json-pointer:/blocks/1]",
    ]


def test_a_usual_message_is_checked_in_a_moment() -> None:
    message = [
        section(text=mrkdwn("Welcome"), accessory=button(action_id="open")),
        {"type": "divider"},
        actions(*[button(action_id=f"a{n}", value="v") for n in range(3)]),
        {"type": "context", "elements": [mrkdwn()]},
    ]
    runs = []
    for _ in range(20):
        started = time.perf_counter()
        check_message(message)
        runs.append(time.perf_counter() - started)
    assert min(runs) < 0.0005  # about 0.00003 s on a laptop; the margin is for a loaded machine
