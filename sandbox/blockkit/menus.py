"""Elements to choose with: menus, checkboxes, radio buttons, and pickers of dates and times.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from sandbox.blockkit.buttons import ACTION
from sandbox.blockkit.objects import (
    ASK,
    AT_LEAST_ONE,
    BOOLEAN,
    CONVERSATION_FILTER,
    FOCUS,
    MRKDWN_OPTION,
    NON_EMPTY,
    OPTION,
    OPTION_GROUP,
    PLACEHOLDER,
    exactly_one,
    initial_among_options,
    options,
    unique_options,
)
from sandbox.blockkit.schema import JSON, Array, CalendarDate, Integer, Rule, String, typed

_MENU: dict[str, Rule] = {**ACTION, **FOCUS, **ASK, **PLACEHOLDER}
_SEVERAL: dict[str, Rule] = {**_MENU, "max_selected_items": AT_LEAST_ONE}
_BOXES: dict[str, Rule] = {**ACTION, **ASK, **FOCUS}
_STATIC: dict[str, Rule] = {
    "options": options(OPTION, 100),
    "option_groups": Array(OPTION_GROUP, fewest=1, most=100),
}
_FROM_APP: dict[str, Rule] = {"min_query_length": Integer(0)}
_IN_CONVERSATIONS: dict[str, Rule] = {
    "default_to_current_conversation": BOOLEAN,
    "filter": CONVERSATION_FILTER,
}
_ANSWERABLE: dict[str, Rule] = {"response_url_enabled": BOOLEAN}
_IDS = Array(NON_EMPTY)


def _options_or_groups(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    exactly_one(value, "options", "option_groups", at, problems)


_CHOICE = (unique_options, initial_among_options)
_STATIC_CHOICE = (_options_or_groups, *_CHOICE)

MENUS = (
    typed("static_select", {}, {**_MENU, **_STATIC, "initial_option": OPTION}, also=_STATIC_CHOICE),
    typed("external_select", {}, {**_MENU, **_FROM_APP, "initial_option": OPTION}),
    typed("users_select", {}, {**_MENU, "initial_user": NON_EMPTY}),
    typed("channels_select", {}, {**_MENU, **_ANSWERABLE, "initial_channel": NON_EMPTY}),
    typed(
        "conversations_select",
        {},
        {**_MENU, **_IN_CONVERSATIONS, **_ANSWERABLE, "initial_conversation": NON_EMPTY},
    ),
    typed(
        "multi_static_select",
        {},
        {**_SEVERAL, **_STATIC, "initial_options": Array(OPTION, most=100)},
        also=_STATIC_CHOICE,
    ),
    typed(
        "multi_external_select",
        {},
        {**_SEVERAL, **_FROM_APP, "initial_options": Array(OPTION, most=100)},
    ),
    typed("multi_users_select", {}, {**_SEVERAL, "initial_users": _IDS}),
    typed("multi_channels_select", {}, {**_SEVERAL, "initial_channels": _IDS}),
    typed(
        "multi_conversations_select",
        {},
        {**_SEVERAL, **_IN_CONVERSATIONS, "initial_conversations": _IDS},
    ),
)
PICKERS = (
    typed("datepicker", {}, {**_MENU, "initial_date": CalendarDate()}),
    typed(
        "timepicker",
        {},
        {**_MENU, "initial_time": String(pattern="([01][0-9]|2[0-3]):[0-5][0-9]"), "timezone": NON_EMPTY},
    ),
    typed(
        "checkboxes",
        {"options": options(MRKDWN_OPTION, 10)},
        {**_BOXES, "initial_options": Array(MRKDWN_OPTION, most=10)},
        also=_CHOICE,
    ),
    typed(
        "radio_buttons",
        {"options": options(MRKDWN_OPTION, 10)},
        {**_BOXES, "initial_option": MRKDWN_OPTION},
        also=_CHOICE,
    ),
)
# Ten digits: seconds since 1970.
DATETIMEPICKER = typed(
    "datetimepicker", {}, {**_BOXES, "initial_date_time": Integer(1_000_000_000, 9_999_999_999)}
)
