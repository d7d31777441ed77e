"""Puts together what was read of a date, an hour and a rule, and says what does not go together."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar.reading.dated import Dated
from bot.calendar.reading.hours import EARLY_MORNING, EVENING, Hours
from bot.calendar.recurrence import Rule, first_of
from bot.calendar.spans import TBC, days
from bot.calendar.when import When


def assemble(
    dated: Dated | None,
    hours: Hours | None,
    rule: Rule | None,
    *,
    today: date,
    timezone: str,
    is_undated: bool,
) -> tuple[When | None, Rule | None, str | None]:
    """When it is, by which rule it repeats, and what is wrong with that."""
    problem = (dated and dated.problem) or (hours and hours.problem) or None
    span = dated.span if dated else None
    if dated and dated.is_late and hours:
        hours = replace(hours, starts=_after_noon(hours.starts), ends=_after_noon(hours.ends))
    if span is None and problem is None:
        if is_undated:
            return _when(TBC, None, timezone), None, None
        if hours is not None or _says_its_days(rule):
            span = days(today)  # an hour alone is today's
    if span is None:
        return None, rule, problem
    when = _when(span, hours, timezone)
    when, ends_early = _ended(when, hours)
    problem = problem or ends_early or _clock_change(when)
    if rule is None or when.precision != "day":
        return when, rule if when.precision == "day" else None, problem
    return _first(when, rule, problem)


def _after_noon(hour: time | None) -> time | None:
    return hour.replace(hour=hour.hour + 12) if hour and 0 < hour.hour < 12 else hour


def _says_its_days(rule: Rule | None) -> bool:
    return rule is not None and bool(
        rule.weekdays or rule.nth or rule.month_days or rule.frequency == "daily"
    )


def _when(span: "tuple[object, ...]", hours: Hours | None, timezone: str) -> When:
    precision, first, last = span
    starts = hours.starts if hours and precision == "day" else None
    return When(precision, first, last, starts, None, timezone)  # type: ignore[arg-type]


def _ended(when: When, hours: Hours | None) -> tuple[When, str | None]:
    """With the hour at which it ends: past midnight if it goes from an evening to an early morning."""
    first, last = when.starts_on, when.ends_on
    if hours is None or hours.ends is None or when.starts_at is None or first is None or last is None:
        return when, None
    if first == last and hours.ends < when.starts_at:
        is_overnight = when.starts_at >= EVENING and hours.ends <= EARLY_MORNING
        if not is_overnight and hours.ends != time(0):
            return when, "end_before_start"
        last += timedelta(days=1)
    return When(when.precision, first, last, when.starts_at, hours.ends, when.timezone), None


def _clock_change(when: When) -> str | None:
    """Whether the clocks skip an hour that is meant, or show it twice."""
    for day, hour in ((when.starts_on, when.starts_at), (when.ends_on, when.ends_at)):
        found = change_at(day, hour, when.timezone) if day and hour else None
        if found:
            return found
    return None


def change_at(day: date, hour: time, timezone: str) -> str | None:
    """`skipped_hour` or `repeated_hour`, if a clock change makes that of a local hour; see PEP 495."""
    local = datetime.combine(day, hour, ZoneInfo(timezone))
    before, after = local.utcoffset(), local.replace(fold=1).utcoffset()
    if before is None or after is None or before == after:
        return None
    return "skipped_hour" if before < after else "repeated_hour"


def _first(when: When, rule: Rule, problem: str | None) -> tuple[When, Rule, str | None]:
    """What repeats begins on the first day by its rule."""
    found = first_of(when, rule)
    return (found, rule, problem) if found else (when, rule, problem or "never_occurs")
