"""users.*"""

from sandbox.api.call import TIER_2, TIER_3, TIER_4, ApiCall, ApiError, Method, paged
from sandbox.api.conversations import of_types
from sandbox.model import Json, Member
from sandbox.shapes import user_json


def shown(call: ApiCall, member: Member) -> Json:
    """A user object for this token."""
    state = call.core.state
    email = "users:read.email" in state.app.scopes
    return user_json(
        member, state.team_id, call.core.clock.now(), email=email, locale=call.flag("include_locale")
    )


def users_list(call: ApiCall) -> Json:
    """Everybody, page by page: deactivated people, bots and Slackbot too."""
    state = call.core.state
    everybody = list(state.members.values())
    limit = call.number("limit", len(everybody), 1000)
    members, cursor = paged("user", everybody, lambda member: member.id, limit, call.text("cursor"))
    return {
        "members": [shown(call, member) for member in members],
        "cache_ts": state.seconds(),
        "response_metadata": {"next_cursor": cursor},
    }


def users_info(call: ApiCall) -> Json:
    """One member."""
    return {"user": shown(call, call.member(call.text("user") or ""))}


def users_lookup_by_email(call: ApiCall) -> Json:
    """The active member with an e-mail address."""
    email = (call.text("email") or "").lower()
    for member in call.core.state.members.values():
        if email and not member.is_bot and not member.deleted and (member.email or "").lower() == email:
            return {"user": shown(call, member)}
    raise ApiError("users_not_found")


def users_conversations(call: ApiCall) -> Json:
    """The conversations that the bot, or another member as far as the bot may see, is in."""
    state = call.core.state
    bot = state.app.bot_user_id
    who = call.member(call.text("user") or bot).id
    mine = [c for c in of_types(call) if who in c.members]
    limit = call.number("limit", 100, 999)
    channels, cursor = paged("team", mine, lambda channel: channel.id, limit, call.text("cursor"))
    actions = call.core.actions
    return {
        "channels": [actions.channel_shown(channel) for channel in channels],
        "response_metadata": {"next_cursor": cursor},
    }


METHODS = {
    "users.list": Method(users_list, TIER_2, ("users:read",)),
    "users.info": Method(users_info, TIER_4, ("users:read",)),
    "users.lookupByEmail": Method(users_lookup_by_email, TIER_3, ("users:read.email",)),
    "users.conversations": Method(users_conversations, TIER_3),
}
