"""What is next in one channel, in a few lines: for other features' messages."""

from bot.access import Viewer
from bot.calendar import agenda, wording
from bot.i18n import Markup
from storage import calendar
from storage.database import Reading


async def upcoming(tx: Reading, viewer: Viewer, channel_id: str | None, limit: int = 3) -> list[Markup]:
    """Lines about the next activities of a group (None: those for everyone), in the viewer's language and zone.

    What has no day yet comes last. Nothing of a group that the viewer may not see.
    """
    if not viewer.may_see_activity(channel_id):
        return []
    found = [activity for activity in await calendar.ahead(tx) if activity.channel_id == channel_id]
    ordered = agenda.in_order(found, viewer.zone, tx.now)[:limit]
    return wording.lines(ordered, viewer.zone, tx.now, viewer.words)
