"""What somebody did about a concern, told to all who were told of it: their messages are rewritten, and have no buttons any more.

A message may speak of several concerns, of which different people settle different ones at the same moment. So what decides about a
concern holds its channel and then all who were told of it, and a message is written anew, whole, from what is known of each.
"""

from collections.abc import Sequence

from bot import access
from bot.access import Viewer
from bot.errors import NotForYou, Refusal
from bot.nudges import telling, views
from bot.nudges.done_views import Done
from bot.nudges.done_views import done as say_done
from bot.nudges.errors import over
from bot.nudges.standing import answered, is_over
from storage import channels, concerns, nudges, people, questions, rhythms
from storage.channels import Channel
from storage.concerns import SETTLED, Concern
from storage.database import Reading, Transaction
from storage.nudges import Nudge


async def hold(tx: Transaction, concern: Concern) -> list[Nudge]:
    """Holds those who are told of a concern, whose channel must be held already. Returns what they were told."""
    told = await nudges.of_concern(tx, concern.id)
    await people.hold(tx, [nudge.moderator_id for nudge in told])
    # Once more: one of them may just have been sent theirs.
    return await nudges.of_concern(tx, concern.id)


def is_settled(tx: Reading, channel: Channel, concern: Concern) -> bool:
    """Whether somebody has done something about it: not, if it was snoozed for a time that is over."""
    if concern.state == "snoozed":
        return channel.snoozed_until is not None and channel.snoozed_until > tx.now
    return concern.state in SETTLED


async def done(tx: Reading, viewer: Viewer, channel: Channel, concern: Concern) -> Done:
    """What was done about a concern, as it is said to `viewer`."""
    day = None
    if concern.state == "snoozed" and channel.snoozed_until:
        day = channel.snoozed_until.astimezone(viewer.zone).date()
    elif concern.state == "rested":
        day = (await rhythms.of(tx, channel.id)).rest_until
    by = concern.settled_by if concern.settled_by != viewer.id else None
    return Done(viewer.words, channel.id, concern.state, day, by, concern.kind)


async def rewrite(tx: Transaction, concern_id: int, told: Sequence[Nudge]) -> None:
    """Rewrites the messages to all who were told of a concern that was just settled, or one of its questions.

    Also to whoever settled it: in one order with what others settle in the same message.
    """
    # Questions of a concern are settled one by one: how many of how many wait tells one time from another.
    waiting = (
        f"{len(await questions.waiting(tx, concern_id))}/{len(await questions.of_concern(tx, concern_id))}"
    )
    for message_key, moderator_id in sorted({(n.message_key, n.moderator_id) for n in told if n.message_key}):
        viewer = await access.viewer(tx, moderator_id)
        if not viewer.member.is_person:
            continue
        named = await nudges.of_message(tx, message_key)
        about = await concerns.by_ids(tx, {nudge.concern_id for nudge in named})
        shown = [
            await telling.shown(tx, viewer, one, await said(tx, viewer, one))
            for one in (about[nudge.concern_id] for nudge in named)
        ]
        text, blocks = views.nudge(viewer.words, shown)
        key = f"settled:{concern_id}:{about[concern_id].settled_at}:{waiting}:{message_key}"
        await tx.outbox.update(key, viewer.id, of=message_key, text=text, blocks=blocks)


async def said(tx: Transaction, viewer: Viewer, concern: Concern) -> str:
    """What stands in the place of a concern that needs nobody any more. Empty if it still does."""
    channel = await channels.get(tx, concern.channel_id)
    if channel is None or not telling.may_know_of(viewer, concern):
        return NotForYou().say(viewer.words)
    if is_settled(tx, channel, concern):
        return say_done(await done(tx, viewer, channel, concern))
    if concern.state == "over" or await is_over(tx, concern, channel):
        return (await why_over(tx, concern)).say(viewer.words)
    return ""


async def why_over(tx: Reading, concern: Concern) -> Refusal:
    """Why there is nothing to do about a concern any more."""
    return over(concern.kind, await answered(tx, concern) if concern.kind == "unanswered" else 0)
