"""How far each channel's history has been read: from the newest backwards, a page at a time, so that what breaks off goes on."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update

from storage.activity import posts, readings
from storage.database import Reading, Transaction
from storage.stamps import since_epoch
from storage.upserts import insert

# So often it is looked for replies in threads that began before the time that is recorded; and when it was asked for.
WEEK = 7 * 24 * 60 * 60 * 1_000_000  # microseconds


class Progress(NamedTuple):
    """A reading that began at `begun_ts` and has come back to `reached_ts` (None: nothing yet). All before `read_until` was known.

    `is_deep`: it goes on to older messages, for the replies in their threads, of which all before `threads_until` were known.
    """

    channel_id: str
    read_until: int | None
    begun_ts: int
    reached_ts: int | None
    is_deep: bool = False
    threads_until: int | None = None


async def ask_deep(tx: Transaction) -> None:
    """The next reading of every channel is to go back to old threads, too."""
    await tx.execute(update(readings).values(is_deep=True))


async def ask(tx: Transaction, channel_id: str) -> None:
    """The channel's history is to be read now; if it is being read, once more after that."""
    values = {"asked_ts": since_epoch(tx.now), "due_at": tx.now}
    await tx.execute(insert(readings).values(channel_id=channel_id).on_conflict_do_nothing())
    mine = readings.c.channel_id == channel_id
    await tx.execute(update(readings).where(mine).values(asked_ts=values["asked_ts"]))
    # Whoever reads a page now has taken it until then.
    await tx.execute(
        update(readings).where(mine, readings.c.due_at.is_(None)).values(due_at=values["due_at"])
    )


async def claim(tx: Transaction, again_at: datetime) -> Progress | None:
    """Takes the channel whose next page has been due longest, until `again_at`. None if none is."""
    due = (
        select(readings.c.channel_id).where(readings.c.due_at <= tx.now).order_by(readings.c.due_at).limit(1)
    )
    mine = readings.c.channel_id == due.with_for_update(skip_locked=True).scalar_subquery()
    claimed = update(readings).where(mine).values(due_at=again_at)
    found = (await tx.execute(claimed.returning(readings))).one_or_none()
    if found is None:
        return None
    begun = since_epoch(tx.now) if found.begun_ts is None else found.begun_ts
    this = readings.c.channel_id == found.channel_id
    await tx.execute(update(readings).where(this).values(begun_ts=begun))
    known = found.threads_until
    is_deep = found.is_deep or known is None or known < begun - WEEK
    return Progress(found.channel_id, found.read_until, begun, found.reached_ts, is_deep, known)


async def go_on(tx: Transaction, progress: Progress, reached_ts: int) -> None:
    """A page is read, and there are more."""
    mine = (readings.c.channel_id == progress.channel_id) & (readings.c.begun_ts == progress.begun_ts)
    await tx.execute(update(readings).where(mine).values(reached_ts=reached_ts, due_at=tx.now))


async def finish(tx: Transaction, progress: Progress) -> None:
    """All pages are read. If it was asked for again meanwhile, that is due."""
    this = readings.c.channel_id == progress.channel_id
    mine = this & (readings.c.begun_ts == progress.begun_ts)
    done = {"read_until": progress.begun_ts, "begun_ts": None, "reached_ts": None, "due_at": None}
    await tx.execute(update(readings).where(mine).values(**done))
    again = readings.c.asked_ts > progress.begun_ts
    if progress.is_deep:
        deep = {"threads_until": progress.begun_ts, "is_deep": False}
        await tx.execute(update(readings).where(this, ~again).values(**deep))
    await tx.execute(update(readings).where(this, again, readings.c.due_at.is_(None)).values(due_at=tx.now))


async def give_up(tx: Transaction, progress: Progress) -> None:
    """The history can't be read: until it is asked for again."""
    mine = readings.c.channel_id == progress.channel_id
    await tx.execute(update(readings).where(mine).values(begun_ts=None, reached_ts=None, due_at=None))


async def known_tops(tx: Reading, channel_id: str, since: int, until: int) -> frozenset[int]:
    """The posts at the top of threads that are known from one moment to before another."""
    mine = select(posts.c.ts).where(
        posts.c.channel_id == channel_id,
        posts.c.ts >= since,
        posts.c.ts < until,
        posts.c.thread_ts.is_(None),
        posts.c.deleted_ts.is_(None),
    )
    return frozenset((await tx.execute(mine)).scalars())


async def known_threads(tx: Reading, channel_id: str, before: int) -> frozenset[int]:
    """Threads that began before that moment, and in which replies are known."""
    mine = select(posts.c.thread_ts).where(posts.c.channel_id == channel_id, posts.c.thread_ts < before)
    return frozenset((await tx.execute(mine.distinct())).scalars())


async def known_replies(tx: Reading, channel_id: str, threads: Collection[int]) -> dict[int, set[int]]:
    """The replies that are known in these threads."""
    mine = select(posts.c.thread_ts, posts.c.ts).where(
        posts.c.channel_id == channel_id, posts.c.thread_ts.in_(list(threads))
    )
    found: dict[int, set[int]] = {thread: set() for thread in threads}
    rows: Any = await tx.execute(mine)
    for thread, ts in rows:
        found[thread].add(ts)
    return found
