"""When somebody is reminded of an empty profile. Pure: moments and zones in, moments out."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.hours import next_in_person_hours

MONTH: Final = timedelta(days=30)  # before the first hint, and between two
MOST_EVER: Final = 3


def first_due(first_seen_at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When the first hint is due: a month after somebody came, on a weekday, in their hours."""
    return next_in_person_hours(max(first_seen_at + MONTH, now), zone)


def next_due(now: datetime, sent: int, zone: ZoneInfo) -> datetime | None:
    """When the next hint is due if one was sent now, the `sent`-th. None if it was the last."""
    return None if sent >= MOST_EVER else later(now, zone)


def later(now: datetime, zone: ZoneInfo) -> datetime:
    """When to look again at somebody to whom a hint can't be sent for the time being."""
    return next_in_person_hours(now + MONTH, zone)


def good_moment(now: datetime, zone: ZoneInfo, *, was_spoken_to: bool) -> datetime:
    """`now`, if it is within somebody's hours; else the next time. Not on a day on which they were written to already."""
    if not was_spoken_to:
        return next_in_person_hours(now, zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return next_in_person_hours(datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone), zone)
