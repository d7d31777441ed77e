"""What one transaction of the ledger works on: lanes with their calls, and what is to be written of them."""

from dataclasses import dataclass, field

from scheduler.results import Result
from scheduler.steps import Step
from storage.deliveries import Lane, Letter, Outcome


@dataclass(frozen=True, slots=True)
class Work:
    """A lane that this worker holds, and the call that is made for it; afterwards also what came of it.

    `answered_at`: when the answer was really here.
    """

    lane: Lane
    step: Step
    result: Result | None = None
    answered_at: float = 0.0


@dataclass(slots=True)
class Page:
    """What one transaction changes, gathered so that it is written in a few statements."""

    now: float
    settled: list[tuple[Letter, Outcome]] = field(default_factory=list)
    put_back: list[int] = field(default_factory=list)
    begun: list[int] = field(default_factory=list)
    going_on: list[Lane] = field(default_factory=list)
    given_back: list[Lane] = field(default_factory=list)
    holds: dict[str, float] = field(default_factory=dict)  # Slack's Retry-After, by method
