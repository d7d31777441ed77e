"""The dates of a VEVENT as a `When`: DTSTART with DTEND or DURATION, in any of their forms (RFC 5545, 3.3.4, 3.3.5, 3.3.6). Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.calendar.ical.reading import Component, Property
from bot.calendar.importing.problems import Bad
from bot.calendar.importing.zones import Zones
from bot.calendar.when import When, instant
from bot.calendar.written import FIRST_YEAR, LAST_YEAR

LONGEST: Final = timedelta(days=400)

_VALUE: Final = re.compile(r"(\d{8})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
# Of a TZID with a colon that nobody put into quotes the value is what stands last.
_LAST: Final = re.compile(r"(.*):(\d{8}(?:T\d{6}Z?)?)", re.ASCII | re.DOTALL)
_DURATION: Final = re.compile(
    r"\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and an hour on it in a zone (an IANA name); without an hour it is the whole day."""

    day: date
    hour: time | None
    zone: str

    @property
    def at(self) -> datetime:
        return instant(self.day, self.hour or time(0), self.zone)

    def seen_in(self, zone: str) -> "Moment":
        """The same on another zone's clock."""
        if self.hour is None or zone == self.zone:
            return self if zone == self.zone else Moment(self.day, self.hour, zone)
        local = self.at.astimezone(ZoneInfo(zone))
        return Moment(local.date(), local.time().replace(fold=0), zone)


class Times:
    """Reads moments of one calendar. `here` (an IANA name) is the zone of what names none: whole days, and hours on any clock."""

    def __init__(self, zones: Zones, here: str) -> None:
        self._zones = zones
        self.here = here

    def moment(self, found: Property, value: str | None = None) -> Moment:
        """Raises Bad. `value`: one of several in the property."""
        text, tzid = (value or found.value).strip(), found.parameters.get("TZID", "")
        match = _VALUE.fullmatch(text)
        if match is None and (last := _LAST.fullmatch(text)) and tzid:
            tzid, text = f"{tzid}:{last[1]}", last[2]
            match = _VALUE.fullmatch(text)
        if match is None:
            raise Bad("bad_date", text)
        day = _day(match[1])
        if match[2] is None or found.parameters.get("VALUE", "").upper() == "DATE":
            return Moment(day, None, self.here)
        if int(match[2]) > 23 or int(match[3]) > 59 or int(match[4]) > 60:
            raise Bad("bad_date", text)
        zone = "UTC" if match[5] else self._zones.find(tzid, day.year) if tzid else self.here
        if zone is None:
            raise Bad("bad_zone", tzid)
        return Moment(day, time(int(match[2]), int(match[3])), zone)

    def period(self, found: Property, value: str) -> tuple[Moment, Moment | None]:
        """The same of a moment that may have an end, or a length, behind a slash (3.3.9). Raises Bad."""
        start, _slash, end = value.strip().partition("/")
        begins = self.moment(found, start)
        if not end:
            return begins, None
        return begins, _after(begins, end) if end.lstrip("+")[:1].upper() == "P" else self.moment(found, end)

    def between(self, begins: Moment, finishes: Moment) -> When:
        """What begins and ends at an hour. Raises Bad."""
        return _hours(begins, finishes.seen_in(begins.zone))

    def when(self, event: Component, *, is_series: bool) -> When:
        """When an event is. Raises Bad."""
        start = event.first("DTSTART")
        if start is None:
            raise Bad("no_date")
        begins = self.moment(start)
        end = event.first("DTEND", "DUE")
        length = event.first("DURATION")
        finishes = self.moment(end) if end else _after(begins, length.value) if length else None
        if begins.zone == "UTC" and not is_series:
            # Google writes what takes place once in UTC, and beside it in which zone the calendar is.
            begins = _same(begins, self.here)
        if _is_whole_days(event, begins, finishes):
            begins = Moment(begins.day, None, begins.zone)
            finishes = Moment(finishes.day, None, begins.zone) if finishes else None
        if begins.hour is None:
            return _days(begins, finishes)
        return _hours(begins, finishes.seen_in(begins.zone) if finishes else None)


def _day(digits: str) -> date:
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise Bad("bad_date", digits) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Bad("out_of_reach", str(day.year))
    return day


def _same(moment: Moment, zone: str) -> Moment:
    """The moment on a zone's clock; as it is in the hour that a clock shows twice, where it would be another."""
    seen = moment.seen_in(zone)
    return seen if seen.at == moment.at else moment


def _after(begins: Moment, duration: str) -> Moment:
    match = _DURATION.fullmatch(duration.strip().upper())
    if match is None or not any(match.groups()):
        raise Bad("bad_duration", duration)
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    nominal, exact = (
        timedelta(weeks=weeks, days=days),
        timedelta(hours=hours, minutes=minutes, seconds=seconds),
    )
    if nominal + exact > LONGEST:
        raise Bad("too_long")
    if begins.hour is None:
        return Moment(begins.day + nominal + exact, None, begins.zone)
    # Days keep the hour through a clock change, hours do not (3.3.6).
    later = Moment(begins.day + nominal, begins.hour, begins.zone).at + exact
    return Moment(later.date(), later.astimezone(UTC).time(), "UTC")


def _is_whole_days(event: Component, begins: Moment, finishes: Moment | None) -> bool:
    """Outlook writes whole days as midnights, and says so beside it."""
    said = event.first("X-MICROSOFT-CDO-ALLDAYEVENT", "X-FUNAMBOL-ALLDAY")
    if said is None or said.value.strip().upper() not in ("TRUE", "1"):
        return False
    midnight = time(0)
    return begins.hour == midnight and (
        finishes is None or finishes.seen_in(begins.zone).hour in (None, midnight)
    )


def _days(begins: Moment, finishes: Moment | None) -> When:
    """Whole days: DTEND is the first that is no more part of it (3.6.1). A DTEND on the same day is a slip that many programs make."""
    last = begins.day
    if finishes is not None:
        if finishes.day < begins.day:
            raise Bad("ends_early")
        last = max(begins.day, finishes.day - timedelta(days=1))
    _check_length(last - begins.day)
    return When("day", begins.day, last, None, None, begins.zone)


def _hours(begins: Moment, finishes: Moment | None) -> When:
    """With an hour. What ends as it begins has no end that is known."""
    if finishes is None or finishes.at == begins.at:
        return When("day", begins.day, begins.day, begins.hour, None, begins.zone)
    if finishes.at < begins.at:
        raise Bad("ends_early")
    _check_length(finishes.at - begins.at)
    if finishes.hour is None:
        return When("day", begins.day, finishes.day, begins.hour, None, begins.zone)
    return When("day", begins.day, finishes.day, begins.hour, finishes.hour, begins.zone)


def _check_length(length: timedelta) -> None:
    if length > LONGEST:
        raise Bad("too_long")
