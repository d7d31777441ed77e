"""How alive channels are: what is kept of activity, single posts of the last weeks and the days that older ones were folded into, as one.

Posts are people's only, and deleted ones are no more. Single posts are kept for five weeks (`posts_since`, `post_moments`, `unanswered`,
`answer_times`, `first_post`); days for the period that the Secretariat sets (`days`, `of_member`); weeks for good (`storage.weeks`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Column, Select, Text, and_, case, func, select

from storage.activity import active_days, exchanges, posts, reactions
from storage.database import Reading
from storage.days import our_day, our_zone, spans
from storage.given import given
from storage.stamps import instant, since_epoch, stamp


@dataclass(frozen=True, slots=True)
class Post:
    """Something that a person wrote. `thread_ts`: of the thread that it replies in, which `to_member_id` began; None at the top."""

    channel_id: str
    ts: str
    at: datetime
    member_id: str
    thread_ts: str | None = None
    to_member_id: str | None = None
    is_question: bool = False

    @property
    def is_top(self) -> bool:
        return self.thread_ts is None


@dataclass(frozen=True, slots=True)
class MemberDay:
    """What somebody did in a channel on a day of the workspace's. `posts` has the replies in it; `questions` are those at the top."""

    channel_id: str
    day: date
    member_id: str
    posts: int
    replies: int
    questions: int
    reactions: int


_ROOT = posts.alias("root")
# A reply whose event did not say whom it is to.
TO = func.coalesce(posts.c.to_member_id, _ROOT.c.member_id).label("to_member_id")
ROOTED = posts.outerjoin(
    _ROOT, and_(_ROOT.c.channel_id == posts.c.channel_id, _ROOT.c.ts == posts.c.thread_ts)
)
_IS_THERE = posts.c.member_id.is_not(None)
_POST: Select[Any] = (
    select(posts.c.channel_id, posts.c.ts, posts.c.member_id, posts.c.thread_ts, TO, posts.c.is_question)
    .select_from(ROOTED)
    .where(_IS_THERE)
)


def _post(row: Any) -> Post:
    channel_id, ts, member_id, thread_ts, to_member_id, is_question = row
    thread = None if thread_ts is None else stamp(thread_ts)
    return Post(channel_id, stamp(ts), instant(ts), member_id, thread, to_member_id, bool(is_question))


async def posts_since(tx: Reading, channel_id: str, since: datetime, *, limit: int = 1000) -> list[Post]:
    """Posts and replies from a moment on, in their order; of more than `limit` the newest. Not older than five weeks."""
    mine = _POST.where(posts.c.channel_id == channel_id, posts.c.ts >= since_epoch(since))
    rows = await tx.execute(mine.order_by(posts.c.ts.desc()).limit(limit))
    return [_post(row) for row in rows][::-1]


async def post_moments(tx: Reading, channel_id: str, since: datetime) -> list[datetime]:
    """When people wrote, replies included, from a moment on and in order. Not older than five weeks."""
    mine = select(posts.c.ts).where(
        posts.c.channel_id == channel_id, posts.c.ts >= since_epoch(since), _IS_THERE
    )
    return [instant(ts) for ts in (await tx.execute(mine.order_by(posts.c.ts))).scalars()]


async def first_post(tx: Reading, member_id: str, channel_id: str | None = None) -> Post | None:
    """The oldest post of somebody's that is kept (five weeks), anywhere or in one channel."""
    mine = _POST.where(posts.c.member_id == member_id)
    if channel_id is not None:
        mine = mine.where(posts.c.channel_id == channel_id)
    row = (await tx.execute(mine.order_by(posts.c.ts).limit(1))).one_or_none()
    return None if row is None else _post(row)


_REPLY = posts.alias("reply")
# Of each question at the top of a thread when somebody else first replied. A reaction may mean anything, and answers nothing.
_ANSWERED = (
    select(posts.c.ts, func.min(_REPLY.c.ts))
    .select_from(
        posts.outerjoin(
            _REPLY,
            and_(
                _REPLY.c.channel_id == posts.c.channel_id,
                _REPLY.c.thread_ts == posts.c.ts,
                _REPLY.c.member_id != posts.c.member_id,
            ),
        )
    )
    .where(_IS_THERE, posts.c.is_question, posts.c.thread_ts.is_(None))
    .group_by(posts.c.ts)
    .order_by(posts.c.ts)
)


async def answers(tx: Reading, channel_id: str, since: int, until: int) -> list[tuple[int, int | None]]:
    """The questions from one moment to before another, and when each was first answered by somebody else. In microseconds."""
    mine = _ANSWERED.where(posts.c.channel_id == channel_id, posts.c.ts >= since, posts.c.ts < until)
    rows: Any = await tx.execute(mine)
    return [(asked, answered) for asked, answered in rows]


async def answer_times(tx: Reading, channel_id: str, since: datetime) -> list[timedelta]:
    """How long the questions since a moment waited for their first answer, of those that have one."""
    found = await answers(tx, channel_id, since_epoch(since), since_epoch(tx.now) + 1)
    return [timedelta(microseconds=answered - asked) for asked, answered in found if answered is not None]


async def unanswered(tx: Reading, channel_id: str, after: datetime, before: datetime) -> list[Post]:
    """Questions asked between two moments, at the top of a thread, in which nobody else has replied. In their order."""
    mine = _POST.where(
        posts.c.channel_id == channel_id,
        posts.c.ts >= since_epoch(after),
        posts.c.ts <= since_epoch(before),
        posts.c.is_question,
        posts.c.thread_ts.is_(None),
    )
    replied = select(_REPLY.c.ts).where(
        _REPLY.c.channel_id == posts.c.channel_id,
        _REPLY.c.thread_ts == posts.c.ts,
        _REPLY.c.member_id != posts.c.member_id,
    )
    rows = await tx.execute(mine.where(~replied.correlate(posts).exists()).order_by(posts.c.ts))
    return [_post(row) for row in rows]


async def days(tx: Reading, channel_id: str, since: date, until: date) -> list[MemberDay]:
    """What everybody did in a channel on each day from `since` to `until`, both included; days without anything are left out."""
    return await _days(tx, since, until, channel_id=channel_id)


async def of_member(tx: Reading, member_id: str, since: date, channel_ids: Iterable[str]) -> list[MemberDay]:
    """What somebody did in these channels on each day from `since` to today.

    A channel after the other: single posts are found by their channel, and all of them would be read for one person.
    """
    until = await our_day(tx)
    found = []
    for channel_id in channel_ids:
        found += await _days(tx, since, until, channel_id=channel_id, member_id=member_id)
    return found


async def active_people(tx: Reading, channel_id: str, since: date, until: date) -> frozenset[str]:
    """Who wrote or reacted in a channel in these days."""
    return frozenset(day.member_id for day in await days(tx, channel_id, since, until))


async def _days(tx: Reading, since: date, until: date, **whose: str) -> list[MemberDay]:
    mine = [active_days.c[name] == value for name, value in whose.items()]
    folded = select(active_days).where(*mine, active_days.c.day >= since, active_days.c.day <= until)
    rows: Any = await tx.execute(folded)
    found = [MemberDay(*row) for row in rows]
    return added([*found, *await single_days(tx, since, until, **whose)])


def added(rows: Iterable[MemberDay]) -> list[MemberDay]:
    """One row for each channel, day and member, in the order of the days."""
    sums: dict[tuple[str, date, str], list[int]] = {}
    for row in rows:
        numbers = sums.setdefault((row.channel_id, row.day, row.member_id), [0, 0, 0, 0])
        for place, number in enumerate((row.posts, row.replies, row.questions, row.reactions)):
            numbers[place] += number
    in_order = sorted(sums, key=lambda key: (key[1], key[0], key[2]))
    return [MemberDay(*key, *sums[key]) for key in in_order]


_SPAN: list[Column[Any]] = [Column("day", Text), Column("begins", BigInteger), Column("ends", BigInteger)]
_ASKED = func.sum(case((and_(posts.c.is_question, posts.c.thread_ts.is_(None)), 1), else_=0))


@cache
def _sums(dialect: str) -> tuple[Select[Any], Select[Any]]:
    """Posts, and reactions, by channel, day and member, of the days in `rows`."""
    span = given(dialect, _SPAN)
    keys = (posts.c.channel_id, span.c.day, posts.c.member_id)
    written = (
        select(*keys, func.count(), func.count(posts.c.thread_ts), _ASKED)
        .join(posts, and_(posts.c.ts >= span.c.begins, posts.c.ts < span.c.ends))
        .where(_IS_THERE)
        .group_by(*keys)
    )
    keys = (reactions.c.channel_id, span.c.day, reactions.c.member_id)
    reacted = (
        select(*keys, func.count())
        .join(reactions, and_(reactions.c.at >= span.c.begins, reactions.c.at < span.c.ends))
        .where(~reactions.c.is_removed)
        .group_by(*keys)
    )
    return written, reacted


async def single_days(tx: Reading, since: date, until: date, **whose: str) -> list[MemberDay]:
    """The same of posts and reactions that are not folded yet. `whose`: `channel_id`, `member_id`, or both."""
    rows = {"rows": json.dumps(spans(since, until, await our_zone(tx)))}
    written, reacted = _sums(tx.connection.dialect.name)
    for name, value in whose.items():
        written, reacted = written.where(posts.c[name] == value), reacted.where(reactions.c[name] == value)
    posted: Any = await tx.execute(written, rows)
    emoji: Any = await tx.execute(reacted, rows)
    found = [
        MemberDay(channel_id, date.fromisoformat(day), member_id, count, replies, asked, 0)
        for channel_id, day, member_id, count, replies, asked in posted
    ]
    return found + [
        MemberDay(channel_id, date.fromisoformat(day), member_id, 0, 0, 0, count)
        for channel_id, day, member_id, count in emoji
    ]


async def has_replied(
    tx: Reading, channel_id: str, member_id: str, to_member_id: str, since: datetime
) -> bool:
    """Whether somebody has replied in a thread of somebody else's since a moment; before five weeks ago since the day of it."""
    mine = (
        select(posts.c.ts)
        .select_from(ROOTED)
        .where(
            posts.c.channel_id == channel_id,
            posts.c.member_id == member_id,
            posts.c.thread_ts.is_not(None),
            posts.c.ts >= since_epoch(since),
            TO.in_([to_member_id]),
        )
    )
    if (await tx.execute(mine.limit(1))).first() is not None:
        return True
    folded = select(exchanges.c.day).where(
        exchanges.c.channel_id == channel_id,
        exchanges.c.from_id == member_id,
        exchanges.c.to_id == to_member_id,
        exchanges.c.day >= since.astimezone(await our_zone(tx)).date(),
    )
    return (await tx.execute(folded.limit(1))).first() is not None
