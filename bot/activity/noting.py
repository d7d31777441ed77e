"""Writes down what events tell, and tells the features that follow: in one transaction, for many events at once."""

from collections.abc import Sequence
from typing import Any

from bot.activity.happening import Follower, Happening
from bot.activity.rules import ACCEPTED, AHEAD
from bot.activity.understanding import Told
from storage import folding, recording
from storage.database import Transaction
from storage.days import our_zone
from storage.recording import PostRow, ReactionRow
from storage.stamps import instant, since_epoch, stamp


async def note(tx: Transaction, told: Sequence[Told], followers: Sequence[Follower]) -> None:
    """Records what is told, in any order and however often, and hands on what is new of it."""
    oldest, newest = since_epoch(tx.now - ACCEPTED), since_epoch(tx.now)
    latest = since_epoch(tx.now + AHEAD)
    posts = [
        t.row
        for t in told
        if isinstance(t.row, PostRow) and t.row.ts <= latest and (t.row.ts >= oldest or t.row.deleted_ts)
    ]
    reactions = [t.row for t in told if isinstance(t.row, ReactionRow) and oldest <= t.row.at <= latest]
    if not posts and not reactions:
        return
    found = await recording.record(tx, posts, reactions)
    if found.deletions:
        await _take_off(tx, told, found.deletions, oldest)
    new: set[tuple[Any, ...]] = {*found.posts, *found.reactions}
    happenings = []
    for each in told if new else ():
        if each.row.key in new:
            new.remove(each.row.key)
            happenings.append(_happening(each, newest))
    if happenings:
        happenings.sort(key=lambda happening: (happening.at, happening.channel_id))
        for follow in followers:
            await follow(tx, happenings)


async def _take_off(
    tx: Transaction, told: Sequence[Told], deletions: frozenset[tuple[str, int]], oldest: int
) -> None:
    """Of deleted messages those that nobody knew of singly: they are folded, or their own event is yet to come."""
    folded = {
        t.row.key: t.before for t in told if t.before and t.row.key in deletions and t.before.ts < oldest
    }
    for before in folded.values():
        await folding.take_off(tx, before, await our_zone(tx))


def _happening(told: Told, newest: int) -> Happening:
    row = told.row
    if isinstance(row, ReactionRow):
        at = instant(min(row.at, newest))
        return Happening(
            row.channel_id, stamp(row.ts), at, row.member_id, "reaction", to_member_id=told.to_member_id
        )
    return Happening(
        row.channel_id,
        stamp(row.ts),
        instant(min(row.ts, newest)),  # a moment yet to come would keep a channel from ever being silent
        row.member_id or "",
        thread_ts=None if row.thread_ts is None else stamp(row.thread_ts),
        to_member_id=row.to_member_id,
        is_question=row.is_question,
        mentions=told.mentions,
    )
