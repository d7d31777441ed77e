"""Dates as people know them: a day, several days, an hour in some zone, a week, a part of a month, a month, a quarter, a year, or not yet.

A zone's clock changes are resolved as clocks do it: an hour that is skipped in spring becomes the hour after (02:30 is read as
03:30), an hour that comes twice in autumn is the first of the two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.spans import Precision
from bot.calendar.written import LAST_YEAR, TO_BE_CONFIRMED, hour, span

__all__ = ["LAST_YEAR", "TO_BE_CONFIRMED", "Precision", "When", "instant"]


@dataclass(frozen=True, slots=True)
class When:
    """When something is. `ends_on` is the last day, inclusive; `starts_at` and `ends_at` are local to `timezone`.

    A week, a part of a month, a month, a quarter or a year spans its first to its last day (`spans`); TBC has no days at all.
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
        precision, first, last = span(text)
        if end_date is not None:
            last = _last_day(precision, first, end_date)
        starts_at = None if starts is None else hour(starts)
        ends_at = None if ends is None else hour(ends)
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


def _last_day(precision: Precision, first: date | None, end_date: str | date) -> date:
    end_precision, _, last = span(end_date)
    if precision != "day" or first is None:
        raise ValueError("An end date needs a first day: a week, a month, a quarter, a year or TBC has none.")
    if end_precision != "day" or last is None:
        raise ValueError(f"The end date “{end_date}” is not a day. Write it as 2019-03-20.")
    if last < first:
        raise ValueError(f"It ends ({last}) before it starts ({first}).")
    return last


def _check_hours(
    precision: Precision, first: date | None, last: date | None, starts: time | None, ends: time | None
) -> None:
    if starts is None and ends is None:
        return
    if precision != "day":
        raise ValueError("A time needs a day: a week, a month, a quarter, a year or TBC has none.")
    if starts is None:
        raise ValueError("An end time needs a start time.")
    if ends is not None and first == last and ends < starts:
        raise ValueError(
            f"It ends ({ends:%H:%M}) before it starts ({starts:%H:%M}). "
            "If it goes on past midnight, give its end date."
        )
