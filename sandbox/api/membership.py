"""conversations.join, leave, invite and kick: who comes into a channel and who goes."""

from sandbox.api.call import TIER_3, ApiCall, ApiError, Method, invalid, warned
from sandbox.api.conversations import shown
from sandbox.model import Channel, Json

CHANNELS = {"public", "private"}
MOST_INVITED = 100


def conversations_join(call: ApiCall) -> Json:
    """The bot joins a public channel; a private one it cannot."""
    bot = call.core.state.app.bot_user_id
    channel = call.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    if bot in channel.members:
        return warned({"channel": shown(call, channel)}, "already_in_channel")
    call.core.actions.join(channel, bot)
    return {"channel": shown(call, channel)}


def conversations_leave(call: ApiCall) -> Json:
    """The bot leaves a channel."""
    bot = call.core.state.app.bot_user_id
    channel = call.named_channel()
    if channel.archived:
        raise ApiError("is_archived")
    if channel.general:
        raise ApiError("cant_leave_general")
    if bot not in channel.members:
        return {"not_in_channel": True}
    if channel.kind == "private" and len(channel.members) == 1:
        raise ApiError("last_member")
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
    return "cant_invite" if member.deleted or user == "USLACKBOT" else None


def conversations_invite(call: ApiCall) -> Json:
    """Invite people. If one of them can't be, none is, unless `force` is set; `errors` says who and why.

    https://docs.slack.dev/reference/methods/conversations.invite"""
    bot = call.core.state.app.bot_user_id
    channel = call.named_channel("invites")
    if bot not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    users = call.names("users")
    if not users:
        raise ApiError("no_user")
    if len(users) > MOST_INVITED:
        raise invalid(f"[ERROR] no more than {MOST_INVITED} items allowed [json-pointer:/users]")
    refused = {user: error for user in users if (error := invite_error(call, channel, user))}
    errors = [{"user": user, "ok": False, "error": error} for user, error in refused.items()]
    if refused and (len(refused) == len(users) or not call.flag("force")):
        raise ApiError(next(iter(refused.values())), errors=errors)
    for user in users:
        if user not in refused:
            call.core.actions.join(channel, user, bot)
    return {"channel": shown(call, channel)} | ({"errors": errors} if errors else {})


def conversations_kick(call: ApiCall) -> Json:
    """Remove somebody from a channel."""
    bot = call.core.state.app.bot_user_id
    channel = call.named_channel()
    wanted = call.text("user")
    if wanted is None:
        raise ApiError("no_user")
    user = call.member(wanted).id
    if user == bot:
        raise ApiError("cant_kick_self")
    if channel.general:
        raise ApiError("cant_kick_from_general")
    if bot not in channel.members or user not in channel.members:
        raise ApiError("not_in_channel")
    call.core.actions.leave(channel, user, bot)
    return {"errors": {}}


METHODS = {
    "conversations.join": Method(conversations_join, TIER_3, ("channels:join",)),
    "conversations.leave": Method(conversations_leave, TIER_3),
    "conversations.invite": Method(conversations_invite, TIER_3),
    "conversations.kick": Method(conversations_kick, TIER_3),
}
