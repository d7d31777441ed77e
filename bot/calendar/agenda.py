"""What is ahead, as one reader sees it: put in order, cut into pages, and grouped by how soon it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum, auto
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar.looking.facets import Widening
from bot.calendar.looking.place import START, Part, Place
from bot.i18n import Words
from storage.calendar import Activity
from storage.looking import Proposed

PAGE: Final = 8  # activities: about two screens of a phone
WEEKS: Final = 8  # that have a heading each, after this one; then months
NEXT_WEEKS: Final = 4  # that the round-up looks ahead, after its own


class Soon(Enum):
    """How soon something is, in words that a reader thinks in."""

    UNDER_WAY = auto()
    TODAY = auto()
    TOMORROW = auto()
    THIS_WEEK = auto()
    NEXT_WEEK = auto()
    LATER = auto()
    TO_CONFIRM = auto()


@dataclass(frozen=True, slots=True)
class Agenda:
    """One page of what is ahead for one reader. `groups` names the groups by their channel; pages count from 1.

    `place` is what it is narrowed to, `choices` what it can be narrowed to, with how much each leaves. `waiting` for a decision is
    what the reader, who has `reader_id`, has proposed or may decide about. `widening` is where to look if there is nothing.
    """

    words: Words
    zone: ZoneInfo
    now: datetime
    activities: Sequence[Activity]
    groups: Mapping[str, str]
    page: int
    pages: int
    place: Place = START
    choices: Mapping[Part, int] = field(default_factory=dict)
    waiting: Sequence[Proposed] = ()
    widening: Widening | None = None
    reader_id: str = ""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class RoundUp:
    """What is on in one channel: in a week, in those after it, and some day."""

    this_week: Sequence[Activity]
    next_weeks: Sequence[Activity]
    to_confirm: Sequence[Activity]

    def __bool__(self) -> bool:
        return bool(self.this_week or self.next_weeks or self.to_confirm)


def arrange(
    activities: Sequence[Activity],
    groups: Mapping[str, str],
    page: int,
    *,
    words: Words,
    zone: ZoneInfo,
    now: datetime,
) -> Agenda:
    """The page asked for, or the nearest there is, of activities that are not over and that the reader may see."""
    ordered = in_order(activities, zone, now)
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(1, page), pages)
    return Agenda(words, zone, now, ordered[(page - 1) * PAGE : page * PAGE], groups, page, pages)


def round_up(activities: Sequence[Activity], monday: date, zone: ZoneInfo, now: datetime) -> RoundUp:
    """What of activities that are not over is on in the week from `monday`, and in those after it: what repeats once, with its next date.
    `zone` is the workspace's."""
    week = timedelta(days=7)
    ordered = in_order(activities, zone, now)
    nearest = dict[int, tuple[date, Activity]]()
    for activity in filter(is_dated, ordered):
        nearest.setdefault(activity.id, (first_day(activity, zone) or monday, activity))
    dated = nearest.values()
    return RoundUp(
        this_week=[a for day, a in dated if day < monday + week],
        next_weeks=[a for day, a in dated if monday + week <= day < monday + (1 + NEXT_WEEKS) * week],
        to_confirm=[a for a in ordered if not is_dated(a)],
    )


def in_order(activities: Sequence[Activity], zone: ZoneInfo, now: datetime) -> list[Activity]:
    """What is under way, then by day (what lasts all day first), then what is to be confirmed, the nearest first."""

    def place(activity: Activity) -> tuple[object, ...]:
        day = first_day(activity, zone) if is_dated(activity) else None
        if day is None:
            until = activity.ends_on or date.max  # of what may begin on the same day, the more certain first
            return (2, activity.starts_on or date.max, until, activity.title, activity.id)
        begins = activity.begins
        has_begun = begins is not None and begins <= now
        under_way = has_begun and how_soon(activity, zone, now) is Soon.UNDER_WAY
        return (0 if under_way else 1, day, activity.starts_at is not None, begins, activity.id)

    return sorted(activities, key=place)


def is_dated(activity: Activity) -> bool:
    """Whether its day or its week is known. A part of a month, a month, a quarter or a year is a date to be confirmed."""
    return activity.precision in {"day", "week"}


def first_day(activity: Activity, zone: ZoneInfo) -> date | None:
    """The day on which it begins: for a reader, if its hour is known; else the day is the same wherever one is."""
    if activity.starts_at is None or activity.begins is None:
        return activity.starts_on
    return activity.begins.astimezone(zone).date()


def how_soon(activity: Activity, zone: ZoneInfo, now: datetime) -> Soon:
    """How soon something that is not over is, seen from the reader's zone."""
    day, begins = first_day(activity, zone), activity.begins
    if not is_dated(activity) or day is None or begins is None:
        return Soon.TO_CONFIRM
    today = now.astimezone(zone).date()
    if activity.precision == "week":
        return _how_soon_is_week(day, today)
    if begins <= now and (day < today or activity.starts_on != activity.ends_on):
        return Soon.UNDER_WAY
    return _how_far(day, today)


@lru_cache(maxsize=2048)
def _how_far(day: date, today: date) -> Soon:
    if day <= today:
        return Soon.TODAY
    if day == today + timedelta(days=1):
        return Soon.TOMORROW
    next_monday = today + timedelta(days=7 - today.weekday())
    if day < next_monday:
        return Soon.THIS_WEEK
    return Soon.NEXT_WEEK if day < next_monday + timedelta(days=7) else Soon.LATER


def _how_soon_is_week(monday: date, today: date) -> Soon:
    """Of what takes place some day of a week: in that week it is not under way, and on its eve it is not tomorrow."""
    next_monday = today + timedelta(days=7 - today.weekday())
    if monday < next_monday:
        return Soon.THIS_WEEK
    return Soon.NEXT_WEEK if monday == next_monday else Soon.LATER
