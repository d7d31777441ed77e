"""What people will do, and when."""

import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

Act = Callable[[], Awaitable[None]]

SLOT: Final = timedelta(hours=1)  # people act at full hours: what several do at once is cheap


class Agenda:
    """Acts by their moment; at the same moment in the order in which they were planned."""

    def __init__(self) -> None:
        self._acts: list[tuple[datetime, int, Act]] = []
        self._number = itertools.count()

    def add(self, moment: datetime, act: Act) -> None:
        heapq.heappush(self._acts, (moment, next(self._number), act))

    def next(self) -> datetime | None:
        return self._acts[0][0] if self._acts else None

    def take(self, now: datetime) -> Act | None:
        """An act that is due."""
        return heapq.heappop(self._acts)[2] if self._acts and self._acts[0][0] <= now else None


def slot(moment: datetime) -> datetime:
    """The next full hour after `moment`."""
    seconds = SLOT.total_seconds()
    return moment + timedelta(seconds=seconds - moment.timestamp() % seconds)


def from_slot(moment: datetime) -> datetime:
    """The full hour that `moment` is, or else the next."""
    return slot(moment - timedelta(microseconds=1))


def at_work(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first slot after `moment` at which somebody is at work: from eight to seven, Monday to Friday."""
    here = slot(moment).astimezone(zone)
    if here.time() >= time(19):
        here = datetime.combine(here.date() + timedelta(days=1), time(8), zone)
    elif here.time() < time(8):
        here = datetime.combine(here.date(), time(8), zone)
    while here.weekday() >= 5:
        here = datetime.combine(here.date() + timedelta(days=1), time(8), zone)
    return max(here.astimezone(moment.tzinfo), slot(moment))
