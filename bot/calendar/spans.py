"""What dates span that are known to less than a day: a week, a part of a month, a month, a quarter, a year.

A week is ISO 8601's: from Monday, and of the year, or the month, that has its Thursday. Of a month early is 1 to 10, mid 11 to 20, and
late the rest.
"""

import calendar
from datetime import date, timedelta
from typing import Final, Literal

Precision = Literal["day", "week", "part", "month", "quarter", "year", "tbc"]
Part = Literal["early", "mid", "late"]
Span = tuple[Precision, date | None, date | None]  # with its first day and its last, inclusive; TBC has none

PARTS: Final[dict[Part, int]] = {"early": 1, "mid": 11, "late": 21}  # the day on which each begins
TBC: Final[Span] = ("tbc", None, None)


def days(first: date, last: date | None = None) -> Span:
    return "day", first, last or first


def week_of(day: date) -> Span:
    """The week that has that day."""
    monday = day - timedelta(days=day.weekday())
    return "week", monday, monday + timedelta(days=6)


def iso_week(year: int, number: int) -> Span:
    """Raises ValueError if the year has no such week."""
    return week_of(date.fromisocalendar(year, number, 1))


def week_in(year: int, month: int, number: int) -> Span:
    """The first (1) to fourth, or the last (-1), week of a month: 4 to 10 March 2019 is the first of that March."""
    anchor = date(year, month, 4) if number > 0 else date(year, month, month_end(year, month).day - 3)
    return week_of(anchor + timedelta(days=7 * (number - 1 if number > 0 else 0)))


def part(year: int, month: int, name: Part) -> Span:
    first = PARTS[name]
    return (
        "part",
        date(year, month, first),
        month_end(year, month) if name == "late" else date(year, month, first + 9),
    )


def part_at(first: date) -> Part:
    """Which part of a month begins on that day."""
    return next(name for name, day in PARTS.items() if day == first.day)


def month(year: int, number: int) -> Span:
    return "month", date(year, number, 1), month_end(year, number)


def quarter(year: int, number: int) -> Span:
    return "quarter", date(year, 3 * number - 2, 1), month_end(year, 3 * number)


def whole_year(year: int) -> Span:
    return "year", date(year, 1, 1), date(year, 12, 31)


def month_end(year: int, number: int) -> date:
    return date(year, number, calendar.monthrange(year, number)[1])
