"""users.*"""

from sandbox.api import conversations
from sandbox.api.call import TIER_2, TIER_3, TIER_4, ApiCall, ApiError, Method
from sandbox.api.paging import page_of
from sandbox.model import Json, Member
from sandbox.shapes import profile_json, user_json


def sees_addresses(call: ApiCall) -> bool:
    """Whether e-mail addresses exist for this token."""
    return "users:read.email" in call.core.state.app.scopes


def shown(call: ApiCall, member: Member) -> Json:
    """A user object for this token."""
    core = call.core
    locale = call.flag("include_locale")
    return user_json(member, core.state.team_id, core.clock.now(), email=sees_addresses(call), locale=locale)


def users_list(call: ApiCall) -> Json:
    """Everybody, page by page: deactivated people, bots and Slackbot too. Without a limit, all at once."""
    state = call.core.state
    everybody = list(state.members.values())
    members, metadata = page_of(
        call,
        "user",
        everybody,
        lambda member: member.id,
        default=len(everybody),
        most=max(1000, len(everybody)),
    )
    return {
        "members": [shown(call, member) for member in members],
        "cache_ts": state.seconds(),
        "response_metadata": metadata,
    }


def users_info(call: ApiCall) -> Json:
    """One member."""
    return {"user": shown(call, call.member(call.text("user") or ""))}


def users_lookup_by_email(call: ApiCall) -> Json:
    """The active member with an e-mail address."""
    email = call.required("email").lower()
    for member in call.core.state.members.values():
        if not member.is_bot and not member.deleted and (member.email or "").lower() == email:
            return {"user": shown(call, member)}
    raise ApiError("users_not_found")


def users_profile_get(call: ApiCall) -> Json:
    """A member's profile, the bot's own if none is named."""
    state = call.core.state
    member = call.member(call.text("user") or state.app.bot_user_id)
    return {"profile": profile_json(member, state.team_id, email=sees_addresses(call)) | {"fields": {}}}


def users_get_presence(call: ApiCall) -> Json:
    """Whether a member is at the page; bots always are."""
    core = call.core
    member = call.member(call.text("user") or core.state.app.bot_user_id)
    return {"presence": "active" if member.is_bot or core.presence.active(member.id) else "away"}


def users_conversations(call: ApiCall) -> Json:
    """The conversations that the bot, or another member as far as the bot may see, is in."""
    who = call.member(call.text("user") or call.core.state.app.bot_user_id).id
    mine = [c for c in conversations.of_types(call) if who in c.members]
    channels, metadata = page_of(call, "team", mine, lambda channel: channel.id)
    return {
        "channels": [conversations.shown(call, channel) for channel in channels],
        "response_metadata": metadata,
    }


METHODS = {
    "users.list": Method(users_list, TIER_2, ("users:read",)),
    "users.info": Method(users_info, TIER_4, ("users:read",)),
    "users.lookupByEmail": Method(users_lookup_by_email, TIER_3, ("users:read.email",)),
    "users.conversations": Method(users_conversations, TIER_3),
    "users.profile.get": Method(users_profile_get, TIER_4, ("users.profile:read",)),
    "users.getPresence": Method(users_get_presence, TIER_3, ("users:read",)),
}
