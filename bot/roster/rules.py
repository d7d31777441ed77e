"""What a join, a leave or a difference with Slack means. Pure: facts and `now` in, a decision out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# Slack tells the moment of an event in whole seconds (https://docs.slack.dev/apis/events-api#event-type-structure).
GRAIN = timedelta(seconds=1)
# Somebody who was away for longer is welcomed again: what the channel does may have changed.
AWAY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Membership:
    """What is known of one member in one channel. `joined_at` None: was there at Liaison's first sight."""

    joined_at: datetime | None
    left_at: datetime | None
    changed_at: datetime
    welcomed_at: datetime | None


def may_be_outdated(happened_at: datetime | None, known_since: datetime | None) -> bool:
    """Whether an event may tell less than is known: something was written down after it had happened. Events come late and out of order,
    and one that describes a person or a channel does not say since when that is so."""
    return happened_at is not None and known_since is not None and happened_at + GRAIN <= known_since


def has_to_look(*, was_in: bool, looked_at: datetime | None) -> bool:
    """Whether Liaison, which is in a channel now, has to look who is there before anybody counts as being there: it was there before, and
    nobody told it who has left since it was taken out."""
    return not was_in and looked_at is not None


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
