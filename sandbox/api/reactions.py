"""reactions.*: adding, taking away and reading the emoji under a message."""

import re

from sandbox.api.call import TIER_2, TIER_3, ApiCall, ApiError, Method
from sandbox.model import Channel, Json, Message
from sandbox.shapes import permalink

# https://slack.com/help/articles/202931348: 23 of one person, 50 kinds on one message.
MOST_OF_ONE, MOST_KINDS = 23, 50
EMOJI = re.compile(r"[a-z0-9_+'-]{1,100}(::skin-tone-[2-6])?")


def place(call: ApiCall) -> tuple[Channel, Message]:
    """The message of `channel` and `timestamp`, and its channel."""
    if not call.text("channel"):
        raise ApiError("no_item_specified")
    channel = call.channel()
    return channel, call.message(channel)


def changeable(call: ApiCall) -> tuple[str, Message]:
    """The emoji's name, and the message, in a channel where the bot may react."""
    name = call.text("name") or ""
    if not EMOJI.fullmatch(name):
        raise ApiError("invalid_name")
    channel, message = place(call)
    if call.core.state.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    return name, message


def reactions_add(call: ApiCall) -> Json:
    """React to a message."""
    bot = call.core.state.app.bot_user_id
    name, message = changeable(call)
    if bot in message.reactions.get(name, ()):
        raise ApiError("already_reacted")
    if name not in message.reactions and len(message.reactions) >= MOST_KINDS:
        raise ApiError("too_many_emoji")
    if sum(bot in users for users in message.reactions.values()) >= MOST_OF_ONE:
        raise ApiError("too_many_reactions")
    call.core.actions.react(message, bot, name)
    return {}


def reactions_remove(call: ApiCall) -> Json:
    """Take the bot's reaction away."""
    bot = call.core.state.app.bot_user_id
    name, message = changeable(call)
    if bot not in message.reactions.get(name, ()):
        raise ApiError("no_reaction")
    call.core.actions.react(message, bot, name, add=False)
    return {}


def reactions_get(call: ApiCall) -> Json:
    """A message with its reactions."""
    channel, message = place(call)
    # "In channels and conversations that your app has been added to": https://docs.slack.dev/reference/scopes/reactions.read
    if call.core.state.app.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    link = permalink(call.core.state.team_domain, message)
    shown = call.core.actions.shown(message) | {"permalink": link}
    return {"type": "message", "channel": channel.id, "message": shown}


METHODS = {
    "reactions.add": Method(reactions_add, TIER_3, ("reactions:write",)),
    "reactions.remove": Method(reactions_remove, TIER_2, ("reactions:write",)),
    "reactions.get": Method(reactions_get, TIER_3, ("reactions:read",)),
}
