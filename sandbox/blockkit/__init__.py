"""A linter of Block Kit's final JSON: what Slack would refuse, refused here, with Slack's words and places.

    from sandbox.blockkit import check_message, check_view

    assert check_message(blocks, text="In short") == []
    assert check_view(modal) == ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]

It needs no workspace and never raises, whatever JSON it is given. Sources: Slack's reference for the limits
(https://docs.slack.dev/reference/block-kit), Slack's own validator for the wordings. Slack sometimes puts a general
line ('failed to match all allowed schemas') before the particular ones; here are the particular ones alone. Where the
reference gives a rule and Slack's wording is not public (a second focus_on_load, options beside option_groups, numbers
that disagree), the wording is ours. Pictures are not fetched, files not looked for. Not covered, and so refused as
unsupported types: file, and the blocks for agents and reports (alert, card, carousel, container, data_table,
data_visualization, plan, task_card).
"""

from sandbox.blockkit.identifiers import check_identifiers
from sandbox.blockkit.schema import report
from sandbox.blockkit.suggestions import check_suggestions
from sandbox.blockkit.surfaces import IN_MESSAGE, check_whole_message
from sandbox.blockkit.table import length_of
from sandbox.blockkit.views import VIEW

__all__ = ["check_attachments", "check_message", "check_suggestions", "check_view", "length_of"]


def check_message(blocks: object, *, text: object = None) -> list[str]:
    """The lines that Slack would put in `response_metadata.messages` for a message of these blocks; none if valid.

    `blocks` is decoded JSON, `text` the message's text beside it. How long the text may be is the API's to say
    (`msg_too_long`).
    """
    problems: list[str] = []
    if text is not None and not isinstance(text, str):
        report(problems, "must provide a string", "/text")
    _check_blocks(blocks, "/blocks", problems)
    return problems


def check_attachments(attachments: object) -> list[str]:
    """The same for a message's `attachments`: each is an object, and its `blocks` are as a message's.

    Their older fields (`text`, `color`, `fields`, …) are not looked at: Slack takes what it knows of them.
    """
    problems: list[str] = []
    if not isinstance(attachments, list):
        report(problems, "must provide an array", "/attachments")
        return problems
    for index, attachment in enumerate(attachments):
        at = f"/attachments/{index}"
        if not isinstance(attachment, dict):
            report(problems, "must provide an object", at)
        elif "blocks" in attachment:
            _check_blocks(attachment["blocks"], f"{at}/blocks", problems)
    return problems


def check_view(view: object) -> list[str]:
    """The lines that Slack would put in `response_metadata.messages` for this view (modal or home); none if valid.

    `view` is decoded JSON, as given to views.open, push, update and publish.
    """
    problems: list[str] = []
    VIEW.check(view, "/view", problems)
    if not problems and isinstance(view, dict):
        check_identifiers(view["blocks"], "/view/blocks", problems)
    return problems


def _check_blocks(blocks: object, at: str, problems: list[str]) -> None:
    before = len(problems)
    IN_MESSAGE.check(blocks, at, problems)
    if len(problems) == before and isinstance(blocks, list):
        check_identifiers(blocks, at, problems)
        check_whole_message(blocks, at, problems)
