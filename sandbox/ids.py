"""Identifiers: opaque like Slack's, the same for the same order of building; and message timestamps."""

import hashlib
from datetime import datetime
from typing import Any, Self

SKIPPED, SECOND = 10_000, 1_000_000
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Hands out identifiers and timestamps of one workspace."""

    def __init__(self) -> None:
        self._count: dict[str, int] = {}
        self._first = 0
        self._last = 0
        self._past: set[int] = set()

    def new(self, prefix: str, length: int = 10) -> str:
        """A new opaque identifier such as `U03K9…`: `prefix` and `length` letters and digits."""
        number = self._count[prefix] = self._count.get(prefix, self._first) + 1
        value = int.from_bytes(hashlib.blake2b(f"{prefix}{number}".encode(), digest_size=8).digest())
        letters = []
        for _ in range(length):
            value, rest = divmod(value, 36)
            letters.append(ALPHABET[rest])
        return prefix + "0" + "".join(letters[1:])

    def kept(self) -> dict[str, Any]:
        """How far it is, as JSON."""
        return {
            "count": self._count,
            "first": self._first,
            "last": self._last,
            "past": sorted(self._past),
        }

    @classmethod
    def after(cls, kept: dict[str, Any], now: datetime) -> Self:
        """Goes on from what `kept` said at `now`, some way ahead: what was handed out since then isn't handed out
        again."""
        ids = cls()
        ids._count = {prefix: number + SKIPPED for prefix, number in kept["count"].items()}
        ids._first = kept["first"] + SKIPPED
        ids._last = max(kept["last"], int(now.timestamp()) * SECOND) + SECOND
        ids._past = set(kept["past"])
        return ids

    def ts(self, now: datetime) -> str:
        """A message's `ts` at `now`: unique and increasing in the workspace, even when the clock goes back."""
        moment = int(now.timestamp()) * 1_000_000 + now.microsecond
        # Slack's are 100 apart or more; a burst in one frozen second must not run into the next one.
        step = 100 if self._last - moment < 500_000 else 1
        self._last = max(moment + 100, self._last + step)
        return format_ts(self._last)

    def past_ts(self, moment: datetime) -> str:
        """A message's `ts` at a moment of the past, for history that is there from the beginning."""
        micros = int(moment.timestamp()) * 1_000_000 + moment.microsecond + 100
        while micros in self._past:
            micros += 100
        self._past.add(micros)
        self._last = max(self._last, micros)
        return format_ts(micros)


def format_ts(micros: int) -> str:
    """`1552895700.000100` from microseconds since the epoch."""
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def ts_micros(ts: str) -> int:
    """Microseconds since the epoch from `1552895700.000100`, also from what people pass: `1552895700`, `0`."""
    seconds, _, fraction = ts.partition(".")
    return int(seconds or 0) * 1_000_000 + int(fraction[:6].ljust(6, "0") or 0)
