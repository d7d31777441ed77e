"""When it is asked how something was, how long an answer can be changed, and how many it takes. Pure."""

from datetime import datetime, timedelta
from typing import Final

STARS: Final = range(1, 6)
ENOUGH: Final = 5  # answers, before anybody sees anything of them
CHANGED_FOR: Final = timedelta(days=30)  # after it was over
ASKED_UNTIL: Final = timedelta(days=7)  # after the question was due: later nobody remembers
CALM: Final = timedelta(minutes=10)  # before the organiser is told: several answers make one message
LONGEST: Final = 300  # characters of a line


def may_be_rated(over_at: datetime, now: datetime) -> bool:
    """Whether one may say how it was, or say otherwise: it is over, and not for long."""
    return over_at <= now <= over_at + CHANGED_FOR


def is_worth_asking(over_at: datetime, due_at: datetime, now: datetime) -> bool:
    return may_be_rated(over_at, now) and now <= due_at + ASKED_UNTIL


def tidied(line: str) -> str | None:
    """A line as it is kept: on one line, without blanks around it; None if there is nothing in it."""
    return " ".join(line.split())[:LONGEST].rstrip() or None
