"""Whatever an app sends, the linter answers: it never raises."""

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.blockkit import check_attachments, check_message, check_view
from tests.sandbox.blockkit_json import actions, asking, button, home, modal, mrkdwn, option, section, within

JSON = Any

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
BLOCKS = [
    section(text=mrkdwn(), fields=[mrkdwn()], accessory=button(action_id="a")),
    actions(
        {"type": "overflow", "options": [option()]},
        {"type": "datetimepicker", "initial_date_time": 1552892400},
    ),
    within("static_select", options=[option("a"), option("b")], initial_option=option("a")),
    within("multi_static_select", option_groups=[{"label": option()["text"], "options": [option()]}]),
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    },
    {**asking("email_text_input"), "dispatch_action": True},
    {"type": "markdown", "text": "*x*"},
    {
        "type": "table",
        "rows": [[{"type": "raw_text", "text": "x"}, {"type": "raw_number", "value": 1.5, "text": "1.5"}]],
        "column_settings": [None, {"align": "right"}],
    },
    {
        "type": "context_actions",
        "elements": [{"type": "icon_button", "icon": "trash", "text": option()["text"]}],
    },
]
VIEWS = [
    modal(
        asking("number_input", is_decimal_allowed=False, min_value="1", max_value="9", initial_value="3"),
        asking("plain_text_input", min_length=1, max_length=9, focus_on_load=True),
        asking("checkboxes", options=[option()], initial_options=[option()]),
        asking("timepicker", initial_time="08:55"),
        {**asking("file_input", max_files=1), "dispatch_action": False},
    ),
    home(*BLOCKS[:5]),
]


def places(thing: JSON, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The paths of everything in a payload."""
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    return [path, *(below for key, value in inside for below in places(value, (*path, key)))]


@st.composite
def spoilt(draw: st.DrawFn, payloads: list[JSON]) -> JSON:
    """A right payload with something else in one or two places, or with something missing."""
    root = {"payload": copy.deepcopy(draw(st.sampled_from(payloads)))}
    for _ in range(draw(st.integers(1, 2))):
        *way, last = draw(st.sampled_from(places(root)[1:]))
        owner: JSON = root
        for key in way:
            owner = owner[key]
        if isinstance(owner, dict) and last != "payload" and draw(st.booleans()):
            del owner[last]
        else:
            owner[last] = draw(ANYTHING)
    return root["payload"]


@settings(max_examples=100, deadline=None)
@given(spoilt([BLOCKS]))
def test_a_message_of_any_shape_is_answered(blocks: JSON) -> None:
    assert all(line.startswith("[ERROR] ") for line in check_message(blocks))


@settings(max_examples=100, deadline=None)
@given(spoilt([[{"color": "#fff", "blocks": BLOCKS}, {"text": "x"}]]))
def test_attachments_of_any_shape_are_answered(attachments: JSON) -> None:
    assert all(line.startswith("[ERROR] ") for line in check_attachments(attachments))


@settings(max_examples=100, deadline=None)
@given(spoilt(VIEWS))
def test_a_view_of_any_shape_is_answered(view: JSON) -> None:
    assert all(line.startswith("[ERROR] ") for line in check_view(view))


def test_what_is_spoilt_is_right_at_first() -> None:
    assert check_message(BLOCKS) == []
    assert [check_view(view) for view in VIEWS if view["type"] == "modal"] == [[]]
