"""How long a channel may be silent, and since when it is: written down from messages, of which nothing else is kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from bot.activity.happening import Happening
from bot.activity.rules import is_persons_post
from bot.i18n import zone
from bot.nudges import holidays, rhythm, rules
from storage import channels, nudges, rhythms
from storage import workspace as workspaces
from storage.channels import Channel
from storage.database import Transaction
from storage.pulse import MemberDay
from storage.rhythms import Rhythm
from storage.workspace import Workspace

# Silence is counted in days: a busy channel's moment need not be written more often.
GRAIN = timedelta(minutes=1)


def posted_at(message: Mapping[str, Any]) -> datetime | None:
    """When a person said this. None if it is not a person's post."""
    try:
        if not is_persons_post(message.get("subtype"), message.get("bot_id"), message.get("user")):
            return None
        return datetime.fromtimestamp(float(message["ts"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def last_posted_at(history: Mapping[str, Any]) -> datetime | None:
    """When a person last wrote, by the newest page of a channel's history; at the latest, if it is on another page. None: never."""
    messages = list(history.get("messages") or ())
    found = [at for message in messages if (at := posted_at(message))]
    if not found and history.get("has_more") and messages:
        # Nothing but bots and joins, in so many: what is before them is not worth a call.
        return posted_at({"ts": messages[-1].get("ts"), "user": "somebody"})
    return max(found, default=None)


class Threshold(NamedTuple):
    """After how many days a channel is silent for too long, and who says so: moderator, file, learned, workspace."""

    days: int
    by: str


def threshold(channel: Channel, known: Rhythm, workspace: Workspace) -> Threshold:
    """What a moderator has decided; else what the workspace file says of the group; else what was learned; else the workspace's days."""
    learned = learned_days(known)
    given = ((known.own_days, "moderator"), (channel.quiet_days, "file"), (learned, "learned"))
    return next(
        (Threshold(days, by) for days, by in given if days), Threshold(workspace.quiet_days, "workspace")
    )


def learned_days(known: Rhythm) -> int | None:
    """After how many days a silence is longer than usual. None: too little is known."""
    return rhythm.Learned(known.usual_days).threshold


def threshold_days(channel: Channel, known: Rhythm) -> int | None:
    """What is kept of it beside the channel, for those who only have that: nothing, where the file or the workspace decides."""
    found = threshold(channel, known, Workspace())
    return found.days if found.by in {"moderator", "learned"} else None


def counted_from(channel: Channel, known: Rhythm, workspace: Workspace, now: datetime) -> datetime:
    """Since when a channel is silent, or since somebody last did something about it, or the season in which it rests ends."""
    found = [channel.last_post_at or channel.first_seen_at or now]
    if known.reset_at is not None:
        found.append(known.reset_at)
    if known.rest == "season" and known.rest_until is not None:
        found.append(rules.start_of(known.rest_until, zone(workspace.timezone)).astimezone(UTC))
    return max(found)


def due(channel: Channel, known: Rhythm, workspace: Workspace, now: datetime) -> datetime:
    """When a channel is silent for too long, unless somebody writes."""
    since, found = counted_from(channel, known, workspace, now), threshold(channel, known, workspace)
    # Somebody who says a number of days means all of them; what is learned is learned without those off.
    weekdays = known.weekdays if found.by == "learned" else None
    here = zone(workspace.timezone)
    first = since.astimezone(here).date()
    off = holidays.within(known.holidays or (), first, first + timedelta(days=rhythm.FARTHEST))
    moment = rhythm.due(since, found.days, here, weekdays, [*pauses_of(known), *off])
    return max(moment, channel.snoozed_until) if channel.snoozed_until else moment


def known_since(days: Iterable[MemberDay], channel: Channel, today: date, here: ZoneInfo) -> date:
    """Since when it is known who writes in a channel."""
    began = min([today, *(day.day for day in days)])
    return (
        began if channel.first_seen_at is None else min(began, channel.first_seen_at.astimezone(here).date())
    )


def pauses_of(known: Rhythm) -> list[rhythm.Pause]:
    """When a channel is expected to be quiet, because it was so a year ago."""
    return [rhythm.pause(first, last) for first, last in known.pauses or ()]


async def note_post(tx: Transaction, channel: Channel, at: datetime) -> None:
    """A person wrote in a channel at `at`; older news changes nothing."""
    await _note(tx, {channel.id: at})


async def follow(tx: Transaction, happenings: Sequence[Happening]) -> None:
    """People wrote: the newest moment in each channel counts (`bot.activity.happening.Follower`)."""
    newest: dict[str, datetime] = {}
    for happening in happenings:
        if happening.kind == "post":
            newest[happening.channel_id] = max(happening.at, newest.get(happening.channel_id, happening.at))
    if newest:
        await _note(tx, newest)


async def _note(tx: Transaction, newest: Mapping[str, datetime]) -> None:
    """When a channel may be silent for too long, at the earliest: days off are left to whoever looks then (`bot.nudges.noticing`)."""
    notes: list[tuple[str, datetime, datetime | None]] = []
    for quiet in await nudges.quiet_of(tx, newest):
        at = newest[quiet.channel_id]
        if quiet.last_post_at is not None and at < quiet.last_post_at + GRAIN:
            continue
        due = rules.silence_due(at, quiet.days, quiet.snoozed_until) if quiet.is_group else None
        notes.append((quiet.channel_id, at, due))
    await nudges.note_posts(tx, notes)


async def watch(tx: Transaction, channel: Channel) -> None:
    """A channel became a group, or how long it may be silent changed: from now on its silence counts by that.

    A silence that was told of already is not told of again (`storage.concerns.notice`).
    """
    known = await rhythms.of(tx, channel.id)
    moment = due(channel, known, await workspaces.get(tx), tx.now)
    await channels.save(tx, channel.id, nudge_due_at=moment, threshold_days=threshold_days(channel, known))
    await rhythms.save(tx, channel.id, look_due_at=tx.now)


async def leave_alone(tx: Transaction, channel_id: str) -> None:
    """A channel is no group any more."""
    nothing: dict[str, Any] = {"quiet_days": None, "nudge_due_at": None, "snoozed_until": None}
    await channels.save(tx, channel_id, threshold_days=None, **nothing)
    await rhythms.save(
        tx, channel_id, look_due_at=None, own_days=None, rest=None, rest_until=None, holidays=None
    )
