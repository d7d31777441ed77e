"""Block Kit's blocks: https://docs.slack.dev/reference/block-kit/blocks"""

from sandbox.blockkit.elements import IMAGE, IN_CONTEXT_ACTIONS
from sandbox.blockkit.objects import (
    BLOCK,
    BOOLEAN,
    NON_EMPTY,
    SLACK_FILE,
    URL,
    any_text,
    image_source,
    plain_text,
)
from sandbox.blockkit.rich_text import RICH_TEXT
from sandbox.blockkit.schema import (
    JSON,
    Array,
    ByType,
    ImageUrl,
    Integer,
    Object,
    Rule,
    String,
    report,
    typed,
)
from sandbox.blockkit.table import TABLE

LONGEST_MARKDOWN = 12_000


def _text_or_fields(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    if "text" not in value and "fields" not in value:
        report(problems, "must define either `text` or `fields`", f"{at}/type")


def _no_file_dispatches(value: dict[str, JSON], at: str, problems: list[str]) -> None:
    """ "If dispatch_action is set to true and a file_input is provided, an unsupported type error is raised" """
    if value.get("dispatch_action") and value["element"]["type"] == "file_input":
        report(problems, "unsupported type: file_input", f"{at}/element/type")


def section(accessory: ByType) -> Object:
    return typed(
        "section",
        {},
        {
            **BLOCK,
            "text": any_text(3000),
            "fields": Array(any_text(2000), fewest=1, most=10),
            "accessory": accessory,
            "expand": BOOLEAN,
        },
        also=(_text_or_fields,),
    )


def actions(elements: ByType) -> Object:
    return typed("actions", {"elements": Array(elements, fewest=1, most=25)}, BLOCK)


def input_block(elements: ByType) -> Object:
    return typed(
        "input",
        {"label": plain_text(2000), "element": elements},
        {**BLOCK, "hint": plain_text(2000), "optional": BOOLEAN, "dispatch_action": BOOLEAN},
        also=(_no_file_dispatches,),
    )


_CONTEXT_TEXT = any_text(2000)  # not in the reference: what Slack answers

EVERYWHERE: dict[str, Rule] = {
    "header": typed("header", {"text": plain_text(150)}, {**BLOCK, "level": Integer(1, 4)}),
    "divider": typed("divider", {}, BLOCK),
    "context": typed(
        "context",
        {"elements": Array(ByType({**_CONTEXT_TEXT.kinds, "image": IMAGE}), fewest=1, most=10)},
        BLOCK,
    ),
    "image": typed(
        "image",
        {"alt_text": String(2000)},
        {**BLOCK, "image_url": ImageUrl(), "slack_file": SLACK_FILE, "title": plain_text(2000)},
        also=(image_source,),
    ),
    "rich_text": RICH_TEXT,
    "video": typed(
        "video",
        {"alt_text": NON_EMPTY, "title": plain_text(200), "video_url": URL, "thumbnail_url": URL},
        {
            **BLOCK,
            "author_name": String(50),
            "description": plain_text(200),
            "provider_icon_url": URL,
            "provider_name": NON_EMPTY,
            "title_url": URL,
        },
    ),
}
MESSAGES_ONLY: dict[str, Rule] = {
    "markdown": typed("markdown", {"text": String(LONGEST_MARKDOWN)}, BLOCK),
    "table": TABLE,
    "context_actions": typed(
        "context_actions", {"elements": Array(IN_CONTEXT_ACTIONS, fewest=1, most=5)}, BLOCK
    ),
}
