"""The dates of a VEVENT beside its rule (RDATE, RFC 5545, 3.8.5.2), and those that don't take place (EXDATE): what a day comes to. Pure.

A series has one time a day. So of several on one day the first that takes place is kept, and the others are named in the report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from bot.calendar.ical.reading import Component, Property
from bot.calendar.importing.problems import Bad, Problem
from bot.calendar.importing.times import Times
from bot.calendar.recurrence import Rule, on_days
from bot.calendar.rule_requirements import MOST_DATES
from bot.calendar.when import When
from storage.recurring import Exceptional

Hours = dict[date, set[time | None]]  # at which hours of each day; None: whatever hour


@dataclass(frozen=True, slots=True)
class Series:
    """How something repeats, with its further dates; None if it doesn't. `exceptions` by day; `notes` are for the report."""

    rule: Rule | None
    exceptions: Mapping[date, Exceptional] = field(default_factory=dict)
    notes: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class _Time:
    """An hour on a day, and when it ends, if not as the series does; as an exception has them."""

    hour: time | None
    other: Exceptional


def series_of(event: Component, when: When, rule: Rule | None, off: Hours, times: Times) -> Series:
    """`when` and `rule` are the first date and the RRULE, `off` what is left out. Raises Bad if there are more dates than can be kept."""
    notes: list[Problem] = []
    further = _read(event, when, times, notes)
    plain = rule or Rule("daily", count=1)
    by_rule = on_days(when, plain, set(further)) if further else {}
    exceptions = {on: Exceptional(on, status="cancelled") for on in off}
    dates = sorted(further.keys() - by_rule.keys())
    for on, listed in further.items():
        usual = [_Time(when.starts_at, Exceptional(on))] if on in by_rule else []
        among = {each.hour: each for each in (*usual, *listed)}
        left = _left(list(among.values()), off.get(on, set()))
        if left:
            exceptions[on] = left[0].other
            notes += [Problem("second_time", on.isoformat())] * (len(left) > 1)
    if dates:
        notes.append(Problem("more_dates", str(len(dates))))
        rule = replace(plain, dates=tuple(dates)).spelled_out(when.starts_on or dates[0])
    return Series(rule, exceptions if rule else {}, notes)


def _left(among: list[_Time], off: set[time | None]) -> list[_Time]:
    """What takes place of one day's times."""
    if not off:
        return among
    left = [each for each in among if None not in off and each.hour not in off]
    # Not all programs name the hour rightly that is left out. The rule's is meant, then: it is the first.
    return left if len(left) < len(among) else among[1:]


def _read(event: Component, when: When, times: Times, notes: list[Problem]) -> dict[date, list[_Time]]:
    listed = [
        (line, value) for line in event.all("RDATE") for value in line.value.split(",") if value.strip()
    ]
    if len(listed) > MOST_DATES:
        raise Bad("many_dates", str(MOST_DATES))
    found: dict[date, list[_Time]] = {}
    for line, value in listed:
        try:
            on, each = _time(line, value, when, times)
        except Bad:
            notes.append(Problem("date_left_out", value.strip()[:20]))
            continue
        found.setdefault(on, []).append(each)
    return found


def _time(line: Property, value: str, when: When, times: Times) -> tuple[date, _Time]:
    begins, ends = times.period(line, value)
    if begins.hour is None or when.starts_at is None:
        return begins.day, _Time(when.starts_at, Exceptional(begins.day))
    begins = begins.seen_in(when.timezone)
    on, hour = begins.day, begins.hour
    if ends is None:
        return on, _Time(hour, Exceptional(on, starts_at=hour if hour != when.starts_at else None))
    of_its_own = times.between(begins, ends)
    days = (of_its_own.starts_on, of_its_own.ends_on, of_its_own.starts_at, of_its_own.ends_at)
    length = (when.ends_on or on) - (when.starts_on or on)
    if days == (on, on + length, when.starts_at, when.ends_at):
        return on, _Time(hour, Exceptional(on))
    return on, _Time(hour, Exceptional(on, None, *days))
