"""Elements to type into, and to upload files with: https://docs.slack.dev/reference/block-kit/block-elements"""

import re
from decimal import Decimal

from sandbox.blockkit.buttons import ACTION
from sandbox.blockkit.objects import AT_LEAST_ONE, BOOLEAN, DISPATCH, FOCUS, NON_EMPTY, PLACEHOLDER
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import JSON, Array, Integer, Rule, String, report, typed

_TYPED_IN: dict[str, Rule] = {**ACTION, **FOCUS, **PLACEHOLDER, "dispatch_action_config": DISPATCH}
_INITIAL_TEXT: dict[str, Rule] = {"initial_value": String(shortest=0)}
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


def _lengths_agree(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    if "min_length" in value and "max_length" in value and value["min_length"] > value["max_length"]:
        report(problems, f"must be less than {value['max_length']}", f"{at}/min_length")


def _numbers_agree(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    """Numbers are written as strings; whole unless decimals are allowed; min <= initial <= max."""
    numbers: dict[str, Decimal] = {}
    for name in ("min_value", "max_value", "initial_value"):
        if name not in value:
            continue
        if not _NUMBER.fullmatch(value[name]):
            report(problems, "must provide a number", f"{at}/{name}")
            continue
        number = Decimal(value[name])
        if not value["is_decimal_allowed"] and number != number.to_integral_value():
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


PLAIN_TEXT_INPUT = typed(
    "plain_text_input",
    {},
    {
        **_TYPED_IN,
        **_INITIAL_TEXT,
        "multiline": BOOLEAN,
        "min_length": Integer(0, 3000),
        "max_length": Integer(1, 3000),
    },
    also=(_lengths_agree,),
)
RICH_TEXT_INPUT = typed(
    "rich_text_input",
    ACTION,
    {**_TYPED_IN, "initial_value": RICH_TEXT, "min_lines": AT_LEAST_ONE, "max_lines": AT_LEAST_ONE},
)
OF_A_KIND = (
    typed("email_text_input", {}, {**_TYPED_IN, **_INITIAL_TEXT}),
    typed("url_text_input", {}, {**_TYPED_IN, **_INITIAL_TEXT}),
    typed(
        "number_input",
        {"is_decimal_allowed": BOOLEAN},
        {**_TYPED_IN, "initial_value": NON_EMPTY, "min_value": NON_EMPTY, "max_value": NON_EMPTY},
        also=(_numbers_agree,),
    ),
)
FILE_INPUT = typed(
    "file_input",
    {},
    {
        **ACTION,
        "filetypes": Array(NON_EMPTY, fewest=1),
        "max_files": Integer(1, 10),
        "max_file_size_bytes": Integer(1),
    },
)
