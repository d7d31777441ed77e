"""What is next in one channel, in a few lines: for other features' messages."""

from collections.abc import Iterable
from datetime import datetime

from bot.access import Viewer
from bot.calendar import agenda, wording
from bot.i18n import Markup
from storage import calendar
from storage.calendar import Activity
from storage.database import Reading


async def upcoming(tx: Reading, viewer: Viewer, channel_id: str | None, limit: int = 3) -> list[Markup]:
    """Lines about the next activities of a group (None: those for everyone), in the viewer's language and zone.

    What has no day yet comes last. Nothing of a group that the viewer may not see.
    """
    return (await upcoming_of_each(tx, viewer, [channel_id], limit))[channel_id]


async def upcoming_of_each(
    tx: Reading, viewer: Viewer, channel_ids: Iterable[str | None], limit: int = 3
) -> dict[str | None, list[Markup]]:
    """The same for several groups."""
    whose = {each: viewer.may_see_activity(each) for each in channel_ids}
    ahead = await calendar.ahead(tx) if any(whose.values()) else []
    return {
        channel_id: _lines(
            [a for a in ahead if may_see and a.channel_id == channel_id], viewer, tx.now, limit
        )
        for channel_id, may_see in whose.items()
    }


def _lines(found: list[Activity], viewer: Viewer, now: datetime, limit: int) -> list[Markup]:
    ordered = agenda.in_order(found, viewer.zone, now)[:limit]
    return wording.lines(ordered, viewer.zone, now, viewer.words)
