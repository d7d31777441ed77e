"""When somebody new is reminded, and of what. Pure: facts and `now` in, a decision out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from bot.hours import next_in_person_hours

Reminder = Literal["first_step", "silent"]

FIRST_STEP_AFTER: Final = timedelta(days=3)
SILENT_AFTER: Final = timedelta(days=10)
# “Not now” puts off by so long, and once.
PUT_OFF: Final = timedelta(days=7)
# After that the first weeks are over: what is late by then is not said any more.
OVER_AFTER: Final = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of somebody's first weeks. `is_first_open`: their first small step is not done."""

    began_at: datetime
    is_first_open: bool
    is_silent: bool
    is_put_off: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What they are reminded of now, and when to look again. None: nothing, and never."""

    reminder: Reminder | None
    again_at: datetime | None


def first_due(began_at: datetime, zone: ZoneInfo) -> datetime:
    """When to look for the first time: on the third day, in the person's hours; after a weekend, if it falls into one."""
    return write_at(began_at + FIRST_STEP_AFTER, zone)


def write_at(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first instant from `moment` on at which to remind somebody: from Monday to Friday, in their hours."""
    return next_in_person_hours(moment, zone, weekdays=True)


def decide(facts: Facts, now: datetime, zone: ZoneInfo) -> Decision:
    """What to do at a moment at which it was due to look.

    The first small step is spoken of before the tenth day, and after it only to who has said “not now”; then it's silence that counts.
    """
    age = now - facts.began_at
    if age > OVER_AFTER:
        return Decision(None, None)
    if age < SILENT_AFTER:
        again = write_at(facts.began_at + SILENT_AFTER, zone)
        return Decision("first_step" if facts.is_first_open else None, again)
    if facts.is_silent:
        return Decision("silent", None)
    return Decision("first_step" if facts.is_first_open and facts.is_put_off else None, None)


def put_off(due_at: datetime | None, now: datetime, zone: ZoneInfo) -> datetime:
    """When to look again for somebody who has said “not now”."""
    later = write_at(now + PUT_OFF, zone)
    return later if due_at is None else max(due_at, later)
