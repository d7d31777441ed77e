"""What a join, a leave or a difference with Slack means. Pure: facts and `now` in, a decision out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Somebody who was away for longer is welcomed again: what the channel does may have changed.
AWAY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Membership:
    """What is known of one member in one channel. `joined_at` None: was there at Liaison's first sight."""

    joined_at: datetime | None
    left_at: datetime | None
    changed_at: datetime
    welcomed_at: datetime | None


def is_news(known: Membership | None, at: datetime) -> bool:
    """Whether a join or leave at `at` is newer than what is known: events come late and out of order."""
    return known is None or at > known.changed_at


def is_welcomed_on_joining(known: Membership | None, at: datetime) -> bool:
    """Whether someone who joins at `at` gets a welcome: once, and anew only after a long absence.

    Who was there at first sight and comes back soon has never been away long enough either.
    """
    if known is None:
        return True
    if known.left_at is None:
        return False
    return at - known.left_at >= AWAY or (known.welcomed_at is None and known.joined_at is not None)
