"""Hours that a clock change skips or repeats. Pure."""

from datetime import UTC, date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo


def trouble(day: date, hour: time, timezone: str) -> Literal["skipped", "repeated"] | None:
    """Whether a local hour (in an IANA zone) does not come on a day, or comes twice."""
    zone = ZoneInfo(timezone)
    first = datetime.combine(day, hour, zone)
    if first.utcoffset() == first.replace(fold=1).utcoffset():
        return None
    # https://peps.python.org/pep-0495/: an hour in a gap does not survive the way to UTC and back.
    back = first.astimezone(UTC).astimezone(zone)
    return "repeated" if back.replace(tzinfo=None) == first.replace(tzinfo=None) else "skipped"
