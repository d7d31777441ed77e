"""The rhythm of a channel: how often people write, on which weekdays, and when it is quiet every year. Pure: days in, days out.

What it is for: to know when a silence is longer than usual. A channel in which somebody writes every day is silent after three days; one
for a note every other week is not silent after seven.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

LOOK_BACK: Final = timedelta(days=180)  # what is usual
YEAR_BACK: Final = timedelta(days=400)  # what was quiet a year ago

FEWEST_GAPS: Final = 6  # between days on which people wrote, before anything is said to be usual
SHORTEST_SPAN: Final = timedelta(days=21)
DAYS_FOR_WEEKDAYS: Final = 20  # on which people wrote, before a weekday without a word is one off
FEWEST_WEEKDAYS: Final = 3
RARELY: Final = 0.05  # of these days

TIMES_USUAL: Final = 3  # a silence is so many times as long as usual …
SHORTEST: Final = 3  # … but not less …
LONGEST: Final = 21  # … and not more days

SHORTEST_PAUSE: Final = 10  # days
LONGEST_PAUSE: Final = 45
FARTHEST: Final = 400  # days: nothing is put off for longer

Pause = tuple[date, date]  # the first and the last day


@dataclass(frozen=True, slots=True)
class Learned:
    """`usual_days`: the median of the days from one on which people write to the next, weekdays off not counted; None: too little is
    known. `weekdays`: on which people write, 0 is Monday; None: on any. `pauses`: expected, because it was so a year ago."""

    usual_days: int | None = None
    weekdays: tuple[int, ...] | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def threshold(self) -> int | None:
        """After how many days a silence is longer than usual."""
        if self.usual_days is None:
            return None
        return min(max(TIMES_USUAL * self.usual_days, SHORTEST), LONGEST)


def learn(written: Iterable[date], today: date) -> Learned:
    """What the days on which people wrote tell about a channel."""
    days = sorted({day for day in written if today - YEAR_BACK <= day <= today})
    recent = [day for day in days if day >= today - LOOK_BACK]
    if len(recent) <= FEWEST_GAPS or recent[-1] - recent[0] < SHORTEST_SPAN:
        return Learned()
    weekdays = _weekdays(recent)
    gaps = [_counted(before, after, weekdays) for before, after in pairwise(recent)]
    usual = max(1, ceil(median(gaps)))
    threshold = Learned(usual).threshold or LONGEST
    return Learned(usual, weekdays, tuple(_pauses(days, today, threshold)))


def _weekdays(days: Sequence[date]) -> tuple[int, ...] | None:
    if len(days) < DAYS_FOR_WEEKDAYS:
        return None
    counts = Counter(day.weekday() for day in days)
    kept = tuple(weekday for weekday in range(7) if counts[weekday] > RARELY * len(days))
    return kept if FEWEST_WEEKDAYS <= len(kept) < 7 else None


def _counted(before: date, after: date, weekdays: Sequence[int] | None) -> int:
    """How many days after one and up to the other count."""
    each = (before + timedelta(days=n) for n in range(1, (after - before).days + 1))
    return sum(weekdays is None or day.weekday() in weekdays for day in each)


def _pauses(days: Sequence[date], today: date, threshold: int) -> Iterable[Pause]:
    """The pauses of the last year, a year later: those that are not over yet."""
    for before, after in pairwise(days):
        length = (after - before).days - 1
        if max(SHORTEST_PAUSE, 2 * threshold) <= length <= LONGEST_PAUSE:
            first, last = _a_year_later(before) + timedelta(days=1), _a_year_later(after) - timedelta(days=1)
            if last >= today:
                yield first, last


def _a_year_later(day: date) -> date:
    """The same day of the next year; of 29 February the day before."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)


def due(
    since: datetime,
    days: int,
    zone: ZoneInfo,
    weekdays: Sequence[int] | None = None,
    off: Sequence[Pause] = (),
) -> datetime:
    """When a silence that began at `since` has lasted `days` days, of those that count: on these weekdays, and not within `off`."""
    began, left = since.astimezone(zone).date(), days
    for n in range(1, FARTHEST + 1):
        day = began + timedelta(days=n)
        is_off = any(first <= day <= last for first, last in off)
        left -= not is_off and (weekdays is None or day.weekday() in weekdays)
        if left <= 0:
            return since + timedelta(days=n)
    return since + timedelta(days=FARTHEST)


def pause(first: str, last: str) -> Pause:
    """A pause as it is kept: two days, in ISO 8601."""
    return date.fromisoformat(first), date.fromisoformat(last)
