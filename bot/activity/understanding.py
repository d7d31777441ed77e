"""Reads Slack's events of messages and reactions. The text is looked at here, in memory, and goes no further.

Sources: https://docs.slack.dev/reference/events/message and its subtypes, https://docs.slack.dev/reference/events/reaction_added.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from bot.activity.questions import looks_like_a_question
from bot.activity.rules import SLACKBOT, is_persons_post
from storage.recording import PostRow, ReactionRow
from storage.stamps import micros

_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")

# Tells emoji apart without naming them.
Marker = Callable[[str], int]


class Told(NamedTuple):
    """What an event tells: of a message or of a reaction. `to_member_id`: who wrote what was reacted to; `before`: what was deleted."""

    row: PostRow | ReactionRow
    to_member_id: str | None = None
    mentions: frozenset[str] = frozenset()
    before: PostRow | None = None


def understood(event: Mapping[str, Any], marker: Marker) -> Told | None:
    """What an event of type `message`, `reaction_added` or `reaction_removed` tells. None: nothing that is kept."""
    if event.get("type") == "message":
        return _message(event)
    return _reaction(event, marker)


def _message(event: Mapping[str, Any]) -> Told | None:
    channel_id, subtype = _id(event.get("channel")), event.get("subtype")
    if channel_id is None:
        return None
    if subtype == "message_deleted":
        return _deletion(channel_id, event)
    if subtype == "message_changed":
        message = event.get("message")
        if not isinstance(message, Mapping):
            return None
        # Where a thread's first message was deleted, and its replies were not, something stays in its place.
        if message.get("subtype") == "tombstone":
            gone = dict(event, deleted_ts=message.get("ts"))
            return _deletion(channel_id, gone)
        return post(channel_id, message)
    return None if event.get("hidden") else post(channel_id, event)


def post(channel_id: str, message: Mapping[str, Any]) -> Told | None:
    """What a message tells, from an event or from history. None if it is not a person's."""
    user, ts = _id(message.get("user")), micros(message.get("ts"))
    if user is None or ts is None:
        return None
    if not is_persons_post(message.get("subtype"), message.get("bot_id"), user):
        return None
    thread_ts = micros(message.get("thread_ts"))
    edited, root, text = message.get("edited"), message.get("root"), message.get("text")
    text = text if isinstance(text, str) else ""
    is_reply = thread_ts is not None and thread_ts != ts
    to_member_id = _id(message.get("parent_user_id"))
    if to_member_id is None and isinstance(root, Mapping):
        to_member_id = _id(root.get("user"))
    row = PostRow(
        channel_id,
        ts,
        user,
        thread_ts if is_reply else None,
        to_member_id if is_reply else None,
        looks_like_a_question(text),
        micros(edited.get("ts")) if isinstance(edited, Mapping) else None,
    )
    return Told(row, row.to_member_id, mentioned(text))


def mentioned(text: str) -> frozenset[str]:
    """Who is named in a text, as Slack writes it."""
    return frozenset(_MENTION.findall(text)) if "<@" in text else frozenset()


def _deletion(channel_id: str, event: Mapping[str, Any]) -> Told | None:
    """That a message is gone; None if what was said of it shows that it was not a person's."""
    ts, told_ts = micros(event.get("deleted_ts")), micros(event.get("event_ts") or event.get("ts"))
    message = event.get("previous_message")
    before = post(channel_id, message) if isinstance(message, Mapping) else None
    if ts is None or (before is None and message):
        return None
    row = before.row if before is not None and isinstance(before.row, PostRow) else None
    return Told(PostRow(channel_id, ts, deleted_ts=told_ts or ts), before=row)


def _reaction(event: Mapping[str, Any], marker: Marker) -> Told | None:
    item, emoji = event.get("item"), event.get("reaction")
    if not isinstance(item, Mapping) or item.get("type") != "message" or not isinstance(emoji, str):
        return None
    channel_id, user = _id(item.get("channel")), _id(event.get("user"))
    ts, at = micros(item.get("ts")), micros(event.get("event_ts"))
    if channel_id is None or user is None or user == SLACKBOT or ts is None or at is None:
        return None
    is_removed = event.get("type") == "reaction_removed"
    row = ReactionRow(channel_id, ts, user, marker(emoji), at, is_removed)
    return Told(row, _id(event.get("item_user")))


def _id(value: object) -> str | None:
    return value if isinstance(value, str) and _is_id(value) else None


@lru_cache(maxsize=4096)  # the same people and channels come again and again
def _is_id(value: str) -> bool:
    return _ID.fullmatch(value) is not None
