"""Dates in the cells of a table: 2019-03-20, 2019-Q2, TBC; 20/03/2019 or 3/20/2019, as the whole table has it; or in words. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final, Literal

from bot.calendar import written
from bot.calendar.importing.problems import Bad
from bot.calendar.planning import form
from bot.calendar.reading.sentence import Sentence
from bot.calendar.spans import Span
from bot.calendar.when import When

Order = Literal["day", "month"]  # which comes first where both are numbers

_NUMBERS: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})", re.ASCII)
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]+(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII)
_WITH_HOUR: Final = re.compile(r"(\S+)[ ,]+(\d{1,2}[:.h]\d{2}.*)", re.ASCII | re.IGNORECASE)
_HOUR: Final = re.compile(
    r"(\d{1,2})(?:[:.hH](\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s?m\.?|h)?", re.ASCII | re.IGNORECASE
)
_TWELVE: Final = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)

Read = Callable[[str], Sentence]  # reads words


def order_of(cells: Iterable[str], hours: Iterable[str]) -> Order | None:
    """Which comes first in the dates of a table: None if they have no such numbers. Where all of them may be either, it is the day, but
    for a table whose hours are a.m. and p.m."""
    found = [match for cell in cells if (match := _NUMBERS.match(cell.strip()))]
    if not found:
        return None
    if any(int(match[1]) > 12 for match in found):
        return "day"
    if any(int(match[2]) > 12 for match in found) or any(_TWELVE.search(hour) for hour in hours):
        return "month"
    return "day"


def when_of(starts: str, ends: str, hours: Sequence[str], zone: str, order: Order | None, read: Read) -> When:
    """The date in the cells of first and last day, and those of their `hours`. Raises Bad."""
    first, starts_at = _day(starts, order, zone, read)
    last, ends_at = _day(ends, order, zone, read) if ends.strip() else (None, None)
    starts_at = _hour(hours[0]) if hours[0].strip() else starts_at
    ends_at = _hour(hours[1]) if hours[1].strip() else ends_at
    when = replace(first, starts_at=None, ends_at=None, timezone=zone)
    if when.precision != "day":
        if last is not None or starts_at or ends_at:
            raise Bad("needs_day")
        return when
    if last is not None:
        if last.precision != "day" or last.ends_on is None or when.starts_on is None:
            raise Bad("bad_date", ends)
        if last.ends_on < when.starts_on:
            raise Bad("ends_early")
        when = replace(when, ends_on=last.ends_on)
    if ends_at is not None and starts_at is None:
        raise Bad("bad_time", hours[0])
    if ends_at is not None and starts_at is not None and when.starts_on == when.ends_on:
        if ends_at < starts_at:
            raise Bad("ends_early")
        ends_at = None if ends_at == starts_at else ends_at
    return replace(when, starts_at=starts_at, ends_at=ends_at)


def _day(cell: str, order: Order | None, zone: str, read: Read) -> tuple[When, time | None]:
    """A date, with the hour that may stand behind it."""
    text = " ".join(cell.split())
    if not text:
        raise Bad("no_date")
    if match := _ISO.fullmatch(text):
        return _plain(written.span, match[1], zone), _hour(match[2])
    if _NUMBERS.match(text):
        hour = None
        if match := _WITH_HOUR.fullmatch(text):
            text, hour = match[1], _hour(match[2])
        return _plain(lambda part: _numbered(part, order), text, zone), hour
    try:
        return When(*written.span(text), None, None, zone), None
    except ValueError as error:
        if "out of reach" in str(error):
            raise Bad("out_of_reach", text) from None
    if len(text) > form.LONGEST_WHEN:
        raise Bad("bad_date", text)
    found = read(text)
    if found.when is None or found.problem:
        raise Bad("bad_date", text)
    return found.when, found.when.starts_at


def _plain(span: Callable[[str], Span], text: str, zone: str) -> When:
    try:
        return When(*span(text), None, None, zone)
    except ValueError:
        raise Bad("bad_date", text) from None


def _numbered(text: str, order: Order | None) -> Span:
    match = _NUMBERS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    one, other, year = int(match[1]), int(match[2]), int(match[3])
    day, month = (other, one) if order == "month" else (one, other)
    return written.span(date(year if year > 99 else 2000 + year, month, day))


def _hour(cell: str) -> time:
    text = " ".join(cell.split())
    match = _HOUR.fullmatch(text)
    if match is None or (match[2] is None and match[3] is None and "h" not in text.lower()):
        raise Bad("bad_time", text)
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise Bad("bad_time", text)
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise Bad("bad_time", text)
    return time(hour, minute)
