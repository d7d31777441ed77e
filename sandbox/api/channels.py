"""conversations.create, rename, archive, setTopic and setPurpose: what a channel is.

Not conversations.unarchive: Slack refuses it to bots. https://docs.slack.dev/reference/methods/conversations.unarchive
"""

from sandbox.api.call import TIER_2, ApiCall, ApiError, Method
from sandbox.api.conversations import shown
from sandbox.model import Channel, Json, Kind

LONGEST_NAME, LONGEST_TOPIC = 80, 250


def channel_name(call: ApiCall) -> str:
    """The argument `name`, if a channel may be called so."""
    name = call.text("name")
    if name is None:
        raise ApiError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise ApiError("invalid_name_maxlength")
    if not name.strip("-_"):
        raise ApiError("invalid_name_punctuation")
    if name != name.lower() or not all(letter.isalnum() or letter in "-_" for letter in name):
        raise ApiError("invalid_name_specials")
    if call.core.state.named(name):
        raise ApiError("name_taken")
    return name


def conversations_create(call: ApiCall) -> Json:
    """A new channel with the bot in it."""
    state = call.core.state
    kind: Kind = "private" if call.flag("is_private") else "public"
    call.need("groups:write" if kind == "private" else "channels:manage")
    bot = state.app.bot_user_id
    channel = state.add_channel(channel_name(call), kind, bot, [bot])
    call.core.actions.created(channel)
    return {"channel": shown(call, channel)}


def own_channel(call: ApiCall, *actions: str) -> Channel:
    """The channel of the arguments, in which the bot must be, and which isn't archived."""
    channel = call.named_channel(*actions)
    if call.core.state.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    return channel


def conversations_rename(call: ApiCall) -> Json:
    """Give a channel another name. Bots may rename only what they created."""
    bot = call.core.state.app.bot_user_id
    channel = own_channel(call)
    if channel.creator != bot:
        raise ApiError("not_authorized")
    call.core.actions.rename(channel, channel_name(call), bot)
    return {"channel": shown(call, channel)}


def conversations_archive(call: ApiCall) -> Json:
    """Archive a channel."""
    bot = call.core.state.app.bot_user_id
    channel = call.named_channel()
    if bot not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("already_archived")
    if channel.general:
        raise ApiError("cant_archive_general")
    call.core.actions.archive(channel, bot)
    return {}


def set_words(call: ApiCall, what: str) -> Json:
    """Change a channel's topic or purpose."""
    channel = own_channel(call, "topic")
    words = call.present(what)
    if len(words) > LONGEST_TOPIC:
        raise ApiError("too_long")
    call.core.actions.describe(channel, what, words, call.core.state.app.bot_user_id)
    return {"channel": shown(call, channel)}


METHODS = {
    "conversations.create": Method(conversations_create, TIER_2),
    "conversations.rename": Method(conversations_rename, TIER_2),
    "conversations.archive": Method(conversations_archive, TIER_2),
    "conversations.setTopic": Method(lambda call: set_words(call, "topic"), TIER_2),
    "conversations.setPurpose": Method(lambda call: set_words(call, "purpose"), TIER_2),
}
