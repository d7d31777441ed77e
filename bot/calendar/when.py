"""Dates as people know them: a day, several days, an hour in some zone, a month, a quarter, a year, or not yet.

A zone's clock changes are resolved as clocks do it: an hour that is skipped in spring becomes the hour after (02:30 is read as
03:30), an hour that comes twice in autumn is the first of the two.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

Precision = Literal["day", "month", "quarter", "year", "tbc"]

TO_BE_CONFIRMED: Final = "TBC"
# Beyond these years it is a slip of the pen, and further out no zone can be reckoned with.
FIRST_YEAR, LAST_YEAR = 1900, 2199
FORMS: Final = "Write a day as 2019-03-20, a month as 2019-05, a quarter as 2019-Q2, a year as 2019, or TBC."

_DATE = re.compile(r"(\d{4})(?:-(?:Q(\d)|(\d{2})(?:-(\d{2}))?))?", re.ASCII | re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::00)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class When:
    """When something is. `ends_on` is the last day, inclusive; `starts_at` and `ends_at` are local to `timezone`.

    A month, a quarter or a year spans its first to its last day; TBC has no days at all.
    """

    precision: Precision
    starts_on: date | None
    ends_on: date | None
    starts_at: time | None
    ends_at: time | None
    timezone: str

    @classmethod
    def parse(
        cls,
        text: str | date,
        *,
        end_date: str | date | None = None,
        starts: str | time | None = None,
        ends: str | time | None = None,
        timezone: str = "UTC",
    ) -> "When":
        """Reads a date as the workspace file writes it, or as TOML's own dates and times.

        Raises ValueError, with a sentence that says what is wrong.
        """
        _check_zone(timezone)
        precision, first, last = _span(text)
        if end_date is not None:
            last = _last_day(precision, first, end_date)
        starts_at = None if starts is None else _hour(starts)
        ends_at = None if ends is None else _hour(ends)
        _check_hours(precision, first, last, starts_at, ends_at)
        return cls(precision, first, last, starts_at, ends_at, timezone)

    @property
    def begins(self) -> datetime | None:
        """The first instant that the date may mean, in UTC: local midnight, unless an hour is known."""
        if self.starts_on is None:
            return None
        return instant(self.starts_on, self.starts_at or time(0), self.timezone)

    @property
    def finishes(self) -> datetime | None:
        """The instant at which it is over, in UTC. Without a known end that is the end of the last day."""
        if self.ends_on is None or self.begins is None:
            return None
        if self.ends_at is None:
            return instant(self.ends_on + timedelta(days=1), time(0), self.timezone)
        # A start that a clock change moved on may have overtaken the end.
        return max(self.begins, instant(self.ends_on, self.ends_at, self.timezone))


def instant(day: date, hour: time, timezone: str) -> datetime:
    """A local day and hour as an instant in UTC; for clock changes see this file's first words."""
    return datetime.combine(day, hour, ZoneInfo(timezone)).astimezone(UTC)


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"“{name}” is not a time zone. Write it as Europe/Zurich.") from None


def _span(written: str | date) -> tuple[Precision, date | None, date | None]:
    """The precision, and the first and last day that the date may mean."""
    text = str(written).strip()
    if text.upper() == TO_BE_CONFIRMED:
        return "tbc", None, None
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a date. {FORMS}")
    year, quarter, month, day = (None if part is None else int(part) for part in match.groups())
    assert year is not None  # noqa: S101 - the pattern has it
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"“{text}” is out of reach: years go from {FIRST_YEAR} to {LAST_YEAR}.")
    if quarter is not None:
        if not 1 <= quarter <= 4:
            raise ValueError(f"“{text}” is not a date: a year has quarters 1 to 4.")
        return "quarter", date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)
    if month is None:
        return "year", date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise ValueError(f"“{text}” is not a date: a year has months 01 to 12.")
    if day is None:
        return "month", date(year, month, 1), _month_end(year, month)
    if not 1 <= day <= _month_end(year, month).day:
        length = f"{calendar.month_name[month]} {year} has {_month_end(year, month).day} days"
        raise ValueError(f"“{text}” is not a date: {length}.")
    return "day", date(year, month, day), date(year, month, day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _last_day(precision: Precision, first: date | None, end_date: str | date) -> date:
    end_precision, _, last = _span(end_date)
    if precision != "day" or first is None:
        raise ValueError("An end date needs a first day: a month, a quarter, a year or TBC has none.")
    if end_precision != "day" or last is None:
        raise ValueError(f"The end date “{end_date}” is not a day. Write it as 2019-03-20.")
    if last < first:
        raise ValueError(f"It ends ({last}) before it starts ({first}).")
    return last


def _hour(written: str | time) -> time:
    text = str(written).strip()
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"“{text}” is not a time. Write it as 13:15.")
    return time(int(match[1]), int(match[2]))


def _check_hours(
    precision: Precision, first: date | None, last: date | None, starts: time | None, ends: time | None
) -> None:
    if starts is None and ends is None:
        return
    if precision != "day":
        raise ValueError("A time needs a day: a month, a quarter, a year or TBC has none.")
    if starts is None:
        raise ValueError("An end time needs a start time.")
    if ends is not None and first == last and ends < starts:
        raise ValueError(
            f"It ends ({ends:%H:%M}) before it starts ({starts:%H:%M}). "
            "If it goes on past midnight, give its end date."
        )
