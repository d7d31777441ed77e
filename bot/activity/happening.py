"""What a message or a reaction means to the rest of the house: told once, in the transaction that records it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Happening:
    """A person wrote, or reacted to something: what is new of it, once, whatever Slack repeats.

    `ts` and `at` are the post's, or, of a reaction, the message's and the reaction's. `to_member_id`: who began the thread, or wrote what
    was reacted to. `mentions`: who is named in the text; they are here in memory, and are never stored with the message.
    It may be old: what was missed is told when it is caught up with.
    """

    channel_id: str
    ts: str
    at: datetime
    member_id: str
    kind: Literal["post", "reaction"] = "post"
    thread_ts: str | None = None
    to_member_id: str | None = None
    is_question: bool = False
    mentions: frozenset[str] = frozenset()

    @property
    def is_top(self) -> bool:
        """Whether it begins something: neither a reply nor a reaction."""
        return self.kind == "post" and self.thread_ts is None


# Notes what concerns its feature. Cheap: a statement or two for a whole batch, and none when nothing concerns it. Of several channels or
# members it changes rows in the order of their ids.
Follower = Callable[[Transaction, Sequence[Happening]], Awaitable[None]]
