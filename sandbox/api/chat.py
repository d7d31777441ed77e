"""chat.*"""

import re
from typing import Any

from sandbox.api.call import SPECIAL, TIER_3, TIER_4, ApiCall, ApiError, Method, invalid
from sandbox.blockkit import check_message
from sandbox.model import Channel, Json, Message

# https://docs.slack.dev/reference/methods/chat.postMessage and …/chat.update
LONGEST_POST, LONGEST_UPDATE = 40_000, 4_000
LARGEST_METADATA = 8_000
# Slack documents no limit for all blocks together, but refuses them above some 13,000 characters.
LONGEST_BLOCKS = 12_000


def blocks_of(call: ApiCall) -> list[Json] | None:
    """The `blocks` argument, held against Block Kit's rules; None when it isn't given."""
    blocks: Any = call.json("blocks", "invalid_blocks_format")
    if blocks is None:
        return None
    if errors := check_message(blocks, text=call.text("text")):
        words = [error.removeprefix("[ERROR] ") for error in errors]
        raise ApiError("invalid_blocks", errors=words, response_metadata={"messages": errors})
    if length_of(blocks) > LONGEST_BLOCKS:
        raise ApiError("msg_blocks_too_long")
    checked: list[Json] = blocks
    return checked


def length_of(value: Any) -> int:
    """How many characters of text there are in blocks."""
    if isinstance(value, list):
        return sum(map(length_of, value))
    if not isinstance(value, dict):
        return 0
    text = value.get("text")
    own = len(text) if isinstance(text, str) else 0
    return own + sum(length_of(each) for each in value.values() if isinstance(each, (dict, list)))


def attachments_of(call: ApiCall) -> list[Json] | None:
    """The `attachments` argument."""
    attachments: Any = call.json("attachments", "invalid_attachments")
    if attachments is not None and not isinstance(attachments, list):
        raise ApiError("invalid_attachments")
    return attachments or None


def metadata_of(call: ApiCall) -> Json | None:
    """The `metadata` argument. https://docs.slack.dev/messaging/message-metadata"""
    metadata: Any = call.json("metadata", "invalid_metadata_format")
    if not metadata:
        return None
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if len(str(metadata)) > LARGEST_METADATA:
        raise ApiError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def writable(call: ApiCall) -> Channel:
    """The conversation to post in: by id, by name, or a person's id for the direct message with them."""
    state = call.core.state
    bot = state.app.bot_user_id
    wanted = call.present("channel")
    person = state.members.get(wanted)
    channel = state.channels.get(wanted) or (state.named(wanted) if wanted and not person else None)
    if person and person.id != bot and not person.deleted:
        channel = state.open_conversation(bot, person.id)
    if channel is None or not channel.seen_by(bot):
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
    text, blocks, attachments = call.text("text") or "", blocks_of(call), attachments_of(call)
    if not text and not blocks and not attachments:
        raise ApiError("no_text")
    if len(text) > LONGEST_POST:
        raise ApiError("msg_too_long")
    for argument in ("username", "icon_url", "icon_emoji"):
        if call.text(argument):
            call.need("chat:write.customize")
    metadata, thread = metadata_of(call), thread_of(call, channel)
    broadcast = thread is not None and call.flag("reply_broadcast")
    message = Message(
        state.ids.ts(core.clock.now()),
        channel.id,
        state.app.bot_user_id,
        text,
        blocks or None,
        attachments,
        thread,
        metadata=metadata,
        broadcast=broadcast,
        subtype="thread_broadcast" if broadcast else None,
    )
    core.actions.post(message)
    return {"channel": channel.id, "ts": message.ts, "message": core.actions.shown(message, metadata=True)}


def own_message(call: ApiCall, refusal: str) -> Message:
    """The bot's own message of the arguments."""
    channel = call.channel(inside=False)
    message = channel.by_ts.get(call.present("ts"))
    if message is None or message.subtype == "tombstone":
        raise ApiError("message_not_found")
    if message.bot_id != call.core.state.app.bot_id:
        raise ApiError(refusal)
    if channel.archived:
        raise ApiError("is_archived")
    return message


def update(call: ApiCall) -> Json:
    """Change the bot's own message. Text alone keeps the blocks; an empty list takes them away."""
    actions = call.core.actions
    message = own_message(call, "cant_update_message")
    text, blocks, attachments = call.text("text"), blocks_of(call), attachments_of(call)
    given = "blocks" in call.args or "attachments" in call.args
    if text is None and not given:
        raise ApiError("no_text")
    if text is not None and len(text) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    before = actions.shown(message)
    if text is not None or blocks:
        message.text = text or ""
    if blocks is not None:
        message.blocks = blocks or None
    if attachments is not None:
        message.attachments = attachments
    message.metadata = metadata_of(call) or message.metadata
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
    user = call.member(call.text("user") or "", "user_not_in_channel").id
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    text, blocks, attachments = call.text("text") or "", blocks_of(call), attachments_of(call)
    if not text and not blocks and not attachments:
        raise ApiError("no_text")
    ts = core.state.ids.ts(core.clock.now())
    message = Message(
        ts,
        channel.id,
        core.state.app.bot_user_id,
        text,
        blocks,
        attachments,
        thread_of(call, channel),
        ephemeral_for=user,
    )
    if not core.state.members[user].deleted:
        core.actions.ephemeral(message)
    return {"message_ts": ts}


def get_permalink(call: ApiCall) -> Json:
    """A message's address."""
    channel = call.channel()
    message = channel.by_ts.get(call.text("message_ts") or "")
    if message is None:
        raise ApiError("message_not_found")
    base = f"https://{call.core.state.team_domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    thread = f"?thread_ts={message.thread_ts}&cid={channel.id}" if message.thread_ts else ""
    return {"channel": channel.id, "permalink": base + thread}


METHODS = {
    "chat.postMessage": Method(post_message, 0, ("chat:write",)),
    "chat.update": Method(update, TIER_3, ("chat:write",)),
    "chat.delete": Method(delete, TIER_3, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, TIER_4, ("chat:write",)),
    "chat.getPermalink": Method(get_permalink, SPECIAL),
}
