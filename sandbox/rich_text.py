"""Rich text as people type it into a rich_text_input: from plain text, and whether there is anything in it."""

from typing import Any

from sandbox.model import Json


def plain(text: str) -> Json:
    """A `rich_text_value` of one unformatted paragraph."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def is_blank(value: Any) -> bool:
    """Whether a `rich_text_value` holds nothing to read: no text but blanks, and no person, channel, emoji or link."""
    if not isinstance(value, dict):
        return True
    if value.get("type") == "text":
        return not str(value.get("text") or "").strip()
    inner = value.get("elements")
    return all(map(is_blank, inner)) if isinstance(inner, list) else False
