"""When moderators hear of somebody whom nobody has greeted. Pure: facts and `now` in, a decision out."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.onboarding.rules import newcomers_due

WITHIN: Final = timedelta(days=1)
# A claim that is not kept is told of once more.
CLAIM_HOLDS: Final = timedelta(days=1)
MOST: Final = 2
# After so long it would be odd to greet somebody as new.
TOO_LATE: Final = timedelta(days=7)


def due(joined_at: datetime) -> datetime:
    """When it is to be seen whether somebody who joined has been greeted."""
    return joined_at + WITHIN


def tell_at(now: datetime, zone: ZoneInfo) -> datetime:
    """When a moderator hears of it: gathered, in their hours, weekends included, as of newcomers."""
    return newcomers_due(now, zone)


def is_to_be_told(joined_at: datetime, told: int, now: datetime) -> bool:
    """Whether moderators hear of it (once more)."""
    return told < MOST and now - joined_at <= TOO_LATE
