"""When it is a good moment to speak to a person or a channel. Pure: moments and zones in, moments out."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

# A person's hours: when a message from a bot is welcome, in their own zone.
PERSON_FROM, PERSON_UNTIL = time(9), time(18)
# A channel's quiet hours, in the workspace's zone: reminders wait for the morning.
NIGHT_FROM, NIGHT_UNTIL = time(20), time(8)


def next_in_person_hours(moment: datetime, zone: ZoneInfo, *, weekdays: bool = True) -> datetime:
    """The first instant from `moment` on, within 09:00 and 18:00 of the person's day; on a weekday, if asked."""
    here = moment.astimezone(zone)
    if here.time() >= PERSON_UNTIL:
        here = datetime.combine(here.date() + timedelta(days=1), PERSON_FROM, zone)
    elif here.time() < PERSON_FROM:
        here = datetime.combine(here.date(), PERSON_FROM, zone)
    while weekdays and here.weekday() >= 5:
        here = datetime.combine(here.date() + timedelta(days=1), PERSON_FROM, zone)
    return max(here.astimezone(UTC), moment)


def is_night(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether a channel of that zone is to be left alone: from 20:00 to 08:00."""
    here = moment.astimezone(zone).time()
    return here >= NIGHT_FROM or here < NIGHT_UNTIL


def after_the_night(moment: datetime, zone: ZoneInfo) -> datetime:
    """`moment`, or the end of the night that it falls into."""
    if not is_night(moment, zone):
        return moment
    here = moment.astimezone(zone)
    day = here.date() + timedelta(days=1) if here.time() >= NIGHT_FROM else here.date()
    return datetime.combine(day, NIGHT_UNTIL, zone).astimezone(UTC)


def next_at(moment: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """The next time that the clock in `zone` shows `hour` o'clock, after `moment`."""
    here = moment.astimezone(zone)
    due = datetime.combine(here.date(), time(hour), zone)
    if due.astimezone(UTC) <= moment:
        due = datetime.combine(here.date() + timedelta(days=1), time(hour), zone)
    return due.astimezone(UTC)
