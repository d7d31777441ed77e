"""What of the calendar's news a channel is told, in which words, and what of it can wait. Pure: facts and `now` in, a decision out."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from bot import hours
from bot.calendar import rules
from bot.calendar.rules import DAY, MORNING, STALE, Dated

What = Literal["new", "dated", "changed", "cancelled", "restored"]
# Why a post names an activity. One to save has its day in the workspace file; what is out is news, or a report, on its day.
Part = Literal["save", "new", "dated", "out", "cancelled", "restored", "reminder"]

FAR: Final = timedelta(weeks=8)  # from then on a date is one to save
SETTLED_WITHIN: Final = timedelta(
    hours=24
)  # a reminder that would come so soon after an announcement is not said
OUT: Final = frozenset({"news", "report"})  # told on their day, not when somebody enters them
VAGUE: Final = frozenset({"month", "quarter", "year"})


def what_happened(before: Mapping[str, Any], now: Mapping[str, Any]) -> What | None:
    """What is to be told of an activity that was as `before` when people last heard of it, by column; None if it is as it was."""
    was_off, is_off = before.get("status") == "cancelled", now["status"] == "cancelled"
    if before.get("stage") != "approved":
        return None if is_off else "new"
    if was_off or is_off:
        return None if was_off and is_off else "cancelled" if is_off else "restored"
    if not changed(before, now):
        return None
    return "dated" if now["precision"] == "day" != before["precision"] else "changed"


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> frozenset[str]:
    """The columns that are different; of what is new none."""
    return frozenset(name for name, value in now.items() if name in before and before[name] != value) - {
        "stage"
    }


def part_of(
    what: What, kind: str, waiting: str | None, *, is_out: bool, is_known: bool, has_moved: bool
) -> Part | None:
    """What a channel is to be told, which is yet to be told something else (`waiting`) or nothing.

    `is_out`: of news or a report, that its moment has just been. `is_known`: posts there name it. `has_moved`: from another channel.
    """
    match what:
        case "cancelled":
            return "cancelled" if is_known and waiting != "restored" else None
        case "restored":
            if waiting == "cancelled" or (kind in OUT and not is_known):
                return None
            # Who never heard of it does not hear that it was off.
            return "restored" if is_known or waiting == "restored" else "new"
    if is_out:
        return "out"
    if waiting == "new" or (waiting is None and kind not in OUT and (what == "new" or has_moved)):
        return "new"
    if what == "dated":
        return "dated"
    return waiting if waiting in ("save", "dated", "restored", "out") else None  # type: ignore[return-value]


def holds(part: str, activity: Dated, now: datetime) -> bool:
    """Whether an announcement that has waited is still true, and of use."""
    if part == "cancelled":
        return activity.status == "cancelled"
    if activity.status == "cancelled" or (part == "dated" and activity.precision != "day"):
        return False
    if part == "out":
        return activity.begins is not None and activity.begins <= now
    return activity.finishes is None or activity.finishes > now


def is_out(activity: Dated, now: datetime, zone: ZoneInfo) -> bool:
    """Of news and reports: whether their moment was today or in the last two days."""
    due = rules.due_at(activity, 0, zone) if activity.kind in OUT else None
    return due is not None and due <= now <= due + STALE


def is_one_to_save(activity: Dated, now: datetime) -> bool:
    """Whether a date is so far off, or so vague, that one can only save it."""
    if activity.begins is None:
        return False
    return activity.precision in VAGUE or activity.begins > now + FAR


def silent_until(now: datetime, zone: ZoneInfo, posts_today: int, posts_a_day: int) -> datetime | None:
    """Until when a channel is told only what can't wait: the end of the night, or 09:00 of the next day where there was enough today."""
    moments = [hours.after_the_night(now, zone)]
    if posts_today >= posts_a_day:
        moments.append(next_morning(now, zone))
    latest = max(moments)
    return latest if latest > now else None


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """09:00 of the next day."""
    return hours.next_at(start_of_day(now, zone) + timedelta(hours=23), MORNING.hour, zone)


def morning_of(now: datetime, zone: ZoneInfo) -> datetime:
    """09:00 of the same day."""
    return datetime.combine(now.astimezone(zone).date(), MORNING, zone)


def start_of_day(now: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(now.astimezone(zone).date(), time(0), zone)


def can_wait(part: str, activity: Dated, now: datetime, until: datetime) -> bool:
    """Whether an announcement is as good at `until`."""
    if part == "cancelled":
        return False
    begins, finishes = activity.begins, activity.finishes
    if part == "out":
        return begins is None or until <= begins + STALE
    begins_before = begins is not None and now < begins <= until
    return not begins_before and (finishes is None or finishes > until)


def is_settled(lead: int, due: datetime, now: datetime) -> bool:
    """Whether a reminder is settled by an announcement made now: it would say the same within a day."""
    return lead >= DAY and due <= now + SETTLED_WITHIN
