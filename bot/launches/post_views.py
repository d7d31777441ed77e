"""What a launch posts in the channel: what was planned, and welcomes; and in a rehearsal what would be posted. Pure."""

from collections.abc import Sequence
from typing import Final

from bot import blocks as b
from bot.i18n import Markup, Words, channel_link, escape
from bot.launches.views import Message

NAMED: Final = 15  # people who are named; the rest is counted


def preview(_: Words, channel_id: str, text: str) -> Message:
    """In a rehearsal: what would be posted."""
    said = _("Rehearsal: this would be posted in {channel} now.", channel=channel_link(channel_id))
    return said, [b.section(said), b.section(Markup(f"> {text}"))]


def post(text: str) -> Message:
    """What somebody typed, as a post: literally, so that it pings nobody."""
    said = escape(text)
    return said, [b.section(Markup(said))]


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
