"""The activities of an iCalendar file, as Google, Outlook and Apple write them (RFC 5545, 3.6.1). Pure."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final

from bot.calendar.ical.reading import Component, calendars
from bot.calendar.importing import further_dates, repeats, texts
from bot.calendar.importing.found import Contents, Found, Skipped
from bot.calendar.importing.further_dates import Series
from bot.calendar.importing.problems import Bad, Problem
from bot.calendar.importing.times import Times
from bot.calendar.importing.zones import Zones, named
from bot.calendar.planning import form
from bot.calendar.when import When
from storage.recurring import Exceptional

LONGEST_UID: Final = 255
_SECRET: Final = frozenset({"PRIVATE", "CONFIDENTIAL"})


def read_calendar(content: bytes, here: str) -> Contents:
    """All that is in a file. `here` (an IANA name) is the zone of what names none. Raises NotACalendar, TooMuch."""
    found: list[Found] = []
    skipped: list[Skipped] = []
    for calendar in calendars(content):
        _Reading(calendar, here, found, skipped).read()
    once: dict[tuple[str, date | None], Found] = {}
    for each in found:
        key = each.uid, each.only
        kept, left = _newest(once.get(key), each)
        once[key] = kept
        if left is not None:
            skipped.append(Skipped(left.line, left.title, Problem("twice")))
    return Contents(tuple(once.values()), tuple(sorted(skipped, key=lambda each: each.line)))


def _newest(one: Found | None, other: Found) -> tuple[Found, Found | None]:
    """Of two of the same UID the one that is newer, and the one that isn't."""
    if one is None:
        return other, None
    long_ago = datetime.min.replace(tzinfo=UTC)
    older, newer = sorted((other, one), key=lambda each: (each.sequence, each.modified_at or long_ago))
    return newer, older


class _Reading:
    """Reads one VCALENDAR, into `found` and `skipped`."""

    def __init__(self, calendar: Component, here: str, found: list[Found], skipped: list[Skipped]) -> None:
        self._calendar = calendar
        # Google and Apple say in which zone a calendar is.
        zone = named(calendar.text("X-WR-TIMEZONE")) or here
        self._times = Times(Zones(calendar, zone), zone)
        self._here = here
        self._is_cancelling = calendar.text("METHOD").upper() == "CANCEL"
        self._found = found
        self._skipped = skipped

    def read(self) -> None:
        series: dict[str, list[Component]] = {}
        masters: dict[str, list[Component]] = {}
        for event in self._calendar.components:
            if event.name == "VEVENT":
                of = series if event.first("RECURRENCE-ID") else masters
                of.setdefault(_uid_of(event), []).append(event)
        for uid, events in masters.items():
            for event in events:
                self._try(event, partial(self._one, event, uid, series.pop(uid, [])))
        for uid, events in series.items():
            for event in events:
                self._try(event, partial(self._single, event, uid))

    def _try(self, event: Component, read: Callable[[], Found]) -> None:
        try:
            self._found.append(read())
        except Bad as bad:
            title = "" if bad.problem.what == "private" else texts.title_of(event)
            self._skipped.append(Skipped(event.line, title, bad.problem))

    def _one(self, event: Component, uid: str, others: Sequence[Component]) -> Found:
        if event.text("CLASS").upper() in _SECRET:
            raise Bad("private")
        notes: list[Problem] = []
        title = texts.cut(texts.title_of(event), form.LONGEST_TITLE, "SUMMARY", notes)
        if not title:
            raise Bad("no_title")
        when = self._when(event)
        rule, when = repeats.rule_of(event, when)
        off = repeats.days_off(event, when, self._times)
        series = further_dates.series_of(event, when, rule, off, self._times)
        category = texts.categories_of(event)
        place = texts.place_of(event)
        said: dict[str, Any] = {
            "title": title,
            "status": "cancelled" if self._is_cancelling else repeats.status_of(event),
            **{name: getattr(when, name) for name in When.__dataclass_fields__},
            "rrule": str(series.rule) if series.rule else None,
            **place,
            "link": texts.link_of(event),
            "summary": texts.cut(texts.summary_of(event), form.LONGEST_SUMMARY, "DESCRIPTION", notes) or None,
            "organiser": texts.organiser_of(event),
        }
        if category.kind:
            said["kind"] = category.kind
        notes += [*series.notes, *repeats.left_out(event)]
        exceptions = self._exceptions(event, when, series, others, said, place, notes) if series.rule else {}
        return Found(
            event.line,
            uid,
            said,
            exceptions,
            category.fields,
            sequence=max(_sequence(each) for each in (event, *others)),
            modified_at=max(
                filter(None, (_modified(each, self._times) for each in (event, *others))), default=None
            ),
            notes=tuple(dict.fromkeys(notes)),
        )

    def _when(self, event: Component) -> When:
        """What takes whole days is on the days of those who read it."""
        when = self._times.when(event, is_series=event.first("RRULE") is not None)
        return replace(when, timezone=self._here) if when.starts_at is None else when

    def _exceptions(
        self,
        event: Component,
        when: When,
        series: Series,
        others: Sequence[Component],
        said: dict[str, Any],
        place: dict[str, str | None],
        notes: list[Problem],
    ) -> dict[date, Exceptional]:
        found = dict(series.exceptions)
        if len(found) + len(others) > repeats.MOST_EXCEPTIONS:
            raise Bad("many_exceptions")
        for each in others:
            try:
                on = repeats.day_of(each, when, self._times)
                different = repeats.other(each, on, when, self._times, said["status"], place)
            except Bad as bad:
                notes.append(
                    bad.problem if bad.problem.what == "following" else Problem("one_left_out", _id(each))
                )
                continue
            if different is None:
                notes.append(Problem("one_left_out", on.isoformat()))
                continue
            found[on] = different
            if (
                each.text("SUMMARY")
                and texts.title_of(each) != texts.title_of(event)
                and different.status != "cancelled"
            ):
                notes.append(Problem("one_date", on.isoformat()))
        return {on: each for on, each in found.items() if each != Exceptional(on)}

    def _single(self, event: Component, uid: str) -> Found:
        """One date of something that repeats, alone: what became of it is of use only where the rest is known."""
        if event.text("CLASS").upper() in _SECRET:
            raise Bad("private")
        on = repeats.day_of(event, None, self._times)
        status = "cancelled" if self._is_cancelling else repeats.status_of(event)
        when = None if status == "cancelled" else self._times.when(event, is_series=True)
        where = texts.place_of(event)
        different = Exceptional(
            on,
            status=status if status != "confirmed" else None,
            starts_on=when.starts_on if when else None,
            ends_on=when.ends_on if when else None,
            starts_at=when.starts_at if when else None,
            ends_at=when.ends_at if when else None,
            place=where.get("place"),
            venue=where.get("venue"),
        )
        return Found(
            event.line,
            uid,
            {"title": texts.title_of(event)},
            {on: different},
            sequence=_sequence(event),
            modified_at=_modified(event, self._times),
            only=on,
        )


def _id(event: Component) -> str:
    found = event.first("RECURRENCE-ID")
    return found.value[:20] if found else ""


def _uid_of(event: Component) -> str:
    """Its UID. Of one that has none what it says takes its place, so that it is the same next time."""
    uid = texts.clean(event.text("UID"))
    if uid and len(uid) <= LONGEST_UID:
        return uid
    start = event.first("DTSTART")
    parts = uid or "\x1f".join((texts.title_of(event), start.value if start else ""))
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def _sequence(event: Component) -> int:
    text = event.text("SEQUENCE")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _modified(event: Component, times: Times) -> datetime | None:
    """When it was last changed: LAST-MODIFIED, which says so, else DTSTAMP."""
    for name in ("LAST-MODIFIED", "DTSTAMP"):
        found = event.first(name)
        if found:
            try:
                return times.moment(found).at
            except Bad:
                continue
    return None
