"""What repeats: rules of RFC 5545 (3.3.10), daily to yearly, and the dates that follow from them. Pure.

Days are local to the activity's zone, and so are its hours: an occurrence whose hour a clock change skips or repeats is resolved as any
other date (`bot.calendar.when`).
"""

import calendar
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import merge
from itertools import dropwhile, groupby, islice
from typing import Final

from bot.calendar.rrule_text import DAYS, fields_of
from bot.calendar.rule_requirements import Frequency, requirements
from bot.calendar.when import LAST_YEAR, When, instant

END: Final = date(LAST_YEAR, 12, 31)
LEAP_YEAR: Final = 2000


class NeverOccursError(ValueError):
    """A rule without a single day, such as every 31 February."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How something repeats. What a rule leaves open, its first date says: the weekday, the day of the month, the month.

    `dates` are further days beside the rule (RFC 5545's RDATE). With a `count` of 1 they are all that follows upon the first date.

    Raises ValueError, with a sentence, for what is no rule; NeverOccursError, which is one, for what never comes.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()  # weekly, and with `positions`: 0 is Monday
    nth: tuple[
        tuple[int, int], ...
    ] = ()  # monthly, yearly: (1 to 5 or -1, weekday): (1, 0) is the first Monday
    month_days: tuple[int, ...] = ()  # monthly, yearly: 1 to 31, -1 is the last
    until: date | None = None  # the last day on which it may begin
    count: int | None = None
    months: tuple[int, ...] = ()  # yearly: 1 is January. With `nth` or `month_days` there must be one
    week_start: int = 0  # weekly: on which weekday a week begins, where only every so many count
    positions: tuple[int, ...] = ()  # monthly, yearly: which of a month's `weekdays`; -1 is the last of them
    dates: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        for name in ("weekdays", "nth", "month_days", "months", "positions", "dates"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.frequency != "weekly" or self.interval == 1:
            object.__setattr__(self, "week_start", 0)
        for is_kept, what in requirements(self):
            if not is_kept:
                raise ValueError(f"That is no rule: {what}.")
        if self.months and self.month_days and not any(map(self._exists, self.month_days)):
            raise NeverOccursError("It never takes place: there is no such day in that month.")

    def _exists(self, day: int) -> bool:
        return any(day <= calendar.monthrange(LEAP_YEAR, month)[1] for month in self.months)

    @classmethod
    def parse(cls, text: str, when: When | None = None) -> "Rule":
        """Reads an RRULE's value. `when` is its first date: give it if UNTIL may be an instant (in .ics files it mostly is).

        Raises ValueError, with a sentence, for what we can't keep.
        """
        rule = cls(**fields_of(text, when))
        return rule.spelled_out(when.starts_on) if rule.dates and when and when.starts_on else rule

    @property
    def is_list(self) -> bool:
        """Whether it is a list of dates, and nothing that comes again and again."""
        return self.count == 1 and bool(self.dates)

    def spelled_out(self, first: date) -> "Rule":
        """The same without anything that its first date says: of a date beside the rule nobody could tell it."""
        if self.is_list or self.weekdays or self.nth or self.month_days:
            return self
        match self.frequency:
            case "daily":
                return self
            case "weekly":
                return replace(self, weekdays=(first.weekday(),))
            case "monthly":
                return replace(self, month_days=(first.day,))
            case "yearly":
                return replace(self, month_days=(first.day,), months=self.months or (first.month,))

    def ending(self, last: date | None) -> "Rule":
        """The same until another day. None: as long as it is counted to last, else without an end."""
        if last is None:
            return replace(self, until=None)
        dates = tuple(day for day in self.dates if day <= last)
        if self.is_list:
            return replace(self, dates=dates)
        return replace(self, until=last, count=None, dates=dates)

    def __str__(self) -> str:
        """The RRULE's value, with UNTIL as a day: as it is stored, and as a file for people writes it. Further dates stand at its end."""
        dates = ",".join(f"{day:%Y%m%d}" for day in self.dates)
        written = self._written(f"{self.until:%Y%m%d}" if self.until else "")
        return f"{written};RDATE={dates}" if dates else written

    def for_ical(self, when: When) -> str:
        """The RRULE's value beside a DTSTART: where that has an hour, UNTIL is an instant in UTC (RFC 5545, 3.3.10)."""
        if self.until is None or when.starts_at is None:
            return self._written(f"{self.until:%Y%m%d}" if self.until else "")
        return self._written(f"{instant(self.until, when.starts_at, when.timezone):%Y%m%dT%H%M%SZ}")

    def _written(self, until: str) -> str:
        weekdays = ",".join(DAYS[day] for day in self.weekdays)
        # BYSETPOS counts within a month only where the rule goes by months, or names one alone.
        by_month = self.positions and len(self.months) > 1
        parts = {
            "FREQ": "MONTHLY" if by_month else self.frequency.upper(),
            "INTERVAL": self.interval if self.interval > 1 else "",
            "WKST": DAYS[self.week_start] if self.week_start else "",
            "BYMONTH": ",".join(map(str, self.months)),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYDAY": ",".join(f"{number}{DAYS[day]}" for number, day in self.nth) or weekdays,
            "BYSETPOS": ",".join(map(str, self.positions)),
            "COUNT": self.count or "",
            "UNTIL": until,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def occurrences(when: When, rule: Rule, first: date, last: date) -> Iterator[tuple[date, When]]:
    """The dates by the rule that begin from `first` to `last`, each with its day by the rule: RFC 5545's RECURRENCE-ID.

    `when` is where it starts; it is a date itself only if the rule says so (`first_of`). Raises ValueError if it is not a day.
    """
    start, end = when.starts_on, when.ends_on
    if when.precision != "day" or start is None or end is None:
        raise ValueError("What repeats needs a day to begin with.")
    for on in _all_days(start, rule, first, last):
        yield on, When("day", on, on + (end - start), when.starts_at, when.ends_at, when.timezone)


def on_days(when: When, rule: Rule, days: Collection[date]) -> dict[date, When]:
    """The dates whose days by the rule are among these, by day. Raises ValueError as `occurrences` does."""
    uncounted = replace(rule, count=None)
    found = dict(found for on in sorted(days) for found in occurrences(when, uncounted, on, on))
    if rule.count and found and when.starts_on:
        # What is counted is gone through from its start: once for all of them.
        counted = found.keys() & set(_all_days(when.starts_on, rule, min(found), max(found)))
        return {on: found[on] for on in sorted(counted)}
    return found


def first_of(when: When, rule: Rule) -> When | None:
    """The first date by the rule, from `when` on; None if it never takes place. Raises ValueError if `when` is not a day.

    What is beside the rule does not count: it may come before.

    Who writes a rule down moves the first date there: programs do not agree on a DTSTART that its rule does not have.
    """
    plain = replace(rule, dates=()) if rule.dates else rule
    return next((found for _on, found in occurrences(when, plain, date.min, END)), None)


def _all_days(start: date, rule: Rule, first: date, last: date) -> Iterator[date]:
    days = _days(start, rule, max(first, start), min(last, rule.until or END, END))
    return _with(rule.dates, days, first, min(last, END)) if rule.dates else days


def _with(dates: tuple[date, ...], days: Iterator[date], first: date, last: date) -> Iterator[date]:
    """The days, and those of the dates that are from `first` to `last`: each once, in order."""
    among = dates[bisect_left(dates, first) : bisect_right(dates, last)]
    return (day for day, _same in groupby(merge(days, among)))


def _days(start: date, rule: Rule, first: date, last: date) -> Iterator[date]:
    # What is counted is counted from its start; what isn't need not be gone through from there.
    days: Iterator[date] = dropwhile(start.__gt__, _from(start if rule.count else first, start, rule))
    for day in islice(days, rule.count):
        if day > last:
            return
        if day >= first:
            yield day


def _from(day: date, start: date, rule: Rule) -> Iterator[date]:
    """The rule's days in order, from a little before `day` to the calendar's end: of a rule that starts at `start`."""
    match rule.frequency:
        case "daily":
            return _daily(start, (day - start).days, rule)
        case "weekly":
            return _weekly(start, day, rule)
        case "monthly":
            since = 12 * start.year + start.month - 1
            months = range(
                _in_step(since, 12 * day.year + day.month - 1, rule), 12 * END.year + 12, rule.interval
            )
            return _in_months(start, rule, ((month // 12, month % 12 + 1) for month in months))
        case "yearly":
            years = range(_in_step(start.year, day.year, rule), END.year + 1, rule.interval)
            of_year = rule.months or (start.month,)
            return _in_months(start, rule, ((year, month) for year in years for month in of_year))


def _in_step(since: int, until: int, rule: Rule) -> int:
    """The last of all numbers that are so many intervals after `since`, and not after `until`."""
    return until - (until - since) % rule.interval


def _daily(start: date, days: int, rule: Rule) -> Iterator[date]:
    numbers = range(_in_step(0, days, rule), (END - start).days + 1, rule.interval)
    return (start + timedelta(days=number) for number in numbers)


def _weekly(start: date, day: date, rule: Rule) -> Iterator[date]:
    week = start - timedelta(days=(start.weekday() - rule.week_start) % 7)
    into = sorted((weekday - rule.week_start) % 7 for weekday in rule.weekdays or (start.weekday(),))
    numbers = range(_in_step(0, (day - week).days // 7, rule), (END - week).days // 7 + 1, rule.interval)
    return (week + timedelta(days=7 * number + days) for number in numbers for days in into)


def _in_months(start: date, rule: Rule, months: Iterable[tuple[int, int]]) -> Iterator[date]:
    for year, month in months:
        weekday_of_first, length = calendar.monthrange(year, month)
        if rule.nth:
            days = {
                _nth_of(number, 1 + (weekday - weekday_of_first) % 7, length) for number, weekday in rule.nth
            }
        elif rule.positions:
            among = [day for day in range(1, length + 1) if (weekday_of_first + day - 1) % 7 in rule.weekdays]
            days = {among[_index(each)] for each in rule.positions if abs(each) <= len(among)}
        else:
            days = {length if day == -1 else day for day in rule.month_days or (start.day,)}
        yield from (date(year, month, day) for day in sorted(days) if day <= length)


def _index(position: int) -> int:
    return position - 1 if position > 0 else position


def _nth_of(number: int, first: int, length: int) -> int:
    """The day on which a weekday is in a month for that time, or the last (-1), from its first: perhaps beyond the month's length."""
    return first + 7 * (number - 1 if number > 0 else (length - first) // 7)
