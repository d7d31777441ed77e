"""What is told of a message that could not be sent. Pure."""

from datetime import datetime

# Notices about notices would never end.
PREFIX = "trouble:"
# An answer that comes late concerns nobody but who asked.
ANSWER = "answer:"
# Who decided on an invitation reads in the request, or in the list, what Slack said to it.
INVITATION = "groups:invite:"

# Somebody deleted our post before it was rewritten, or it was never posted (which has been told already).
# And somebody who asked for a file may not have it any more.
NOBODY_NEEDS_TO_KNOW = frozenset(
    {"message_not_found", "nothing_to_update", "cant_update_message", "no_longer_allowed"}
)


def key(lane: str, state: str, error: str, now: datetime) -> str:
    """One notice for a conversation and a reason, however many messages it stops; again if it lasts into another month."""
    return f"{PREFIX}{lane}:{state}:{error}:{now:%Y-%m}"


def held_key(kind: str, error: str, now: datetime) -> str:
    """One notice for all that waits for the same permission, however long; again if it lasts into another month."""
    return f"{PREFIX}held:{kind}:{error}:{now:%Y-%m}"


def is_nobodys_business(key: str, kind: str, error: str, *, to_person: bool) -> bool:
    """Whether there is nothing to tell: of notices, of late answers, of a Home tab, and of what was to be rewritten and is gone."""
    is_gone = kind == "update" and to_person and error == "channel_not_found"
    return (
        is_gone
        or kind == "home"
        or key.startswith((PREFIX, ANSWER, INVITATION))
        or error in NOBODY_NEEDS_TO_KNOW
    )
