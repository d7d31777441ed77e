"""The numbered updates that the page follows, so that a reconnect misses nothing."""

import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.model import Channel

KEPT = 2_000


@dataclass(slots=True)
class Update:
    """One change. It's for those for whom `channel` exists, or for the one member `only`, or for all."""

    n: int
    type: str
    subject: Any
    channel: Channel | None = None
    only: str | None = None


class Feed:
    """The last updates by number, and who listens for more."""

    def __init__(self) -> None:
        self.n = 0
        # Whose numbers these are: a workspace that was started anew counts from the beginning.
        self.epoch = secrets.token_hex(4)
        # The number of the last reset: what was before it can't be shown any more.
        self.began = 0
        self.recent: deque[Update] = deque(maxlen=KEPT)
        self._listeners: list[Callable[[Update], None]] = []

    def publish(
        self, kind: str, subject: Any, *, channel: Channel | None = None, only: str | None = None
    ) -> None:
        """Add an update and tell the listeners. `subject` is what changed; it's rendered for each viewer later."""
        self.n += 1
        update = Update(self.n, kind, subject, channel, only)
        self.recent.append(update)
        for listener in list(self._listeners):
            listener(update)

    def since(self, n: int, epoch: str | None = None) -> list[Update] | None:
        """The updates after number `n`; None when they are no longer known, or `n` is of another epoch."""
        if (
            epoch not in {None, self.epoch}
            or n > self.n
            or (n < self.n and (not self.recent or self.recent[0].n > n + 1))
        ):
            return None
        return [update for update in self.recent if update.n > n]

    def restart(self) -> None:
        """Let every page load its state anew."""
        self.recent.clear()
        self.began = self.n + 1
        self.publish("reset", None)

    def follow(self, listener: Callable[[Update], None]) -> Callable[[], None]:
        """Call `listener` with every update from now on; returns what ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
