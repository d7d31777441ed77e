"""chat.scheduleMessage, chat.scheduledMessages.list, chat.deleteScheduledMessage.

https://docs.slack.dev/reference/methods/chat.scheduleMessage and its neighbours
"""

import re

from sandbox.api.call import TIER_3, ApiCall, ApiError, Method, invalid
from sandbox.api.chat import thread_of, writable
from sandbox.api.content import content_of, metadata_of
from sandbox.api.paging import page_of
from sandbox.model import Channel, Json, ScheduledMessage
from sandbox.shapes import bot_profile

DAY = 24 * 60 * 60
FARTHEST = 120 * DAY
# No more than so many in a channel within any five minutes; and what is so near can't be called off.
MOST, WINDOW, TOO_LATE = 30, 5 * 60, 60


def schedule_message(call: ApiCall) -> Json:
    """Have a message posted at a moment within 120 days."""
    core, state = call.core, call.core.state
    channel = writable(call)
    post_at = moment(call)
    content = content_of(call)
    metadata, thread = metadata_of(call), thread_of(call, channel)
    if crowded(call, channel, post_at):
        raise ApiError("restricted_too_many")
    entry = ScheduledMessage(
        state.passing.new("Q"),
        channel.id,
        post_at,
        state.seconds(),
        content.text,
        state.accepted(content.blocks),
        content.attachments,
        thread,
        thread is not None and call.flag("reply_broadcast"),
        metadata,
    )
    core.scheduled.add(entry)
    return {
        "channel": channel.id,
        "scheduled_message_id": entry.id,
        "post_at": post_at,
        "message": shown(call, entry),
    }


def moment(call: ApiCall) -> int:
    """The argument `post_at`, in seconds since the epoch."""
    value = call.required("post_at")
    if not re.fullmatch(r"\d{1,15}", value, re.ASCII):
        raise ApiError("invalid_time")
    post_at, now = int(value), call.core.clock.now().timestamp()
    if post_at <= now:
        raise ApiError("time_in_past")
    if post_at > now + FARTHEST:
        raise ApiError("time_too_far")
    return post_at


def crowded(call: ApiCall, channel: Channel, post_at: int) -> bool:
    """Whether some five minutes with this moment in them have as many messages as there may be."""
    entries = call.core.state.scheduled.values()
    times = sorted([post_at, *(each.post_at for each in entries if each.channel == channel.id)])
    spans = zip(times, times[MOST:], strict=False)
    return any(last - first < WINDOW and first <= post_at <= last for first, last in spans)


def shown(call: ApiCall, entry: ScheduledMessage) -> Json:
    """The message as it will be: it has no `ts` yet."""
    state = call.core.state
    bot = state.members[state.app.bot_user_id]
    message: Json = {
        "type": "delayed_message",
        "text": entry.text,
        "user": bot.id,
        "team": state.team_id,
        "bot_id": bot.bot_id,
        "app_id": bot.app_id,
        "bot_profile": bot_profile(bot, state.team_id),
    }
    if entry.blocks:
        message["blocks"] = entry.blocks
    if entry.attachments:
        message["attachments"] = entry.attachments
    return message | ({"thread_ts": entry.thread_ts} if entry.thread_ts else {})


def scheduled_messages_list(call: ApiCall) -> Json:
    """What is still to be posted, the next first; in a range of moments whose ends count."""
    state = call.core.state
    channel = call.text("channel")
    if channel and (channel not in state.channels or not state.channels[channel].seen_by(state.bot)):
        raise ApiError("invalid_channel")
    oldest, latest = bound(call, "oldest", 0), bound(call, "latest", 10**12)
    if oldest >= latest:
        raise invalid("[ERROR] must be less than latest [json-pointer:/oldest]")
    found = [
        entry
        for entry in state.scheduled.values()
        if channel in {None, entry.channel} and oldest <= entry.post_at <= latest
    ]
    found.sort(key=lambda entry: (entry.post_at, entry.date_created))
    page, cursor = page_of(call, "scheduled", found, lambda entry: entry.id)
    listed = [
        {
            "id": entry.id,
            "channel_id": entry.channel,
            "post_at": entry.post_at,
            "date_created": entry.date_created,
            "text": entry.text,
        }
        for entry in page
    ]
    return {"scheduled_messages": listed, "response_metadata": cursor}


def bound(call: ApiCall, name: str, default: int) -> float:
    """An end of the range, in seconds since the epoch."""
    value = call.text(name) or str(default)
    if not re.fullmatch(r"\d{1,15}(\.\d+)?", value, re.ASCII):
        raise invalid(f"[ERROR] must be a timestamp [json-pointer:/{name}]")
    return float(value)


def delete_scheduled_message(call: ApiCall) -> Json:
    """Call a message off, unless it's posted within the next 60 seconds."""
    channel = call.channel()
    entry = call.core.state.scheduled.get(call.required("scheduled_message_id"))
    now = call.core.clock.now().timestamp()
    if entry is None or entry.channel != channel.id or entry.post_at - now <= TOO_LATE:
        raise ApiError("invalid_scheduled_message_id")
    call.core.scheduled.cancel(entry)
    return {}


METHODS = {
    "chat.scheduleMessage": Method(schedule_message, TIER_3, ("chat:write",)),
    "chat.scheduledMessages.list": Method(scheduled_messages_list, TIER_3),
    "chat.deleteScheduledMessage": Method(delete_scheduled_message, TIER_3, ("chat:write",)),
}
