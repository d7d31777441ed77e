"""Reads dates and times as files write them: 2019-03-20, 2019-W12, early 2019-05, 2019-05, 2019-Q2, 2019, TBC; 13:15."""

import calendar
import re
from datetime import date, time
from typing import Final, cast

from bot.calendar import spans
from bot.calendar.spans import PARTS, Part, Span

TO_BE_CONFIRMED: Final = "TBC"
# Beyond these years it is a slip of the pen, and further out no zone can be reckoned with.
FIRST_YEAR, LAST_YEAR = 1900, 2199
FORMS: Final = (
    "Write a day as 2019-03-20, a week as 2019-W12, a part of a month as early 2019-05, mid 2019-05 or late 2019-05, a month as 2019-05, "
    "a quarter as 2019-Q2, a year as 2019, or TBC."
)

_DATE = re.compile(
    r"(?:(early|mid|late)[ -])?(\d{4})(?:-(?:Q(\d)|W(\d{2})|(\d{2})(?:-(\d{2}))?))?", re.ASCII | re.IGNORECASE
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?", re.ASCII)


def span(written: str | date) -> Span:
    """The precision, and the first and last day that the date may mean. Raises ValueError, with a sentence."""
    text = str(written).strip()
    if text.upper() == TO_BE_CONFIRMED:
        return spans.TBC
    match = _DATE.fullmatch(text)
    if match is None or (match[1] and (not match[5] or match[6])):
        raise ValueError(f"“{text}” is not a date. {FORMS}")
    year, quarter, week, month, day = (None if part is None else int(part) for part in match.groups()[1:])
    assert year is not None  # noqa: S101 - the pattern has it
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"“{text}” is out of reach: years go from {FIRST_YEAR} to {LAST_YEAR}.")
    if quarter is not None:
        if not 1 <= quarter <= 4:
            raise ValueError(f"“{text}” is not a date: a year has quarters 1 to 4.")
        return spans.quarter(year, quarter)
    if week is not None:
        return _week(text, year, week)
    if month is None:
        return spans.whole_year(year)
    if not 1 <= month <= 12:
        raise ValueError(f"“{text}” is not a date: a year has months 01 to 12.")
    if match[1]:
        return spans.part(year, month, _part(match[1]))
    return spans.month(year, month) if day is None else _day(text, year, month, day)


def hour(written: str | time) -> time:
    text = str(written).strip()
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"“{text}” is not a time. Write it as 13:15.")
    return time(int(match[1]), int(match[2]))


def _part(word: str) -> Part:
    assert word.lower() in PARTS  # noqa: S101 - the pattern has it
    return cast(Part, word.lower())


def _week(text: str, year: int, number: int) -> Span:
    try:
        return spans.iso_week(year, number)
    except ValueError:
        last = date(year, 12, 28).isocalendar().week
        raise ValueError(f"“{text}” is not a date: {year} has weeks 01 to {last}.") from None


def _day(text: str, year: int, month: int, day: int) -> Span:
    length = spans.month_end(year, month).day
    if not 1 <= day <= length:
        name = f"{calendar.month_name[month]} {year}"
        raise ValueError(f"“{text}” is not a date: {name} has {length} days.")
    return spans.days(date(year, month, day))
