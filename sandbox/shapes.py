"""How Slack's API shows people, conversations and messages."""

import hashlib
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sandbox.model import Channel, Json, Member, Message


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name; UTC for an unknown one would hide a mistake, so that raises."""
    return ZoneInfo(name)


def hue(member_id: str) -> int:
    """A steady colour for a person: degrees on the colour wheel."""
    return hashlib.blake2b(member_id.encode(), digest_size=2).digest()[0] * 360 // 256


PICTURE_SIZES = (24, 32, 48, 72, 192, 512, 1024)


def _pictures(member: Member, team_id: str) -> Json:
    """Everybody has uploaded a photo, which the page draws; apps have Slack's own picture of an app."""
    if member.is_bot:
        pictures = {f"image_{size}": _app_picture(size) for size in PICTURE_SIZES}
        return {"avatar_hash": "", **pictures}
    avatar_hash = f"{member.id[-12:].lower():0>12}"
    address = f"https://ca.slack-edge.com/{team_id}-{member.id}-{avatar_hash}"
    pictures = {f"image_{size}": f"{address}-{size}" for size in PICTURE_SIZES}
    original = {"image_original": f"{address}-original", "is_custom_image": True}
    return {"avatar_hash": avatar_hash, **pictures, **original}


def _app_picture(size: int) -> str:
    return f"https://a.slack-edge.com/80588/img/plugins/app/bot_{size}.png"


def profile_json(member: Member, team_id: str, *, email: bool) -> Json:
    """A user's `profile`; the address only with the scope users:read.email."""
    first, _, last = member.real_name.partition(" ")
    profile: Json = {
        "title": member.title,
        "phone": "",
        "skype": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.display_name,
        "display_name_normalized": member.display_name,
        "fields": None,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        **_pictures(member, team_id),
        "first_name": first,
        "last_name": last,
        "team": team_id,
    }
    if email and member.email and not member.is_bot:
        profile["email"] = member.email
    return profile


def user_json(
    member: Member, team_id: str, now: datetime, *, email: bool = True, locale: bool = False
) -> Json:
    """A user object; `locale` only when the caller asked for it, no zone once deactivated."""
    user: Json = {
        "id": member.id,
        "team_id": team_id,
        "name": member.name,
        "deleted": member.deleted,
        "profile": profile_json(member, team_id, email=email),
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": member.updated,
    }
    if member.deleted:
        return user
    local = now.astimezone(zone(member.tz))
    offset = local.utcoffset()
    user |= {
        "color": f"{hue(member.id) * 46603:06x}"[:6],
        "real_name": member.real_name,
        "tz": member.tz,
        "tz_label": local.tzname() or member.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": member.is_admin or member.is_owner,
        "is_owner": member.is_owner,
        "is_primary_owner": False,
        "is_restricted": member.guest is not None,
        "is_ultra_restricted": member.guest == "single",
        "is_email_confirmed": not member.is_bot,
        "who_can_share_contact_card": "EVERYONE",
    }
    if locale:
        user["locale"] = member.locale
    return user


# The picture of an app that has none of its own.
BOT_ICONS = {f"image_{size}": _app_picture(size) for size in (36, 48, 72)}


def bot_profile(bot: Member, team_id: str) -> Json:
    """The `bot_profile` in a bot's messages."""
    return {
        "id": bot.bot_id,
        "app_id": bot.app_id,
        "name": bot.real_name,
        "icons": BOT_ICONS,
        "deleted": False,
        "updated": 0,
        "team_id": team_id,
    }


def channel_json(channel: Channel, team_id: str, viewer: str, *, members: bool = False) -> Json:
    """A conversation object, as `viewer` (the token's user) sees it."""
    shown: Json = {
        "id": channel.id,
        "created": channel.created,
        "updated": channel.created * 1000,
        "is_archived": channel.archived,
        "is_org_shared": False,
        "context_team_id": team_id,
    }
    if channel.kind == "im":
        other = next((m for m in channel.members if m != viewer), viewer)
        return shown | {"is_im": True, "user": other, "priority": 0}
    is_mpim, is_private = channel.kind == "mpim", channel.kind != "public"
    shown |= {
        "name": channel.name,
        "name_normalized": channel.name,
        # A private channel is a channel too; only those of before March 2021 are groups.
        # https://docs.slack.dev/reference/objects/conversation-object
        "is_channel": not is_mpim,
        "is_group": is_mpim,
        "is_im": False,
        "is_mpim": is_mpim,
        "is_private": is_private,
        "is_general": channel.general,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "unlinked": 0,
        "creator": channel.creator,
        "is_member": viewer in channel.members,
        "topic": {"value": channel.topic, "creator": channel.creator if channel.topic else "", "last_set": 0},
        "purpose": {
            "value": channel.purpose,
            "creator": channel.creator if channel.purpose else "",
            "last_set": 0,
        },
        "previous_names": channel.previous_names,
    }
    if members:
        shown["num_members"] = len(channel.members)
    return shown


def message_json(
    message: Message, author: Member, team_id: str, channel: Channel | None = None, *, metadata: bool = False
) -> Json:
    """A message object. Give its channel to have the thread's summary on a parent; metadata only if asked for."""
    gone = message.subtype == "tombstone"
    shown: Json = {
        "type": "message",
        # Where a parent was deleted, Slack itself says so.
        "user": "USLACKBOT" if gone else message.user,
        "ts": message.ts,
        "text": message.text,
        "team": team_id,
    }
    if message.subtype:
        shown["subtype"] = message.subtype
    if message.bot_id and not gone:
        shown["bot_id"] = message.bot_id
        shown["app_id"] = message.app_id
        shown["bot_profile"] = bot_profile(author, team_id)
    for key in ("blocks", "attachments", "edited"):
        if (value := getattr(message, key)) is not None:
            shown[key] = value
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if message.extra:
        shown |= message.extra
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown | thread_json(message, channel)


def permalink(team_domain: str, message: Message) -> str:
    """A message's address."""
    channel = message.channel
    thread = f"?thread_ts={message.thread_ts}&cid={channel}" if message.thread_ts else ""
    return f"https://{team_domain}.slack.com/archives/{channel}/p{message.ts.replace('.', '')}{thread}"


def root_json(parent: Message) -> Json:
    """The parent in a reply that is shown in the channel too."""
    root: Json = {"type": "message", "user": parent.user, "text": parent.text, "ts": parent.ts}
    return root | ({"blocks": parent.blocks} if parent.blocks else {})


def thread_json(message: Message, channel: Channel | None) -> Json:
    """What a message says of its thread: a reply of its parent, a parent of its replies."""
    if message.thread_ts:
        parent = channel.by_ts.get(message.thread_ts) if channel else None
        if parent is None:
            return {"thread_ts": message.thread_ts}
        root = {"root": root_json(parent) | thread_json(parent, channel)} if message.broadcast else {}
        return {"thread_ts": message.thread_ts, "parent_user_id": parent.user} | root
    replies = channel.threads.get(message.ts) if channel else None
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "latest_reply": replies[-1].ts,
        "reply_users": users[:5],
        "is_locked": False,
        "subscribed": False,
    }
