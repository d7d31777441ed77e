"""The calendar's part of the Home tab."""

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.calendar import agenda, views, wording
from bot.i18n import Markup
from storage import calendar
from storage.database import Reading

SHOWN = 3


async def next_up(tx: Reading, viewer: Viewer) -> list[Block]:
    """The next activities that the viewer may see, and a button to all of them. Nothing if nothing is ahead."""
    seen = [a for a in await calendar.ahead(tx) if viewer.may_see_activity(a.channel_id)]
    lines = wording.lines(
        agenda.in_order(seen, viewer.zone, tx.now)[:SHOWN], viewer.zone, tx.now, viewer.words
    )
    if not lines:
        return []
    _ = viewer.words
    return [
        b.header(_("What is ahead")),
        b.section(Markup("\n".join(lines))),
        b.actions(b.button(_("Open the calendar"), views.OPEN), block_id="calendar"),
    ]
