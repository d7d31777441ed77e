"""Looks at a channel: learns its rhythm, and notices what is to be thought of. Once a night, and when a question has waited for a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hours import next_at
from bot.i18n import zone
from bot.nudges import rhythm, rules, settling, silence
from bot.nudges.standing import cause_of, is_over, is_watched, open_questions
from storage import calendar, channels, concerns, mentions, nudges, people, pulse, questions, rhythms
from storage.calendar import Activity
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Reading, Transaction
from storage.occasions import ONCE
from storage.pulse import MemberDay, Post
from storage.rhythms import Rhythm
from storage.workspace import Workspace


async def look(tx: Transaction, channel: Channel, workspace: Workspace) -> datetime | None:
    """Notes what there is to note about a channel, which must be held. Returns when to look again; None: never."""
    if channel.kind != "group":
        return None
    here = zone(workspace.timezone)
    today = tx.now.astimezone(here).date()
    night = next_at(tx.now, rules.NIGHTLY_AT, here)
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
    """What is over is no concern any more; whoever was told of a question reads that it has been answered."""
    still = await concerns.open_in(tx, channel.id)
    gone = {concern.id: await _no_longer_waiting(tx, concern) for concern in still}
    young = tx.now - rules.NOT_OLDER_THAN
    told = {concern.id: await settling.hold(tx, concern) for concern in still if gone[concern.id]}
    over = [concern.id for concern in still if await is_over(tx, concern, channel)]
    await concerns.is_over(tx, over)
    for concern_id, nudged in told.items():
        await questions.settle(tx, concern_id, gone[concern_id])
        if any(at > young for at in gone[concern_id].values()):
            await concerns.begin_anew(tx, concern_id)
        await settling.rewrite(tx, concern_id, nudged)


async def _no_longer_waiting(tx: Reading, concern: Concern) -> dict[str, datetime]:
    """The questions of a concern that were answered, or are gone, since it was last looked at: when each was asked."""
    if concern.kind != "unanswered":
        return {}
    still = {question.ts for question in await open_questions(tx, concern)}
    return {ts: at for ts, at in (await questions.waiting(tx, concern.id)).items() if ts not in still}


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
    since = tx.now - rules.NOT_OLDER_THAN
    noted = await questions.noted(tx, channel.id, since)
    asked = [post for post in await pulse.unanswered(tx, channel.id, since, tx.now) if post.ts not in noted]
    if due := [post for post in asked if post.at + rules.NO_ANSWER_FOR <= tx.now]:
        await _bring_up(tx, channel, due)
    return min((post.at + rules.NO_ANSWER_FOR for post in asked if post not in due), default=None)


async def _bring_up(tx: Transaction, channel: Channel, asked: Sequence[Post]) -> None:
    """All that is unanswered in a channel is one concern: what comes up later joins it."""
    about = await standing_about_questions(tx, channel.id)
    if about is None:
        await concerns.notice(tx, channel.id, "unanswered", asked[0].ts, asked[0].at)
        about = await concerns.of_cause(tx, channel.id, "unanswered", asked[0].ts)
    elif about.state == "open" and about.rounds:
        await concerns.put_off(tx, [about.id], await joined_at(tx, about, tx.now))
    if about is not None:
        await questions.add(tx, about.id, [(post.ts, post.at) for post in asked])


async def standing_about_questions(tx: Reading, channel_id: str) -> Concern | None:
    """The concern about the questions of a channel, if there is one."""
    standing = await concerns.open_in(tx, channel_id)
    return next((concern for concern in standing if concern.kind == "unanswered"), None)


async def joined_at(tx: Reading, concern: Concern, now: datetime) -> datetime:
    """When to tell of a concern of which some were told, because a question joins it now."""
    told = [nudge.due_at for nudge in await nudges.of_concern(tx, concern.id) if nudge.state != "dropped"]
    was_last = concern.due_at is None
    wait = rules.JOINED_LATE if was_last else rules.JOINED_AFTER
    joined = max([now, *(moment + wait for moment in told)])
    return min(joined, concern.due_at) if concern.due_at else joined


async def _notice_one_voice(tx: Transaction, channel: Channel, days: list[MemberDay], here: ZoneInfo) -> None:
    last = await concerns.last_noticed(tx, channel.id, "one_voice")
    if last is not None and last > tx.now - rules.VOICE_AGAIN:
        return
    today = tx.now.astimezone(here).date()
    began = silence.known_since(days, channel, today, here)
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
    is_silent = channel.nudge_due_at is not None and channel.nudge_due_at <= tx.now
    if is_silent or any(concern.kind == "silence" for concern in await concerns.open_in(tx, channel.id)):
        return  # which comes with a word about it already
    for activity in await calendar.ahead(tx):
        if activity.channel_id == channel.id and (since := await _not_mentioned(tx, channel, activity)):
            await concerns.notice(tx, channel.id, "calendar", cause_of(activity), since)


def may_be_mentioned(activity: Activity) -> bool:
    """Whether an activity is one of which people would write when it is near: it has a day, and is no news."""
    return activity.begins is not None and activity.precision == "day" and activity.kind != "news"


async def _not_mentioned(tx: Transaction, channel: Channel, activity: Activity) -> datetime | None:
    if activity.begins is None or not may_be_mentioned(activity) or activity.begins - rules.NEAR > tx.now:
        return None
    announced_at = await mentions.first_named(tx, channel.id, activity.id, activity.on or ONCE)
    return rules.not_mentioned(activity.begins, announced_at, channel.last_post_at, tx.now)


def again_at(concern: Concern, now: datetime) -> datetime | None:
    """When the next round about a concern comes, if nobody does anything."""
    wait: timedelta | None = rules.AGAIN.get(concern.kind)
    return now + wait if wait else None
