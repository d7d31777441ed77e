"""Who is at the page just now: whoever has it open in some tab is active, as in Slack."""

from collections import Counter

from sandbox.feed import Feed
from sandbox.model import Member


class Presence:
    """The members with a page open, and how many. Coming and going is an update, `presence`."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._pages: Counter[str] = Counter()

    def active(self, member: str) -> bool:
        """Whether somebody is at the page as this member."""
        return self._pages[member] > 0

    def come(self, member: Member) -> None:
        """A page was opened."""
        self._pages[member.id] += 1
        if self._pages[member.id] == 1:
            self._feed.publish("presence", member)

    def go(self, member: Member) -> None:
        """A page was closed."""
        self._pages[member.id] -= 1
        if not self._pages[member.id]:
            self._feed.publish("presence", member)
