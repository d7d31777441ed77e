"""Slack's pace, as seconds between calls (https://docs.slack.dev/apis/web-api/rate-limits)."""

from collections import deque

# chat.postMessage: one a second for a channel, whichever worker sends.
POST_EVERY = 1.0

# Methods with a tier, for the whole workspace: Tier 3 is 50 a minute. Evenly spaced, so that no minute has 51.
_TIER_3 = 60 / 50
CALL_EVERY = {
    "chat.update": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.invite": _TIER_3,
    "conversations.open": _TIER_3,
    "conversations.replies": _TIER_3,
}
# The same moment by two clocks, ours and Slack's, is not quite the same.
MARGIN = 0.005


class RoundTrips:
    """How long answers take: Slack counts a post when it gets it, and we see only when the answer is here.

    From one receipt to the next it is as long as from an answer to the next call, and the shortest time there and back in between. So
    most of that time need not be waited for. A share of it is, and all of it while few answers are known: no two travel alike.
    """

    def __init__(self) -> None:
        self._lately: deque[float] = deque(maxlen=50)

    def note(self, seconds: float) -> None:
        """A call was answered after so many seconds."""
        self._lately.append(seconds)

    @property
    def allowance(self) -> float:
        """By how many seconds the next call may follow earlier upon an answer."""
        return 0.8 * min(self._lately) if len(self._lately) >= 10 else 0.0
