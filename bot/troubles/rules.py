"""What is told of a message that could not be sent. Pure."""

from datetime import datetime

# Notices about notices would never end.
PREFIX = "trouble:"

# Somebody deleted our post before it was rewritten, or it was never posted (which has been told already).
NOBODY_NEEDS_TO_KNOW = frozenset({"message_not_found", "nothing_to_update", "cant_update_message"})


def key(lane: str, state: str, error: str, now: datetime) -> str:
    """One notice for a conversation and a reason, however many messages it stops; again if it lasts into another month."""
    return f"{PREFIX}{lane}:{state}:{error}:{now:%Y-%m}"
