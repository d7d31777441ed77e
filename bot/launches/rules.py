"""When things of a launch are due, and what is too late. Pure: moments and zones in, moments out."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.hours import PERSON_FROM, PERSON_UNTIL

# So long without a post while people are awake: the moderators are warned.
QUIET: Final = timedelta(minutes=45)
# It counts as waking hours when so many of those invited are awake: one in Suva alone is nobody's evening.
AWAKE: Final = 1 / 3
# A prompt that is later than this belongs to another talk. It is left out, and the card says so.
PROMPT_LATE: Final = timedelta(hours=1)
# People who are invited later than this come when nobody is there to receive them: the moderators decide.
WAVE_LATE: Final = timedelta(hours=2)
# Who came is welcomed in the channel so long after the wave, then once an hour at most.
GATHER: Final = timedelta(minutes=10)
WELCOME_AGAIN: Final = timedelta(hours=1)
# The card is edited once a minute at most; before the wave the checks are looked at more rarely.
CARD: Final = timedelta(minutes=1)
SOON: Final = timedelta(minutes=5)
RARELY: Final = timedelta(hours=1)
# What is paused at its end is over after a day.
PATIENCE: Final = timedelta(days=1)
NO_TIME: Final = timedelta(0)

# An hour before that of the wave is the next day's, if the day is no longer than this: where it is evening people are invited elsewhere.
LONGEST_DAY: Final = timedelta(hours=16)
# So long before the wave it is found out anew whom the list means: people come into the workspace, and leave it.
LOOK_AGAIN: Final = timedelta(minutes=15)

FURTHEST: Final = timedelta(days=366)
PROMPTS: Final = 12  # in one plan
PROMPTS_AT_FIRST: Final = 2  # that the form has room for, before somebody asks for more
LONGEST_PROMPT: Final = 3000  # characters: the most that Slack's text inputs take
FIRST_POSTS: Final = 3  # that await who comes: written by people, or planned
RECENT: Final = timedelta(days=14)  # posts that who comes will look at
KEPT: Final = timedelta(days=90)  # launches that are over

STEP: Final = timedelta(minutes=5)


def is_awake(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether it is within a person's hours, on any day of the week."""
    return PERSON_FROM <= moment.astimezone(zone).time() < PERSON_UNTIL


def awake(moment: datetime, zones: Sequence[ZoneInfo]) -> int:
    """How many of these people are awake."""
    known: dict[str, bool] = {}
    for zone in zones:
        if zone.key not in known:
            known[zone.key] = is_awake(moment, zone)
    return sum(known[zone.key] for zone in zones)


def are_awake(moment: datetime, zones: Sequence[ZoneInfo]) -> bool:
    """Whether enough of these people are awake for a silence to be one."""
    return awake(moment, zones) >= max(1.0, AWAKE * len(zones))


def quiet_due(since: datetime, zones: Sequence[ZoneInfo], until: datetime) -> datetime | None:
    """When it has been quiet for too long, if nobody writes: 45 minutes in which people are awake, without a break. None if not before
    `until`."""
    begun, moment = since, since
    while moment < until:
        if not are_awake(moment, zones):
            begun = moment + STEP
        elif moment - begun >= QUIET:
            return moment
        moment += STEP
    return None


def wave_is_late(now: datetime, wave_at: datetime, ends_at: datetime) -> bool:
    """Whether the people can't be invited any more without asking."""
    return now - wave_at > WAVE_LATE or now >= ends_at


def prompt_is_late(now: datetime, at: datetime) -> bool:
    return now - at > PROMPT_LATE


def welcome_due(began_at: datetime, welcomed_until: datetime | None) -> datetime:
    """When those who came are welcomed in the channel next, if anybody has."""
    return began_at + GATHER if welcomed_until is None else welcomed_until + WELCOME_AGAIN


def first(moments: Iterable[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
