"""From what stands in the form's fields of date and time to a `When`: or an error beside the field that is wrong. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from bot.calendar.planning import clocks, errors
from bot.calendar.planning.form import DAY, END, ENDS, STARTS, WHEN
from bot.calendar.reading.sentence import Sentence
from bot.calendar.when import When
from bot.calendar.written import FIRST_YEAR, LAST_YEAR
from bot.errors import FieldErrors, Refusal

# What was wrong with a date in words (`Sentence.problem`).
_PROBLEMS: Final[dict[str, Callable[[str], Refusal]]] = {
    "no_such_day": errors.NoSuchDay,
    "no_such_hour": errors.NoSuchHour,
    "wrong_weekday": lambda _typed: errors.WrongWeekday(),
    "end_before_start": lambda _typed: errors.EndsTooEarly(),
    "skipped_hour": lambda _typed: errors.SkippedHourWritten(),
    "repeated_hour": lambda _typed: errors.RepeatedHourWritten(),
    "never_occurs": lambda _typed: errors.NeverOccurs(),
}


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the fields, tidied; empty where nothing does. `zone` is an IANA name."""

    day: str
    words: str
    end: str
    starts: str
    ends: str
    zone: str


def problem(kind: str, typed: str) -> Refusal:
    """What is said of a date in words that was meant and can't be."""
    return _PROBLEMS.get(kind, errors.NotADate)(typed)


def when_of(written: Written, read: Callable[[str], Sentence], kept: When | None = None) -> When:
    """The date that was meant. `read` reads words; `kept` is what the words say already, if nobody has rewritten them.

    Raises FieldErrors, with every field that is wrong.
    """
    wrong: dict[str, Refusal] = {}
    when = _days(written, read, kept, wrong)
    starts = _hour(written.starts, STARTS, wrong)
    ends = _hour(written.ends, ENDS, wrong)
    if when is None or wrong:
        raise FieldErrors(wrong)
    if when.precision != "day":
        for block_id, entered in ((END, written.end), (STARTS, starts), (ENDS, ends)):
            if entered:
                wrong[block_id] = errors.NeedsADay()
        if wrong:
            raise FieldErrors(wrong)
        return replace(when, starts_at=None, ends_at=None, timezone=written.zone)
    if starts is not None:
        # Hours that stand in their own fields are meant, whatever the words say besides.
        when = replace(when, starts_at=starts, ends_at=None, timezone=written.zone)
    if ends is not None:
        when = replace(when, ends_at=ends)
    _check_hours(when, wrong)
    if wrong:
        raise FieldErrors(wrong)
    return when


def _days(
    written: Written, read: Callable[[str], Sentence], kept: When | None, wrong: dict[str, Refusal]
) -> When | None:
    """The first and the last day, with the hours that stand in words."""
    when = _worded(written, read, kept, wrong) if written.words else None
    day = _day(written.day, DAY, wrong)
    if wrong:
        return None
    if day is not None and when is not None and (when.precision != "day" or when.starts_on != day):
        wrong[WHEN] = errors.TwoDates()
        return None
    if when is None and day is not None:
        when = When("day", day, day, None, None, written.zone)
    if when is None:
        wrong[DAY] = errors.NoDate()
        return None
    end = _day(written.end, END, wrong)
    if end is not None and when.precision == "day" and when.starts_on is not None:
        if end < when.starts_on:
            wrong[END] = errors.EndsTooEarly(when.starts_on)
        when = replace(when, ends_on=end)
    return when


def _worded(
    written: Written, read: Callable[[str], Sentence], kept: When | None, wrong: dict[str, Refusal]
) -> When | None:
    if kept is not None:
        return kept
    try:
        return When.parse(written.words, timezone=written.zone)
    except ValueError:
        found = read(written.words)
    if found.problem:
        wrong[WHEN] = problem(found.problem, written.words)
    elif found.when is None:
        wrong[WHEN] = errors.NotADate(written.words)
    return found.when


def _day(typed: str, block_id: str, wrong: dict[str, Refusal]) -> date | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        wrong[block_id] = errors.NoSuchDay(typed)
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        wrong[block_id] = errors.OutOfReach(FIRST_YEAR, LAST_YEAR)
    return day


def _hour(typed: str, block_id: str, wrong: dict[str, Refusal]) -> time | None:
    if not typed:
        return None
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        wrong[block_id] = errors.NotADate(typed)
        return None


def _check_hours(when: When, wrong: dict[str, Refusal]) -> None:
    """Whether its hours come, once each, and in their order."""
    starts, ends = when.starts_at, when.ends_at
    if starts is None:
        if ends is not None:
            wrong[ENDS] = errors.NeedsABeginning()
        return
    if ends is not None and when.starts_on == when.ends_on and ends < starts:
        wrong[ENDS] = errors.EndsBeforeItsHour(starts)
        return
    for block_id, day, hour in ((STARTS, when.starts_on, starts), (ENDS, when.ends_on, ends)):
        if day is None or hour is None:
            continue
        match clocks.trouble(day, hour, when.timezone):
            case "skipped":
                wrong[block_id] = errors.SkippedHour(hour, day, when.timezone)
            case "repeated":
                wrong[block_id] = errors.RepeatedHour(hour, day, when.timezone)
