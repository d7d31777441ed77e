"""conversations.history and conversations.replies.

https://docs.slack.dev/reference/methods/conversations.history
"""

import re

from sandbox.api.call import TIER_3, ApiCall, ApiError, Method
from sandbox.api.paging import from_cursor, to_cursor
from sandbox.ids import ts_micros
from sandbox.model import Json, Message

MOMENT = re.compile(r"\d{1,12}(\.\d{0,6})?", re.ASCII)


def moment(call: ApiCall, name: str) -> int | None:
    """A timestamp argument in microseconds; `now` sets no bound."""
    value = call.text(name)
    if value is None or value == "now":
        return None
    if not MOMENT.fullmatch(value):
        raise ApiError(f"invalid_ts_{name}")
    return ts_micros(value)


def in_range(call: ApiCall, messages: list[Message]) -> list[Message]:
    """The messages between `oldest` and `latest`, the ends only if `inclusive`."""
    oldest, latest, inclusive = moment(call, "oldest"), moment(call, "latest"), call.flag("inclusive")
    if oldest is None and latest is None:
        return messages

    def within(message: Message) -> bool:
        at = ts_micros(message.ts)
        after = oldest is None or at > oldest or (inclusive and at == oldest)
        return after and (latest is None or at < latest or (inclusive and at == latest))

    return [message for message in messages if within(message)]


def cursor_of(call: ApiCall) -> int | None:
    """The place that the cursor points to, in microseconds."""
    key = from_cursor("next_ts", call.text("cursor"))
    if key is None:
        return None
    if not re.fullmatch(r"\d{1,18}", key, re.ASCII):
        raise ApiError("invalid_cursor")
    return int(key)


def answer(call: ApiCall, messages: list[Message], following: Message | None) -> Json:
    """A page, with metadata only if asked for, and the cursor of the next."""
    metadata = call.flag("include_all_metadata")
    shown = [call.core.actions.shown(message, metadata=metadata) for message in messages]
    page: Json = {"messages": shown, "has_more": following is not None}
    if following:
        page["response_metadata"] = {"next_cursor": to_cursor("next_ts", str(ts_micros(following.ts)))}
    return page


def conversations_history(call: ApiCall) -> Json:
    """A page of a conversation, newest first within the page.

    With `oldest` and without `latest` the pages go forwards from `oldest`, otherwise backwards from the newest."""
    channel = call.channel(scope="history", inside=True)
    limit = call.limit(100, 999)
    messages = in_range(call, channel.timeline)
    forwards = bool(moment(call, "oldest")) and moment(call, "latest") is None
    start = cursor_of(call)
    if forwards:
        rest = [message for message in messages if start is None or ts_micros(message.ts) >= start]
    else:
        rest = [m for m in reversed(messages) if start is None or ts_micros(m.ts) <= start]
    page = rest[:limit]
    if forwards:
        page = page[::-1]
    following = rest[limit] if len(rest) > limit else None
    more: Json = {"pin_count": len(channel.pins), "channel_actions_ts": None, "channel_actions_count": 0}
    if latest := call.text("latest"):
        more["latest"] = latest
    return answer(call, page, following) | more


def conversations_replies(call: ApiCall) -> Json:
    """A thread, oldest first: its parent on every page, then the replies."""
    channel = call.channel(scope="history", inside=True)
    parent = channel.by_ts.get(call.present("ts"))
    if parent and parent.thread_ts:
        parent = channel.by_ts.get(parent.thread_ts)
    if parent is None:
        raise ApiError("thread_not_found")
    limit = call.limit(1000, 1000)
    start = cursor_of(call)
    replies = in_range(call, channel.threads.get(parent.ts, []))
    rest = [message for message in replies if start is None or ts_micros(message.ts) >= start]
    room = max(1, limit - 1)
    following = rest[room] if len(rest) > room else None
    return answer(call, [parent, *rest[:room]], following)


METHODS = {
    "conversations.history": Method(conversations_history, TIER_3),
    "conversations.replies": Method(conversations_replies, TIER_3),
}
