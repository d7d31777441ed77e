"""What Prometheus reads at GET /metrics: requests, outbox, deliveries, sweeps, workers.

Requests are counted in this process. What workers do they write down with their heartbeat, so that any process can tell it.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

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


class Metrics:
    """`real_time`: seconds since the epoch, as heartbeats have them."""

    def __init__(self, real_time: Callable[[], float] = time.time) -> None:
        self._real_time = real_time
        self._requests: Counter[tuple[str, int]] = Counter()

    def count_request(self, kind: str, status: int) -> None:
        """A request from Slack was answered. `kind`: event, command and so on, a word of ours; `status`: of HTTP."""
        self._requests[kind, status] += 1

    async def render(self, db: Database) -> bytes:
        """The text format (https://prometheus.io/docs/instrumenting/exposition_formats/). Raises what the database raises."""
        # Not loaded at the start of a process: many are never asked.
        from prometheus_client import generate_latest  # noqa: PLC0415

        async with db.read() as tx:
            collected = _Collected(
                requests=self._requests,
                outbox=await figures.outbox_states(tx),
                waiting=_age(tx.now, await figures.oldest_unsettled(tx)),
                counts=await workers.totals(tx),
                silences=[self._real_time() - worker.beat_at for worker in await workers.alive(tx)],
            )
        return generate_latest(collected)


def _age(now: datetime, moment: datetime | None) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0


class _Collected:
    """What was read, in the shape in which prometheus_client asks for it."""

    def __init__(
        self,
        requests: Counter[tuple[str, int]],
        outbox: dict[str, int],
        waiting: float,
        counts: Counter[str],
        silences: list[float],
    ) -> None:
        self._requests = requests
        self._outbox = outbox
        self._waiting = waiting
        self._counts = counts
        self._silences = silences

    def collect(self) -> "Iterator[Metric]":
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily  # noqa: PLC0415

        requests = CounterMetricFamily(
            "liaison_requests", "Requests from Slack, by kind and HTTP status", labels=["kind", "status"]
        )
        for (kind, status), number in sorted(self._requests.items()):
            requests.add_metric([kind, str(status)], number)
        yield requests

        rows = GaugeMetricFamily("liaison_outbox_rows", "Rows of the outbox, by state", labels=["state"])
        for state in STATES:
            rows.add_metric([state], self._outbox.get(state, 0))
        yield rows
        yield GaugeMetricFamily(
            "liaison_outbox_oldest_unsettled_seconds",
            "For how long the oldest row that is not settled has waited; 0 if none is",
            self._waiting,
        )

        for prefix, (name, label, meaning) in COUNTED.items():
            family = CounterMetricFamily(name, meaning, labels=[label])
            for key, number in sorted(self._counts.items()):
                kind, _, what = key.partition(":")
                if kind == prefix:
                    family.add_metric([what], number)
            yield family

        recent = sum(silence < RECENT for silence in self._silences)
        yield GaugeMetricFamily("liaison_workers", "Workers that were heard within a minute", recent)
        if self._silences:
            yield GaugeMetricFamily(
                "liaison_worker_heartbeat_age_seconds",
                "Since any worker was heard",
                max(0.0, min(self._silences)),
            )
