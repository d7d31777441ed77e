"""What went over the wire: the app's calls of the Web API, and what was delivered to the app."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sandbox.model import Json

T = TypeVar("T")
KEPT = 20_000


class Log(list[T]):
    """A list that forgets its older half at 40,000 entries."""

    def add(self, entry: T) -> T:
        """Append and return it."""
        self.append(entry)
        if len(self) > 2 * KEPT:
            del self[:KEPT]
        return entry


@dataclass(slots=True)
class Call:
    """One call of the Web API. `at_real` is in seconds since the epoch, `at` the workspace's time."""

    method: str
    args: Json
    at_real: float
    at: datetime
    status: int = 200
    ok: bool = True
    error: str | None = None
    duration: float = 0.0

    @property
    def channel(self) -> str | None:
        """The call's channel argument; the methods of files call it `channel_id`."""
        channel = self.args.get("channel") or self.args.get("channel_id")
        return channel if isinstance(channel, str) else None


@dataclass(slots=True)
class Delivery:
    """One request to the app: an event, command, interaction or options request, and what was answered.

    `id` is the event id, else the trigger id; `name` the event's type, the command, or the interaction's type.
    `status` is None when there was no answer; `failure` is what went wrong, as in `Answer`."""

    kind: str
    id: str
    name: str
    retry_num: int
    retry_reason: str | None
    at_real: float
    at: datetime
    body_type: str = "json"
    status: int | None = None
    duration: float = 0.0
    failure: str | None = None
    by_socket: bool = False
    payload: Json = field(default_factory=dict)
    answer: Any = None
