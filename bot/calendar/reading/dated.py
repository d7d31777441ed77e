"""What a date in a sentence came to, and the year that is meant where none is written."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.calendar.spans import Span, days

# A day without a year is the next one, unless it has just been: news and reports are written down after the fact, and a date that is a
# few weeks old is likelier a date of this year than one of eleven months ahead.
JUST_PAST: Final = timedelta(days=28)
# Where a span's end has no year and comes before its start, it is in the next year, if that is not farther than this.
LONGEST_OVER_NEW_YEAR: Final = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that was read. `problem` says what is wrong with it; `is_due` that it was given as a limit (“by 3 May”);
    `is_late` that it is in an afternoon or evening (“jeudi soir”)."""

    span: Span | None
    problem: str | None = None
    is_due: bool = False
    is_late: bool = False


NO_SUCH_DAY: Final = Dated(None, "no_such_day")


def day_in(year: int | None, month: int, day: int, today: date) -> date | None:
    """That day, in the year that is meant if none is given; None if there is no such day."""
    for candidate in (year,) if year else (today.year - 1, today.year, today.year + 1):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today - JUST_PAST:
            return found
    return None


def one_day(day: date | None, weekday: int | None = None) -> Dated:
    """A day, which is wrong if it was said to be another weekday."""
    if day is None:
        return NO_SUCH_DAY
    is_wrong = weekday is not None and day.weekday() != weekday
    return Dated(days(day), "wrong_weekday" if is_wrong else None)


def several_days(first: date | None, last: date | None) -> Dated:
    """From one day to another, which is wrong if it ends before it starts: then it is the first day."""
    if first is None or last is None:
        return NO_SUCH_DAY
    if last < first:
        return Dated(days(first), "end_before_start")
    return Dated(days(first, last))
