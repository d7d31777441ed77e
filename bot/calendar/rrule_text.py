"""Reads the text of a rule (RFC 5545, 3.3.10) into the fields of a `Rule`. What can't be kept is refused, not bent.

A rule that says the same in another way is kept in ours: `FREQ=DAILY;BYDAY=MO,TU` is weekly, `BYDAY=MO;BYSETPOS=2` is the second Monday.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.calendar.rrule_positions import days_of, positioned
from bot.calendar.when import LAST_YEAR, When

LONGEST: Final = 500  # characters, but for further dates
DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

_KNOWN = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "RDATE")
FINER: Final = ("SECONDLY", "MINUTELY", "HOURLY")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_FROM_THE_END = (-2, -3, -4, -5)
_DATES = re.compile(r"\d{8}(?:,\d{8})*", re.ASCII)
_LONGEST_DATES = 5_000  # characters: twice as many as can be kept

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """A rule's parts. `plain` are weekdays by themselves, `nth` those with a number: (1, 0) is the first Monday."""

    interval: int
    plain: tuple[int, ...]
    nth: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    months: tuple[int, ...]
    week_start: int


def fields_of(text: str, when: When | None) -> Fields:
    """The fields of the rule. `when` is its first date: an UNTIL that is an instant is understood by its zone and hour, else by
    UTC's day. Raises ValueError, with a sentence."""
    written = _written(text)
    frequency = written.get("FREQ", "")
    if frequency in FINER:
        raise ValueError("It repeats more often than daily: that is no rule for a calendar of days.")
    if frequency not in _READERS:
        raise ValueError("The rule doesn't say how often: FREQ is DAILY, WEEKLY, MONTHLY or YEARLY.")
    parts, positions = _parts(written), _numbers(written, "BYSETPOS")
    if parts.month_days and (parts.plain or parts.nth):
        raise _too_much("days of the month together with weekdays")
    days = _positioned(frequency, parts, positions) if positions else _READERS[frequency](parts)
    fields: Fields = {"interval": parts.interval} | days
    if "COUNT" in written:
        fields["count"] = _number("COUNT", written["COUNT"])
    if "UNTIL" in written:
        fields["until"] = _until(written["UNTIL"], when)
    if "RDATE" in written:
        fields["dates"] = _dates(written["RDATE"])
    return fields


def _written(text: str) -> dict[str, str]:
    line = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    if len(line.partition("RDATE=")[0]) > LONGEST or len(line) > LONGEST + _LONGEST_DATES:
        raise ValueError(f"The rule is longer than {LONGEST} characters.")
    found: dict[str, str] = {}
    for part in line.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in found:
            raise ValueError("It is not a rule as RFC 5545 writes it, such as FREQ=WEEKLY;BYDAY=MO.")
        if name not in _KNOWN:
            raise _too_much(name[:20])
        found[name] = value
    return found


def _parts(written: dict[str, str]) -> Parts:
    days = [_DAY.fullmatch(day) for day in written["BYDAY"].split(",")] if "BYDAY" in written else []
    if not all(days):
        raise ValueError("BYDAY has something that is not a weekday: MO, TU, WE, TH, FR, SA, SU.")
    plain = tuple(sorted({DAYS.index(day[2]) for day in days if day and not day[1]}))
    nth = tuple(sorted({(int(day[1]), DAYS.index(day[2])) for day in days if day and day[1]}))
    month_days = _numbers(written, "BYMONTHDAY")
    if written.get("WKST", "MO") not in DAYS:
        raise ValueError("WKST is not a weekday: MO, TU, WE, TH, FR, SA, SU.")
    return Parts(
        interval=_number("INTERVAL", written.get("INTERVAL", "1")),
        plain=plain,
        nth=nth,
        month_days=month_days,
        months=_numbers(written, "BYMONTH"),
        week_start=DAYS.index(written.get("WKST", "MO")),
    )


def _positioned(frequency: str, parts: Parts, positions: tuple[int, ...]) -> Fields:
    """Of BYSETPOS: the last working day of the month, the first weekend day of March."""
    found = None
    if frequency in ("MONTHLY", "YEARLY") and 0 not in positions and not parts.nth:
        found = positioned(frequency, parts.plain, parts.month_days, parts.months, positions)
    if found is None:
        raise _too_much("BYSETPOS of such days")
    if frequency == "MONTHLY" and parts.months and parts.interval > 1:
        raise _too_much("every so many months, but only some of them")
    return found


def _daily(parts: Parts) -> Fields:
    if not (parts.plain or parts.nth or parts.month_days or parts.months):
        return {"frequency": "daily"}
    if parts.interval > 1:
        raise _too_much("every so many days, but only some of them")
    return _monthly(parts) if parts.month_days or parts.months else _weekly(parts)


def _weekly(parts: Parts) -> Fields:
    if parts.nth or parts.month_days or parts.months:
        raise _too_much("weeks that are counted in months or years")
    return {"frequency": "weekly", "weekdays": parts.plain, "week_start": parts.week_start}


def _monthly(parts: Parts) -> Fields:
    if parts.months:
        if parts.interval > 1:
            raise _too_much("every so many months, but only some of them")
        return _yearly(parts)
    if parts.plain:
        if parts.interval > 1:
            raise _too_much("every weekday of every so many months")
        return _weekly(parts)
    return {"frequency": "monthly", "month_days": parts.month_days} | _counted(parts)


def _yearly(parts: Parts) -> Fields:
    counted, nth = _counted(parts), parts.nth
    if parts.months:
        if parts.plain:
            raise _too_much("every such weekday of a month of the year")
        return {"frequency": "yearly", "months": parts.months, "month_days": parts.month_days} | counted
    if nth:
        # Of a whole year: its first four Mondays are January's, its last is December's.
        months = {1 if 1 <= number <= 4 else 12 if number == -1 else 0 for number, _day in nth}
        if months not in ({1}, {12}):
            raise _too_much("a weekday that is counted through the year")
        return {"frequency": "yearly", "months": tuple(months), "nth": nth}
    if not (parts.month_days or parts.plain):
        return {"frequency": "yearly"}
    if parts.interval > 1:
        raise _too_much("every month or week of every so many years")
    return _monthly(parts)


_READERS: Final[dict[str, Callable[[Parts], Fields]]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}


def _counted(parts: Parts) -> Fields:
    """The first Monday, the last Friday; -2FR, the last but one, is a position among Fridays."""
    if parts.nth and parts.plain:
        raise _too_much("weekdays that are counted together with some that aren't")
    numbers, weekdays = {number for number, _ in parts.nth}, {day for _, day in parts.nth}
    if len(weekdays) == 1 and numbers & set(_FROM_THE_END):
        return days_of(weekdays, sorted(numbers))
    return {"nth": parts.nth}


def _dates(text: str) -> tuple[date, ...]:
    """Further days: as we write them down ourselves, after the rule."""
    try:
        if _DATES.fullmatch(text):
            return tuple(date.fromisoformat(day) for day in text.split(","))
    except ValueError:
        pass
    raise ValueError("RDATE is not a list of days, such as 20190630,20190714.")


def _until(text: str, when: When | None) -> date | None:
    """The last day. None for one beyond our calendar's end, which some programs write for “never”."""
    found = _UNTIL.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        last = datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - local
    except ValueError:
        raise ValueError("UNTIL is not a date, such as 20190630.") from None
    if last.year > LAST_YEAR:
        return None
    if when is None or found[2] is None:
        return last.date()
    if found[3]:
        last = last.replace(tzinfo=UTC).astimezone(ZoneInfo(when.timezone)).replace(tzinfo=None)
    return last.date() - timedelta(days=last.time() < (when.starts_at or time(0)))


def _numbers(written: dict[str, str], name: str) -> tuple[int, ...]:
    if name not in written:
        return ()
    return tuple(sorted({_number(name, value) for value in written[name].split(",")}))


def _number(name: str, text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,6}", text, re.ASCII):
        raise ValueError(f"{name} is not a number.")
    return int(text)


def _too_much(what: str) -> ValueError:
    return ValueError(f"The rule is more than this calendar can keep: {what}.")
