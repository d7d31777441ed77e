"""What an activity is like, as values by column: as drafts have them, as history and notices keep them, and of one occurrence. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any, Final, cast

from bot.calendar import recurrence
from bot.calendar.draft import ActivityDraft
from bot.calendar.expansion import moved
from bot.calendar.recurrence import Rule
from bot.calendar.when import When
from storage.calendar import Activity
from storage.details import Details
from storage.recurring import Exceptional

FIELDS: Final = (
    "fields"  # among the values: ids of the directory's terms, with what the activity calls them itself
)
DATES: Final = ("precision", "starts_on", "ends_on", "starts_at", "ends_at", "timezone")
OF_OCCURRENCE: Final = ("status", "starts_on", "ends_on", "starts_at", "ends_at", "place", "venue")


def columns_of(draft: ActivityDraft) -> dict[str, Any]:
    """A draft's values, by column; all but its uid and the fields that it is about, which are looked up first."""
    kept = (
        "kind",
        "title",
        "channel_id",
        "country",
        "place",
        "venue",
        "link",
        "status",
        "summary",
        "organiser",
        "language",
    )
    return {
        **{name: getattr(draft, name) for name in kept},
        **asdict(draft.when),
        "is_public": bool(draft.is_public) and draft.channel_id is None,
        "rrule": str(draft.rule) if draft.rule else None,
    }


def date_by_rule(known: Details, on: date) -> When | None:
    """The date of the occurrence that a day names, as the rule has it; None if it has none then."""
    return dates_by_rule(known, [on]).get(on)


def dates_by_rule(known: Details, days: Collection[date]) -> dict[date, When]:
    """The same of several days, of those that the rule has."""
    if known.rrule is None or known.activity.precision != "day":
        return {}
    return recurrence.on_days(when_of(known.activity), Rule.parse(known.rrule), days)


def of_occurrence(known: Details, by_rule: When, other: Exceptional) -> dict[str, Any]:
    """What one occurrence is like: `OF_OCCURRENCE` by name."""
    when, activity = moved(by_rule, other), known.activity
    return {
        "status": activity.status if activity.status == "cancelled" else other.status or activity.status,
        "starts_on": when.starts_on,
        "ends_on": when.ends_on,
        "starts_at": when.starts_at,
        "ends_at": when.ends_at,
        "place": activity.place if other.place is None else other.place,
        "venue": activity.venue if other.venue is None else other.venue,
    }


def facts(known: Details) -> dict[str, Any]:
    """All that people may change about an activity, by column."""
    named = ("kind", "title", "channel_id", "country", "place", "venue", "link", "status", *DATES)
    more = ("stage", "summary", "organiser", "language", "is_public", "rrule", FIELDS)
    return {name: getattr(known.activity, name) for name in named} | {
        name: getattr(known, name) for name in more
    }


def as_known(known: Details, before: Mapping[str, Any]) -> dict[str, Any]:
    """What a notice keeps of an activity: how it was `before`, and of which version that is."""
    return {name: as_json(value) for name, value in before.items()} | {"sequence": known.activity.sequence}


def as_json(value: Any) -> Any:
    """A value of a column as JSON holds it."""
    if isinstance(value, date | time | datetime):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset | set | tuple | list) else value


def comparable(name: str, value: Any) -> Any:
    """A value of a draft as `facts` has it."""
    return frozenset(cast(Collection[int], value)) if name == FIELDS else value


def when_of(activity: Activity) -> When:
    """Its date; of one that repeats, the first."""
    return When(**{name: getattr(activity, name) for name in DATES})


def instants(values: Mapping[str, Any]) -> dict[str, datetime | None]:
    """The columns that follow from those of a date."""
    when = When(**{name: values[name] for name in DATES})
    return {"begins": when.begins, "finishes": when.finishes}
