"""A group's own holidays, as the workspace file writes them: a day or days, once or every year. Pure.

`2019-08-01/2019-08-31` (once), `12-24/01-02` (every year), and `2019-05-01` and `05-01` for a single day: an interval as in ISO 8601.
"""

import re
from calendar import isleap
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from bot.nudges.rhythm import Pause

LONGEST: Final = 183  # days: who is quiet for longer is at rest
FORMS: Final = 'Write days as "2019-08-01/2019-08-31", or "12-24/01-02" for every year; a single one as "2019-05-01" or "05-01"'

_DAY: Final = r"(?:(\d{4})-)?(\d{2})-(\d{2})"
_HOLIDAY: Final = re.compile(rf"{_DAY}(?:/{_DAY})?", re.ASCII)
_LEAP_YEAR: Final = 2020


def check(written: str) -> str:
    """The holiday, if it is one. Raises ValueError with a sentence."""
    match = _HOLIDAY.fullmatch(written)
    if match is None or (match[5] and bool(match[1]) != bool(match[4])):
        raise ValueError(f'"{written}" are no holidays. {FORMS}')
    try:
        (first, last) = next(_in_year(written, int(match[1] or _LEAP_YEAR)))
    except ValueError:
        raise ValueError(f'"{written}": there is no such day') from None
    if last < first:
        raise ValueError(f'"{written}" ends before it begins')
    if (last - first).days >= LONGEST:
        raise ValueError(f'"{written}" is longer than half a year: put the channel to rest instead')
    return written


def within(holidays: Iterable[str], first: date, last: date) -> list[Pause]:
    """The holidays of which a day lies between two days, both included; in their order."""
    found = {
        pause
        for written in holidays
        for year in range(first.year - 1, last.year + 1)
        for pause in _in_year(written, year)
        if pause[0] <= last and pause[1] >= first
    }
    return sorted(found)


def _in_year(written: str, year: int) -> Iterator[Pause]:
    """The holidays that begin in a year; of those that are once, whatever the year. Raises ValueError for a day that there isn't."""
    match = _HOLIDAY.fullmatch(written)
    if match is None:
        return
    parts = [None if part is None else int(part) for part in match.groups()]
    first_year, month, day, last_year, last_month, last_day = parts
    assert month is not None  # noqa: S101 - the pattern has it
    assert day is not None  # noqa: S101
    first = _day(first_year or year, month, day, is_once=first_year is not None)
    if last_month is None or last_day is None:
        yield first, first
        return
    last = _day(last_year or year, last_month, last_day, is_once=last_year is not None)
    if last_year is None and last < first:  # over New Year
        last = _day(year + 1, last_month, last_day, is_once=False)
    yield first, last


def _day(year: int, month: int, day: int, *, is_once: bool) -> date:
    """Of every year the 29th of February is the 28th where there is none."""
    if not is_once and (month, day) == (2, 29) and not isleap(year):
        day = 28
    return date(year, month, day)


def until(holidays: Iterable[str], today: date) -> date | None:
    """The first day after the holidays in which a day lies. None: it lies in none."""
    day = today
    while now := within(holidays, day, day):
        day = max(last for _first, last in now) + timedelta(days=1)
        if day > today + timedelta(days=2 * LONGEST):
            break
    return None if day == today else day
