"""A linter of Block Kit's final JSON: what Slack would refuse, refused here, with Slack's words and places.

Sources: Slack's reference for the limits (https://docs.slack.dev/reference/block-kit), Slack's own validator for the
wordings. Slack sometimes puts a general line ('failed to match all allowed schemas') before the particular ones;
here are the particular ones alone. Where the reference gives a rule and Slack's wording is not public (a second
focus_on_load, options beside option_groups, numbers that disagree), the wording is ours. Not covered, and so refused
as unsupported types: file, video, markdown, table and the other blocks that Liaison does not send.
"""

from sandbox.blockkit.blocks import IN_MESSAGE
from sandbox.blockkit.identifiers import check_identifiers
from sandbox.blockkit.schema import report
from sandbox.blockkit.views import VIEW

__all__ = ["check_message", "check_view"]


def check_message(blocks: object, *, text: object = None) -> list[str]:
    """The lines that Slack would put in `response_metadata.messages` for a message of these blocks; none if valid.

    `blocks` is decoded JSON, `text` the message's text beside it. How long the text may be is the API's to say
    (`msg_too_long`).
    """
    problems: list[str] = []
    if text is not None and not isinstance(text, str):
        report(problems, "must provide a string", "/text")
    IN_MESSAGE.check(blocks, "/blocks", problems)
    if not problems and isinstance(blocks, list):
        check_identifiers(blocks, "/blocks", problems)
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
