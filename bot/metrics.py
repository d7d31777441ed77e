"""What Prometheus reads at GET /metrics: requests, outbox, deliveries, sweeps, workers.

Requests are counted in this process. What workers do they write down with their heartbeat, so that any process can tell it.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from storage import figures, workers
from storage.database import Database

if TYPE_CHECKING:
    from prometheus_client import Metric

STATES = ("pending", "sending", "sent", "refused", "uncertain")
# What a worker counts, as `kind:name`: the metric, its label, and what it is.
COUNTED = {
    "delivery": ("liaison_deliveries", "result", "Tries to deliver a row of the outbox, by result"),
    "sweep": ("liaison_sweeps", "sweep", "Pieces of due work that a sweep did"),
    "failed": ("liaison_sweep_failures", "sweep", "Runs of a sweep that failed, and that are tried again"),
}
RECENT = 60.0  # seconds
PATIENCE = 5.0  # seconds for the database: whoever asks has not many more


class Metrics:
    """`real_time`: seconds since the epoch, as heartbeats have them."""

    def __init__(self, real_time: Callable[[], float] = time.time) -> None:
        self._real_time = real_time
        self._requests: Counter[tuple[str, int]] = Counter()

    def count_request(self, kind: str, status: int) -> None:
        """A request from Slack was answered. `kind`: event, command and so on, a word of ours; `status`: of HTTP."""
        self._requests[kind, status] += 1

    async def render(self, db: Database) -> bytes:
        """The text format (https://prometheus.io/docs/instrumenting/exposition_formats/). Without the database what this process knows."""
        # Not loaded at the start of a process: many are never asked.
        from prometheus_client import generate_latest  # noqa: PLC0415

        try:
            async with asyncio.timeout(PATIENCE):
                told = await self._read(db)
        except (SQLAlchemyError, OSError):
            told = None
        return generate_latest(_Collected(self._requests, told))

    async def _read(self, db: Database) -> "_Told":
        async with db.read() as tx:
            return _Told(
                outbox=await figures.outbox_states(tx),
                waiting=_age(tx.now, await figures.oldest_unsettled(tx)),
                counts=await workers.totals(tx),
                silences=[self._real_time() - worker.beat_at for worker in await workers.alive(tx)],
            )


def _age(now: datetime, moment: datetime | None) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


@dataclass(frozen=True, slots=True)
class _Told:
    """What the database says: rows by state, seconds that the oldest waits, workers' counts, and seconds since each was heard."""

    outbox: dict[str, int]
    waiting: float
    counts: Counter[str]
    silences: list[float]


class _Collected:
    """What is known, in the shape in which prometheus_client asks for it. `told` is None while the database is away."""

    def __init__(self, requests: Counter[tuple[str, int]], told: _Told | None) -> None:
        self._requests = requests
        self._told = told

    def collect(self) -> "Iterator[Metric]":
        yield self._count_requests()
        yield _gauge("liaison_database_up", "Whether the database answers: 1 or 0", self._told is not None)
        if self._told is not None:
            yield from _collect(self._told)

    def _count_requests(self) -> "Metric":
        from prometheus_client.core import CounterMetricFamily  # noqa: PLC0415

        requests = CounterMetricFamily(
            "liaison_requests", "Requests from Slack, by kind and HTTP status", labels=["kind", "status"]
        )
        for (kind, status), number in sorted(self._requests.items()):
            requests.add_metric([kind, str(status)], number)
        return requests


def _collect(told: _Told) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily  # noqa: PLC0415

    rows = GaugeMetricFamily("liaison_outbox_rows", "Rows of the outbox, by state", labels=["state"])
    for state in STATES:
        rows.add_metric([state], told.outbox.get(state, 0))
    yield rows
    yield _gauge(
        "liaison_outbox_oldest_unsettled_seconds",
        "For how long the oldest row that is not settled has waited; 0 if none is",
        told.waiting,
    )

    for prefix, (name, label, meaning) in COUNTED.items():
        family = CounterMetricFamily(name, meaning, labels=[label])
        for key, number in sorted(told.counts.items()):
            kind, _, what = key.partition(":")
            if kind == prefix:
                family.add_metric([what], number)
        yield family

    recent = sum(silence < RECENT for silence in told.silences)
    yield _gauge("liaison_workers", "Workers that were heard within a minute", recent)
    if told.silences:
        age = max(0.0, min(told.silences))
        yield _gauge("liaison_worker_heartbeat_age_seconds", "Since any worker was heard", age)


def _gauge(name: str, meaning: str, value: float) -> "Metric":
    from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

    return GaugeMetricFamily(name, meaning, float(value))
