"""When a request to join is spoken of again, and what may be asked. Pure."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.hours import next_in_person_hours

# A request that lies for so long: the Secretariat is reminded, and the person told that it is not forgotten.
LYING: Final = timedelta(days=3)
# An address that nobody has come with is forgotten after this, and so are the lists that it stood in.
AWAITED_FOR: Final = timedelta(days=180)
# How long it can be read who decided what, and why.
KEPT_FOR: Final = timedelta(days=396)

LONGEST_WHY: Final = 1000  # characters
LONGEST_ORGANISATION: Final = 150
LONGEST_NAME: Final = 100
LONGEST_EMAIL: Final = 254  # https://www.rfc-editor.org/errata/eid1690

# Why a request is declined, besides somebody's own words: what the person reads is in their language.
GROUNDS: Final = ("full", "others", "elsewhere", "later")

# In one go to Slack, between two looks at how a list goes: what else waits in the channel's lane comes soon.
BITE: Final = 10


def remind_due(asked_at: datetime, zone: ZoneInfo) -> datetime:
    """When the Secretariat is reminded of a request: in its working hours."""
    return next_in_person_hours(asked_at + LYING, zone)


def comfort_due(asked_at: datetime, zone: ZoneInfo) -> datetime:
    """When the person hears that their request is not forgotten: in their hours."""
    return next_in_person_hours(asked_at + LYING, zone, weekdays=False)


def word_due(now: datetime, zone: ZoneInfo) -> datetime:
    """When to tell a person what is no good news: at once where it is day, else in the morning."""
    return next_in_person_hours(now, zone, weekdays=False)


def seats_left(seats: int | None, taken: int) -> int | None:
    """How many seats of Slack's plan are free. None: the Secretariat has not said how many there are."""
    return None if seats is None else max(0, seats - taken)
