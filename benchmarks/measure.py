"""Measures contenders in rounds, each in its turn, so that whatever else the machine does falls on all of them alike."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from statistics import median

import psutil


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds for one piece of work: on the clock, and of the contender's processor time."""

    wall: float
    cpu: float = 0.0


class Rounds:
    """What each contender cost in each round."""

    def __init__(self, costs: Mapping[str, list[Cost]]) -> None:
        self._costs = costs

    def __contains__(self, name: str) -> bool:
        return name in self._costs

    def wall(self, name: str) -> float:
        """The median over the rounds, in seconds."""
        return median(cost.wall for cost in self._costs[name])

    def cpu(self, name: str) -> float:
        """The median over the rounds, in seconds of processor time."""
        return median(cost.cpu for cost in self._costs[name])

    def wall_ratio(self, name: str, *floors: str) -> float:
        """How many times the floors' summed time, by the clock: the median of the rounds' ratios."""
        return self._ratio(name, floors, lambda cost: cost.wall)

    def cpu_ratio(self, name: str, *floors: str) -> float:
        """How many times the floors' summed processor time: the median of the rounds' ratios."""
        return self._ratio(name, floors, lambda cost: cost.cpu)

    def _ratio(self, name: str, floors: tuple[str, ...], of: Callable[[Cost], float]) -> float:
        rounds = zip(self._costs[name], *(self._costs[floor] for floor in floors), strict=True)
        return median(of(own) / sum(of(floor) for floor in others) for own, *others in rounds)


async def in_rounds(contenders: Mapping[str, Callable[[], Awaitable[Cost]]], rounds: int) -> Rounds:
    """Runs every contender once for warming up, then once in each round, every second round in the opposite order."""
    costs: dict[str, list[Cost]] = {name: [] for name in contenders}
    for contend in contenders.values():
        await contend()
    for number in range(rounds):
        for name in list(contenders)[:: -1 if number % 2 else 1]:
            costs[name].append(await contenders[name]())
    return Rounds(costs)


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used in all its threads, dead ones included."""
    try:
        # Another process's clock, to the nanosecond (clock_getcpuclockid(3), as Linux makes the number).
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        times = psutil.Process(pid).cpu_times()
        return times.user + times.system


def memory(pid: int) -> float:
    """The megabytes of memory that a process holds (resident set size)."""
    return float(psutil.Process(pid).memory_info().rss) / 1_000_000
