"""What a person does on the page: `POST /page/act`, one function for each `do`."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfoNotFoundError

from sandbox import page_view
from sandbox.elements import FIELDS, entry, find
from sandbox.modals import View
from sandbox.model import Channel, Json, Member, Message
from sandbox.shapes import zone

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class ActError(Exception):
    """The act can't be done: a word for the page's program and a sentence for the person."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(message)
        self.error = error
        self.message = message


class Acts:
    """The acts of one member."""

    def __init__(self, ws: "Workspace", viewer: Member, body: Json) -> None:
        self.ws = ws
        self.core = ws.core
        self.viewer = viewer
        self.body = body

    def channel(self, *, inside: bool = False) -> Channel:
        """The channel of the body, if it exists for this member."""
        found = self.core.state.channels.get(str(self.body.get("channel")))
        if found is None or not found.seen_by(self.viewer.id):
            raise ActError("channel_not_found", "There is no such channel.")
        if inside and self.viewer.id not in found.members:
            raise ActError("not_in_channel", "You're not in this channel.")
        return found

    def message(self, *, own: bool = False) -> Message:
        """The message of the body."""
        found = self.channel().by_ts.get(str(self.body.get("ts")))
        if found is None:
            raise ActError("message_not_found", "The message is gone.")
        if own and found.user != self.viewer.id:
            raise ActError("cant_change_message", "Only its author can do that.")
        return found

    def text(self, name: str = "text") -> str:
        """A text of the body that must be there."""
        value = self.body.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ActError("no_text", "There is nothing to send.")
        return value

    def view(self) -> View:
        """The view of the body, with what the page says is filled in."""
        wanted = self.body.get("view_id")
        mine = [*self.core.views.stacks.get(self.viewer.id, []), self.core.views.homes.get(self.viewer.id)]
        found = next((view for view in mine if view and view.id == wanted), None)
        if found is None:
            raise ActError("view_not_found", "This window has been closed.")
        self.take_state(found.values)
        return found

    def surface(self) -> Message | View:
        """The view or message of the body; one's own ephemeral messages too."""
        if self.body.get("view_id"):
            return self.view()
        ts = self.body.get("ts")
        mine = self.core.state.ephemerals.get(self.viewer.id, [])
        found = next((message for message in mine if message.ts == ts), None) or self.message()
        self.take_state(self.core.interactivity.payloads.message_values(found, self.viewer.id))
        return found

    def take_state(self, values: dict[str, dict[str, Json]]) -> None:
        """Take over the page's `state.values`, for elements that there are."""
        for block_id, actions in (self.body.get("state") or {}).items():
            for action_id, held in actions.items():
                if action_id in values.get(block_id, {}):
                    values[block_id][action_id] = held


Act = Callable[[Acts], Awaitable[Json]]


async def say(act: Acts) -> Json:
    """Write a message."""
    channel = act.channel(inside=True)
    if channel.archived:
        raise ActError("is_archived", "This channel is archived.")
    return {"ts": act.ws.say(channel, act.viewer, act.text(), act.body.get("thread_ts"))}


async def command(act: Acts) -> Json:
    """Type a slash command."""
    name, _, rest = act.text().strip().partition(" ")
    reply = await act.ws.command(act.viewer, act.channel(inside=True), name, rest.strip())
    return {"ok": reply.error is None, "error": reply.error, "message": reply.said}


async def press(act: Acts) -> Json:
    """Use an element."""
    surface = act.surface()
    action_id, block_id = str(act.body.get("action_id")), act.body.get("block_id")
    try:
        _, element = find(surface.blocks, action_id, block_id)
        field = FIELDS.get(element["type"], ("value",))[0]
        suggested = surface.suggested.get(f"{block_id} {action_id}") if isinstance(surface, View) else None
        chosen = entry(element, act.body.get(field, act.body.get("value")), suggested)
    except LookupError as error:
        raise ActError("element_not_found", str(error)) from None
    outcome = await act.core.interactivity.press(act.viewer.id, surface, action_id, block_id, chosen)
    return {"ok": outcome.ok, "error": outcome.failure, "message": outcome.said}


async def submit(act: Acts) -> Json:
    """Submit a modal."""
    outcome = await act.core.interactivity.submit(act.view())
    return {"ok": outcome.ok, "errors": outcome.errors, "action": outcome.action, "error": outcome.failure,
            "message": outcome.failure or ""}  # fmt: skip


async def close(act: Acts) -> Json:
    """Close a modal, or with `all` the whole stack."""
    await act.core.interactivity.close(act.view(), everything=bool(act.body.get("all")))
    return {}


async def suggest(act: Acts) -> Json:
    """Options for what was typed into an external select."""
    body = act.body
    typed = str(body.get("value") or "")
    return await act.core.interactivity.suggest(
        act.viewer.id, act.surface(), str(body.get("action_id")), body.get("block_id"), typed
    )


async def home(act: Acts) -> Json:
    """Open the app's Home."""
    act.ws.home_opened(act.viewer)
    return {}


async def read(act: Acts) -> Json:
    """Mark a channel as read up to a message."""
    channel = act.channel(inside=True)
    channel.read[act.viewer.id] = str(act.body.get("ts"))
    act.core.feed.publish("channel", channel, only=act.viewer.id)
    return {}


async def open_dm(act: Acts) -> Json:
    """Open the direct messages with somebody."""
    other = act.core.state.members.get(str(act.body.get("user")))
    if other is None or other.id == "USLACKBOT":
        raise ActError("user_not_found", "There is nobody like that.")
    channel = act.core.state.open_conversation(act.viewer.id, other.id)
    return {"channel": page_view.channel(act.core, channel, act.viewer.id)}


async def join(act: Acts) -> Json:
    """Come into a channel; into a private one as if somebody in it had invited you."""
    found = act.core.state.channels.get(str(act.body.get("channel")))
    if found is None or found.kind in {"im", "mpim"} or found.archived:
        raise ActError("channel_not_found", "There is no such channel.")
    if found.kind == "public":
        act.ws.join(found, act.viewer)
    else:
        act.ws.invite(found, act.viewer)
    return {"channel": page_view.channel(act.core, found, act.viewer.id)}


async def leave(act: Acts) -> Json:
    """Leave a channel."""
    channel = act.channel(inside=True)
    if channel.general:
        raise ActError("cant_leave_general", "Nobody leaves this channel.")
    act.ws.leave(channel, act.viewer)
    return {}


async def invite(act: Acts) -> Json:
    """Invite people into a channel."""
    channel = act.channel(inside=True)
    for user in act.body.get("users") or ():
        if user not in act.core.state.members:
            raise ActError("user_not_found", "There is nobody like that.")
        act.ws.invite(channel, user, by=act.viewer)
    return {}


async def new_person(act: Acts) -> Json:
    """Somebody new joins the workspace."""
    body = act.body
    name = str(body.get("name") or f"New Partner {len(act.core.state.members)}")
    tz = str(body.get("tz") or "Europe/Zurich")
    try:
        zone(tz)
    except (ZoneInfoNotFoundError, ValueError):
        raise ActError("invalid_tz", "There is no such time zone.") from None
    handle = ".".join(name.lower().split())
    locale = str(body.get("locale") or "en-US")
    member = act.ws.team_join(handle, real_name=name, tz=tz, locale=locale, email=f"{handle}@example.org")
    return {"member": page_view.person(act.core, member)}


async def react(act: Acts) -> Json:
    """Add one's reaction, or take it away again."""
    message, name = act.message(), act.text("name")
    add = act.viewer.id not in message.reactions.get(name, [])
    act.core.actions.react(message, act.viewer.id, name, add=add)
    return {"added": add}


async def edit(act: Acts) -> Json:
    """Edit one's message."""
    act.ws.edit(act.channel(), act.message(own=True).ts, act.text())
    return {}


async def delete(act: Acts) -> Json:
    """Delete one's message."""
    act.ws.delete(act.channel(), act.message(own=True).ts)
    return {}


async def advance(act: Acts) -> Json:
    """Move time on: by seconds, to a moment (milliseconds since the epoch), or to what is due next."""
    to: Any = act.body.get("to")
    if to == "next":
        due = await act.ws.next_due()
        if due is None:
            raise ActError("nothing_due", "Nothing is due.")
        await act.ws.advance(due[0])
    elif to is not None:
        await act.ws.advance(datetime.fromtimestamp(float(to) / 1000, UTC))
    else:
        await act.ws.advance(timedelta(seconds=float(act.body.get("seconds") or 0)))
    act.core.feed.publish("clock", None)
    return {"clock": page_view.clock(act.core, await act.ws.next_due())}


async def pace(act: Acts) -> Json:
    """Let time run: seconds of workspace time in a second; 0 stops it."""
    act.core.clock.pace = max(0.0, float(act.body.get("value") or 0))
    act.core.feed.publish("clock", None)
    return {}


async def reset(act: Acts) -> Json:
    """Begin again with the world as it was."""
    await act.ws.reset()
    await asyncio.sleep(0)
    return {}


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        say, command, press, submit, close, suggest, home, read, open_dm, join, leave, invite, new_person, react,
        edit, delete, advance, pace, reset,
    )
}  # fmt: skip
