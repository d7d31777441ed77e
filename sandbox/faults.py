"""Faults on demand: the next calls of a method fail, hang or lose their connection; events arrive in disorder."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sandbox.events import Disorder, Events
from sandbox.model import Channel
from sandbox.state import State

FaultKind = Literal["error", "status", "hang", "drop", "slow", "ratelimited", "ratelimited_200"]
Moment = Literal["before", "after"]
KINDS = frozenset(FaultKind.__args__)  # type: ignore[attr-defined]
MOMENTS = frozenset(Moment.__args__)  # type: ignore[attr-defined]


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of a method (`*` for any), in one channel if it's given (an id or name).

    `before`: the call is not carried out. `after`: it is, and then the answer is spoilt. `hang` holds the answer
    back for so many real `seconds` and then drops the connection; `slow` answers truthfully after them."""

    method: str
    kind: FaultKind
    moment: Moment = "before"
    error: str = "internal_error"
    status: int = 500
    seconds: float = 30.0
    retry_after: int = 3
    times: int = 1
    channel: str | None = None


class Faults:
    """The faults that are waiting for their calls."""

    def __init__(self, state: State, events: Events) -> None:
        self._waiting: list[Fault] = []
        self._state = state
        self._events = events

    def add(
        self,
        method: str = "*",
        kind: FaultKind = "error",
        moment: Moment = "before",
        *,
        error: str = "internal_error",
        status: int = 500,
        seconds: float = 30.0,
        retry_after: int = 3,
        times: int = 1,
        channel: Channel | str | None = None,
    ) -> Fault:
        """Let the next calls go wrong; returns the fault, whose `times` counts down.

        Raises ValueError for a kind, a moment or a number of times that there isn't."""
        if kind not in KINDS:
            raise ValueError(f"there is no fault {kind!r}: {', '.join(sorted(KINDS))}")
        if moment not in MOMENTS:
            raise ValueError(f"a fault befalls a call before or after it is carried out, not {moment!r}")
        if times < 1:
            raise ValueError("a fault befalls one call at least")
        where = channel.id if isinstance(channel, Channel) else channel
        fault = Fault(method, kind, moment, error, status, seconds, retry_after, times, where)
        self._waiting.append(fault)
        return fault

    def events(
        self, *, lose: int = 0, duplicate: int = 0, shuffle: bool = False, delay: timedelta | float = 0
    ) -> None:
        """From now on never deliver the next `lose` events, deliver each other one `duplicate` times more, `delay`
        (seconds) late on the workspace's clock, or, with `shuffle`, held back until `idle()` and then in any order.
        Without arguments: as normal."""
        late = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
        self._events.disorder = Disorder(lose, duplicate, late, shuffle)

    def find(self, method: str, channel: str | None) -> Fault | None:
        """The fault that waits for this call."""
        for fault in self._waiting:
            if fault.method in {method, "*"} and self._in_channel(fault, channel):
                return fault
        return None

    def use(self, fault: Fault) -> Fault:
        """Count one call that it has befallen."""
        fault.times -= 1
        if fault.times <= 0 and fault in self._waiting:
            self._waiting.remove(fault)
        return fault

    @property
    def pending(self) -> list[Fault]:
        """The faults still waiting for a call."""
        return list(self._waiting)

    def clear(self) -> None:
        """Let everything go well again."""
        self._waiting.clear()
        self.events()

    def _in_channel(self, fault: Fault, called: str | None) -> bool:
        if fault.channel is None or fault.channel == called:
            return True
        found = self._channel(fault.channel)
        return called is not None and found is not None and found is self._channel(called)

    def _channel(self, wanted: str) -> Channel | None:
        """The channel of an id or name, or the conversation with the person of an id."""
        state = self._state
        found = state.channels.get(wanted) or state.named(wanted)
        return found or state.conversation(state.app.bot_user_id, wanted)
