"""The workers that are alive, and what they have counted: the web process shows it, whichever process did the work."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Column, Float, Table, Text, delete, select, update

from storage.database import Reading, Transaction
from storage.schema import metadata
from storage.upserts import insert

workers = Table(
    "workers",
    metadata,
    Column("id", Text, primary_key=True),
    Column("started_at", Float, nullable=False),  # real seconds since the epoch
    Column("beat_at", Float, nullable=False),
    Column("counts", JSON, nullable=False),  # {"delivery:sent": 12, "sweep:reminders": 4}
)

KEEP = 24 * 3600.0  # seconds that a worker is remembered after its last heartbeat
# The row in which the counts of forgotten workers are summed, so that no counter ever goes back.
FORGOTTEN = ""


@dataclass(frozen=True, slots=True)
class Worker:
    """`started_at` and `beat_at` are real seconds since the epoch; `counts` are since it started."""

    id: str
    started_at: float
    beat_at: float
    counts: Mapping[str, int]


async def beat(
    tx: Transaction, worker_id: str, started_at: float, beat_at: float, counts: Mapping[str, int]
) -> None:
    """Notes a worker's heartbeat and all that it has counted since it started; forgets who has been dead for KEEP."""
    values: dict[str, Any] = {"started_at": started_at, "beat_at": beat_at, "counts": dict(counts)}
    row = insert(workers).values(id=worker_id, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))
    await _forget(tx, beat_at - KEEP)


async def _forget(tx: Transaction, before: float) -> None:
    dead = (workers.c.beat_at < before) & (workers.c.id != FORGOTTEN)
    # Whoever deletes a row has its counts: nobody else sums them, too.
    gone = (await tx.execute(delete(workers).where(dead).returning(workers.c.counts))).scalars().all()
    if not gone:
        return
    start = {"id": FORGOTTEN, "started_at": 0.0, "beat_at": 0.0, "counts": {}}
    await tx.execute(insert(workers).values(**start).on_conflict_do_nothing())
    theirs = workers.c.id == FORGOTTEN
    before_now = (await tx.execute(select(workers.c.counts).where(theirs).with_for_update())).scalar_one()
    counts = sum((Counter(each) for each in gone), Counter(before_now))
    await tx.execute(update(workers).where(theirs).values(counts=dict(counts)))


async def alive(tx: Reading) -> list[Worker]:
    """The workers whose heartbeat is not older than KEEP, the latest first."""
    statement = select(workers).where(workers.c.id != FORGOTTEN).order_by(workers.c.beat_at.desc())
    rows: Any = await tx.execute(statement)
    return [Worker(*row) for row in rows]


async def totals(tx: Reading) -> Counter[str]:
    """What all workers have counted, ever."""
    rows = (await tx.execute(select(workers.c.counts))).scalars()
    return sum((Counter(counts) for counts in rows), Counter())
