"""Whom to tell of a concern, and what a message says of it to one of them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.access import Viewer
from bot.calendar import wording
from bot.i18n import zone
from bot.nudges import holidays, rules, suggesting, views
from bot.nudges.standing import activity_of, open_questions, voice_of
from storage import channels, moderating, nudges, people, pulse, rhythms
from storage import workspace as workspaces
from storage.channels import Channel
from storage.concerns import Concern
from storage.database import Reading
from storage.nudges import Nudge
from storage.people import Member
from storage.pulse import Post


class Told(NamedTuple):
    """Who is to be told. `is_last`: they are not told again, for there is nobody else to turn to."""

    members: Sequence[Member]
    is_last: bool


async def whom(tx: Reading, concern: Concern, channel: Channel) -> Told:
    """A channel's moderators who are there and do something; if none is, or none did so three times, the Secretariat.

    Nobody: of a single question, or of a lone voice, the Secretariat need not know.
    """
    here = await channels.member_ids(tx, channel.id)
    moderators = [m for m in await channels.moderators_of(tx, channel.id) if m.id in here]
    standing = [await _standing(tx, member, channel.id) for member in moderators]
    there = rules.whom(standing)
    asked = await open_questions(tx, concern) if concern.kind == "unanswered" else []
    is_single = len(asked) == 1
    enough = rules.enough_of_one(asked[0].at, tx.now) if is_single else rules.ENOUGH
    if there and concern.rounds < enough:
        return Told([member for member in moderators if member.id in there], is_last=False)
    # Only where nobody could answer it, not where nobody wants to.
    if is_single and not all(moderator.is_away for moderator in standing):
        return Told([], is_last=True)
    # Whose voice it is that is alone, only those need to know who moderate the channel.
    if concern.kind == "one_voice":
        return Told([], is_last=True)
    secretariat = await people.secretariat(tx)
    away = await moderating.away(tx, [member.id for member in secretariat])
    return Told([m for m in secretariat if not is_away(tx, m, away.get(m.id))], is_last=True)


async def _standing(tx: Reading, member: Member, channel_id: str) -> rules.Standing:
    away = await moderating.away(tx, [member.id])
    sent = await nudges.sent_moments(tx, member.id, channel_id, rules.ENOUGH)
    if len(sent) < rules.ENOUGH:
        return rules.Standing(member.id, is_away(tx, member, away.get(member.id)))
    ours = zone((await workspaces.get(tx)).timezone)
    reacted_at = (await moderating.choice(tx, member.id, channel_id)).reacted_at
    days = await pulse.of_member(tx, member.id, min(sent).astimezone(ours).date(), [channel_id])
    wrote_on = {day.day for day in days if day.posts}
    ignored = rules.ignored(sent, reacted_at, wrote_on, ours)
    return rules.Standing(member.id, is_away(tx, member, away.get(member.id)), ignored)


def is_away(tx: Reading, member: Member, until: object) -> bool:
    """Whether somebody who is back on the day `until`, where they are, is away now."""
    return until is not None and str(tx.now.astimezone(zone(member.timezone)).date()) < str(until)


async def may_be_told(tx: Reading, viewer: Viewer, concern: Concern) -> bool:
    """Whether somebody who was to be told still is to be: they moderate the channel or are of the
    Secretariat, and are not away. Whoever `whom` names may be."""
    if not viewer.member.is_person or not may_know_of(viewer, concern):
        return False
    away = await moderating.away(tx, [viewer.id])
    return not is_away(tx, viewer.member, away.get(viewer.id))


def may_know_of(viewer: Viewer, concern: Concern) -> bool:
    """Whether a concern is theirs to know of. Whose voice is alone in a channel is nothing for the Secretariat (`may_show`)."""
    if concern.kind == "one_voice":
        return viewer.is_moderator_of(concern.channel_id)
    return viewer.may_moderate(concern.channel_id)


async def is_told_to_others(tx: Reading, nudge: Nudge) -> bool:
    """Whether somebody else was told, or is about to be, in the same round."""
    return any(
        other.round == nudge.round and other.moderator_id != nudge.moderator_id and other.state != "dropped"
        for other in await nudges.of_concern(tx, nudge.concern_id)
    )


async def left_alone_until(tx: Reading, channel: Channel) -> datetime | None:
    """Until when nobody is to be told of a channel: it was snoozed, put to rest (of what is finished: a year), or it has holidays.

    None: now.
    """
    if channel.snoozed_until is not None and channel.snoozed_until > tx.now:
        return channel.snoozed_until
    known, here = await rhythms.of(tx, channel.id), zone((await workspaces.get(tx)).timezone)
    today = tx.now.astimezone(here).date()
    if not rules.is_at_rest(known.rest, known.rest_until, today):
        again = holidays.until(known.holidays or (), today)
        return rules.start_of(again, here) if again else None
    if known.rest == "season" and known.rest_until is not None:
        return rules.start_of(known.rest_until, here)
    return tx.now + timedelta(days=365)


async def shown(tx: Reading, viewer: Viewer, concern: Concern, said: str = "") -> views.Shown:
    """What a moderator is told of one concern. `said`: that it is over, or settled, in the place of all else."""
    channel = await channels.get(tx, concern.channel_id)
    is_theirs = viewer.is_moderator_of(concern.channel_id)
    if said or channel is None:
        return views.Shown(concern.id, concern.channel_id, said=said, moderators=None if is_theirs else [])
    found = await suggesting.suggestions(tx, concern, channel, viewer.workspace)
    known = await rhythms.of(tx, channel.id)
    moderators = [] if is_theirs else await channels.moderators_of(tx, channel.id)
    about = await activity_of(tx, concern) if concern.kind == "calendar" else None
    may_read = channel.id in viewer.channels
    asked = await open_questions(tx, concern) if concern.kind == "unanswered" else []
    return views.Shown(
        concern.id,
        channel.id,
        kind=concern.kind,
        days=rules.days_silent(asked[0].at if asked else concern.since, tx.now),
        usual=known.usual_days if concern.kind == "silence" and is_theirs else None,
        voice=voice_of(concern) if concern.kind == "one_voice" else "",
        is_own_voice=concern.kind == "one_voice" and voice_of(concern) == viewer.id,
        activity=wording.lines([about], viewer.zone, tx.now, viewer.words)[0] if about else None,
        prompt=found[0] if found else None,
        may_read=may_read,
        is_empty=channel.last_post_at is None,
        questions=await _questions(tx, asked, viewer, may_read=may_read),
        moderators=None if is_theirs else [member.id for member in moderators],
    )


async def _questions(
    tx: Reading, asked: Sequence[Post], viewer: Viewer, *, may_read: bool
) -> list[views.Asked]:
    """Questions, to somebody who may read them with where each is, and by whom: people of other workspaces are never named."""
    known = await people.by_ids(tx, {post.member_id for post in asked}) if may_read else {}
    return [
        views.Asked(
            post.ts,
            post.at.astimezone(viewer.zone),
            post.member_id if (by := known.get(post.member_id)) is not None and by.is_person else None,
            message_url(viewer.workspace.team_url, post) if may_read else None,
        )
        for post in asked
    ]


def message_url(team_url: str | None, post: Post) -> str | None:
    """Where a message is: the address that chat.getPermalink gives, for which no call is needed. None: it isn't known yet."""
    return f"{team_url}archives/{post.channel_id}/p{post.ts.replace('.', '')}" if team_url else None
