"""Looks at a channel: learns its rhythm, and notices what is to be thought of. Once a night, and when a question has waited for a day."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.hours import next_at
from bot.i18n import zone
from bot.nudges import rhythm, rules, silence
from bot.nudges.standing import cause_of, is_over, is_watched
from storage import calendar, channels, concerns, mentions, people, pulse, rhythms
from storage.calendar import Activity
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Transaction
from storage.occasions import ONCE
from storage.pulse import MemberDay
from storage.rhythms import Rhythm
from storage.workspace import Workspace

NIGHTLY_AT: Final = 4  # o'clock, in the workspace's zone: when the day before is over everywhere in it


async def look(tx: Transaction, channel: Channel, workspace: Workspace) -> datetime | None:
    """Notes what there is to note about a channel, which must be held. Returns when to look again; None: never."""
    if channel.kind != "group":
        return None
    here = zone(workspace.timezone)
    today = tx.now.astimezone(here).date()
    night = next_at(tx.now, NIGHTLY_AT, here)
    days = await pulse.days(tx, channel.id, today - rhythm.YEAR_BACK, today)
    known = await _learn(tx, channel, workspace, days)
    await _close(tx, channel)
    is_snoozed = channel.snoozed_until is not None and channel.snoozed_until > tx.now
    if not is_watched(channel) or is_snoozed or rules.is_at_rest(known.rest, known.rest_until, today):
        return night
    await _notice_one_voice(tx, channel, days, here)
    await _notice_the_calendar(tx, channel)
    waiting = await _notice_unanswered(tx, channel)
    return min(night, waiting) if waiting else night


async def _learn(tx: Transaction, channel: Channel, workspace: Workspace, days: list[MemberDay]) -> Rhythm:
    before, today = await rhythms.of(tx, channel.id), tx.now.astimezone(zone(workspace.timezone)).date()
    learned = rhythm.learn((day.day for day in days if day.posts), today)
    await rhythms.save(
        tx,
        channel.id,
        usual_days=learned.usual_days,
        weekdays=None if learned.weekdays is None else list(learned.weekdays),
        pauses=[[first.isoformat(), last.isoformat()] for first, last in learned.pauses] or None,
    )
    known = await rhythms.of(tx, channel.id)
    days_now = silence.threshold_days(channel, known)
    if (known.usual_days, known.pauses, days_now) != (
        before.usual_days,
        before.pauses,
        channel.threshold_days,
    ):
        moment = None if channel.nudge_due_at is None else silence.due(channel, known, workspace, tx.now)
        await channels.save(tx, channel.id, threshold_days=days_now, nudge_due_at=moment)
    return known


async def _close(tx: Transaction, channel: Channel) -> None:
    """What is over is no concern any more."""
    still = await concerns.open_in(tx, channel.id)
    await concerns.is_over(tx, [concern.id for concern in still if await is_over(tx, concern, channel)])


async def notice_silence(tx: Transaction, channel: Channel, workspace: Workspace) -> datetime | None:
    """Notes that a channel has been silent for too long, if it has; else returns when to look, None: when somebody has written."""
    known = await rhythms.of(tx, channel.id)
    if known.rest == "finished":
        return None
    due = silence.due(channel, known, workspace, tx.now)
    if due > tx.now:
        return due
    since = channel.last_post_at or channel.first_seen_at or tx.now
    counted = silence.counted_from(channel, known, workspace, tx.now)
    await concerns.notice(tx, channel.id, "silence", counted.isoformat(), since)
    return None


async def _notice_unanswered(tx: Transaction, channel: Channel) -> datetime | None:
    """Returns when the first of those that were asked since will have waited for a day."""
    asked = await pulse.unanswered(tx, channel.id, tx.now - rules.NOT_OLDER_THAN, tx.now)
    waiting = []
    for question in asked:
        due = question.at + rules.NO_ANSWER_FOR
        if due <= tx.now:
            await concerns.notice(tx, channel.id, "unanswered", question.ts, question.at)
        else:
            waiting.append(due)
    return min(waiting, default=None)


async def _notice_one_voice(tx: Transaction, channel: Channel, days: list[MemberDay], here: ZoneInfo) -> None:
    last = await concerns.last_noticed(tx, channel.id, "one_voice")
    if last is not None and last > tx.now - rules.VOICE_AGAIN:
        return
    today = tx.now.astimezone(here).date()
    began = min([day.day for day in days], default=today)
    if channel.first_seen_at is not None:
        began = min(began, channel.first_seen_at.astimezone(here).date())
    voice = rules.one_voice([(day.day, day.member_id, day.posts) for day in days], today, began)
    if voice is None:
        return
    member_id, first = voice
    member = await people.get(tx, member_id)
    # People of other workspaces are counted, and never named.
    if member is not None and member.is_person:
        since = rules.start_of(first, here)
        await concerns.notice(tx, channel.id, "one_voice", f"{member_id}|{today}", since)


async def _notice_the_calendar(tx: Transaction, channel: Channel) -> None:
    if any(concern.kind == "silence" for concern in await concerns.open_in(tx, channel.id)):
        return  # which comes with a word about it already
    for activity in await calendar.ahead(tx):
        if activity.channel_id == channel.id and (since := await _not_mentioned(tx, channel, activity)):
            await concerns.notice(tx, channel.id, "calendar", cause_of(activity), since)


async def _not_mentioned(tx: Transaction, channel: Channel, activity: Activity) -> datetime | None:
    if activity.begins is None or activity.precision != "day" or activity.kind == "news":
        return None
    if activity.begins - rules.NEAR > tx.now:
        return None
    announced_at = await mentions.first_named(tx, channel.id, activity.id, activity.on or ONCE)
    return rules.not_mentioned(activity.begins, announced_at, channel.last_post_at, tx.now)


def again_at(concern: Concern, now: datetime) -> datetime | None:
    """When the next round about a concern comes, if nobody does anything."""
    wait: timedelta | None = rules.AGAIN.get(concern.kind)
    return now + wait if wait else None
