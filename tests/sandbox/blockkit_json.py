"""Builders of Block Kit JSON, right unless a test says otherwise."""

from typing import Any

JSON = Any


def plain(text: str = "Text", **more: JSON) -> JSON:
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str = "*Text*", **more: JSON) -> JSON:
    return {"type": "mrkdwn", "text": text, **more}


def option(value: str = "v", text: str = "Option", **more: JSON) -> JSON:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[JSON]:
    return [option(f"v{n}") for n in range(count)]


def button(text: str = "Press", **more: JSON) -> JSON:
    return {"type": "button", "text": plain(text), **more}


def section(**fields: JSON) -> JSON:
    return {"type": "section", **fields}


def actions(*elements: JSON) -> JSON:
    return {"type": "actions", "elements": list(elements)}


def within(element_type: str, **fields: JSON) -> JSON:
    """A section with this element at its side."""
    return section(text=mrkdwn(), accessory={"type": element_type, **fields})


def asking(element_type: str, **fields: JSON) -> JSON:
    """An input block with this element."""
    return {"type": "input", "label": plain("Label"), "element": {"type": element_type, **fields}}


def modal(*blocks: JSON, **fields: JSON) -> JSON:
    return {
        "type": "modal",
        "title": plain("Title"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **fields,
    }


def home(*blocks: JSON, **fields: JSON) -> JSON:
    return {"type": "home", "blocks": list(blocks), **fields}


def without(thing: JSON, *names: str) -> JSON:
    return {name: value for name, value in thing.items() if name not in names}


CONFIRM = {"title": plain("Sure?"), "text": mrkdwn("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
TITLE_OPTIONS = [option("a", "Agriculture"), option("b", "Mining")]
