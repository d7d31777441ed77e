"""Slack's rate limits: so many calls of a method a minute, and one post a second in a channel.

https://docs.slack.dev/apis/web-api/rate-limits
"""

import math
from collections import deque

from sandbox.clock import Real

WINDOW = 60.0
# Slack speaks of one a second; a timer that fires a little early is forgiven.
POST_INTERVAL, TOLERANCE = 1.0, 0.02


class Limits:
    """Counts calls in real time. `enabled=False` lets everything through."""

    def __init__(self, real: Real, *, enabled: bool = True) -> None:
        self.enabled = enabled
        self._real = real
        self._calls: dict[str, deque[float]] = {}
        self._posts: dict[str, float] = {}

    def refuse_call(self, method: str, per_minute: int) -> int:
        """Count a call of a method: 0 when it may go on, else the whole seconds to wait."""
        if not self.enabled:
            return 0
        now = self._real.time()
        calls = self._calls.setdefault(method, deque())
        while calls and calls[0] <= now - WINDOW:
            calls.popleft()
        if len(calls) >= per_minute:
            return max(1, math.ceil(calls[0] + WINDOW - now))
        calls.append(now)
        return 0

    def refuse_post(self, channel: str) -> int:
        """Count a post in a channel: 0 when it may go on, else the whole seconds to wait."""
        if not self.enabled:
            return 0
        now = self._real.time()
        wait = self._posts.get(channel, -math.inf) + POST_INTERVAL - now
        if wait > TOLERANCE:
            return max(1, math.ceil(wait))
        self._posts[channel] = now
        return 0

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()
        self._posts.clear()
