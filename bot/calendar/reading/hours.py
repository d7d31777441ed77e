"""Hours in a sentence: 14:00, 14h30, 3pm, 9-17h, de 9 a 11h, noon, midi et demi, half past nine, a las ocho y media de la mañana."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import partial
from re import Match
from typing import Final

from bot.calendar.reading.text import TAKEN, Text, one_of, pattern
from bot.calendar.reading.vocabulary import NUMBERS, number

BEFORE_NOON = "du matin|de la manana|in the morning"
AFTER_NOON = "de l'apres-midi|de l'apres midi|du soir|de la tarde|de la noche|in the afternoon|in the evening"
NOON, MIDNIGHT = "noon|midday|midi|mediodia|medio dia", "midnight|minuit|medianoche|media noche"
LEADS = "at|@|about|around|from|between|a partir de|vers|des|de|a las|a la|de las|de la|desde las|a eso de las|entre las|entre|las|a|al|kl"
ASKING = (
    "at",
    "@",
    "a las",
    "a la",
    "las",
    "de las",
    "from",
    "desde las",
    "entre las",
)  # a bare number after these is an hour
# Where hours are told by twelve, “at 3” is in the afternoon; French counts to twenty-four.
BY_TWELVE = ("at", "@", "a las", "a la", "las", "de las", "desde las", "entre las")
WORKING_FROM: Final = 7
EVENING, EARLY_MORNING = (
    time(17),
    time(8),
)  # what goes from after the one to before the other, goes past midnight
LAST_MINUTE: Final = time(23, 59)  # midnight, of a day that is named, is its end: “30 April, midnight”

_LEAD = rf"(?:(?P<lead>{one_of(LEADS)}) ?)?"
_TO = r" ?(?:-|/|\bto\b|\btill\b|\buntil\b|\bau\b|\ba las\b|\ba la\b|\ba\b|\bal\b|\band\b|\bet\b|\by\b|\bhasta las\b|\bjusqu'a\b) ?"
_HALF = rf"(?:(?P<noon0>{one_of(NOON)})|(?P<h0>[0-9]{{1,2}}|{one_of(NUMBERS)})(?: ?(?:heures?|h))?)"


def _clock(n: int) -> str:
    return (
        rf"(?:(?P<noon{n}>{one_of(NOON)})|(?P<night{n}>{one_of(MIDNIGHT)})|"
        rf"(?P<h{n}>[0-9]{{1,2}})(?:(?P<s{n}>:|\.| ?h ?)(?P<i{n}>[0-9]{{2}})(?::[0-9]{{2}})?)?"
        rf"(?P<u{n}> ?(?:hrs|hours|heures|heure(?! d| local)|horas|hora(?! d| local)|hs|h|o'clock)\b)?"
        rf"(?: ?(?P<am{n}>a\.? ?m\b\.?|{one_of(BEFORE_NOON)})| ?(?P<pm{n}>p\.? ?m\b\.?|{one_of(AFTER_NOON)}))?)"
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when. `problem` if there is no such hour."""

    starts: time | None
    ends: time | None = None
    problem: str | None = None


NO_SUCH_HOUR: Final = Hours(None, None, "no_such_hour")


@dataclass(frozen=True, slots=True)
class _Hour:
    hour: int
    minute: int
    is_marked: bool  # it can't be another number
    half: str | None  # am, pm

    @classmethod
    def of(cls, m: Match[str], n: int) -> "_Hour":
        if m[f"noon{n}"]:
            return cls(12, 0, is_marked=True, half="pm")
        if m[f"night{n}"]:
            return cls(0, 0, is_marked=True, half=None)
        half = "am" if m[f"am{n}"] else "pm" if m[f"pm{n}"] else None
        is_marked = bool(half or m[f"u{n}"] or (m[f"s{n}"] and m[f"s{n}"] != "."))
        return cls(int(m[f"h{n}"]), int(m[f"i{n}"] or 0), is_marked=is_marked, half=half)

    def time(self, half: str | None = None) -> time | None:
        half, hour = self.half or half, self.hour
        if half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
        return time(hour, self.minute) if hour < 24 and self.minute < 60 else None


def _range(m: Match[str]) -> Hours | None:
    first, last = _Hour.of(m, 1), _Hour.of(m, 2)
    lead = m["lead"]
    if not (first.is_marked or last.is_marked) and lead not in BY_TWELVE:
        return None
    half = None
    if first.half is None and last.half and first.hour <= 12:
        half = last.half if first.hour % 12 < last.hour % 12 else ("am" if last.half == "pm" else "pm")
    starts, ends = first.time(half), last.time()
    if last.hour == 24 and last.minute == 0:
        ends = time(0)
    if starts is None or ends is None:
        return NO_SUCH_HOUR
    if not last.is_marked and ends < starts and last.hour < 12:
        ends = time(last.hour + 12, last.minute)
    return Hours(starts, ends)


def _one(m: Match[str]) -> Hours | None:
    hour, lead = _Hour.of(m, 1), m["lead"]
    is_dotted = m["s1"] == "." and lead in ("at", "@", "a", "a las")
    if not hour.is_marked and not is_dotted and not (lead in ASKING and m["ends"] is not None):
        return None
    starts = hour.time()
    if starts is None:
        return NO_SUCH_HOUR if hour.hour != 24 or hour.minute else Hours(LAST_MINUTE)
    if m["night1"]:
        return Hours(LAST_MINUTE)
    return Hours(_working(m, hour, starts))


def _working(m: Match[str], hour: _Hour, starts: time) -> time:
    is_short = not m["h1"] or not m["h1"].startswith("0")
    if (
        m["lead"] in BY_TWELVE
        and hour.half is None
        and is_short
        and 1 <= starts.hour < WORKING_FROM
        and not m["u1"]
    ):
        return starts.replace(hour=starts.hour + 12)
    return starts


def _plain(m: Match[str]) -> Hours:
    return Hours(time(int(m["h"]), int(m["i"])))


def _in_words(m: Match[str], minutes: int) -> Hours | None:
    """“half past nine”: so many minutes after, or before, the hour that is named."""
    parts = m.groupdict()
    hour = 12 if parts.get("noon0") else number(parts["h0"])
    if hour > 23:
        return NO_SUCH_HOUR
    is_late = parts.get("late") or (
        parts.get("lead") in BY_TWELVE and not parts.get("early") and hour < WORKING_FROM
    )
    minutes += 60 * (hour + (12 if is_late and hour < 12 else 0))
    return Hours(time(minutes // 60 % 24, minutes % 60))


_PART = rf"(?: (?:(?P<early>{one_of(BEFORE_NOON)}|am|a\.m\.?)|(?P<late>{one_of(AFTER_NOON)}|pm|p\.m\.?)))?"
_ENDS = rf"(?P<ends>(?= ?(?:$|[,.;:)!{TAKEN}-]|(?:on|in|el|en|le|local|hora|heure|cet|cest|gmt|utc|est|de la)\b)))?"
_HOUR_WORD = rf"(?P<h0>{one_of(NUMBERS)})"
_MINUTES: Final = (
    ("half[ -]past {}", 30),
    ("quarter past {}", 15),
    ("quarter to {}", -15),
    ("{} (?:et demie?|y media)", 30),
    ("{} (?:et quart|y cuarto)", 15),
    ("{} (?:moins le quart|menos cuarto)", -15),
)
Rule = Callable[[Match[str]], Hours | None]
_RULES: Final[tuple[tuple[str, Rule], ...]] = (
    *(
        (_LEAD + source.format(_HALF) + _PART, partial(_in_words, minutes=minutes))
        for source, minutes in _MINUTES
    ),
    (rf"{_LEAD}{_clock(1)}{_TO}{_clock(2)}", _range),
    (
        r"(?:at |a )?(?P<h>[01][0-9]|2[0-3])(?P<i>[0-5][0-9]) ?(?:hrs|hours|h|(?= ?(?:gmt|utc|cet|cest)\b))",
        _plain,
    ),
    (rf"{_LEAD}{_clock(1)}{_ENDS}", _one),
    (rf"(?P<lead>at|a las|a la) {_HOUR_WORD}(?: o'clock)?{_PART}", partial(_in_words, minutes=0)),
    (rf"(?:a )?{_HOUR_WORD} (?:heures?|o'clock){_PART}", partial(_in_words, minutes=0)),
)
_PATTERNS: Final = tuple((pattern(source), rule) for source, rule in _RULES)
_ALL_DAY: Final = pattern(
    r"all[ -]day|whole day|full day|toute la journee|journee entiere|todo el dia|dia completo"
)


def read_hours(text: Text) -> Hours | None:
    """From when to when it is; taken out of the text."""
    if text.read(_ALL_DAY, lambda m: m):
        return None
    for hours, rule in _PATTERNS:
        found = text.read(hours, rule)
        if found:
            return found
    return None
