"""Which time zone a calendar file means by a TZID: an IANA name, one of Windows's, or one of the program's own with its rules. Pure.

What Windows's zones are is CLDR's (https://unicode.org/reports/tr35/tr35-dates.html#windows-zones).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import cldr
from bot.calendar.ical.reading import Component
from bot.calendar.planning import places
from bot.calendar.reading.country_zones import today_called
from bot.calendar.reading.zones import ABBREVIATIONS
from bot.calendar.recurrence import Rule, occurrences
from bot.calendar.when import When

_OFFSET: Final = re.compile(r"([+-])(\d{2})(\d{2})(?:\d{2})?", re.ASCII)
_BY_OFFSET: Final = re.compile(
    r"\(?(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?\s*(.*)", re.ASCII | re.IGNORECASE
)
_LOCAL: Final = re.compile(r"(\d{8})T(\d{6})", re.ASCII)
_PATH: Final = re.compile(r"(?:^|/)([A-Z][A-Za-z]+/[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+)?)$", re.ASCII)

Change = tuple[datetime, int]  # from this local moment on the clock is so many minutes ahead of UTC
Clock = Callable[[datetime], int | None]  # how many minutes ahead of UTC a local noon is


class Zones:
    """The zones that a file names. `here` (an IANA name) is taken where it fits: of several with the same clock it is the likeliest."""

    def __init__(self, calendar: Component, here: str) -> None:
        self._here = here
        self._written = {zone.text("TZID"): zone for zone in calendar.components if zone.name == "VTIMEZONE"}
        self._found: dict[str, str | None] = {}

    def find(self, tzid: str, year: int) -> str | None:
        """The IANA name of what the file calls so in that year; None if nobody can tell."""
        if tzid not in self._found:
            self._found[tzid] = named(tzid) or self._by_rules(tzid, year) or _by_offset(tzid)
        return self._found[tzid]

    def _by_rules(self, tzid: str, year: int) -> str | None:
        zone = self._written.get(tzid)
        if zone is None:
            return None
        also = named(zone.text("X-LIC-LOCATION"))
        if also:
            return also
        try:
            clock = _clock(zone, year)
        except (ValueError, OverflowError):
            return None
        likely = _places_in(tzid)
        return next((name for name in (*likely, self._here, *_usual()) if _agrees(clock, name, year)), None)


def named(tzid: str) -> str | None:
    """The zone of a name that is one: IANA's, Windows's, an abbreviation, or IANA's behind a program's own path."""
    text = tzid.strip().strip('"')
    if not text:
        return None
    if known := _known().get(text.lower()):
        return known
    if windows := _windows().get(text.lower()):
        return windows
    if path := _PATH.search(text):
        return _known().get(path[1].lower())
    return ABBREVIATIONS.get(text.lower())


@cache
def _known() -> dict[str, str]:
    return {name.lower(): today_called(name) for name in places.known()}


@cache
def _windows() -> dict[str, str]:
    """Windows's names, and what they are called without “Standard”, in summer."""
    found: dict[str, str] = {}
    for name, zone in cldr.world().windows_zones.items():
        found[name.lower()] = found[name.lower().replace("standard time", "daylight time")] = today_called(
            zone
        )
    return found


@cache
def _usual() -> dict[str, ZoneInfo]:
    """Zones to compare a clock with: those that Windows has, which are one for each clock that there is. They are kept, for to read one
    takes longer than to compare it."""
    return {zone: ZoneInfo(zone) for zone in _windows().values() if zone in places.known()}


def _places_in(tzid: str) -> tuple[str, ...]:
    """Of “(UTC+01:00) Amsterdam, Berlin, Bern” the zones of the towns."""
    found = _BY_OFFSET.fullmatch(tzid)
    towns = (found[4] if found else "").split(",")[:10]
    return tuple(zone for town in towns if (zone := places.zone_of(town.strip(), None)))


def _by_offset(tzid: str) -> str | None:
    """A zone that is called by its hours alone, or that has towns beside them."""
    found = _BY_OFFSET.fullmatch(tzid.strip())
    if found is None:
        return None
    if towns := _places_in(tzid):
        return towns[0]
    if found[4]:
        return None
    minutes = (60 * int(found[2]) + int(found[3] or 0)) * (-1 if found[1] == "-" else 1)
    return _fixed(minutes)


def _fixed(minutes: int) -> str | None:
    if minutes == 0:
        return "UTC"
    if minutes % 60 == 0 and -12 * 60 <= minutes <= 14 * 60:
        # POSIX counts the other way: Etc/GMT-3 is three hours ahead.
        return f"Etc/GMT{-minutes // 60:+d}"
    return next((name for name in _usual() if _agrees(lambda _noon: minutes, name, 2020)), None)


def _clock(zone: Component, year: int) -> Clock:
    """What the rules of a VTIMEZONE (3.6.5) make of a local moment in that year. Raises ValueError for what are none."""
    changes = sorted(change for part in zone.components[:50] for change in _changes(part, year))
    if not changes:
        raise ValueError("a zone without rules")

    def clock(moment: datetime) -> int | None:
        before = bisect_right(changes, moment, key=lambda change: change[0])
        return changes[before - 1][1] if before else None

    return clock


def _changes(part: Component, year: int) -> Iterator[Change]:
    start = _LOCAL.match(part.text("DTSTART"))
    minutes = _minutes(part.text("TZOFFSETTO"))
    if start is None:
        raise ValueError("a zone without a beginning")
    first = datetime.strptime(start[0], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - local
    yield first, minutes
    rule = part.text("RRULE")
    if rule:
        if "FREQ=YEARLY" not in rule.upper():
            raise ValueError("a zone that changes more often than yearly")
        when = When("day", first.date(), first.date(), first.time(), None, "UTC")
        days = occurrences(when, Rule.parse(rule, when), date(year - 1, 1, 1), date(year, 12, 31))
        for on, _when in days:
            yield datetime.combine(on, first.time()), minutes


def _minutes(offset: str) -> int:
    found = _OFFSET.fullmatch(offset)
    if found is None:
        raise ValueError("no offset")
    return (60 * int(found[2]) + int(found[3])) * (-1 if found[1] == "-" else 1)


def _agrees(clock: Clock, name: str, year: int) -> bool:
    """Whether a zone's clock shows the same all through a year: so its changes are on the same days."""
    zone = _usual().get(name) or ZoneInfo(name)
    return all(clock(noon) == _ahead(noon, zone) for noon in _noons(year))


def _noons(year: int) -> Iterable[datetime]:
    first = datetime.combine(date(year, 1, 1), time(12))
    # The two in the middle first, for they tell most zones apart.
    return (first + timedelta(days=day) for day in (0, 190, *range(3, 365, 3)))


def _ahead(noon: datetime, zone: ZoneInfo) -> int:
    return round((noon.replace(tzinfo=zone).utcoffset() or timedelta()).total_seconds() / 60)
