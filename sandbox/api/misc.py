"""auth.test, api.test, team.info, bots.info, pins.*, apps.connections.open."""

from sandbox.api.call import SPECIAL, TIER_2, TIER_3, ApiCall, ApiError, Method
from sandbox.model import Json


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
    app = call.core.state.app
    if (bot := call.text("bot")) and bot != app.bot_id:
        raise ApiError("bot_not_found")
    if not bot:
        return {}
    return {
        "bot": {
            "id": app.bot_id,
            "deleted": False,
            "name": app.name,
            "updated": 0,
            "app_id": app.app_id,
            "user_id": app.bot_user_id,
            "icons": {},
        }
    }


def pins_add(call: ApiCall) -> Json:
    """Pin a message."""
    core = call.core
    channel = call.channel(inside=True)
    message = channel.by_ts.get(call.required("timestamp"))
    if message is None:
        raise ApiError("message_not_found")
    if any(pin["message"]["ts"] == message.ts for pin in channel.pins):
        raise ApiError("already_pinned")
    bot = core.state.app.bot_user_id
    pin = {
        "type": "message",
        "channel": channel.id,
        "created": core.state.seconds(),
        "created_by": bot,
        "message": {"ts": message.ts},
    }
    channel.pins.append(pin)
    item = pin | {"message": core.actions.shown(message)}
    event = {"type": "pin_added", "user": bot, "channel_id": channel.id, "item": item}
    core.events.emit(event | {"event_ts": core.state.ids.ts(core.clock.now())}, channel)
    return {}


def pins_remove(call: ApiCall) -> Json:
    """Take a pin away."""
    channel = call.channel(inside=True)
    ts = call.required("timestamp")
    kept = [pin for pin in channel.pins if pin["message"]["ts"] != ts]
    if len(kept) == len(channel.pins):
        raise ApiError("no_pin")
    channel.pins = kept
    return {}


def pins_list(call: ApiCall) -> Json:
    """The pinned messages of a channel."""
    channel = call.channel(inside=True)
    actions = call.core.actions
    return {
        "items": [
            pin | {"message": actions.shown(channel.by_ts[pin["message"]["ts"]])} for pin in channel.pins
        ]
    }


def connections_open(call: ApiCall) -> Json:
    """A WebSocket address for Socket Mode, good for one connection."""
    socket = call.core.courier.socket
    return {"url": socket.open_url()}


METHODS = {
    "auth.test": Method(auth_test, SPECIAL),
    "api.test": Method(api_test, SPECIAL),
    "team.info": Method(team_info, TIER_3, ("team:read",)),
    "bots.info": Method(bots_info, TIER_3, ("users:read",)),
    "pins.add": Method(pins_add, TIER_2, ("pins:write",)),
    "pins.remove": Method(pins_remove, TIER_2, ("pins:write",)),
    "pins.list": Method(pins_list, TIER_2, ("pins:read",)),
    "apps.connections.open": Method(connections_open, SPECIAL, app_token=True),
}
