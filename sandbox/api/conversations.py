"""conversations.*, but for reading messages (history.py)."""

from sandbox.api.call import TIER_2, TIER_3, TIER_4, ApiCall, ApiError, Method, invalid, paged
from sandbox.model import Channel, Json
from sandbox.shapes import channel_json

TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
CHANNELS = {"public", "private"}
FAMILIES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}


def of_types(call: ApiCall) -> list[Channel]:
    """The conversations that exist for the bot, of the types asked for; needs the scope of each type."""
    asked = [name.strip() for name in (call.text("types") or "public_channel").split(",")]
    for name in asked:
        if name not in TYPES:
            raise ApiError("invalid_types")
        call.need(f"{FAMILIES[name]}:read")
    kinds = {TYPES[name] for name in asked}
    state = call.core.state
    archived = not call.flag("exclude_archived")
    return [
        channel
        for channel in state.visible_channels(state.app.bot_user_id)
        if channel.kind in kinds and (archived or not channel.archived)
    ]


def conversations_list(call: ApiCall) -> Json:
    """The conversations that exist for the bot."""
    state = call.core.state
    limit = call.number("limit", 100, 999)
    channels, cursor = paged("team", of_types(call), lambda channel: channel.id, limit, call.text("cursor"))
    bot = state.app.bot_user_id
    return {
        "channels": [channel_json(channel, state.team_id, bot, members=True) for channel in channels],
        "response_metadata": {"next_cursor": cursor},
    }


def conversations_info(call: ApiCall) -> Json:
    """One conversation."""
    state = call.core.state
    channel = call.channel(scope="read")
    counted = call.flag("include_num_members")
    shown = channel_json(channel, state.team_id, state.app.bot_user_id, members=counted)
    if call.flag("include_locale"):
        shown["locale"] = "en-US"
    return {"channel": shown}


def conversations_members(call: ApiCall) -> Json:
    """Who is in a conversation."""
    channel = call.channel(scope="read")
    limit = call.number("limit", 100, 1000)
    members, cursor = paged("user", list(channel.members), lambda member: member, limit, call.text("cursor"))
    return {"members": members, "response_metadata": {"next_cursor": cursor}}


def conversations_open(call: ApiCall) -> Json:
    """The direct or group conversation with one to eight people."""
    state = call.core.state
    bot = state.app.bot_user_id
    if call.text("channel"):
        channel, already = call.channel(), True
    else:
        users = [user.strip() for user in (call.text("users") or "").split(",") if user.strip()]
        if not users:
            raise ApiError("users_list_not_supplied")
        call.need(*(("im:write",) if len(set(users) - {bot}) <= 1 else ("mpim:write",)))
        if len(users) > 8:
            raise ApiError("too_many_users")
        for user in users:
            member = call.member(user)
            if member.deleted:
                raise ApiError("user_disabled")
            if member.is_bot and len(users) == 1:
                raise ApiError("cannot_dm_bot")
        already = state.conversation(bot, *users) is not None
        channel = state.open_conversation(bot, *users)
    full = channel_json(channel, state.team_id, bot) | {"is_open": True}
    shown = full if call.flag("return_im") else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def conversations_join(call: ApiCall) -> Json:
    """The bot joins a public channel; a private one it cannot."""
    state = call.core.state
    bot = state.app.bot_user_id
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    already = bot in channel.members
    if not already:
        call.core.actions.join(channel, bot)
    shown: Json = {"channel": channel_json(channel, state.team_id, bot)}
    return shown | (
        {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        if already
        else {}
    )


def conversations_leave(call: ApiCall) -> Json:
    """The bot leaves a channel."""
    bot = call.core.state.app.bot_user_id
    channel = call.channel()
    if channel.kind in {"im", "mpim"}:
        raise ApiError("method_not_supported_for_channel_type")
    call.need(*(("channels:manage",) if channel.kind == "public" else ("groups:write",)))
    if channel.archived:
        raise ApiError("is_archived")
    if channel.general:
        raise ApiError("cant_leave_general")
    if bot not in channel.members:
        return {"not_in_channel": True}
    call.core.actions.leave(channel, bot)
    return {}


def invite_error(call: ApiCall, channel: Channel, user: str) -> str | None:
    """Why a person can't be invited."""
    state = call.core.state
    member = state.members.get(user)
    if member is None:
        return "user_not_found"
    if user == state.app.bot_user_id:
        return "cant_invite_self"
    if user in channel.members:
        return "already_in_channel"
    if member.guest == "single" and any(
        user in c.members for c in state.channels.values() if c.kind in CHANNELS
    ):
        return "ura_max_channels"
    return "cant_invite" if member.deleted else None


def conversations_invite(call: ApiCall) -> Json:
    """Invite people. If one of them can't be, none is, unless `force` is set.

    https://docs.slack.dev/reference/methods/conversations.invite"""
    state = call.core.state
    bot = state.app.bot_user_id
    channel = call.channel()
    if channel.kind in {"im", "mpim"}:
        raise ApiError("method_not_supported_for_channel_type")
    own = ("channels:manage", "channels:write.invites")
    call.need(*(own if channel.kind == "public" else ("groups:write", "groups:write.invites")))
    if bot not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    users = [user.strip() for user in (call.text("users") or "").split(",") if user.strip()]
    if not users:
        raise ApiError("no_user")
    if len(users) > 1000:
        raise invalid("[ERROR] no more than 1000 items allowed [json-pointer:/users]")
    refused = {user: error for user in users if (error := invite_error(call, channel, user))}
    errors = [{"user": user, "ok": False, "error": error} for user, error in refused.items()]
    if refused and (len(users) == 1 or len(refused) == len(users) or not call.flag("force")):
        more = {"errors": errors} if len(users) > 1 else {}
        raise ApiError(next(iter(refused.values())), **more)
    for user in users:
        if user not in refused and user not in channel.members:
            call.core.actions.join(channel, user, bot)
    return {"channel": channel_json(channel, state.team_id, bot)} | ({"errors": errors} if errors else {})


METHODS = {
    "conversations.list": Method(conversations_list, TIER_2),
    "conversations.info": Method(conversations_info, TIER_3),
    "conversations.members": Method(conversations_members, TIER_4),
    "conversations.open": Method(conversations_open, TIER_3),
    "conversations.join": Method(conversations_join, TIER_3, ("channels:join",)),
    "conversations.leave": Method(conversations_leave, TIER_3),
    "conversations.invite": Method(conversations_invite, TIER_3),
}
