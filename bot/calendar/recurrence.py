"""What repeats: rules of RFC 5545 (3.3.10), daily to yearly, and the dates that follow from them. Pure.

Days are local to the activity's zone, and so are its hours: an occurrence whose hour a clock change skips or repeats is resolved as any
other date (`bot.calendar.when`).
"""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile, islice
from typing import Final, Literal, get_args

from bot.calendar.rrule_text import DAYS, fields_of
from bot.calendar.when import LAST_YEAR, When, instant

Frequency = Literal["daily", "weekly", "monthly", "yearly"]

FARTHEST: Final = (
    1000  # days, weeks, months or years between two: what is more is a slip of the pen, or hostile
)
OFTEST: Final = 5000  # times, if they are counted: more than thirteen years of days
END: Final = date(LAST_YEAR, 12, 31)
LEAP_YEAR: Final = 2000


class NeverOccursError(ValueError):
    """A rule without a single day, such as every 31 February."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How something repeats. What a rule leaves open, its first date says: the weekday, the day of the month, the month.

    Raises ValueError, with a sentence, for what is no rule; NeverOccursError, which is one, for what never comes.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()  # weekly: 0 is Monday
    nth: tuple[
        tuple[int, int], ...
    ] = ()  # monthly, yearly: (1 to 5 or -1, weekday): (1, 0) is the first Monday
    month_days: tuple[int, ...] = ()  # monthly, yearly: 1 to 31, -1 is the last
    until: date | None = None  # the last day on which it may begin
    count: int | None = None
    months: tuple[int, ...] = ()  # yearly: 1 is January. With `nth` or `month_days` there must be one
    week_start: int = 0  # weekly: on which weekday a week begins, where only every so many count

    def __post_init__(self) -> None:
        for name in ("weekdays", "nth", "month_days", "months"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.frequency != "weekly" or self.interval == 1:
            object.__setattr__(self, "week_start", 0)
        for is_kept, what in _requirements(self):
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
        return cls(**fields_of(text, when))

    def __str__(self) -> str:
        """The RRULE's value, with UNTIL as a day: as it is stored, and as a file for people writes it."""
        return self._written(f"{self.until:%Y%m%d}" if self.until else "")

    def for_ical(self, when: When) -> str:
        """The RRULE's value beside a DTSTART: where that has an hour, UNTIL is an instant in UTC (RFC 5545, 3.3.10)."""
        if self.until is None or when.starts_at is None:
            return str(self)
        return self._written(f"{instant(self.until, when.starts_at, when.timezone):%Y%m%dT%H%M%SZ}")

    def _written(self, until: str) -> str:
        weekdays = ",".join(DAYS[day] for day in self.weekdays)
        parts = {
            "FREQ": self.frequency.upper(),
            "INTERVAL": self.interval if self.interval > 1 else "",
            "WKST": DAYS[self.week_start] if self.week_start else "",
            "BYMONTH": ",".join(map(str, self.months)),
            "BYMONTHDAY": ",".join(map(str, self.month_days)),
            "BYDAY": ",".join(f"{number}{DAYS[day]}" for number, day in self.nth) or weekdays,
            "COUNT": self.count or "",
            "UNTIL": until,
        }
        return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _requirements(rule: Rule) -> Iterator[tuple[bool, str]]:
    of_month = bool(rule.nth or rule.month_days)
    weekdays = range(7)
    yield rule.frequency in get_args(Frequency), "it is daily, weekly, monthly or yearly"
    yield 1 <= rule.interval <= FARTHEST, f"from one to the next it is 1 to {FARTHEST}"
    yield rule.count is None or 1 <= rule.count <= OFTEST, f"it is counted from 1 to {OFTEST} times"
    yield rule.count is None or rule.until is None, "it has a last day, or a number of times, not both"
    yield not rule.weekdays or rule.frequency == "weekly", "only what is weekly has weekdays"
    yield all(day in weekdays for day in (*rule.weekdays, rule.week_start)), "weekdays are 0 to 6"
    yield not of_month or rule.frequency in ("monthly", "yearly"), "it has days of a month, and no month"
    yield not (rule.nth and rule.month_days), "it has a weekday, or days of the month, not both"
    yield (
        all(number in (1, 2, 3, 4, 5, -1) and day in weekdays for number, day in rule.nth),
        "weekdays are the first to the fifth, or the last",
    )
    yield all(1 <= day <= 31 or day == -1 for day in rule.month_days), "days are 1 to 31, or the last"
    yield all(1 <= month <= 12 for month in rule.months), "months are 1 to 12"
    yield not rule.months or rule.frequency == "yearly", "only what is yearly has months"
    yield not of_month or rule.frequency == "monthly" or bool(rule.months), "it does not say in which month"


def occurrences(when: When, rule: Rule, first: date, last: date) -> Iterator[tuple[date, When]]:
    """The dates by the rule that begin from `first` to `last`, each with its day by the rule: RFC 5545's RECURRENCE-ID.

    `when` is where it starts; it is a date itself only if the rule says so (`first_of`). Raises ValueError if it is not a day.
    """
    start, end = when.starts_on, when.ends_on
    if when.precision != "day" or start is None or end is None:
        raise ValueError("What repeats needs a day to begin with.")
    for on in _days(start, rule, max(first, start), min(last, rule.until or END, END)):
        yield on, When("day", on, on + (end - start), when.starts_at, when.ends_at, when.timezone)


def first_of(when: When, rule: Rule) -> When | None:
    """The first date by the rule, from `when` on; None if it never takes place. Raises ValueError if `when` is not a day.

    Who writes a rule down moves the first date there: programs do not agree on a DTSTART that its rule does not have.
    """
    return next((found for _on, found in occurrences(when, rule, date.min, END)), None)


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
        else:
            days = {length if day == -1 else day for day in rule.month_days or (start.day,)}
        yield from (date(year, month, day) for day in sorted(days) if day <= length)


def _nth_of(number: int, first: int, length: int) -> int:
    """The day on which a weekday is in a month for that time, or the last (-1), from its first: perhaps beyond the month's length."""
    return first + 7 * (number - 1 if number > 0 else (length - first) // 7)
