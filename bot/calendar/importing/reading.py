"""A file as its contents, by what it is. Pure."""

from datetime import date
from functools import partial
from typing import Final

from bot.calendar.ical.errors import TooMuch
from bot.calendar.importing.calendars import read_calendar
from bot.calendar.importing.errors import UnknownFile
from bot.calendar.importing.found import Contents
from bot.calendar.importing.tables import read_table
from bot.calendar.reading.sentence import Sentence, read

LARGEST: Final = 5_000_000  # octets
LARGEST_IN_SLACK: Final = 1_000_000
CALENDARS: Final = (".ics", ".ical", ".ifb", ".vcs", ".icalendar")
TABLES: Final = (".csv", ".tsv", ".txt")


def contents_of(
    name: str, content: bytes, *, here: str, today: date, language: str, largest: int = LARGEST
) -> Contents:
    """What is in a file of that name. `here` (an IANA name) is the zone of what names none; `today` and `language` are for dates in words.

    Raises a Refusal for a file that can't be read, quickly, whatever is in it.
    """
    if len(content) > largest:
        raise TooMuch("octets", largest)
    ending = name.lower()
    if ending.endswith(CALENDARS) or content[:200].lstrip(b"\xef\xbb\xbf \r\n").upper().startswith(
        b"BEGIN:VCAL"
    ):
        return read_calendar(content, here)
    if ending.endswith(TABLES):
        return read_table(content, here, partial(_read, today=today, zone=here, language=language))
    raise UnknownFile


def _read(text: str, *, today: date, zone: str, language: str) -> Sentence:
    return read(text, today=today, timezone=zone, language=language, groups={})
