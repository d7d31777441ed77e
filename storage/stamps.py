"""Slack's timestamps ("1552895700.000100") as whole microseconds: exact, in order, and eight bytes instead of seventeen."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = 11  # digits of seconds: until the year 5138


def micros(ts: object) -> int | None:
    """A Slack timestamp as microseconds since the epoch. None for what is not one."""
    if not isinstance(ts, str) or not ts.isascii():
        return None
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdigit() or len(seconds) > _LONGEST or len(fraction) > 6:
        return None
    if fraction and not fraction.isdigit():
        return None
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0"))


def stamp(moment: int) -> str:
    """Microseconds as the timestamp that Slack knows a message by."""
    return f"{moment // 1_000_000}.{moment % 1_000_000:06}"


def instant(moment: int) -> datetime:
    """Microseconds as an instant. Raises OverflowError."""
    return _EPOCH + timedelta(microseconds=moment)


def since_epoch(at: datetime) -> int:
    """An instant as microseconds."""
    return (at - _EPOCH) // _MICROSECOND
