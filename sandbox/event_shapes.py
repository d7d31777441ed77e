"""How Slack tells of what happened: the `event` of each kind, without its envelope.

`ts` is the event's own timestamp. Shapes as at https://docs.slack.dev/reference/events
"""

from sandbox.files import File
from sandbox.model import Channel, Json, Message


def membership(channel: Channel, member: str, team_id: str, ts: str, *, joined: bool) -> Json:
    """`member_joined_channel` and `member_left_channel`; who invited is added by the caller."""
    return {
        "type": "member_joined_channel" if joined else "member_left_channel",
        "user": member,
        "channel": channel.id,
        "channel_type": letter(channel),
        "team": team_id,
        "event_ts": ts,
    }


def departure(channel: Channel, actor: str, ts: str) -> Json:
    """`channel_left` and `group_left`: what the app itself hears when it leaves or is removed."""
    kind = "channel_left" if channel.kind == "public" else "group_left"
    return {"type": kind, "channel": channel.id, "actor_id": actor, "event_ts": ts}


def created(channel: Channel, team_id: str, ts: str) -> Json:
    """`channel_created`, of public channels only."""
    shown = identity(channel) | {
        "creator": channel.creator,
        "is_shared": False,
        "is_org_shared": False,
        "context_team_id": team_id,
    }
    return {"type": "channel_created", "channel": shown, "event_ts": ts}


def renamed(channel: Channel, ts: str) -> Json:
    """`channel_rename` and `group_rename`."""
    shown = identity(channel) | {"is_mpim": False}
    return {"type": f"{channel.channel_type}_rename", "channel": shown, "event_ts": ts}


def archived(channel: Channel, by: str, ts: str, *, back: bool) -> Json:
    """`channel_archive`, `channel_unarchive`, `group_archive` and `group_unarchive`."""
    kind = f"{channel.channel_type}_{'unarchive' if back else 'archive'}"
    moved = {} if back else {"is_moved": 0}
    return {"type": kind, "channel": channel.id, "user": by} | moved | {"event_ts": ts}


def person(kind: str, user: Json, seconds: int, ts: str) -> Json:
    """`team_join` and `user_change`; `user` is the whole user object, `seconds` the present."""
    return {"type": kind, "user": user, "cache_ts": seconds, "event_ts": ts}


def reaction(message: Message, member: str, name: str, ts: str, *, add: bool) -> Json:
    """`reaction_added` and `reaction_removed`."""
    return {
        "type": "reaction_added" if add else "reaction_removed",
        "user": member,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": ts,
    }


def pin(item: Json, member: str, pins: int, ts: str, *, add: bool) -> Json:
    """`pin_added` and `pin_removed`. `item` is the pin with the whole message, `pins` how many there are now."""
    event = {
        "type": "pin_added" if add else "pin_removed",
        "user": member,
        "channel_id": item["channel"],
        "item": item,
        "item_user": item["message"].get("user"),
        "pin_count": pins,
        "pinned_info": {
            "channel": item["channel"],
            "pinned_by": item["created_by"],
            "pinned_ts": item["created"],
        },
    }
    return event | ({} if add else {"has_pins": pins > 0}) | {"event_ts": ts}


def file(kind: str, about: File, channel: str | None, ts: str) -> Json:
    """`file_created` and `file_public`; with the channel that it's shared in `file_shared` and `file_unshared`."""
    event = {"type": kind, "file_id": about.id, "user_id": about.user, "file": {"id": about.id}}
    return event | ({"channel_id": channel} if channel else {}) | {"event_ts": ts}


def home_opened(member: str, channel: str, tab: str, view: Json | None, ts: str) -> Json:
    """`app_home_opened`. The view comes with the tab `home` only, and only once one was published."""
    event: Json = {"type": "app_home_opened", "user": member, "channel": channel, "tab": tab, "event_ts": ts}
    return event | ({"view": view} if view and tab == "home" else {})


def tokens_revoked(bot: str, ts: str) -> Json:
    """`tokens_revoked`: whose tokens, by user id."""
    return {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}, "event_ts": ts}


def hidden(subtype: str, channel: Channel, ts: str, fields: Json) -> Json:
    """`message` of the subtypes `message_changed` and `message_deleted`: it isn't a message of its own."""
    event = {
        "type": "message",
        "subtype": subtype,
        "hidden": True,
        "channel": channel.id,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.channel_type,
    }
    return event | fields


def identity(channel: Channel) -> Json:
    """What the events of channels call a channel."""
    return {
        "id": channel.id,
        "is_channel": channel.kind == "public",
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
    }


def letter(channel: Channel) -> str:
    """The `channel_type` of joins and leaves: C for a public channel, G for the others."""
    return "C" if channel.kind == "public" else "G"
