"""Block Kit's elements, a table each: https://docs.slack.dev/reference/block-kit/block-elements"""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from sandbox.blockkit.objects import (
    AT_LEAST_ONE,
    BOOLEAN,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    ID,
    LINK_OPTION,
    MRKDWN_OPTION,
    NON_EMPTY,
    OPTION,
    OPTION_GROUP,
    SLACK_FILE,
    exactly_one,
    image_source,
    initial_among_options,
    options,
    plain_text,
    unique_options,
)
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import (
    JSON,
    Array,
    ByType,
    CalendarDate,
    Integer,
    Object,
    Rule,
    String,
    one_of,
    report,
    typed,
)

ACTION: dict[str, Rule] = {"action_id": ID}
FOCUS: dict[str, Rule] = {"focus_on_load": BOOLEAN}
ASK: dict[str, Rule] = {"confirm": CONFIRM}
PLACEHOLDER: dict[str, Rule] = {"placeholder": plain_text(150)}
TYPED_IN: dict[str, Rule] = {**ACTION, **FOCUS, **PLACEHOLDER, "dispatch_action_config": DISPATCH}
MENU: dict[str, Rule] = {**ACTION, **FOCUS, **ASK, **PLACEHOLDER}
SEVERAL: dict[str, Rule] = {"max_selected_items": AT_LEAST_ONE}
STATIC: dict[str, Rule] = {
    "options": options(OPTION, 100),
    "option_groups": Array(OPTION_GROUP, fewest=1, most=100),
}
IDS = Array(NON_EMPTY)


def _options_or_groups(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    exactly_one(value, "options", "option_groups", at, problems)


def _lengths_agree(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    if "min_length" in value and "max_length" in value and value["min_length"] > value["max_length"]:
        report(problems, f"must be less than {value['max_length']}", f"{at}/min_length")


def _numbers_agree(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    """Numbers are written as strings; whole unless decimals are allowed; min <= initial <= max."""
    numbers: dict[str, Decimal] = {}
    for name in ("min_value", "max_value", "initial_value"):
        if name not in value:
            continue
        try:
            number = Decimal(value[name])
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            report(problems, "must provide a number", f"{at}/{name}")
        elif not value["is_decimal_allowed"] and number != number.to_integral_value():
            report(problems, "must provide an integer", f"{at}/{name}")
        else:
            numbers[name] = number
    for smaller, larger in (
        ("min_value", "max_value"),
        ("min_value", "initial_value"),
        ("initial_value", "max_value"),
    ):
        if smaller in numbers and larger in numbers and numbers[smaller] > numbers[larger]:
            report(problems, f"must be less than {value[larger]}", f"{at}/{smaller}")
            return


CHOICE = (unique_options, initial_among_options)
STATIC_CHOICE = (_options_or_groups, unique_options, initial_among_options)

BUTTON = typed(
    "button",
    {"text": plain_text(75)},
    {
        **ACTION,
        **ASK,
        "url": String(3000),
        "value": String(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": String(75),
    },
)
IMAGE = typed(
    "image",
    {"alt_text": String(2000)},
    {"image_url": String(3000), "slack_file": SLACK_FILE},
    also=(image_source,),
)
OVERFLOW = typed("overflow", {"options": options(LINK_OPTION, 5)}, {**ACTION, **ASK}, also=(unique_options,))

_MENUS = (
    typed("static_select", {}, {**MENU, **STATIC, "initial_option": OPTION}, also=STATIC_CHOICE),
    typed("external_select", {}, {**MENU, "initial_option": OPTION, "min_query_length": Integer(0)}),
    typed("users_select", {}, {**MENU, "initial_user": NON_EMPTY}),
    typed("channels_select", {}, {**MENU, "initial_channel": NON_EMPTY, "response_url_enabled": BOOLEAN}),
    typed(
        "conversations_select",
        {},
        {
            **MENU,
            "initial_conversation": NON_EMPTY,
            "default_to_current_conversation": BOOLEAN,
            "response_url_enabled": BOOLEAN,
            "filter": CONVERSATION_FILTER,
        },
    ),
    typed(
        "multi_static_select",
        {},
        {**MENU, **SEVERAL, **STATIC, "initial_options": Array(OPTION, most=100)},
        also=STATIC_CHOICE,
    ),
    typed(
        "multi_external_select",
        {},
        {**MENU, **SEVERAL, "initial_options": Array(OPTION, most=100), "min_query_length": Integer(0)},
    ),
    typed("multi_users_select", {}, {**MENU, **SEVERAL, "initial_users": IDS}),
    typed("multi_channels_select", {}, {**MENU, **SEVERAL, "initial_channels": IDS}),
    typed(
        "multi_conversations_select",
        {},
        {
            **MENU,
            **SEVERAL,
            "initial_conversations": IDS,
            "default_to_current_conversation": BOOLEAN,
            "filter": CONVERSATION_FILTER,
        },
    ),
)
_PICKERS = (
    typed("datepicker", {}, {**MENU, "initial_date": CalendarDate()}),
    typed(
        "timepicker",
        {},
        {**MENU, "initial_time": String(pattern="([01][0-9]|2[0-3]):[0-5][0-9]"), "timezone": NON_EMPTY},
    ),
    typed(
        "checkboxes",
        {"options": options(MRKDWN_OPTION, 10)},
        {**ACTION, **ASK, **FOCUS, "initial_options": Array(MRKDWN_OPTION, most=10)},
        also=CHOICE,
    ),
    typed(
        "radio_buttons",
        {"options": options(MRKDWN_OPTION, 10)},
        {**ACTION, **ASK, **FOCUS, "initial_option": MRKDWN_OPTION},
        also=CHOICE,
    ),
)
# Ten digits: seconds since 1970.
_DATETIMEPICKER = typed(
    "datetimepicker",
    {},
    {**ACTION, **ASK, **FOCUS, "initial_date_time": Integer(1_000_000_000, 9_999_999_999)},
)
_INITIAL_TEXT: dict[str, Rule] = {"initial_value": String(shortest=0)}
_PLAIN_TEXT_INPUT = typed(
    "plain_text_input",
    {},
    {
        **TYPED_IN,
        **_INITIAL_TEXT,
        "multiline": BOOLEAN,
        "min_length": Integer(0, 3000),
        "max_length": Integer(1, 3000),
    },
    also=(_lengths_agree,),
)
_RICH_TEXT_INPUT = typed("rich_text_input", ACTION, {**TYPED_IN, "initial_value": RICH_TEXT})
_IN_MODALS = (
    typed("email_text_input", {}, {**TYPED_IN, **_INITIAL_TEXT}),
    typed("url_text_input", {}, {**TYPED_IN, **_INITIAL_TEXT}),
    typed(
        "number_input",
        {"is_decimal_allowed": BOOLEAN},
        {**TYPED_IN, "initial_value": NON_EMPTY, "min_value": NON_EMPTY, "max_value": NON_EMPTY},
        also=(_numbers_agree,),
    ),
    typed("file_input", {}, {**ACTION, "filetypes": Array(NON_EMPTY, fewest=1), "max_files": Integer(1, 10)}),
)


def _table(*elements: Object) -> dict[str, Rule]:
    return {kind: element for element in elements for kind in _kinds(element)}


def _kinds(element: Object) -> Iterable[str]:
    rule = element.fields["type"]
    assert isinstance(rule, String)  # noqa: S101 - typed() made it so
    return rule.one_of or ()


# Which elements each block takes, by the 'Blocks' and 'Surfaces' columns of the reference.
IN_SECTION = ByType(_table(BUTTON, IMAGE, OVERFLOW, *_MENUS, *_PICKERS))
IN_ACTIONS = ByType(_table(BUTTON, OVERFLOW, *_MENUS, *_PICKERS, _DATETIMEPICKER))
IN_ACTIONS_OF_HOME = ByType(_table(BUTTON, OVERFLOW, *_MENUS, *_PICKERS))
IN_INPUT_OF_HOME = ByType(_table(*_MENUS, *_PICKERS, _PLAIN_TEXT_INPUT, _RICH_TEXT_INPUT))
IN_INPUT_OF_MODAL = ByType(
    _table(*_MENUS, *_PICKERS, _DATETIMEPICKER, _PLAIN_TEXT_INPUT, _RICH_TEXT_INPUT, *_IN_MODALS)
)
