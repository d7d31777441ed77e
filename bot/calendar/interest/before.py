"""An activity as it was, from what a notice keeps of it; and what has become of it since. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Final

from bot.calendar.telling.rules import What, what_happened
from bot.calendar.when import When
from storage.calendar import Activity

_PARSED: Final = {
    "starts_on": date.fromisoformat,
    "ends_on": date.fromisoformat,
    "starts_at": time.fromisoformat,
    "ends_at": time.fromisoformat,
}
_DATES: Final = ("precision", "starts_on", "ends_on", "starts_at", "ends_at", "timezone")
# What people are written to about. An instant that moves without its words is the zone's.
TOLD: Final = (*_DATES, "rrule", "title", "place", "venue", "country", "status")


def was(activity: Activity, before: Mapping[str, Any]) -> Activity:
    """The activity with what a notice says of it (`News.before`); what it does not say is as it is now."""
    values: dict[str, Any] = {
        name: _PARSED[name](value) if name in _PARSED and value is not None else value
        for name, value in before.items()
        if name in Activity._fields
    }
    old = activity._replace(**values)
    when = When(**{name: getattr(old, name) for name in _DATES})
    return old._replace(begins=when.begins, finishes=when.finishes)


def what_of(activity: Activity, before: Mapping[str, Any]) -> What | None:
    """What there is to tell somebody who knows an activity as it was `before`; None if nothing that people are written to about."""
    old, stage = was(activity, before), before.get("stage", "approved")
    as_known = {name: getattr(old, name) for name in TOLD} | {"stage": stage}
    return what_happened(as_known, {name: getattr(activity, name) for name in TOLD})


def is_over(nearest: Activity, old: Activity, now: datetime) -> bool:
    """Whether word of a change comes too late: the date that it is about is over, and so is what people know. `nearest`: as it is now.

    That something repeats no more, or otherwise, is worth knowing: dates that people go to may be gone.
    """
    if old.rrule != nearest.rrule:
        return False
    return all(each.finishes is not None and each.finishes <= now for each in (nearest, old))
