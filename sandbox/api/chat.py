"""chat.*"""

import re

from sandbox.api.call import SPECIAL, TIER_3, TIER_4, ApiCall, ApiError, Method, invalid
from sandbox.api.content import attachments_of, blocks_of, content_of, metadata_of
from sandbox.model import Channel, Json, Message
from sandbox.shapes import permalink

# https://docs.slack.dev/reference/methods/chat.update
LONGEST_UPDATE = 4_000


def writable(call: ApiCall) -> Channel:
    """The conversation to post in: by id, by name, or a person's id for the direct message with them."""
    state = call.core.state
    bot = state.app.bot_user_id
    wanted = call.present("channel")
    person = state.members.get(wanted)
    channel = state.channels.get(wanted) or (state.named(wanted) if wanted and not person else None)
    if person and person.is_bot and person.id != bot:
        raise ApiError("cannot_dm_bot")
    if person and person.id != bot and not person.deleted:
        channel = state.open_conversation(bot, person.id)
    if channel is None or not channel.seen_by(state.bot):
        raise ApiError("channel_not_found")
    if channel.archived or gone(call, channel):
        raise ApiError("is_archived")
    if bot not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def gone(call: ApiCall, channel: Channel) -> bool:
    """Whether this is the direct message with a deactivated person, which Slack shows as archived."""
    members = call.core.state.members
    return channel.kind == "im" and any(members[member].deleted for member in channel.members)


def thread_of(call: ApiCall, channel: Channel) -> str | None:
    """The parent's timestamp for a reply."""
    ts = call.text("thread_ts")
    if ts is None:
        return None
    if not re.fullmatch(r"\d{10}\.\d{6}", ts):
        raise invalid(f"[ERROR] {ts} is not a valid thread_ts", error="invalid_thread_ts")
    parent = channel.by_ts.get(ts)
    if parent is None:
        raise ApiError("thread_not_found")
    if parent.thread_ts:
        # Slack takes a reply for a parent, and then shows the message in odd places: better learn of it here.
        raise ApiError("cannot_reply_to_message")
    return parent.ts


def post_message(call: ApiCall) -> Json:
    """Post in a channel, a thread or to a person."""
    core = call.core
    state = core.state
    channel = writable(call)
    content = content_of(call)
    metadata, thread = metadata_of(call), thread_of(call, channel)
    broadcast = thread is not None and call.flag("reply_broadcast")
    message = Message(
        state.ids.ts(core.clock.now()),
        channel.id,
        state.app.bot_user_id,
        content.text,
        content.blocks,
        content.attachments,
        thread,
        metadata=metadata,
        broadcast=broadcast,
        subtype="thread_broadcast" if broadcast else None,
    )
    core.actions.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": core.actions.shown(message, metadata=True)}


def own_message(call: ApiCall, refusal: str) -> Message:
    """The bot's own message of the arguments, in a channel that isn't archived."""
    channel = call.channel(inside=False)
    message = channel.by_ts.get(call.present("ts"))
    if message is None or message.subtype == "tombstone":
        raise ApiError("message_not_found")
    if message.bot_id != call.core.state.app.bot_id:
        raise ApiError(refusal)
    if channel.archived:
        raise ApiError("is_inactive" if refusal == "cant_update_message" else refusal)
    return message


def update(call: ApiCall) -> Json:
    """Change the bot's own message. What isn't given stays, so text alone keeps the blocks; an empty list takes blocks
    or attachments away, an empty object the metadata.

    https://docs.slack.dev/reference/methods/chat.update"""
    actions = call.core.actions
    message = own_message(call, "cant_update_message")
    text, blocks, attachments = call.text("text"), blocks_of(call), attachments_of(call)
    given = "blocks" in call.args or "attachments" in call.args
    if text is None and not given:
        raise ApiError("no_text")
    if text is not None and len(text) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    metadata, other = metadata_of(call), call.json("metadata", "invalid_metadata_format") is not None
    new_text = (text or "") if text is not None or blocks else message.text
    new_blocks = message.blocks if blocks is None else blocks or None
    new_attachments = message.attachments if attachments is None else attachments or None
    if not (new_text or new_blocks or new_attachments or message.files):
        raise ApiError("no_text")
    before = actions.shown(message)
    message.text, message.blocks, message.attachments = new_text, new_blocks, new_attachments
    if other:
        message.metadata = metadata
    actions.changed(message, before, call.core.state.app.bot_user_id)
    shown = actions.shown(message, metadata=True)
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


def delete(call: ApiCall) -> Json:
    """Delete the bot's own message."""
    message = own_message(call, "cant_delete_message")
    call.core.actions.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: ApiCall) -> Json:
    """Show something to one person in a channel until they reload."""
    core = call.core
    channel = writable(call)
    user = call.member(call.required("user"), "user_not_in_channel").id
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    content = content_of(call)
    ts = core.state.ids.ts(core.clock.now())
    message = Message(
        ts,
        channel.id,
        core.state.app.bot_user_id,
        content.text,
        content.blocks,
        content.attachments,
        thread_of(call, channel),
        ephemeral_for=user,
    )
    if not core.state.members[user].deleted:
        core.actions.ephemeral(message)
    return {"message_ts": ts}


def get_permalink(call: ApiCall) -> Json:
    """A message's address."""
    channel = call.channel()
    message = channel.by_ts.get(call.required("message_ts"))
    if message is None or message.subtype == "tombstone":
        raise ApiError("message_not_found")
    return {"channel": channel.id, "permalink": permalink(call.core.state.team_domain, message)}


METHODS = {
    "chat.postMessage": Method(post_message, 0, ("chat:write",)),
    "chat.update": Method(update, TIER_3, ("chat:write",)),
    "chat.delete": Method(delete, TIER_3, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, TIER_4, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, SPECIAL),
}
