"""What Slack puts into the text of a command: channels, people, links, and three escaped characters.

Source: https://docs.slack.dev/interactivity/implementing-slash-commands#escaping and .../messaging/formatting-message-text
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.calendar.reading.text import Text, fold

_CHANNEL: Final = re.compile(r"<#([A-Z0-9]{1,32})(?:\|([^<>|]{0,100}))?>")
_PERSON: Final = re.compile(r"<[@!]([^<>|]{1,64})(?:\|([^<>|]{0,100}))?>")
_LINK: Final = re.compile(
    r"<(https?://[^<>|\s]{1,2000})(?:\|[^<>]{0,300})?>|(https?://[^<>\s]{1,2000})", re.IGNORECASE
)
_ESCAPED: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Mentions:
    """The text without them; the channel and the link that were named first."""

    text: str
    channel_id: str | None
    link: str | None


def read_mentions(typed: str) -> Mentions:
    channel, link = _CHANNEL.search(typed), _LINK.search(typed)
    text = _CHANNEL.sub(" ", typed)
    address = None
    if link:
        address = (link[1] or link[2].rstrip(".,;:!?)")).replace("&amp;", "&")
        text = text.replace(link[0] if link[1] else link[2].rstrip(".,;:!?)"), " ", 1)
    text = _PERSON.sub(lambda found: f"@{found[2] or found[1]}", text)
    for escaped, plain in _ESCAPED:
        text = text.replace(escaped, plain)
    return Mentions(text, channel[1] if channel else None, address)


def read_group(text: Text, groups: Mapping[str, str]) -> str | None:
    """The group that is named, by the longest of its names; it stays in the title, but for #name."""
    for name in sorted(groups, key=len, reverse=True):
        plain = fold(" ".join(name.split())).removeprefix("#")
        if not plain:
            continue
        marked = re.search(rf"(?<![\w#])#{re.escape(plain)}(?!\w)", text.folded)
        if marked:
            text.take(*marked.span())
            return groups[name]
        if not name.startswith("#") and re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text.folded):
            return groups[name]
    return None
