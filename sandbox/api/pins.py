"""pins.*: what is pinned to a channel."""

from sandbox.api.call import TIER_2, ApiCall, ApiError, Method
from sandbox.event_shapes import pin as pin_event
from sandbox.model import Channel, Json
from sandbox.shapes import permalink


def item(call: ApiCall, channel: Channel, pin: Json) -> Json:
    """A pin with its message."""
    message = channel.by_ts[pin["message"]["ts"]]
    link = permalink(call.core.state.team_domain, message)
    more = {"pinned_to": [channel.id], "permalink": link}
    return pin | {"message": call.core.actions.shown(message) | more}


def tell(call: ApiCall, channel: Channel, pinned: Json, *, add: bool) -> None:
    """Send `pin_added` or `pin_removed`."""
    core = call.core
    ts = core.state.ids.ts(core.clock.now())
    event = pin_event(pinned, core.state.app.bot_user_id, len(channel.pins), ts, add=add)
    core.events.emit(event, channel)


def pins_add(call: ApiCall) -> Json:
    """Pin a message."""
    channel = call.channel(inside=True)
    message = call.message(channel)
    if any(pin["message"]["ts"] == message.ts for pin in channel.pins):
        raise ApiError("already_pinned")
    pin = {
        "type": "message",
        "channel": channel.id,
        "created": call.core.state.seconds(),
        "created_by": call.core.state.app.bot_user_id,
        "message": {"ts": message.ts},
    }
    channel.pins.append(pin)
    tell(call, channel, item(call, channel, pin), add=True)
    return {}


def pins_remove(call: ApiCall) -> Json:
    """Take a pin away."""
    channel = call.channel(inside=True)
    ts = call.message(channel).ts
    pin = next((pin for pin in channel.pins if pin["message"]["ts"] == ts), None)
    if pin is None:
        raise ApiError("no_pin")
    channel.pins.remove(pin)
    tell(call, channel, item(call, channel, pin), add=False)
    return {}


def pins_list(call: ApiCall) -> Json:
    """The pinned messages of a channel."""
    channel = call.channel(inside=True)
    return {"items": [item(call, channel, pin) for pin in channel.pins]}


METHODS = {
    "pins.add": Method(pins_add, TIER_2, ("pins:write",)),
    "pins.remove": Method(pins_remove, TIER_2, ("pins:write",)),
    "pins.list": Method(pins_list, TIER_2, ("pins:read",)),
}
