"""A channel's weeks: those that are folded, and the last ones as their posts and reactions make them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from sqlalchemy import select

from storage.activity import active_weeks
from storage.database import Reading
from storage.days import DAY, day_of, monday_of, our_day, our_zone, start_of
from storage.pulse import MemberDay, added, answers, single_days

WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Week:
    """`week` is its Monday, in the workspace's zone. `questions` are those at the top of a thread; `minutes` is the median until somebody
    else first replied to one, None if nobody has."""

    channel_id: str
    week: date
    people: int = 0
    posts: int = 0
    replies: int = 0
    reactions: int = 0
    questions: int = 0
    answered: int = 0
    minutes: float | None = None


async def weeks(tx: Reading, channel_id: str, since: date) -> list[Week]:
    """Every week from the one of `since` to this one, in their order, those without anything too."""
    first, last = monday_of(since), monday_of(await our_day(tx))
    statement = select(active_weeks).where(
        active_weeks.c.channel_id == channel_id, active_weeks.c.week >= first
    )
    rows: Any = await tx.execute(statement)
    folded = {row.week: Week(*row) for row in rows}
    recent = {week.week: week for week in await recent_weeks(tx, channel_id, first, last)}
    mondays = [first + number * WEEK for number in range((last - first) // WEEK + 1)]
    return [folded.get(monday) or recent.get(monday) or Week(channel_id, monday) for monday in mondays]


async def recent_weeks(tx: Reading, channel_id: str, first: date, last: date) -> list[Week]:
    """The weeks from one Monday's to another's, as far as their posts and reactions are not folded; without those of nothing."""
    zone, over = await our_zone(tx), last + WEEK
    by_week: dict[date, list[MemberDay]] = {}
    for day in added(await single_days(tx, first, over - DAY, channel_id=channel_id)):
        by_week.setdefault(monday_of(day.day), []).append(day)
    waits: dict[date, list[int | None]] = {}
    for asked, answered in await answers(tx, channel_id, start_of(first, zone), start_of(over, zone)):
        wait = None if answered is None else answered - asked
        waits.setdefault(monday_of(day_of(asked, zone)), []).append(wait)
    return [_week(channel_id, week, days, waits.get(week, ())) for week, days in by_week.items()]


def _week(channel_id: str, week: date, days: list[MemberDay], waits: Iterable[int | None]) -> Week:
    answered = [wait / 60_000_000 for wait in waits if wait is not None]
    return Week(
        channel_id,
        week,
        people=len({day.member_id for day in days}),
        posts=sum(day.posts for day in days),
        replies=sum(day.replies for day in days),
        reactions=sum(day.reactions for day in days),
        questions=sum(day.questions for day in days),
        answered=len(answered),
        minutes=median(answered) if answered else None,
    )
