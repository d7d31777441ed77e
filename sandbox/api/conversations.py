"""conversations.*: which there are, who is in them, opening direct ones. Reading messages is in history.py."""

from sandbox.api.call import TIER_2, TIER_3, TIER_4, TIMESTAMP, ApiCall, ApiError, Method
from sandbox.api.paging import page_of
from sandbox.model import Channel, Json
from sandbox.shapes import channel_json

TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
FAMILIES = {"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
MOST_PEOPLE = 8


def of_types(call: ApiCall) -> list[Channel]:
    """The conversations that exist for the bot, of the types asked for; needs the scope of each type."""
    asked = call.names("types") or ["public_channel"]
    if not TYPES.keys() >= set(asked):
        raise ApiError("invalid_types")
    for name in asked:
        call.need(f"{FAMILIES[name]}:read")
    kinds = {TYPES[name] for name in asked}
    state = call.core.state
    archived = not call.flag("exclude_archived")
    return [
        channel
        for channel in state.visible_channels(state.bot)
        if channel.kind in kinds and (archived or not channel.archived)
    ]


def shown(call: ApiCall, channel: Channel, *, members: bool = False) -> Json:
    """The conversation as the bot sees it."""
    state = call.core.state
    conversation = channel_json(channel, state.team_id, state.app.bot_user_id, members=members)
    if channel.kind == "im":
        conversation["is_user_deleted"] = any(state.members[member].deleted for member in channel.members)
    return conversation


def conversations_list(call: ApiCall) -> Json:
    """The conversations that exist for the bot."""
    channels, metadata = page_of(call, "team", of_types(call), lambda channel: channel.id)
    return {
        "channels": [shown(call, channel, members=True) for channel in channels],
        "response_metadata": metadata,
    }


def conversations_info(call: ApiCall) -> Json:
    """One conversation."""
    channel = call.channel(scope="read")
    conversation = shown(call, channel, members=call.flag("include_num_members"))
    bot = call.core.state.app.bot_user_id
    if bot in channel.members:
        conversation["last_read"] = channel.read.get(bot, "0000000000.000000")
    if call.flag("include_locale"):
        conversation["locale"] = "en-US"
    return {"channel": conversation}


def conversations_members(call: ApiCall) -> Json:
    """Who is in a conversation."""
    channel = call.channel(scope="read")
    members, metadata = page_of(call, "user", list(channel.members), lambda member: member)
    return {"members": members, "response_metadata": metadata}


def conversations_open(call: ApiCall) -> Json:
    """The direct or group conversation with one to eight people.

    https://docs.slack.dev/reference/methods/conversations.open"""
    state = call.core.state
    if call.text("channel"):
        channel, already = call.channel(), True
        if channel.kind not in {"im", "mpim"}:
            raise ApiError("method_not_supported_for_channel_type")
        call.need_to(channel)
    else:
        people = with_whom(call)
        already = state.conversation(state.app.bot_user_id, *people) is not None
        channel = state.open_conversation(state.app.bot_user_id, *people)
    whole = shown(call, channel) | {"is_open": True}
    answer: Json = {"channel": whole if call.flag("return_im") else {"id": channel.id}}
    return answer | ({"no_op": True, "already_open": True} if already else {})


def with_whom(call: ApiCall) -> list[str]:
    """The people of the argument `users`, if the bot may write to them; itself it needn't name."""
    bot = call.core.state.app.bot_user_id
    users = call.names("users")
    if not users:
        raise ApiError("users_list_not_supplied")
    call.need("im:write" if len({*users} - {bot}) <= 1 else "mpim:write")
    if len(users) > MOST_PEOPLE:
        raise ApiError("too_many_users")
    for user in users:
        member = call.member(user)
        if member.deleted:
            raise ApiError("user_disabled")
        if len(users) == 1 and (member.is_bot or user == "USLACKBOT"):
            raise ApiError("cannot_dm_bot")
    return users


def conversations_mark(call: ApiCall) -> Json:
    """Move the bot's read marker."""
    channel = call.channel(inside=True)
    call.need_to(channel)
    ts = call.required("ts")
    if not TIMESTAMP.fullmatch(ts):
        raise ApiError("invalid_timestamp")
    channel.read[call.core.state.app.bot_user_id] = ts
    return {}


METHODS = {
    "conversations.list": Method(conversations_list, TIER_2),
    "conversations.info": Method(conversations_info, TIER_3),
    "conversations.members": Method(conversations_members, TIER_4),
    "conversations.open": Method(conversations_open, TIER_3),
    "conversations.mark": Method(conversations_mark, TIER_3),
}
