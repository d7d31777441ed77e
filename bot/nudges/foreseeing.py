"""When somebody will be told of something next, if nobody writes until then: for a clock that is moved from one such moment to the next.

Nothing waits for this in real time, in which channels are looked at nightly. It is worked out from the same rules, and is the moment at
which a person would see something: in the hours of those who are told.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.i18n import zone
from bot.nudges import noticing, rhythm, rules, telling
from bot.nudges.outlook import Outlook
from bot.nudges.standing import cause_of, is_over, is_watched
from storage import (
    calendar,
    channels,
    concerns,
    mentions,
    moderating,
    nudges,
    people,
    pulse,
    questions,
    rhythms,
)
from storage import workspace as workspaces
from storage.calendar import Activity
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Reading
from storage.occasions import ONCE
from storage.pulse import MemberDay
from storage.workspace import Workspace

# A moment before which something is surely not told, and what finds out when it is, if ever.
Candidate = tuple[datetime, Callable[[], Awaitable[datetime | None]]]


class Foreseeing:
    """Remembers what was written in each channel until somebody writes there again: it is asked at every stop."""

    def __init__(self) -> None:
        self._days: dict[str, tuple[object, list[MemberDay]]] = {}

    async def next_word(self, tx: Reading) -> datetime | None:
        """When somebody will be told of something next. None: as things are, never."""
        workspace = await workspaces.get(tx)
        groups = {group.id: group for group in await channels.everything(tx) if is_watched(group)}
        standing = [concern for concern in await concerns.standing(tx) if concern.channel_id in groups]
        found = [*await _planned(tx, groups, standing), *_standing(tx, groups, standing)]
        known, ahead = await rhythms.by_ids(tx, groups), await calendar.ahead(tx)
        for channel in groups.values():
            looked = known.get(channel.id)
            if looked is None or looked.look_due_at is None or looked.rest == "finished":
                continue
            days = await self._written(tx, channel, workspace)
            outlook = Outlook(channel, looked, workspace, looked.look_due_at, days)
            if alone := await telling.left_alone_until(tx, channel):
                outlook = replace(outlook, look_at=outlook.look_from(alone))
            is_silent = any(each.kind == "silence" for each in standing if each.channel_id == channel.id)
            found += _coming(tx, outlook, [] if is_silent else ahead)
        return await _first(found)

    async def _written(self, tx: Reading, channel: Channel, workspace: Workspace) -> list[MemberDay]:
        today = tx.now.astimezone(zone(workspace.timezone)).date()
        key = (channel.last_post_at, today)
        if channel.id not in self._days or self._days[channel.id][0] != key:
            days = await pulse.days(tx, channel.id, today - rhythm.YEAR_BACK, today)
            self._days[channel.id] = (key, days)
        return self._days[channel.id][1]


async def _first(found: Iterable[Candidate]) -> datetime | None:
    """The earliest of them: only those are asked that may be."""
    best: datetime | None = None
    for not_before, when in sorted(found, key=lambda each: each[0]):
        if best is not None and not_before >= best:
            break
        moment = await when()
        if moment is not None and (best is None or moment < best):
            best = moment
    return best


async def _planned(
    tx: Reading, groups: Mapping[str, Channel], standing: Sequence[Concern]
) -> list[Candidate]:
    """What somebody is about to be told."""
    about = {concern.id: concern for concern in standing}

    async def when(concern: Concern, due_at: datetime) -> datetime | None:
        return None if await is_over(tx, concern, groups[concern.channel_id]) else due_at

    return [
        (due_at, partial(when, about[concern_id], due_at))
        for concern_id, due_at in await nudges.pending(tx)
        if concern_id in about and about[concern_id].state == "open"
    ]


def _standing(tx: Reading, groups: Mapping[str, Channel], standing: Sequence[Concern]) -> Iterator[Candidate]:
    """What is known to be a concern, and is to be told (again)."""

    async def when(concern: Concern, due_at: datetime) -> datetime | None:
        channel = groups[concern.channel_id]
        told = await telling.whom(tx, concern, channel)
        if not told.members or await is_over(tx, concern, channel):
            return None
        return await _told_from(tx, channel, due_at)

    for concern in standing:
        if concern.due_at is not None:
            yield concern.due_at, partial(when, concern, concern.due_at)


def _coming(tx: Reading, outlook: Outlook, ahead: Iterable[Activity]) -> Iterator[Candidate]:
    """What will be a concern."""
    channel = outlook.channel
    told_from = partial(_told_from, tx, channel)
    if silent := outlook.silent_from():
        yield silent, partial(told_from, silent)
    # Which questions wait for an answer is asked only where there were any.
    lately = outlook.look_at.date() - rules.NOT_OLDER_THAN - timedelta(days=1)
    if any(day.questions for day in outlook.days if day.day >= lately):
        yield tx.now, partial(_unanswered_from, tx, outlook)
    if voice := outlook.lone_voice_from(None):
        yield voice[1], partial(_lone_voice_from, tx, outlook)
    for activity in ahead:
        if activity.channel_id == channel.id and activity.begins and noticing.may_be_mentioned(activity):
            near = outlook.look_from(activity.begins - rules.NEAR + rules.NOT_MENTIONED_FOR)
            yield near, partial(_not_mentioned_from, tx, outlook, activity)


async def _unanswered_from(tx: Reading, outlook: Outlook) -> datetime | None:
    channel_id = outlook.channel.id
    since = tx.now - rules.NOT_OLDER_THAN
    noted = await questions.noted(tx, channel_id, since)
    asked = [q for q in await pulse.unanswered(tx, channel_id, since, tx.now) if q.ts not in noted]
    first = min((moment for q in asked if (moment := outlook.unanswered_from(q))), default=None)
    if first is None:
        return None
    about = await noticing.standing_about_questions(tx, channel_id)
    if about is not None and about.rounds:
        first = max(first, await noticing.joined_at(tx, about, first))
    return await _told_from(tx, outlook.channel, first)


async def _lone_voice_from(tx: Reading, outlook: Outlook) -> datetime | None:
    channel = outlook.channel
    voice = outlook.lone_voice_from(await concerns.last_noticed(tx, channel.id, "one_voice"))
    member = await people.get(tx, voice[0]) if voice else None
    if voice is None or member is None or not member.is_person:
        return None
    return await _told_from(tx, channel, voice[1])


async def _not_mentioned_from(tx: Reading, outlook: Outlook, activity: Activity) -> datetime | None:
    channel = outlook.channel
    if await concerns.of_cause(tx, channel.id, "calendar", cause_of(activity)) is not None:
        return None
    announced = await mentions.first_named(tx, channel.id, activity.id, activity.on or ONCE)
    moment = outlook.not_mentioned_from(activity, announced)
    return await _told_from(tx, channel, moment) if moment else None


async def _told_from(tx: Reading, channel: Channel, moment: datetime) -> datetime:
    """When the first of those who are told of a channel can be, from a moment on: moderators who are there, or else the Secretariat."""
    here = await channels.member_ids(tx, channel.id)
    moderators = [member for member in await channels.moderators_of(tx, channel.id) if member.id in here]
    away = await moderating.away(tx, [member.id for member in moderators])
    there = [member for member in moderators if not telling.is_away(tx, member, away.get(member.id))]
    if not there:
        there = await people.secretariat(tx)
        away = await moderating.away(tx, [member.id for member in there])
    found = []
    for member in there:
        theirs = zone(member.timezone)
        back = rules.start_of(away[member.id], theirs) if member.id in away else moment
        last_sent = await nudges.last_sent(tx, member.id)
        found.append(rules.nudge_due(max(moment, back), theirs, last_sent))
    return min(found, default=moment)
