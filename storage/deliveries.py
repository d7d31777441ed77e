"""The outbox seen from the side that sends: claim lanes, begin rows, settle them, give lanes back.

Everything works on many lanes at once, so that they share a transaction: a commit costs more than a message. Whether a lane is
still ours is asked in the same transaction that changes it, so a worker that lost its lease (it was stalled, or paused) changes
nothing. Times here are real seconds since the epoch, but for `settled_at`.
"""

import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Float, Table, Text, bindparam, case, func, select, update

from storage.database import Reading, Transaction
from storage.outbox import lanes, outbox
from storage.schema import metadata
from storage.upserts import insert

paces = Table(
    "outbox_paces",
    metadata,
    Column("method", Text, primary_key=True),
    Column("next_at", Float, nullable=False),  # the next place that is free
    Column(
        "held_until", Float, nullable=False, server_default="0"
    ),  # Slack's Retry-After: places before it are void
)


@dataclass(slots=True)
class Lane:
    """A lane that this worker holds, with the next rows to send. What changes is written back by `write_lanes`."""

    name: str
    owner: str  # of this one claim: a lane that was lost and claimed anew is another
    failures: int = 0
    blocked_until: float = 0.0
    reserved_for: int | None = None
    conversation_id: str | None = None
    cursor: str | None = None
    last_ts: str | None = None
    settled: int = 0  # since it was last written back
    is_fresh: bool = False  # the conversation was opened since the lane was claimed
    parcel: Any = None  # a file that Slack has and nobody sees yet: in memory only
    letters: deque["Letter"] = field(default_factory=deque)


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


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a row ended: `state` is sent, refused or uncertain."""

    state: str
    conversation_id: str | None = None
    ts: str | None = None
    error: str | None = None


_LANE = (
    lanes.c.lane,
    lanes.c.owner,
    lanes.c.failures,
    lanes.c.blocked_until,
    lanes.c.reserved_for,
    lanes.c.conversation_id,
    lanes.c.cursor,
    lanes.c.last_ts,
)
_FREE = (
    select(lanes.c.lane)
    .where(
        lanes.c.waiting > 0,
        lanes.c.blocked_until <= bindparam("now"),
        lanes.c.leased_until <= bindparam("now"),
    )
    .order_by(lanes.c.blocked_until, lanes.c.lane)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(lanes)
    .where(lanes.c.lane.in_(_FREE))
    .values(owner=bindparam("me"), leased_until=bindparam("until"))
    .returning(*_LANE)
)


async def claim(tx: Transaction, now: float, lease: float, most: int, letters_each: int) -> list[Lane]:
    """Takes up to `most` lanes that wait and are neither blocked nor leased, for `lease` seconds, with their first rows."""
    values = {"me": uuid.uuid4().hex, "now": now, "until": now + lease, "most": most}
    rows: Any = await tx.execute(_CLAIM, values)
    claimed = {row.lane: Lane(*row) for row in rows}
    if claimed:
        for letter in await _letters(tx, list(claimed), letters_each):
            claimed[letter.lane].letters.append(letter)
    return list(claimed.values())


async def _letters(tx: Transaction, names: list[str], each: int) -> list[Letter]:
    """The first unsettled rows of each lane: what was begun comes before all else, then as they were written."""
    place = func.row_number().over(
        partition_by=outbox.c.lane, order_by=(case((outbox.c.state == "sending", 0), else_=1), outbox.c.id)
    )
    columns = [outbox.c[name] for name in Letter.__dataclass_fields__]
    unsettled = outbox.c.state.in_(["pending", "sending"])
    ranked = select(*columns, place.label("place")).where(outbox.c.lane.in_(names), unsettled).subquery()
    first = (
        select(*(ranked.c[c.name] for c in columns)).where(ranked.c.place <= each).order_by(ranked.c.place)
    )
    rows: Any = await tx.execute(first)
    return [Letter(*row) for row in rows]


async def next_wake(tx: Reading, now: float) -> float | None:
    """When the next waiting lane becomes free, in real seconds. None if nothing waits."""
    free_at = case(
        (lanes.c.blocked_until > lanes.c.leased_until, lanes.c.blocked_until), else_=lanes.c.leased_until
    )
    moment = (await tx.execute(select(func.min(free_at)).where(lanes.c.waiting > 0))).scalar()
    return None if moment is None else max(float(moment), now)


_OWNERS = select(lanes.c.lane, lanes.c.owner).where(lanes.c.lane.in_(bindparam("names", expanding=True)))
# One order for all, so that nobody deadlocks: that of Python's `sorted`, by which the outbox counts (storage/outbox.py), and not a
# language's. SQLite has nobody to lock out, and no such collation.
_OWNERS_LOCKED = _OWNERS.order_by(lanes.c.lane.collate("C")).with_for_update()


async def still_ours(tx: Transaction, held: list[Lane], *, lock: bool = True) -> frozenset[str]:
    """The names of those lanes that nobody has claimed since. With `lock`, nobody can until we have committed."""
    locks = lock and tx.connection.dialect.name == "postgresql"
    rows = await tx.execute(_OWNERS_LOCKED if locks else _OWNERS, {"names": [lane.name for lane in held]})
    owners: dict[str, str] = {row.lane: row.owner for row in rows}
    return frozenset(lane.name for lane in held if owners.get(lane.name) == lane.owner)


async def reserve(tx: Transaction, method: str, now: float, interval: float) -> float:
    """Takes the next place in a method's pace, for all workers together. Places are `interval` seconds apart. Returns its moment."""
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


_BEGIN = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", attempts=outbox.c.attempts + 1)
)
_PUT_BACK = update(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True))).values(state="pending")
_SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values({name: bindparam(name) for name in ("state", "settled_at", "conversation_id", "ts", "error")})
)


async def begin(tx: Transaction, ids: list[int]) -> None:
    """Marks rows as on their way: from here on only Slack can tell whether they arrived."""
    if ids:
        await tx.execute(_BEGIN, {"ids": ids})


async def put_back(tx: Transaction, ids: list[int]) -> None:
    """The rows surely did not arrive: they wait as if they had never been begun."""
    if ids:
        await tx.execute(_PUT_BACK, {"ids": ids})


async def settle(tx: Transaction, settled: list[tuple[Letter, Outcome]]) -> None:
    """Writes how rows ended. Their lanes are counted down by `write_lanes`."""
    if settled:
        rows = [
            {
                "row_id": letter.id,
                "state": outcome.state,
                "settled_at": tx.now,
                "conversation_id": outcome.conversation_id,
                "ts": outcome.ts,
                "error": outcome.error,
            }
            for letter, outcome in settled
        ]
        await tx.execute(_SETTLE, rows)


_WRITE = (
    update(lanes)
    .where(lanes.c.lane == bindparam("name"))
    .values(
        {
            "owner": bindparam("me"),
            "leased_until": bindparam("until"),
            "waiting": lanes.c.waiting - bindparam("settled"),
        }
        | {
            name: bindparam(name)
            for name in ("failures", "blocked_until", "reserved_for", "conversation_id", "cursor", "last_ts")
        }
    )
)


async def write_lanes(tx: Transaction, held: list[Lane], leased_until: float) -> None:
    """Writes lanes back: held on until `leased_until`, or given back (0). They must be ours."""
    if not held:
        return
    rows = [
        {
            "name": lane.name,
            "me": lane.owner if leased_until else None,
            "until": leased_until,
            "settled": lane.settled,
            "failures": lane.failures,
            "blocked_until": lane.blocked_until,
            "reserved_for": lane.reserved_for,
            "conversation_id": lane.conversation_id,
            "cursor": lane.cursor,
            "last_ts": lane.last_ts,
        }
        for lane in sorted(held, key=lambda lane: lane.name)
    ]
    await tx.execute(_WRITE, rows)
    for lane in held:
        lane.settled = 0


async def posted(tx: Reading, key: str) -> Outcome | None:
    """Where the row with this key was posted. None if it was not, or is not known."""
    columns = (outbox.c.state, outbox.c.conversation_id, outbox.c.ts)
    row = (await tx.execute(select(*columns).where(outbox.c.key == key))).one_or_none()
    return None if row is None or row.ts is None else Outcome(row.state, row.conversation_id, row.ts)
