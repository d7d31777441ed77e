"""When newcomers are spoken of. Pure: facts and `now` in, a decision out."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours import next_in_person_hours

# Those who come within this time are spoken of together.
GATHER = timedelta(minutes=10)

# The first small steps, in their order. Each is noticed when it happens.
STEPS = ("guide", "profile", "calendar")


def newcomers_due(joined_at: datetime, moderator_zone: ZoneInfo) -> datetime:
    """When a moderator hears of somebody who joined: gathered, in the moderator's hours, weekends included."""
    return next_in_person_hours(joined_at + GATHER, moderator_zone, weekdays=False)


def catch_up_due(now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody is welcomed whose coming was missed: they may be asleep by now."""
    return next_in_person_hours(now, zone, weekdays=False)


def welcome_at(due_at: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    """When to say a welcome that is due: at once to somebody who has just come; a late one in their hours."""
    return now if now - due_at <= GATHER else catch_up_due(now, zone)


def open_steps(done: frozenset[str], *, is_guest: bool, has_guide: bool) -> list[str]:
    """Which steps apply to a person and are not done. Guests have no profile to publish here; no guide, no step."""
    applying = [
        s for s in STEPS if not (s == "profile" and is_guest) and not (s == "guide" and not has_guide)
    ]
    return [step for step in applying if step not in done]
