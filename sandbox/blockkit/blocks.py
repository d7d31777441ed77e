"""Block Kit's blocks, and which of them each surface takes: https://docs.slack.dev/reference/block-kit/blocks"""

from sandbox.blockkit.elements import (
    IMAGE,
    IN_ACTIONS,
    IN_ACTIONS_OF_HOME,
    IN_INPUT_OF_HOME,
    IN_INPUT_OF_MODAL,
    IN_SECTION,
)
from sandbox.blockkit.objects import BOOLEAN, ID, SLACK_FILE, any_text, image_source, plain_text
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import JSON, Array, ByType, Object, Rule, String, report, typed

BLOCK: dict[str, Rule] = {"block_id": ID}


def _text_or_fields(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    if "text" not in value and "fields" not in value:
        report(problems, "must define either `text` or `fields`", f"{at}/type")


def _no_file_dispatches(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    """ "If dispatch_action is set to true and a file_input is provided, an unsupported type error is raised" """
    if value.get("dispatch_action") and value["element"]["type"] == "file_input":
        report(problems, "unsupported type: file_input", f"{at}/element/type")


def _actions(elements: ByType) -> Object:
    return typed("actions", {"elements": Array(elements, fewest=1, most=25)}, BLOCK)


def _input(elements: ByType) -> Object:
    return typed(
        "input",
        {"label": plain_text(2000), "element": elements},
        {**BLOCK, "hint": plain_text(2000), "optional": BOOLEAN, "dispatch_action": BOOLEAN},
        also=(_no_file_dispatches,),
    )


_CONTEXT_TEXT = any_text(2000)  # not in the reference: what Slack answers
_EVERYWHERE: dict[str, Rule] = {
    "section": typed(
        "section",
        {},
        {
            **BLOCK,
            "text": any_text(3000),
            "fields": Array(any_text(2000), fewest=1, most=10),
            "accessory": IN_SECTION,
            "expand": BOOLEAN,
        },
        also=(_text_or_fields,),
    ),
    "header": typed("header", {"text": plain_text(150)}, BLOCK),
    "divider": typed("divider", {}, BLOCK),
    "context": typed(
        "context",
        {"elements": Array(ByType({**_CONTEXT_TEXT.kinds, "image": IMAGE}), fewest=1, most=10)},
        BLOCK,
    ),
    "image": typed(
        "image",
        {"alt_text": String(2000)},
        {**BLOCK, "image_url": String(3000), "slack_file": SLACK_FILE, "title": plain_text(2000)},
        also=(image_source,),
    ),
    "rich_text": RICH_TEXT,
}

IN_MESSAGE = Array(ByType({**_EVERYWHERE, "actions": _actions(IN_ACTIONS)}), most=50)
IN_MODAL = Array(
    ByType({**_EVERYWHERE, "actions": _actions(IN_ACTIONS), "input": _input(IN_INPUT_OF_MODAL)}), most=100
)
IN_HOME = Array(
    ByType({**_EVERYWHERE, "actions": _actions(IN_ACTIONS_OF_HOME), "input": _input(IN_INPUT_OF_HOME)}),
    most=100,
)
