"""When people are told of what they go to, where they are. Pure: facts and `now` in, moments out."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from bot import hours
from bot.calendar.rules import STALE, Dated

REMINDED_AT: Final = 9  # o'clock on the day before, in a person's own zone
ASKED_AT: Final = 10  # o'clock on the day after
NEAR: Final = timedelta(hours=12)  # who answers when it begins so soon needs no reminder
AT_ONCE: Final = timedelta(hours=24)  # a cancellation of what begins so soon can't wait

KEPT: Final = timedelta(
    days=90
)  # what people were told: long after it was, and after they were asked how it was
OUT: Final = frozenset({"news", "report"})  # told on their day, and not when somebody enters them


class Ending(Dated, Protocol):
    """What the rules need to know besides."""

    @property
    def ends_at(self) -> time | None: ...


def begins_for(activity: Dated, zone: ZoneInfo) -> datetime | None:
    """When an activity begins for somebody in that zone: what takes the whole day, when that day begins there. None if no day is known."""
    if activity.precision != "day" or activity.starts_on is None:
        return None
    if activity.starts_at is None:
        return datetime.combine(activity.starts_on, time(0), zone).astimezone(UTC)
    return activity.begins


def reminder_due(activity: Dated, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When somebody in that zone, who goes, is reminded: at 09:00 on the day before it begins for them.

    Where that is over, on the next morning, if it begins more than twelve hours from now and after that morning's 09:00. None: not at all.
    """
    begins = begins_for(activity, zone)
    if begins is None or activity.status == "cancelled":
        return None
    due = _at(begins.astimezone(zone).date() - timedelta(days=1), REMINDED_AT, zone)
    if due > now:
        return due
    morning = hours.next_at(now, REMINDED_AT, zone)
    return morning if begins - now > NEAR and morning < begins else None


def question_due(activity: Ending, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When somebody in that zone, who went, is asked how an event was: at 10:00 on the day after it. None: not at all."""
    if activity.kind != "event" or activity.precision != "day" or activity.status == "cancelled":
        return None
    if activity.ends_on is None or activity.finishes is None:
        return None
    last = activity.ends_on if activity.ends_at is None else activity.finishes.astimezone(zone).date()
    # A day without a known end may be over later where it takes place.
    due = max(_at(last + timedelta(days=1), ASKED_AT, zone), activity.finishes)
    due = hours.next_in_person_hours(due, zone, weekdays=False)
    return due if due > now else None


def news_due(
    begins: Iterable[datetime | None], zone: ZoneInfo, now: datetime, *, is_off: bool = False
) -> datetime:
    """When somebody in that zone is written of a change: in their hours on a weekday, on another day if it begins before that.

    At once, at any hour: a cancellation of what begins within a day, and what they would read only when it has begun. `begins`: as it
    is now, and as it was; what is past does not count.
    """
    coming = min((each for each in begins if each is not None and each > now), default=None)
    weekday = hours.next_in_person_hours(now, zone)
    if coming is None:
        return weekday
    if is_off and coming - now <= AT_ONCE:
        return now
    if weekday + NEAR < coming:
        return weekday
    any_day = hours.next_in_person_hours(now, zone, weekdays=False)
    return any_day if any_day < coming else now


def out_due(activity: Dated, zone: ZoneInfo, now: datetime) -> datetime | None:
    """When somebody in that zone is told of news or a report: on its day in their hours; None if that is not known, or two days ago."""
    begins = begins_for(activity, zone)
    if begins is None or is_stale(activity, zone, now):
        return None
    return hours.next_in_person_hours(max(begins, now), zone, weekdays=False)


def is_stale(activity: Dated, zone: ZoneInfo, now: datetime) -> bool:
    """Whether something is too long out to be told as new (`bot.calendar.rules.STALE`)."""
    begins = begins_for(activity, zone)
    return begins is not None and now > _at(begins.astimezone(zone).date(), REMINDED_AT, zone) + STALE


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(hour), zone).astimezone(UTC)
