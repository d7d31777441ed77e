"""What a launch posts in the channel: what was planned, and welcomes; and in a rehearsal what would be posted. Pure."""

from collections.abc import Sequence
from typing import Final

from bot import blocks as b
from bot.blocks import Block
from bot.i18n import Markup, Words, channel_link, escape
from bot.launches.views import Message

NAMED: Final = 15  # people who are named; the rest is counted
ROOM: Final = 2900  # characters of a section


def preview(_: Words, channel_id: str, text: str) -> Message:
    """In a rehearsal: what would be posted."""
    said = _("Rehearsal: this would be posted in {channel} now.", channel=channel_link(channel_id))
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    return said, [b.section(said), *_sections(quoted)]


def post(text: str) -> Message:
    """What somebody typed, as a post: literally, so that it pings nobody."""
    said = escape(text)
    return said, _sections(said)


def _sections(text: str) -> list[Block]:
    """Of one text as many sections as it takes: what is escaped is longer than what was typed."""
    parts, rest = [], text
    while len(rest) > ROOM:
        cut = max(rest.rfind(space, 1, ROOM) for space in "\n ")
        if cut < 0:
            # In the middle of a word, but of no escape.
            cut = ROOM if "&" not in rest[ROOM - 5 : ROOM] else rest.rfind("&", 0, ROOM)
        parts.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [b.section(Markup(part)) for part in [*parts, rest] if part]


def welcome(_: Words, names: Sequence[str], others: int) -> Message:
    """In the channel: who came, without a ping. `names`: as Slack shows them; `others`: how many more."""
    if not names:
        text = _("Welcome to all who have just come. Who are you, and what do you work on?")
        return text, [b.section(text)]
    shown = [escape(name) for name in names[:NAMED]]
    if rest := others + len(names) - len(shown):
        shown.append(_.many("{n} more", "{n} more", rest))
    text = _.many(
        "Welcome, {people}. Who are you, and what do you work on? A line is enough.",
        "Welcome, {people}. Who are you, and what do you work on? A line each is enough.",
        len(names) + others,
        people=_.listing(shown),
    )
    return text, [b.section(text)]
