"""Block Kit as data: the few shapes that Liaison's views are made of, kept within Slack's limits.

Limits: https://docs.slack.dev/reference/block-kit/blocks. Texts given here are escaped already (`bot.i18n`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

Block = dict[str, Any]
MOST_OPTIONS = 100  # of a menu, and of a group of its options


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something was cut; never in the middle of an escape or a link."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    if cut.rfind("<") > cut.rfind(">"):
        cut = cut[: cut.rfind("<")]
    if "&" in cut[-5:] and ";" not in cut[cut.rfind("&") :]:
        cut = cut[: cut.rfind("&")]
    return cut.rstrip() + "…"


def plain(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": clip(text, limit), "emoji": True}


def mrkdwn(text: str, limit: int = 3000) -> Block:
    return {"type": "mrkdwn", "text": clip(text, limit)}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, 150)}


def section(text: str, *, accessory: Block | None = None, block_id: str | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    if block_id:
        block["block_id"] = block_id
    return block


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, 2000) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block, block_id: str | None = None) -> Block:
    block: Block = {"type": "actions", "elements": list(elements)}
    return block | {"block_id": block_id} if block_id else block


def button(
    text: str,
    action_id: str,
    *,
    value: str | None = None,
    url: str | None = None,
    style: str | None = None,
    label: str | None = None,
) -> Block:
    """`label` is what a screen reader says instead of the text."""
    optional = {"value": value, "url": url, "style": style, "accessibility_label": label and clip(label, 75)}
    element: Block = {"type": "button", "text": plain(text, 75), "action_id": action_id}
    return element | {k: v for k, v in optional.items() if v}


def option(text: str, value: str) -> Block:
    return {"text": plain(text, 75), "value": value}


def offering(options: Sequence[Block]) -> Block:
    """What a static menu of a view offers, to be merged into its element. A menu holds 100 options, or 100 groups of so many: more than
    100 stand in groups, each called after its first and its last."""
    if len(options) <= MOST_OPTIONS:
        return {"options": list(options)}
    hundreds = [options[n : n + MOST_OPTIONS] for n in range(0, len(options), MOST_OPTIONS)][:MOST_OPTIONS]
    names = [[clip(each["text"]["text"], 35) for each in (some[0], some[-1])] for some in hundreds]
    groups = zip(names, hundreds, strict=True)
    return {
        "option_groups": [
            {"label": plain(" – ".join(ends), 75), "options": list(some)} for ends, some in groups
        ]
    }


def offered(element: Block) -> list[Block]:
    """All options of a menu, those in groups too."""
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(each for group in groups for each in group["options"])]


def field(
    label: str, block_id: str, element: Mapping[str, Any], *, optional: bool = False, hint: str = ""
) -> Block:
    """An input block of a form. A field error comes back to its `block_id`."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": dict(element),
        "optional": optional,
    }
    return block | {"hint": plain(hint, 2000)} if hint else block


def modal(
    title: str, blocks: Sequence[Block], *, callback_id: str, close: str, submit: str = "", metadata: str = ""
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, 24),
        "close": plain(close, 24),
        "blocks": list(blocks[:100]),
        "private_metadata": metadata,
    }
    return view | {"submit": plain(submit, 24)} if submit else view
