"""The calendar's part of the Home tab."""

from bot import blocks as b
from bot.access import Viewer
from bot.blocks import Block
from bot.calendar import agenda, views, wording
from bot.calendar.looking.looks import may_open
from bot.i18n import Markup
from storage import looking
from storage.database import Reading

SHOWN = 3


async def next_up(tx: Reading, viewer: Viewer) -> list[Block]:
    """The next activities that the viewer may see, how many proposals wait, and a button to all of it. Nothing if there is none."""
    ahead, proposed = await looking.ahead(tx)
    seen = [each for each in ahead if viewer.may_see_activity(each.channel_id)]
    ordered = agenda.in_order(seen, viewer.zone, tx.now)[:SHOWN]
    lines = wording.lines(ordered, viewer.zone, tx.now, viewer.words)
    waiting = len(may_open(viewer, proposed))
    if not lines and not waiting:
        return []
    _ = viewer.words
    blocks = [b.header(_("What is ahead"))]
    if lines:
        blocks.append(b.section(Markup("\n".join(lines))))
    if waiting:
        text = _.many("{n} proposal waits for a decision.", "{n} proposals wait for a decision.", waiting)
        blocks.append(b.section(text))
    return [*blocks, b.actions(b.button(_("Open the calendar"), views.OPEN), block_id="calendar")]
