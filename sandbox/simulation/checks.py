"""What Liaison promises, held against what Slack was told."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from sandbox.simulation.running import Story
from sandbox.simulation.silences import HERE, Silence, silences
from sandbox.simulation.watching import MALFORMED, ONBOARDING, Told

DAY_FROM, DAY_UNTIL = time(8), time(20)  # else it is night
WORK_FROM, WORK_UNTIL = time(9), time(18)
# Liaison answers what somebody does, whatever the hour.
ANSWERS_WITHIN: Final = timedelta(minutes=75)
A_WEEK: Final = timedelta(days=7) - timedelta(
    minutes=1
)  # what is sent at the same moment has the time of its turn
# Beyond the moment at which somebody could have been told: nudges are one a day, and full hours.
GRACE: Final = timedelta(days=1, hours=2)
# For so long a deed keeps nudges about a channel back: “fewer of these” at most for the second step of it.
HOLDS_BACK: Final = {"nudges.snooze": timedelta(days=7), "nudges.more": timedelta(days=28)}

Check = Callable[[Story], Iterator[str]]


def told_of(story: Story, silence: Silence) -> Told | None:
    """The first nudge that says that a silence is one."""
    return next(
        (
            told
            for told in story.watch.told
            if told.at >= silence.due - timedelta(minutes=1)
            for reason in told.reasons
            if reason.channel_id == silence.channel_id and reason.kind == "silence"
        ),
        None,
    )


def held_back(story: Story, silence: Silence) -> datetime:
    """From when on somebody is to be told of a silence: when it is due, or when those who wanted to be left alone may be told again."""
    held = [
        deed.at + HOLDS_BACK[deed.what]
        for deed in story.scene.deeds
        if deed.channel_id == silence.channel_id and deed.what in HOLDS_BACK and deed.at <= silence.due
    ]
    return max([silence.due, *held])


def unnoticed(story: Story) -> Iterator[str]:
    """A silence past its threshold of which nobody is told in the next hours in which somebody works."""
    for silence in silences(story):
        from_when = held_back(story, silence)
        leads = story.scene.cast.moderators(silence.channel_id)
        latest = max(_at_work(from_when, player.zone) for player in leads) + GRACE
        while latest.astimezone(HERE).weekday() >= 5:
            latest += timedelta(days=1)
        if latest > min(silence.until or story.ends, story.ends):
            continue  # somebody wrote before it was late
        told = told_of(story, silence)
        if told is None or told.at > latest:
            name = story.scene.ws.channel(silence.channel_id).name
            when = f"told {told.at:%a %d %b %H:%M}" if told else "nobody was ever told"
            yield f"#{name} silent since {silence.since:%a %d %b %H:%M}, due {silence.due:%a %d %b %H:%M}, {when}"


def two_a_day(story: Story) -> Iterator[str]:
    """Two messages with nudges to one person on one day of theirs."""
    for to, messages in _to_people(story, {"nudge"}).items():
        zone = story.scene.cast.players[to].zone
        for first, second in pairwise(messages):
            if first.at.astimezone(zone).date() == second.at.astimezone(zone).date():
                yield f"{_name(story, to)}: {first.at:%a %d %b %H:%M} and {second.at:%H:%M}"


def off_hours(story: Story) -> Iterator[str]:
    """A nudge outside of somebody's working hours, or at a weekend."""
    for to, messages in _to_people(story, {"nudge"}).items():
        for told in messages:
            here = told.at.astimezone(story.scene.cast.players[to].zone)
            if not WORK_FROM <= here.time() < WORK_UNTIL or here.weekday() >= 5:
                yield f"{_name(story, to)}: {here:%a %d %b %H:%M} there"


def too_much_onboarding(story: Story) -> Iterator[str]:
    """More than two messages about the first weeks in seven days."""
    for to, messages in _to_people(story, ONBOARDING).items():
        for first, third in zip(messages, messages[2:], strict=False):
            if third.at - first.at < A_WEEK:
                yield f"{_name(story, to)}: three from {first.at:%a %d %b %H:%M} to {third.at:%a %d %b %H:%M}"


def after_stop(story: Story) -> Iterator[str]:
    """A reminder to somebody who wanted none any more."""
    stopped = {deed.member_id: deed.at for deed in story.scene.deeds if deed.what == "onboarding.stop"}
    for to, messages in _to_people(story, {"reminder"}).items():
        for told in messages:
            if to in stopped and told.at > stopped[to]:
                yield f"{_name(story, to)}: {told.at:%a %d %b %H:%M}, stopped {stopped[to]:%a %d %b %H:%M}"


def at_night(story: Story) -> Iterator[str]:
    """A message in somebody's night that answers nothing they did; a post in a channel in the workspace's."""
    did: defaultdict[str, list[datetime]] = defaultdict(list)
    for deed in story.scene.deeds:
        did[deed.member_id].append(deed.at)
        did[deed.channel_id].append(deed.at)
    for told in story.watch.told:
        zone = story.scene.cast.players[told.to].zone if told.to else HERE
        here, whose = told.at.astimezone(zone), told.to or told.channel_id
        is_answer = any(timedelta(0) <= told.at - moment <= ANSWERS_WITHIN for moment in did[whose])
        if told.to is None and told.channel_id not in story.scene.cast.groups:
            continue  # the Secretariat's own channel hears at once what people ask
        if not (DAY_FROM <= here.time() < DAY_UNTIL or is_answer):
            yield f"{_whose(story, told)}: {here:%a %d %b %H:%M} there, {told.kind}: {told.text[:60]}"


def same_again(story: Story) -> Iterator[str]:
    """A prompt that a group was given twice in three months."""
    posted: defaultdict[tuple[str, str], list[datetime]] = defaultdict(list)
    for told in story.watch.told:
        if told.kind == "post" and told.channel_id in story.scene.cast.groups and _is_prompt(story, told):
            posted[told.channel_id, told.text].append(told.at)
    for (channel_id, text), moments in posted.items():
        for first, second in pairwise(moments):
            if second - first < timedelta(days=89):
                yield f"#{story.scene.ws.channel(channel_id).name}: {first:%d %b} and {second:%d %b}: {text[:60]}"


def unreadable(story: Story) -> Iterator[str]:
    """A nudge that doesn't say what it is about."""
    for told in story.watch.told:
        if told.kind == "nudge" and (not told.reasons or not all(reason.kind for reason in told.reasons)):
            yield f"{_whose(story, told)}: {told.text[:100]}"


def troubles(story: Story) -> Iterator[str]:
    """Buttons and commands without an answer, requests that failed, calls that were wrong in themselves."""
    yield from story.scene.complaints
    yield from (f"{times} times not answered: {what}" for what, times in story.watch.failed.items())
    for what, times in story.watch.refused.items():
        if MALFORMED.search(what.partition(": ")[2]):
            yield f"{times} times refused: {what}"


CHECKS: Final[dict[str, Check]] = {
    "No group is silent past its threshold unnoticed": unnoticed,
    "No more than one message with nudges a day to anybody": two_a_day,
    "Nudges come in working hours": off_hours,
    "No more than two messages about the first weeks in a week": too_much_onboarding,
    "Whoever wants no reminders gets none": after_stop,
    "Nothing unasked comes at night": at_night,
    "No group gets the same prompt twice in three months": same_again,
    "Each nudge says what it is about": unreadable,
    "All that people press and type is answered": troubles,
}


def failures(story: Story) -> dict[str, list[str]]:
    """By check, what broke it."""
    return {name: list(check(story)) for name, check in CHECKS.items()}


def busiest_day(story: Story) -> int:
    """How many messages of all kinds a moderator got on one day, at most."""
    days: Counter[tuple[str, object]] = Counter()
    for told in story.watch.told:
        if told.to and (player := story.scene.cast.players[told.to]).role == "moderator":
            days[told.to, told.at.astimezone(player.zone).date()] += 1
    return max(days.values(), default=0)


def _to_people(story: Story, kinds: Iterable[str]) -> dict[str, list[Told]]:
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for told in story.watch.told:
        if told.to and told.kind in kinds:
            found[told.to].append(told)
    return {to: sorted(messages, key=lambda told: told.at) for to, messages in found.items()}


def _at_work(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from then on in somebody's working hours."""
    here = moment.astimezone(zone)
    while here.weekday() >= 5 or here.time() >= WORK_UNTIL:
        here = datetime.combine(here.date() + timedelta(days=1), WORK_FROM, zone)
    return max(moment, datetime.combine(here.date(), max(WORK_FROM, here.time()), zone))


def _is_prompt(story: Story, told: Told) -> bool:
    return any(
        deed.what == "nudges.post"
        and deed.channel_id == told.channel_id
        and timedelta(0) <= told.at - deed.at < timedelta(minutes=1)
        for deed in story.scene.deeds
    )


def _name(story: Story, member_id: str) -> str:
    return story.scene.ws.member(member_id).name


def _whose(story: Story, told: Told) -> str:
    return _name(story, told.to) if told.to else f"#{story.scene.ws.channel(told.channel_id).name}"
