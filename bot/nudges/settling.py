"""What somebody did about a silence, told to all who were told of the silence: their messages are rewritten, and have no buttons any more.

A message may speak of several silences, of which different people settle different ones at the same moment. So what decides about a silence
holds its channel and then all who were told of it, and a message is written anew, whole, from what is known of each of its silences.
"""

from collections.abc import Sequence
from datetime import datetime

from bot import access
from bot.errors import NotForYou
from bot.i18n import words
from bot.nudges import rules, views
from bot.nudges.errors import NoLongerSilent
from storage import channels, nudges, people
from storage.channels import Channel
from storage.database import Transaction
from storage.nudges import Nudge

SETTLED = ("prompted", "snoozed")


async def hold(tx: Transaction, channel_id: str, silent_since: datetime) -> list[Nudge]:
    """Holds those who are told of a silence, whose channel must be held already. Returns their nudges."""
    told = await nudges.of_silence(tx, channel_id, silent_since)
    await people.hold(tx, [nudge.moderator_id for nudge in told])
    # Once more: one of them may just have been sent theirs.
    return await nudges.of_silence(tx, channel_id, silent_since)


def first(tx: Transaction, channel: Channel, told: Sequence[Nudge]) -> Nudge | None:
    """The nudge that tells who has settled this silence. None if nobody has, or if it was snoozed for a time that is over."""
    is_snoozed = channel.snoozed_until is not None and channel.snoozed_until > tx.now
    stands = {"prompted"} | ({"snoozed"} if is_snoozed else set())
    return next((nudge for nudge in told if nudge.state in stands), None)


def done(viewer: access.Viewer, channel: Channel, nudge: Nudge) -> views.Done:
    """What was done about a silence, as it is said to `viewer`."""
    until = channel.snoozed_until if nudge.state == "snoozed" else None
    day = until.astimezone(viewer.zone).date() if until else None
    by = nudge.settled_by if nudge.settled_by != viewer.id else None
    return views.Done(viewer.words, channel.id, day, by)


def silence(tx: Transaction, viewer: access.Viewer, nudge: Nudge, said: str = "") -> views.Silence:
    """What a moderator is told of one silence. `said`: that it is over or settled."""
    prompts = views.prompts(words(viewer.workspace.language))
    number = rules.prompt_number(nudge.silent_since, len(prompts))
    return views.Silence(
        channel_id=nudge.channel_id,
        days=rules.days_silent(nudge.silent_since, tx.now),
        prompt=prompts[number],
        reference=views.reference(nudge.channel_id, nudge.silent_since, number),
        said=said,
    )


async def rewrite(tx: Transaction, told: Sequence[Nudge]) -> None:
    """Rewrites the messages to all who were told of a silence that was just settled.

    Also to whoever settled it: in one order with what others settle in the same message.
    """
    for about in told:
        viewer = await access.viewer(tx, about.moderator_id)
        if about.message_key is None or not viewer.member.is_person:
            continue
        silences = [
            silence(tx, viewer, nudge, await _said(tx, viewer, nudge))
            for nudge in await nudges.of_message(tx, about.message_key)
        ]
        text, blocks = views.nudge(viewer.words, silences)
        key = f"settled:{about.channel_id}:{about.message_key}"
        await tx.outbox.update(key, viewer.id, of=about.message_key, text=text, blocks=blocks)


async def _said(tx: Transaction, viewer: access.Viewer, nudge: Nudge) -> str:
    """What stands in the place of a silence that needs nobody any more. Empty if it still does."""
    channel = await channels.get(tx, nudge.channel_id)
    if channel is None or not viewer.may_moderate(channel.id):
        return NotForYou().say(viewer.words)
    if nudge.state in SETTLED:
        return views.done(done(viewer, channel, nudge))
    return (
        NoLongerSilent().say(viewer.words) if rules.is_over(channel.last_post_at, nudge.silent_since) else ""
    )
