"""Faults on demand: the next calls of a method fail, hang or lose their connection; events arrive in disorder."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sandbox.events import Disorder, Events

FaultKind = Literal["error", "status", "hang", "drop", "slow", "ratelimited", "ratelimited_200"]
Moment = Literal["before", "after"]
KINDS = frozenset(FaultKind.__args__)  # type: ignore[attr-defined]


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` calls of a method (`*` for any), in one channel if it's given.

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

    def __init__(self, events: Events) -> None:
        self._waiting: list[Fault] = []
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
        channel: str | None = None,
    ) -> Fault:
        """Let the next calls go wrong; returns the fault, whose `times` counts down."""
        if kind not in KINDS:
            raise ValueError(f"there is no fault {kind!r}: {', '.join(sorted(KINDS))}")
        fault = Fault(method, kind, moment, error, status, seconds, retry_after, times, channel)
        self._waiting.append(fault)
        return fault

    def events(self, *, duplicate: int = 0, shuffle: bool = False, delay: timedelta | float = 0) -> None:
        """From now on deliver each event `duplicate` times more, `delay` (seconds) late on the workspace's clock,
        or, with `shuffle`, held back until `idle()` and then in any order. Without arguments: as normal."""
        late = delay if isinstance(delay, timedelta) else timedelta(seconds=delay)
        disorder: Disorder = self._events.disorder
        disorder.duplicate, disorder.shuffle, disorder.delay = duplicate, shuffle, late

    def find(self, method: str, channel: str | None) -> Fault | None:
        """The fault that waits for this call."""
        for fault in self._waiting:
            if fault.method in {method, "*"} and fault.channel in {None, channel}:
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
