"""The lists of blocks that each surface takes, by the column 'Surfaces' of the reference, and what spans a message."""

from sandbox.blockkit.blocks import (
    EVERYWHERE,
    LONGEST_MARKDOWN,
    MESSAGES_ONLY,
    actions,
    input_block,
    section,
)
from sandbox.blockkit.elements import (
    IN_ACTIONS_OF_HOME,
    IN_ACTIONS_OF_MESSAGE,
    IN_ACTIONS_OF_MODAL,
    IN_INPUT_OF_HOME,
    IN_INPUT_OF_MESSAGE,
    IN_INPUT_OF_MODAL,
    IN_SECTION,
    IN_SECTION_OF_MESSAGE,
)
from sandbox.blockkit.schema import JSON, Array, ByType, report

IN_MESSAGE = Array(
    ByType(
        {
            **EVERYWHERE,
            **MESSAGES_ONLY,
            "section": section(IN_SECTION_OF_MESSAGE),
            "actions": actions(IN_ACTIONS_OF_MESSAGE),
            "input": input_block(IN_INPUT_OF_MESSAGE),
        }
    ),
    most=50,
)
IN_MODAL = Array(
    ByType(
        {
            **EVERYWHERE,
            "section": section(IN_SECTION),
            "actions": actions(IN_ACTIONS_OF_MODAL),
            "input": input_block(IN_INPUT_OF_MODAL),
        }
    ),
    most=100,
)
IN_HOME = Array(
    ByType(
        {
            **EVERYWHERE,
            "section": section(IN_SECTION),
            "actions": actions(IN_ACTIONS_OF_HOME),
            "input": input_block(IN_INPUT_OF_HOME),
        }
    ),
    most=100,
)


def check_whole_message(blocks: list[JSON], at: str, problems: list[str]) -> None:
    """What blocks that are right by themselves must keep together: one table, and 12,000 characters of markdown.

    The blocks must have passed their rules.
    """
    tables = [index for index, block in enumerate(blocks) if block["type"] == "table"]
    for index in tables[1:]:
        report(problems, "only_one_table_allowed", f"{at}/{index}")
    written = 0
    for index, block in enumerate(blocks):
        if block["type"] == "markdown":
            written += len(block["text"])
            if written > LONGEST_MARKDOWN:
                report(problems, f"must be less than {LONGEST_MARKDOWN + 1} characters", f"{at}/{index}/text")
                return
