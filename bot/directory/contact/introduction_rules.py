"""How often one may ask to be introduced. Pure: moments, zones and counts in, decisions out."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.directory.profile.rules import one_line

MOST_A_DAY: Final = 3  # introductions that one person may ask for, on a day of their own zone
AGAIN_AFTER: Final = timedelta(days=30)  # for the same two people, whoever of them asked
LONGEST_WHY: Final = 300  # characters


def day_began(now: datetime, zone: ZoneInfo) -> datetime:
    """When the day began that it is in `zone`."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone).astimezone(UTC)


def left(asked_today: int) -> int:
    """How many more introductions somebody may ask for today."""
    return max(0, MOST_A_DAY - asked_today)


def are_in_touch(introduced_at: datetime | None, now: datetime) -> bool:
    """Whether two people were introduced so lately that they have a conversation already."""
    return introduced_at is not None and now - introduced_at < AGAIN_AFTER


def tidy(why: str) -> str:
    """A reason as it was typed, but for empty lines, control characters and what turns the direction of a text."""
    return "\n".join(line for typed in why.splitlines() if (line := one_line(typed)))
