"""The table block: https://docs.slack.dev/reference/block-kit/blocks/table-block"""

from sandbox.blockkit.objects import BLOCK, BOOLEAN, NON_EMPTY
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import JSON, Array, ByType, Number, Object, Rule, one_of, report, typed

LONGEST_TABLE = 10_000  # all characters of all cells


class _SettingsOrNothing:
    """A column's settings; null leaves the column as it is."""

    _settings = Object({}, {"align": one_of("left", "center", "right"), "is_wrapped": BOOLEAN})

    def check(self, value: object, at: str, problems: list[str]) -> None:
        if value is not None:
            self._settings.check(value, at, problems)


_CELL = ByType(
    {
        "raw_text": typed("raw_text", {"text": NON_EMPTY}),
        "raw_number": typed("raw_number", {"value": Number(), "text": NON_EMPTY}),
        "rich_text": RICH_TEXT,
    }
)


def _not_too_long(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    if length_of(value["rows"]) > LONGEST_TABLE:
        report(problems, f"must be less than {LONGEST_TABLE + 1} characters", f"{at}/rows")


def length_of(value: JSON) -> int:
    """How many characters of `text` there are in decoded JSON, however deep."""
    if isinstance(value, list):
        return sum(map(length_of, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    own = len(text) if isinstance(text, str) else 0
    return own + sum(length_of(each) for each in value.values() if isinstance(each, (dict, list)))


_ROW: Rule = Array(_CELL, fewest=1, most=20)
TABLE = typed(
    "table",
    {"rows": Array(_ROW, fewest=1, most=100)},
    {**BLOCK, "column_settings": Array(_SettingsOrNothing(), most=20)},
    also=(_not_too_long,),
)
