"""auth.test, api.test, team.info, bots.info, emoji.list, usergroups.list, apps.connections.open."""

from sandbox.api.call import SPECIAL, TIER_2, TIER_3, ApiCall, ApiError, Method
from sandbox.model import Json
from sandbox.shapes import BOT_ICONS


def auth_test(call: ApiCall) -> Json:
    """Who the token is. https://docs.slack.dev/reference/methods/auth.test"""
    state = call.core.state
    app = state.app
    return {
        "url": f"https://{state.team_domain}.slack.com/",
        "team": state.team_name,
        "user": state.members[app.bot_user_id].name,
        "team_id": state.team_id,
        "user_id": app.bot_user_id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def api_test(call: ApiCall) -> Json:
    """Echoes its arguments."""
    if error := call.text("error"):
        raise ApiError(error, args=call.args)
    return {"args": call.args}


def team_info(call: ApiCall) -> Json:
    """The workspace's name and domain."""
    state = call.core.state
    if call.text("team") not in {None, state.team_id}:
        raise ApiError("team_not_found")
    domain = state.team_domain
    return {
        "team": {
            "id": state.team_id,
            "name": state.team_name,
            "url": f"https://{domain}.slack.com/",
            "domain": domain,
            "email_domain": "",
            "icon": {"image_default": True},
            "avatar_base_url": "https://ca.slack-edge.com/",
            "is_verified": False,
        }
    }


def bots_info(call: ApiCall) -> Json:
    """The bot behind a `bot_id`."""
    wanted = call.text("bot") or call.core.state.app.bot_id
    for bot in call.core.state.members.values():
        if bot.bot_id == wanted:
            return {
                "bot": {
                    "id": bot.bot_id,
                    "deleted": bot.deleted,
                    "name": bot.real_name,
                    "updated": bot.updated,
                    "app_id": bot.app_id,
                    "user_id": bot.id,
                    "icons": BOT_ICONS,
                }
            }
    raise ApiError("bot_not_found")


def emoji_list(call: ApiCall) -> Json:
    """The workspace's own emoji: none."""
    return {"emoji": {}, "cache_ts": f"{call.core.state.seconds()}.000000"}


def usergroups_list(_call: ApiCall) -> Json:
    """The workspace's user groups: none."""
    return {"usergroups": []}


def connections_open(call: ApiCall) -> Json:
    """A WebSocket address for Socket Mode, good for one connection."""
    socket = call.core.courier.socket
    return {"url": socket.open_url()}


METHODS = {
    "auth.test": Method(auth_test, SPECIAL),
    "api.test": Method(api_test, SPECIAL, is_open=True),
    "team.info": Method(team_info, TIER_3, ("team:read",)),
    "bots.info": Method(bots_info, TIER_3, ("users:read",)),
    "emoji.list": Method(emoji_list, TIER_2, ("emoji:read",)),
    "usergroups.list": Method(usergroups_list, TIER_2, ("usergroups:read",)),
    "apps.connections.open": Method(connections_open, SPECIAL, app_token=True),
}
