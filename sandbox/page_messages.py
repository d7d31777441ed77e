"""The messages that the page asks for: a stretch of a conversation, and what is found in them."""

import bisect
from collections.abc import Iterator

from sandbox.core import Core
from sandbox.model import Channel, Json, Member, Message
from sandbox.state import BY_TS

FOUND = 20
# What somebody wrote; joins and the like mark nothing as unread, as in Slack.
WRITTEN = frozenset([None, "thread_broadcast", "file_share", "me_message", "bot_message"])


def message(core: Core, found: Message, *, ephemeral: bool = False) -> Json:
    """A message."""
    return core.actions.shown(found) | {"ephemeral": ephemeral, "channel": found.channel}


def stretch(core: Core, found: Channel, limit: int, **wanted: str | None) -> Json:
    """At most `limit` messages, oldest first, and whether there are others before and after them.

    Of `wanted` the first that is given counts: `before` or `after` a ts, `around` one (half of them on each side);
    without any they are the newest. `thread`: of a thread, its parent included."""
    source = found.timeline
    if thread := wanted.get("thread"):
        parent = found.by_ts.get(thread)
        source = ([parent] if parent else []) + found.threads.get(thread, [])
    start, end = _bounds(source, limit, wanted)
    return {
        "messages": [message(core, each) for each in source[start:end]],
        "has_more": start > 0,
        "has_newer": end < len(source),
    }


def _bounds(source: list[Message], limit: int, wanted: dict[str, str | None]) -> tuple[int, int]:
    if before := wanted.get("before"):
        end = bisect.bisect_left(source, before, key=BY_TS)
    elif after := wanted.get("after"):
        end = min(bisect.bisect_right(source, after, key=BY_TS) + limit, len(source))
        return bisect.bisect_right(source, after, key=BY_TS), end
    elif around := wanted.get("around"):
        end = min(bisect.bisect_left(source, around, key=BY_TS) + limit // 2, len(source))
    else:
        end = len(source)
    return max(0, end - limit), end


def unread_messages(found: Channel, viewer: str, read: str) -> list[Message]:
    """What others wrote since the viewer last read, newest first."""
    unread = []
    for each in reversed(found.timeline):
        if each.ts <= read:
            break
        if each.user != viewer and each.subtype in WRITTEN:
            unread.append(each)
    return unread


def mentions(found: Channel, viewer: str, unread: list[Message]) -> int:
    """How many of these are meant for the viewer: all that is direct; else those that name them, or everybody."""
    if found.kind in {"im", "mpim"}:
        return len(unread)
    names = (f"<@{viewer}>", "<!channel>", "<!here>", "<!everyone>")
    return sum(any(name in each.text for name in names) for each in unread)


def search(core: Core, viewer: Member, wanted: str) -> Json:
    """The newest messages with all these words, of the conversations that the viewer is in."""
    words = wanted.casefold().split()
    mine = [c for c in core.state.channels.values() if viewer.id in c.members]
    found = (m for channel in mine for m in _written(channel) if all(w in m.text.casefold() for w in words))
    newest = sorted(found, key=BY_TS, reverse=True)[:FOUND] if words else []
    return {"messages": [message(core, each) for each in newest]}


def _written(channel: Channel) -> Iterator[Message]:
    return (each for each in channel.by_ts.values() if each.subtype in WRITTEN)
