"""Content lines of iCalendar as RFC 5545 has them: escaped (3.3.11), folded by octets (3.1), ended by CRLF. Pure."""

import re
from datetime import UTC, date, datetime
from typing import Final

LONGEST: Final = 75  # octets of a line, without its end
_SPECIAL: Final = re.compile(r"[\\;,]")
_NEWLINE: Final = re.compile(r"\r\n?|[\x85\u2028\u2029]")
# 3.1 has no control characters but the tab; half a surrogate pair can't be written in UTF-8.
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def text(value: str) -> str:
    """A value of type TEXT."""
    plain = _UNWRITABLE.sub("", _NEWLINE.sub("\n", value))
    return _SPECIAL.sub(r"\\\g<0>", plain).replace("\n", "\\n")


def day(value: date) -> str:
    """A value of type DATE."""
    return f"{value.year:04}{value:%m%d}"


def moment(value: datetime) -> str:
    """A value of type DATE-TIME in UTC (3.3.5, form 2)."""
    utc = value.astimezone(UTC)
    return f"{utc.year:04}{utc:%m%dT%H%M%SZ}"


def line(name: str, value: str) -> bytes:
    """A line whose value is escaped already, cut where it is too long, and never within a character."""
    content = f"{name}:{value}".encode()
    if len(content) <= LONGEST:
        return content + b"\r\n"
    parts, rest, room = [], content, LONGEST
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # amid a character of several octets
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], LONGEST - 1  # the blank that begins what follows counts
    return b"\r\n ".join([*parts, rest]) + b"\r\n"
