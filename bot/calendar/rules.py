"""When people are told of what is coming, and when it is too late to. Pure: facts and `now` in, a decision out."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

DAY: Final = 24 * 60  # minutes
MORNING: Final = time(9)  # in the workspace's zone: reminders of a day and more, and the round-up
NOON: Final = time(12)
STALE: Final = timedelta(days=2)  # so late a word about a far-off date is no use any more
UNDATED_EVERY: Final = 4  # weeks: a round-up that has no dates, and nothing new, is noise every Monday
ROUND_UP_UNTIL: Final = 2  # weekday: a late round-up is still worth posting on Wednesday


class Dated(Protocol):
    """What the rules need to know of an activity (`storage.calendar.Activity`)."""

    @property
    def kind(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def precision(self) -> str: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def starts_at(self) -> time | None: ...
    @property
    def timezone(self) -> str: ...
    @property
    def begins(self) -> datetime | None: ...
    @property
    def finishes(self) -> datetime | None: ...


def is_urgent(lead: int) -> bool:
    """Whether a lead (in minutes) is one of minutes or hours: it can't wait for the morning."""
    return 0 < lead < DAY


def due_at(activity: Dated, lead: int, zone: ZoneInfo) -> datetime | None:
    """When to tell of an activity, `lead` minutes ahead; None if never. `zone` is the workspace's.

    A day and more: in the morning, counted in days from the activity's own date. Less: only if its hour is known, exactly so long
    before it begins. 0: as it begins, or on the morning of its day.
    What is cancelled, or known only to the month, the quarter, the year or not at all, is never reminded of.
    """
    begins, finishes, first = activity.begins, activity.finishes, activity.starts_on
    if activity.status == "cancelled" or activity.precision != "day":
        return None
    if begins is None or finishes is None or first is None:
        return None
    if lead < DAY and activity.starts_at is not None:
        return begins - timedelta(minutes=lead)
    if is_urgent(lead):
        return None
    days = -(-lead // DAY)  # rounded up: rather early than late
    due = _morning(first - timedelta(days=days), zone)
    # Where the activity's day begins long before the workspace's, that morning may come after it: take one before.
    limit = begins if lead else finishes
    while due >= limit:
        days += 1
        due = _morning(first - timedelta(days=days), zone)
    return due


def next_lead_due_at(activity: Dated, lead: int, leads: Collection[int], zone: ZoneInfo) -> datetime | None:
    """When the lead that follows upon `lead` is due."""
    dues = [due_at(activity, other, zone) for other in leads if other < lead]
    return min((due for due in dues if due is not None), default=None)


def is_too_late(activity: Dated, lead: int, due: datetime, now: datetime, next_due: datetime | None) -> bool:
    """Whether a reminder that was due at `due` would be absurd now. `next_due`: when the next lead of the same activity is.

    An hour ahead: once it has begun. A day ahead: once it is over; of an all-day activity from noon of its (first) day.
    A week ahead: two days later, or when the next lead's moment has come. On the day: two days later, or once it is over.
    """
    if activity.begins is None or activity.starts_on is None:
        return True
    if is_urgent(lead):
        return now >= activity.begins
    if lead == 0 and activity.kind in {"news", "report"}:
        return now > due + STALE  # what is out stays worth reading
    if now >= over_at(activity, activity.begins):
        return True
    if lead == 0:
        return now > due + STALE
    if lead > DAY:
        return now > due + STALE or (next_due is not None and now >= next_due)
    return activity.starts_at is None and now > _noon(activity.starts_on, activity.timezone)


def over_at(activity: Dated, begins: datetime) -> datetime:
    """When an activity is over. A deadline with an hour is over at that hour."""
    if activity.kind == "deadline" and activity.starts_at and activity.starts_on == activity.ends_on:
        return begins
    return activity.finishes or begins


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, zone).astimezone(UTC)


def _noon(day: date, timezone: str) -> datetime:
    return datetime.combine(day, NOON, ZoneInfo(timezone)).astimezone(UTC)


def round_up_from(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first Monday, 09:00 in the workspace's zone, at `moment` or after it: the same hour in summer and winter."""
    here = moment.astimezone(zone).date()
    monday = here - timedelta(days=here.weekday())
    due = _morning(monday, zone)
    return due if due >= moment else _morning(monday + timedelta(days=7), zone)


def round_up_before(moment: datetime, zone: ZoneInfo) -> datetime:
    """The last Monday, 09:00 in the workspace's zone, at `moment` or before it."""
    here = moment.astimezone(zone).date()
    monday = here - timedelta(days=here.weekday())
    due = _morning(monday, zone)
    return due if due <= moment else _morning(monday - timedelta(days=7), zone)


def is_round_up_worthwhile(now: datetime, zone: ZoneInfo) -> bool:
    """Whether this week's round-up may still be posted: from its moment on Monday until Wednesday's end."""
    return (now.astimezone(zone).date() - round_up_before(now, zone).astimezone(zone).date()).days <= (
        ROUND_UP_UNTIL
    )


def mondays_before(monday: date) -> list[date]:
    """The Mondays on which a round-up without dates may have been posted, so that it need not be repeated on this one."""
    return [monday - timedelta(days=7 * weeks) for weeks in range(1, UNDATED_EVERY)]


def is_repetition(last_said: datetime | None, changed: Collection[datetime]) -> bool:
    """Whether a round-up without dates has been said: `changed` are the moments at which its activities last changed."""
    return last_said is not None and all(moment <= last_said for moment in changed)
