"""What Prometheus reads."""

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from storage import workers
from storage.database import Database
from storage.outbox import outbox
from tests.conftest import MovableClock


def _samples(text: bytes) -> dict[tuple[str, ...], float]:
    """The value of each sample by its name and its labels' values."""
    families = text_string_to_metric_families(text.decode())
    return {(s.name, *s.labels.values()): s.value for family in families for s in family.samples}


async def test_an_idle_bot_shows_zeros_and_nothing_that_it_does_not_know(db: Database) -> None:
    samples = _samples(await Metrics().render(db))
    assert samples["liaison_outbox_rows", "pending"] == 0
    assert samples["liaison_outbox_oldest_unsettled_seconds",] == 0
    assert samples["liaison_workers",] == 0
    assert ("liaison_worker_heartbeat_age_seconds",) not in samples


async def test_requests_are_counted_by_kind_and_status(db: Database) -> None:
    metrics = Metrics()
    for kind, status in (("event", 200), ("event", 200), ("command", 200), ("event", 500)):
        metrics.count_request(kind, status)
    samples = _samples(await metrics.render(db))
    assert samples["liaison_requests_total", "event", "200"] == 2
    assert samples["liaison_requests_total", "event", "500"] == 1
    assert samples["liaison_requests_total", "command", "200"] == 1


async def test_the_outbox_is_shown_by_state_and_age(db: Database, clock: MovableClock) -> None:
    async with db.write() as tx:
        for key in ("a", "b", "c"):
            await tx.outbox.post(key, "C1", "Hello", [])
        await tx.execute(outbox.update().where(outbox.c.key == "a").values(state="sent"))
    clock.move(minutes=2)
    samples = _samples(await Metrics().render(db))
    assert samples["liaison_outbox_rows", "pending"] == 2
    assert samples["liaison_outbox_rows", "sent"] == 1
    assert samples["liaison_outbox_oldest_unsettled_seconds",] == 120


async def test_what_workers_count_is_summed_and_their_heartbeat_is_shown(db: Database) -> None:
    async with db.write() as tx:
        await workers.beat(tx, "a", 0, 1000, {"delivery:sent": 3, "sweep:reminders": 1, "failed:nudges": 2})
        await workers.beat(tx, "b", 0, 900, {"delivery:sent": 4, "delivery:refused": 1})
    samples = _samples(await Metrics(lambda: 1010.0).render(db))
    assert samples["liaison_deliveries_total", "sent"] == 7
    assert samples["liaison_deliveries_total", "refused"] == 1
    assert samples["liaison_sweeps_total", "reminders"] == 1
    assert samples["liaison_sweep_failures_total", "nudges"] == 2
    assert samples["liaison_workers",] == 1
    assert samples["liaison_worker_heartbeat_age_seconds",] == 10


async def test_while_the_database_is_away_the_process_tells_what_it_knows_itself(tmp_path: Path) -> None:
    away = Database(f"sqlite:///{tmp_path}/no/such/folder.db", MovableClock().now)
    metrics = Metrics()
    metrics.count_request("command", 200)
    samples = _samples(await metrics.render(away))
    assert samples == {("liaison_requests_total", "command", "200"): 1, ("liaison_database_up",): 0}
    await away.close()


async def test_a_database_that_answers_is_up(db: Database) -> None:
    assert _samples(await Metrics().render(db))["liaison_database_up",] == 1
