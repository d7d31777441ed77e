"""When newcomers are welcomed and spoken of. Pure: facts and `now` in, a decision out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.hours import is_night, next_in_person_hours

# Those who come within this time are spoken of together.
GATHER: Final = timedelta(minutes=10)

# Of messages about their first weeks nobody gets more than so many in so long: welcomes and reminders.
MOST: Final = 2
WEEK: Final = timedelta(days=7)


def newcomers_due(joined_at: datetime, moderator_zone: ZoneInfo) -> datetime:
    """When a moderator hears of somebody who joined: gathered, in the moderator's hours, weekends included."""
    return next_in_person_hours(joined_at + GATHER, moderator_zone, weekdays=False)


def catch_up_due(now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody is welcomed whose coming was missed: they may be asleep by now."""
    return next_in_person_hours(now, zone, weekdays=False)


def invited_due(now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody is welcomed who was brought in by another person: they may be asleep, and then it waits for the morning."""
    return catch_up_due(now, zone) if is_night(now, zone) else now


def welcome_at(due_at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When to say a welcome that is due: at once to somebody who has just come; a late one in their hours."""
    return now if now - due_at <= GATHER else catch_up_due(now, zone)


def write_at(now: datetime, sent: Sequence[datetime], zone: ZoneInfo) -> datetime:
    """When somebody may be written to who was sent such messages at these moments of the last week, in order.

    What comes just after another waits, so that several groups make one message; what is too much in a week waits for the next.
    """
    if len(sent) >= MOST:
        return next_in_person_hours(sent[-MOST] + WEEK, zone, weekdays=False)
    if sent and now - sent[-1] < GATHER:
        return sent[-1] + GATHER
    return now
