"""The search as a modal: a line to type in, and the same results as in a message, in place."""

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from bot.access import Viewer
from bot.blocks import Block, context, field, modal, section
from bot.directory.pages.place import LONGEST_TEXT
from bot.directory.pages.results import results
from bot.directory.search.found import Found
from bot.i18n import mention

FIND = "partners.find"  # the button of Home, and the callback_id of the modal
LIKE = "partners.like"  # the shortcut of a message, and the modal that it opens
TYPED = "partners.typed"  # the action_id of the line


def find(found: Found) -> Block:
    """The modal with a page of people, and the text that they were found by in the line."""
    _ = found.viewer.words
    line: Block = {
        "type": "plain_text_input",
        "action_id": TYPED,
        "max_length": LONGEST_TEXT,
        "placeholder": {"type": "plain_text", "text": _("For example: child labour Nepal")},
    }
    text = (found.text or found.query.text)[:LONGEST_TEXT]
    if text:
        line["initial_value"] = text
    blocks = [
        # Slack keeps what stands in a line as long as its block has the same id: with another text it has another.
        field(_("Who are you looking for?"), f"{TYPED}.{crc32(text.encode()):x}", line, optional=True),
        *results(found, is_modal=True),
    ]
    return modal(_("Find partners"), blocks, callback_id=FIND, submit=_("Search"), close=_("Close"))


def typed(entered: Mapping[str, Any]) -> str:
    """What stands in the line, of what was entered by block id."""
    return next((str(value or "") for name, value in entered.items() if name.startswith(TYPED)), "")


def like(found: Found, member_id: str) -> Block:
    """The modal of people who are like somebody."""
    _ = found.viewer.words
    return modal(
        _("People like this"), results(found, member_id, is_modal=True), callback_id=LIKE, close=_("Close")
    )


def like_nobody(viewer: Viewer, member_id: str = "") -> Block:
    """What is said of somebody whom the viewer can't find: unlisted, hidden from them, gone. The same words for all."""
    _ = viewer.words
    why = (
        _("{person} is not in the directory, so I can't tell who is like them.", person=mention(member_id))
        if member_id
        else _("An app wrote this message. I can only find people who are like a person.")
    )
    hint = context(_("To look for people in your own words, use `/partners`."))
    return modal(_("People like this"), [section(why), hint], callback_id=LIKE, close=_("Close"))
