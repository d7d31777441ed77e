"""The outbox seen from the side that sends: claim a lane, begin a row, settle it, give the lane back.

Every change of a row checks in the same transaction that its lane is still ours, so a worker that lost its lease
(it was stalled, or paused) changes nothing. Times here are real seconds since the epoch, but for `settled_at`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Float, Select, Table, Text, case, func, select, update
from sqlalchemy.dialects.postgresql import insert  # SQLite compiles the same ON CONFLICT

from storage.database import Reading, Transaction
from storage.outbox import lanes, outbox
from storage.schema import metadata

paces = Table(
    "outbox_paces",
    metadata,
    Column("method", Text, primary_key=True),
    Column("next_at", Float, nullable=False),  # the next place that is free
    Column(
        "held_until", Float, nullable=False, server_default="0"
    ),  # Slack's Retry-After: places before it are void
)


class LeaseLostError(Exception):
    """Another worker has the lane now: whoever held it must not touch its rows."""


@dataclass(frozen=True, slots=True)
class Lane:
    name: str
    owner: str
    failures: int
    reserved_for: int | None
    conversation_id: str | None
    last_ts: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A row of the outbox on its way."""

    id: int
    key: str
    lane: str
    kind: str
    payload: Mapping[str, Any]
    ref: str
    state: str
    attempts: int
    conversation_id: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a row ended: `state` is sent, refused or uncertain."""

    state: str
    conversation_id: str | None = None
    ts: str | None = None
    error: str | None = None


def _free(now: float) -> Select[Any]:
    return (
        select(lanes.c.lane)
        .where(lanes.c.waiting > 0, lanes.c.blocked_until <= now, lanes.c.leased_until <= now)
        .order_by(lanes.c.blocked_until)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


async def claim(tx: Transaction, owner: str, now: float, lease: float) -> Lane | None:
    """Takes the lane that has waited longest and is neither blocked nor leased, for `lease` seconds. None if there is none."""
    statement = (
        update(lanes)
        .where(lanes.c.lane == _free(now).scalar_subquery())
        .values(owner=owner, leased_until=now + lease)
        .returning(
            lanes.c.lane, lanes.c.failures, lanes.c.reserved_for, lanes.c.conversation_id, lanes.c.last_ts
        )
    )
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return None
    return Lane(row.lane, owner, row.failures, row.reserved_for, row.conversation_id, row.last_ts)


async def next_wake(tx: Reading, now: float) -> float | None:
    """When the next waiting lane that nobody holds becomes free, in real seconds. None if nothing waits."""
    free_at = case(
        (lanes.c.blocked_until > lanes.c.leased_until, lanes.c.blocked_until), else_=lanes.c.leased_until
    )
    moment = (await tx.execute(select(func.min(free_at)).where(lanes.c.waiting > 0))).scalar()
    return None if moment is None else max(float(moment), now)


async def head(tx: Transaction, lane: Lane) -> Letter | None:
    """The lane's next unsettled row: one that was begun comes before all others."""
    statement = (
        select(outbox)
        .where(outbox.c.lane == lane.name, outbox.c.state.in_(["pending", "sending"]))
        .order_by(case((outbox.c.state == "sending", 0), else_=1), outbox.c.id)
        .limit(1)
    )
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return None
    return Letter(
        row.id,
        row.key,
        row.lane,
        row.kind,
        row.payload,
        row.ref,
        row.state,
        row.attempts,
        row.conversation_id,
    )


async def reserve(tx: Transaction, method: str, now: float, interval: float) -> float:
    """Takes the next place in a method's pace: places are `interval` seconds apart, for all workers together. Returns its moment."""
    statement = insert(paces).values(method=method, next_at=now + interval)
    following = case((paces.c.next_at > now, paces.c.next_at), else_=now) + interval
    statement = statement.on_conflict_do_update(index_elements=["method"], set_={"next_at": following})
    next_at = (await tx.execute(statement.returning(paces.c.next_at))).scalar_one()
    return float(next_at) - interval


async def hold_method(tx: Transaction, method: str, until: float) -> None:
    """Nobody calls `method` before `until`: Slack said so. Who has a place before it takes another."""
    statement = insert(paces).values(method=method, next_at=until, held_until=until)
    latest = case((paces.c.next_at > until, paces.c.next_at), else_=until)
    values = {"next_at": latest, "held_until": until}
    await tx.execute(statement.on_conflict_do_update(index_elements=["method"], set_=values))


async def held_until(tx: Reading, method: str) -> float:
    """Until when Slack wants `method` left alone."""
    return float((await tx.execute(select(paces.c.held_until).where(paces.c.method == method))).scalar() or 0)


async def begin(tx: Transaction, letter: Letter) -> None:
    """Marks a row as on its way: from here on only Slack can tell whether it arrived."""
    await tx.execute(
        update(outbox).where(outbox.c.id == letter.id).values(state="sending", attempts=outbox.c.attempts + 1)
    )


async def put_back(tx: Transaction, letter: Letter) -> None:
    """The row surely did not arrive: it waits as if it had never been begun."""
    await tx.execute(update(outbox).where(outbox.c.id == letter.id).values(state="pending"))


async def settle(tx: Transaction, letter: Letter, outcome: Outcome) -> None:
    """Writes how a row ended and takes it out of its lane's count."""
    await tx.execute(
        update(outbox)
        .where(outbox.c.id == letter.id)
        .values(
            state=outcome.state,
            settled_at=tx.now,
            conversation_id=outcome.conversation_id,
            ts=outcome.ts,
            error=outcome.error,
        )
    )


async def keep(
    tx: Transaction,
    lane: Lane,
    *,
    leased_until: float,
    settled: int = 0,
    blocked_until: float | None = None,
    failures: int = 0,
    reserved_for: int | None = None,
    conversation_id: str | None = None,
    last_ts: str | None = None,
) -> None:
    """Holds the lane until `leased_until` (0 gives it back) and notes what changed. Raises LeaseLostError if it is no longer ours."""
    values: dict[str, Any] = {
        "leased_until": leased_until,
        "failures": failures,
        "reserved_for": reserved_for,
    }
    if settled:
        values["waiting"] = lanes.c.waiting - settled
    if leased_until == 0:
        values["owner"] = None
    if blocked_until is not None:
        values["blocked_until"] = blocked_until
    if conversation_id is not None:
        values["conversation_id"] = conversation_id
    if last_ts is not None:
        values["last_ts"] = last_ts
    mine = (lanes.c.lane == lane.name) & (lanes.c.owner == lane.owner)
    if (await tx.execute(update(lanes).where(mine).values(**values))).rowcount != 1:
        raise LeaseLostError


async def posted(tx: Reading, key: str) -> Outcome | None:
    """Where the row with this key was posted. None if it was not, or is not known."""
    row = (
        await tx.execute(
            select(outbox.c.state, outbox.c.conversation_id, outbox.c.ts).where(outbox.c.key == key)
        )
    ).one_or_none()
    return None if row is None or row.ts is None else Outcome(row.state, row.conversation_id, row.ts)
