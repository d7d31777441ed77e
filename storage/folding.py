"""Folds posts and reactions that are old enough into sums, a day of a channel at a time; and forgets what the period is over for."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, and_, case, delete, exists, func, or_, select, update

from storage.activity import active_days, active_weeks, exchanges, posts, reactions
from storage.channels import channels
from storage.database import Reading, Transaction
from storage.days import DAY, day_of, monday_of, start_of
from storage.pulse import ROOTED, TO, added, single_days
from storage.recording import PostRow
from storage.stamps import since_epoch
from storage.upserts import insert
from storage.weeks import recent_weeks

_OLDEST_POST = (
    select(func.min(posts.c.ts))
    .where(posts.c.channel_id == channels.c.id, posts.c.deleted_ts.is_(None))
    .correlate(channels)
    .scalar_subquery()
)
_OLDEST_REACTION = (
    select(func.min(reactions.c.at))
    .where(reactions.c.channel_id == channels.c.id)
    .correlate(channels)
    .scalar_subquery()
)
_OLDEST = select(channels.c.id, _OLDEST_POST, _OLDEST_REACTION)


async def oldest(tx: Reading, before: int) -> str | None:
    """A channel with a post or a reaction of before that moment. None if there is none."""
    old = or_(before > _OLDEST_POST, before > _OLDEST_REACTION)
    found: str | None = (await tx.execute(_OLDEST.where(old).limit(1))).scalar()
    return found


async def fold_oldest_day(tx: Transaction, channel_id: str, before: int, zone: ZoneInfo) -> bool:
    """Folds a channel's oldest day, if it began before that moment; of the first day of a week the whole week is summed up, too.

    Its rows are locked before they are summed up: so a deletion comes before that, and is not counted, or after all of it, finds nothing
    to empty, and is taken off the sums (`storage.recording`). False if somebody else has done it, or holds a row just now: whoever
    folds waits for nobody.
    """
    row: Any = (await tx.execute(_OLDEST.where(channels.c.id == channel_id))).one()
    first = min((moment for moment in row[1:] if moment is not None), default=before)
    if first >= before:
        return False
    day = day_of(first, zone)
    begins, ends = start_of(day, zone), start_of(day + DAY, zone)
    # That something was deleted is forgotten in its own time.
    written = and_(posts.c.channel_id == channel_id, posts.c.ts >= begins, posts.c.ts < ends)
    written &= posts.c.deleted_ts.is_(None)
    reacted = and_(reactions.c.channel_id == channel_id, reactions.c.at >= begins, reactions.c.at < ends)
    if not await _locked(tx, posts, written) or not await _locked(tx, reactions, reacted):
        return False
    await _sum_up_week(tx, channel_id, monday_of(day))
    await _sum_up_day(tx, channel_id, day, zone)
    await tx.execute(delete(posts).where(written))
    await tx.execute(delete(reactions).where(reacted))
    return True


async def _locked(tx: Transaction, table: Table, which: ColumnElement[bool]) -> bool:
    """Locks all these rows, or says that somebody holds one (on SQLite nobody can)."""
    there = int((await tx.execute(select(func.count()).select_from(table).where(which))).scalar_one())
    locked = select(table.c.ts).where(which).with_for_update(skip_locked=True)
    return len((await tx.execute(locked)).all()) == there


async def _sum_up_week(tx: Transaction, channel_id: str, monday: date) -> None:
    """Once, while all of it is there."""
    for week in await recent_weeks(tx, channel_id, monday, monday):
        values = {name: getattr(week, name) for name in week.__dataclass_fields__}
        await tx.execute(insert(active_weeks).values(**values).on_conflict_do_nothing())


async def _sum_up_day(tx: Transaction, channel_id: str, day: date, zone: ZoneInfo) -> None:
    sums = [
        {name: getattr(row, name) for name in row.__dataclass_fields__}
        for row in added(await single_days(tx, day, day, channel_id=channel_id))
    ]
    await _add(tx, active_days, ("posts", "replies", "questions", "reactions"), sums)
    replied = (
        select(posts.c.member_id, TO, func.count())
        .select_from(ROOTED)
        .where(
            posts.c.channel_id == channel_id,
            posts.c.ts >= start_of(day, zone),
            posts.c.ts < start_of(day + DAY, zone),
            posts.c.thread_ts.is_not(None),
            posts.c.member_id != TO,
        )
        .group_by(posts.c.member_id, TO)
    )
    rows: Any = await tx.execute(replied)
    between = [
        {"channel_id": channel_id, "day": day, "from_id": from_id, "to_id": to_id, "replies": count}
        for from_id, to_id, count in rows
    ]
    await _add(tx, exchanges, ("replies",), between)


async def _add(tx: Transaction, table: Table, names: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    """Adds to the rows that are there, or makes new ones."""
    statement = insert(table)
    values = {name: table.c[name] + statement.excluded[name] for name in names}
    if rows:
        await tx.execute(
            statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values), rows
        )


async def take_off(tx: Transaction, post: PostRow, zone: ZoneInfo) -> None:
    """A message was deleted whose day is folded: its day has one less. Its week stays as it is."""
    is_reply, day = post.thread_ts is not None, day_of(post.ts, zone)
    mine = and_(
        active_days.c.channel_id == post.channel_id,
        active_days.c.day == day,
        active_days.c.member_id == post.member_id,
    )
    asked = post.is_question and not is_reply
    less = {"posts": 1, "replies": int(is_reply), "questions": int(asked)}
    await tx.execute(
        update(active_days).where(mine).values({k: _less(active_days, k, n) for k, n in less.items()})
    )
    await tx.execute(delete(active_days).where(mine, active_days.c.posts == 0, active_days.c.reactions == 0))
    mine = and_(
        exchanges.c.channel_id == post.channel_id,
        exchanges.c.day == day,
        exchanges.c.from_id == post.member_id,
        exchanges.c.to_id == post.to_member_id,
    )
    await tx.execute(update(exchanges).where(mine).values(replies=_less(exchanges, "replies", 1)))
    await tx.execute(delete(exchanges).where(mine, exchanges.c.replies == 0))


def _less(table: Table, name: str, number: int) -> ColumnElement[int]:
    return case((table.c[name] > number, table.c[name] - number), else_=0)


async def forget_days(tx: Transaction, before: date) -> None:
    """Days before that one, and who replied to whom: their weeks stay."""
    await tx.execute(delete(active_days).where(active_days.c.day < before))
    await tx.execute(delete(exchanges).where(exchanges.c.day < before))


async def forget_deletions(tx: Transaction, before: datetime) -> None:
    """That messages were deleted before that moment; and reactions that came after all, and were not refused."""
    old = posts.c.deleted_ts < since_epoch(before)
    here = and_(posts.c.channel_id == reactions.c.channel_id, posts.c.ts == reactions.c.ts)
    await tx.execute(delete(reactions).where(exists().where(here, old)))
    await tx.execute(delete(posts).where(old))
