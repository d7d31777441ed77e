"""When a channel is a concern, whom to tell of it, and how often. Pure: facts and `now` in, a decision out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.hours import next_in_person_hours

SNOOZE: Final = timedelta(days=7)
LONGEST_SNOOZE: Final = timedelta(days=366)

# A question is open for so long before it is a concern; one that is older is not brought up any more.
NO_ANSWER_FOR, NOT_OLDER_THAN = timedelta(days=1), timedelta(days=14)
# One voice: all posts of so many weeks, so many of them at least, on so many days; told once in a while.
VOICE_FOR, VOICE_POSTS, VOICE_DAYS, VOICE_AGAIN = timedelta(weeks=3), 5, 3, timedelta(weeks=4)
# Something is near for so long ahead; nobody has written since it was announced, or came near, for so long; and there is time left.
NEAR, NOT_MENTIONED_FOR, TOO_LATE = timedelta(days=14), timedelta(days=3), timedelta(hours=12)

# How long after one round the next one comes, by kind. Of the others one is told once.
# Of questions that join those of which a channel's moderators were told: a day later, or a week, if nobody is left to turn to.
JOINED_AFTER, JOINED_LATE = timedelta(days=1), timedelta(days=7)
AGAIN: Final[Mapping[str, timedelta]] = {"silence": timedelta(days=7), "unanswered": timedelta(days=3)}
NIGHTLY_AT: Final = 4  # o'clock, in the workspace's zone: when the day before is over everywhere in it
ENOUGH: Final = 3  # nudges without a reaction
ENOUGH_OF_ONE: Final = 2  # about a single question, which is nothing for the Secretariat …
ONE_AGAIN_WITHIN: Final = timedelta(days=7)  # … and told of again only so long after it was asked
# To be told of at most once in so many days: the first press of "Fewer of these", and the second.
FEWER: Final = (7, 28)
KEPT: Final = timedelta(days=400)  # what was settled: for what is usual in a year
SAME_PROMPT_AFTER: Final = timedelta(days=92)  # three months
LONG: Final = timedelta(days=21)  # a silence of another kind


def silence_due(last_post_at: datetime, quiet_days: int, snoozed_until: datetime | None) -> datetime:
    """When a channel that was last written in at `last_post_at` may be silent for too long, unless somebody writes; not earlier."""
    due = last_post_at + timedelta(days=quiet_days)
    return max(due, snoozed_until) if snoozed_until else due


def nudge_due(now: datetime, zone: ZoneInfo, last_sent: datetime | None = None) -> datetime:
    """When to tell a moderator, who was last told at `last_sent`: in their hours, on a working day, and once a day."""
    moment = next_in_person_hours(now, zone, weekdays=True)
    if last_sent is None or moment.astimezone(zone).date() > last_sent.astimezone(zone).date():
        return moment
    tomorrow = last_sent.astimezone(zone).date() + timedelta(days=1)
    return next_in_person_hours(start_of(tomorrow, zone), zone, weekdays=True)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)


def days_silent(silent_since: datetime, now: datetime) -> int:
    return max(1, (now - silent_since).days)


@dataclass(frozen=True, slots=True)
class Standing:
    """A moderator, and what is known of whether they can be counted on. `ignored`: the nudges since they last did something."""

    member_id: str
    is_away: bool = False
    ignored: int = 0

    @property
    def is_there(self) -> bool:
        return not self.is_away and self.ignored < ENOUGH


def whom(moderators: Iterable[Standing]) -> list[str]:
    """Whom to tell of a channel: its moderators who are there. Nobody: then it concerns the Secretariat."""
    return [moderator.member_id for moderator in moderators if moderator.is_there]


def ignored(
    sent: Iterable[datetime], reacted_at: datetime | None, wrote_on: Collection[date], zone: ZoneInfo
) -> int:
    """How many nudges somebody has got about a channel since they last did something: pressed a button, or wrote there.

    `wrote_on`: days on which they wrote there, in `zone`.
    """
    wrote = max(wrote_on, default=date.min)
    return sum(
        (reacted_at is None or moment > reacted_at) and moment.astimezone(zone).date() > wrote
        for moment in sent
    )


def one_voice(posts: Sequence[tuple[date, str, int]], today: date, began: date) -> tuple[str, date] | None:
    """Whose the only voice in a channel is, and since when; None if nobody's.

    `posts`: day, member, how many they wrote. `began`: since when posts are known at all.
    """
    first = today - VOICE_FOR
    mine = [(day, member_id, n) for day, member_id, n in posts if day >= first and n]
    voices = {member_id for _day, member_id, _n in mine}
    is_enough = sum(n for *_rest, n in mine) >= VOICE_POSTS and len({day for day, *_ in mine}) >= VOICE_DAYS
    if len(voices) != 1 or not is_enough or began > first:
        return None
    return voices.pop(), min(day for day, *_rest in mine)


def not_mentioned(
    begins: datetime, announced_at: datetime | None, last_post_at: datetime | None, now: datetime
) -> datetime | None:
    """Since when nobody has written a word about something of the group's that is near; None if there is no need to say so.

    What people write about is never known. So any word counts that was written since it was announced, or came near.
    """
    since = max(begins - NEAR, announced_at) if announced_at else begins - NEAR
    is_time = since + NOT_MENTIONED_FOR <= now < begins - TOO_LATE
    return since if is_time and (last_post_at is None or last_post_at <= since) else None


def enough_of_one(asked_at: datetime, now: datetime) -> int:
    """How often a channel's moderators are told of its only question: of an old one once."""
    return ENOUGH_OF_ONE if asked_at > now - ONE_AGAIN_WITHIN else 1


def fewer(every_days: int | None) -> int:
    """The next step after `every_days`: at most one nudge about a channel in so many days."""
    return next((days for days in FEWER if days > (every_days or 0)), FEWER[-1])


def is_unused(prompt: str, posted: Mapping[str, datetime], now: datetime) -> bool:
    """Whether a channel was not given a prompt in the last three months."""
    last = posted.get(prompt)
    return last is None or last <= now - SAME_PROMPT_AFTER


def is_at_rest(rest: str | None, until: date | None, today: date) -> bool:
    """Whether a channel was put to rest: for good, or for a season that is not over."""
    return rest == "finished" or (rest == "season" and until is not None and today < until)
