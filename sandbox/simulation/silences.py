"""When a group is silent for too long, reckoned anew from what its people wrote: by the rules that Liaison promises, not by its code.

After the days of the workspace file; else after three times what is usual there (the median of days from one on which people write to the
next, with at least seven of them over three weeks; from 3 to 21 days, and weekdays on which hardly anybody ever writes don't count); else
after a week.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sandbox.simulation.running import Story

HERE: Final = ZoneInfo("Europe/Zurich")
NOT_LEARNED: Final = 7
RESETS: Final = frozenset({"nudges.post", "nudges.fine"})


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence that lasted too long. `since`: the last post, or what somebody did about it; `until`: the next post, or what was done, or
    None. `days`: for how long it may last."""

    channel_id: str
    since: datetime
    due: datetime
    until: datetime | None
    days: int


def silences(story: Story) -> Iterator[Silence]:
    """All of them, of each group, that were due before the story ended."""
    for channel_id in story.scene.cast.groups:
        posts = sorted(_posts(story, channel_id))
        done = list(_resets(story, channel_id, posts))
        marks = sorted({*posts, *(moment for moment in done if moment > story.begins)})
        begun = [mark for mark in marks if mark <= story.begins][-1:] or [story.begins]
        for since, until in pairwise([*begun, *(m for m in marks if m > story.begins), None]):
            if since is None:
                continue
            days, due = _due(story, channel_id, posts, since)
            if due < (until or story.ends) and due < story.ends:
                yield Silence(channel_id, since, due, until, days)


def _resets(story: Story, channel_id: str, posts: Sequence[datetime]) -> Iterator[datetime]:
    """When somebody did what lets a silence begin anew. “It's fine” about one that is over by then is nothing of the kind."""
    for deed in story.scene.deeds:
        if deed.channel_id != channel_id or deed.kind != "silence" or deed.what not in RESETS:
            continue
        told = [
            told.at
            for told in story.watch.told
            if told.to == deed.member_id
            and told.at <= deed.at
            and any(r.channel_id == channel_id and r.kind == "silence" for r in told.reasons)
        ]
        is_over = bool(told) and any(max(told) < post < deed.at for post in posts)
        if deed.what != "nudges.fine" or not is_over:
            yield deed.at


def _posts(story: Story, channel_id: str) -> Iterator[datetime]:
    """When people wrote; what was deleted was written, too."""
    channel = story.scene.ws.channel(channel_id)
    for message in [*channel.timeline, *(m for thread in channel.threads.values() for m in thread)]:
        if message.user in story.scene.cast.players and message.subtype is None:
            yield datetime.fromtimestamp(float(message.ts), UTC)
    yield from story.scene.taken_back.get(channel_id, ())


def _due(story: Story, channel_id: str, posts: Sequence[datetime], since: datetime) -> tuple[int, datetime]:
    given = story.scene.cast.groups[channel_id].quiet_days
    if given:
        return given, since + timedelta(days=given)
    # What is usual is learned anew each night: what it was when the silence began, and when it was to be noticed.
    found = [
        _counted(posts, since, night) for night in (since + timedelta(days=1), since + timedelta(days=22))
    ]
    return max(found, key=lambda each: each[1])


def _counted(posts: Sequence[datetime], since: datetime, now: datetime) -> tuple[int, datetime]:
    today = now.astimezone(HERE).date()
    wrote = sorted({post.astimezone(HERE).date() for post in posts})
    wrote = [day for day in wrote if today - timedelta(days=180) <= day <= today]
    if len(wrote) < 7 or wrote[-1] - wrote[0] < timedelta(days=21):
        return NOT_LEARNED, since + timedelta(days=NOT_LEARNED)
    counting = _weekdays(wrote)
    usual = max(1, ceil(median(_between(a, b, counting) for a, b in pairwise(wrote))))
    days = left = min(max(3 * usual, 3), 21)
    due = since
    while left:
        due += timedelta(days=1)
        left -= due.astimezone(HERE).weekday() in counting
    return days, due


def _weekdays(wrote: Sequence[date]) -> frozenset[int]:
    """The weekdays that count."""
    times = Counter(day.weekday() for day in wrote)
    counting = frozenset(weekday for weekday in range(7) if times[weekday] > len(wrote) / 20)
    return counting if len(wrote) >= 20 and len(counting) >= 3 else frozenset(range(7))


def _between(first: date, last: date, counting: frozenset[int]) -> int:
    return sum((first + timedelta(days=n)).weekday() in counting for n in range(1, (last - first).days + 1))
