"""Activities as iCalendar (RFC 5545): what calendar apps fetch. Pure.

Every moment is in UTC, and what repeats is one VEVENT an occurrence: so no VTIMEZONE is needed, which apps read differently, and an
hour is right through every clock change (docs/decisions/0021-feeds-in-utc.md). What has no day yet is no event of a calendar app.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from bot.calendar import plain
from bot.calendar.ical.lines import day, line, moment, text
from bot.i18n import Markup, Words
from storage.calendar import Activity
from storage.published import Entry

PRODUCT: Final = "-//Liaison//Activities calendar//EN"
REFRESH: Final = "PT1H"  # how often apps are asked to look; most have an interval of their own

# A calendar is no calendar without any component (3.6): where there is no event there is this.
_NOTHING: Final = b"".join(
    line(*pair)
    for pair in (
        ("BEGIN", "VTIMEZONE"),
        ("TZID", "Etc/UTC"),
        ("BEGIN", "STANDARD"),
        ("DTSTART", "19700101T000000"),
        ("TZOFFSETFROM", "+0000"),
        ("TZOFFSETTO", "+0000"),
        ("TZNAME", "UTC"),
        ("END", "STANDARD"),
        ("END", "VTIMEZONE"),
    )
)


def calendar(name: str, events: Iterable[bytes]) -> bytes:
    """A whole calendar of events, as `event` writes them. `name` is what apps call it."""
    head = (
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", PRODUCT),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("NAME", text(name)),  # RFC 7986, 5.1; the next line is what apps knew before
        ("X-WR-CALNAME", text(name)),
        ("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),  # RFC 7986, 5.7
        ("X-PUBLISHED-TTL", REFRESH),
    )
    written = b"".join(line(*pair) for pair in head)
    return written + (b"".join(events) or _NOTHING) + line("END", "VCALENDAR")


def uid_of(activity: Activity) -> str:
    """What names an event through all its changes: of an occurrence with its day by the rule, wherever it may have moved to."""
    return activity.uid if activity.on is None else f"{activity.uid}-{activity.on.isoformat()}"


def event(entry: Entry, _: Words, group: str = "") -> bytes:
    """One event in a reader's language; nothing where the day is not known. `group` is what the group is called whose it is."""
    activity = entry.activity
    if activity.precision != "day" or activity.starts_on is None or activity.begins is None:
        return b""
    changed = moment(activity.updated_at)
    about = (plain.one_line(term.said(_.language)) for term in entry.fields)
    pairs: list[tuple[str, str | None]] = [
        ("BEGIN", "VEVENT"),
        ("UID", text(uid_of(activity))),
        ("SEQUENCE", str(activity.sequence)),
        ("STATUS", activity.status.upper()),
        ("DTSTAMP", changed),
        ("LAST-MODIFIED", changed),
        *_times(activity),
        ("SUMMARY", text(plain.one_line(activity.title))),
        ("LOCATION", text(plain.place(activity, _)) or None),
        ("DESCRIPTION", text("\n".join(_description(entry, _, group))) or None),
        ("URL", plain.link(activity)),
        ("CATEGORIES", ",".join(text(name) for name in (plain.kind(activity, _), group, *about) if name)),
        ("TRANSP", "OPAQUE" if activity.starts_at else "TRANSPARENT"),  # whole days leave one free
        ("END", "VEVENT"),
    ]
    return b"".join(line(name, value) for name, value in pairs if value is not None)


def _times(activity: Activity) -> Iterable[tuple[str, str | None]]:
    """DTSTART and DTEND: the latter is the first that is no more part of it (3.6.1), and stands where an end is known."""
    first, last = activity.starts_on, activity.ends_on or activity.starts_on
    begins, finishes = activity.begins, activity.finishes
    if first is None or last is None or begins is None or finishes is None:
        return
    if activity.starts_at is None:
        yield "DTSTART;VALUE=DATE", day(first)
        yield "DTEND;VALUE=DATE", day(last + timedelta(days=1))
        return
    yield "DTSTART", moment(begins)
    if finishes > begins and (activity.ends_at is not None or last > first):
        yield "DTEND", moment(finishes)


def _description(entry: Entry, _: Words, group: str) -> Iterable[str]:
    if entry.activity.status == "tentative":
        yield _("Not certain yet.")
    if group:
        yield _("Of {group}.", group=Markup(group))
    if entry.summary:
        yield entry.summary.strip()
    if entry.organiser:
        yield _("Organised by {organiser}.", organiser=Markup(plain.one_line(entry.organiser)))
