"""What a person does on the page: `POST /page/act`, one function for each `do`."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from sandbox import page_view
from sandbox.api.conversations import MOST_PEOPLE
from sandbox.files_page import FILE_ACTS, files_to_send
from sandbox.model import Json, Message
from sandbox.page_actor import ActError, Acts
from sandbox.page_surfaces import SURFACE_ACTS
from sandbox.shapes import zone

Act = Callable[[Acts], Awaitable[Json]]


async def say(act: Acts) -> Json:
    """Write a message."""
    channel = act.channel(inside=True)
    if channel.archived:
        raise ActError("is_archived", "This channel is archived.")
    if act.ws.app.is_read_only and channel.kind == "im" and act.ws.bot_user_id in channel.members:
        raise ActError("messages_tab_disabled", f"{act.ws.app.name} only writes here.")
    files = files_to_send(act)
    text = str(act.body.get("text") or "") if files else act.text()
    broadcast = act.body.get("broadcast") is True
    thread = act.body.get("thread_ts")
    return {"ts": act.ws.say(channel, act.viewer, text, thread, files=files, broadcast=broadcast)}


async def read(act: Acts) -> Json:
    """Mark a channel as read up to a message."""
    channel = act.channel(inside=True)
    channel.read[act.viewer.id] = str(act.body.get("ts"))
    act.core.feed.publish("channel", channel, only=act.viewer.id)
    return {}


async def open_dm(act: Acts) -> Json:
    """Open the direct messages with somebody (`user`), or a group message with several (`users`)."""
    wanted = act.body.get("users") or [act.body.get("user")]
    others = dict.fromkeys(
        act.person(user).id for user in wanted if user != act.viewer.id or len(wanted) == 1
    )
    if len(others) > MOST_PEOPLE:
        raise ActError("too_many_users", f"A group message is for {MOST_PEOPLE + 1} people at most.")
    channel = act.core.state.open_conversation(act.viewer.id, *others)
    return {"channel": page_view.channel(act.core, channel, act.viewer.id)}


async def join(act: Acts) -> Json:
    """Come into a public channel."""
    found = act.channel()
    if found.kind != "public" or found.archived:
        raise ActError("channel_not_found", "There is no such channel.")
    act.ws.join(found, act.viewer)
    return {"channel": page_view.channel(act.core, found, act.viewer.id)}


async def be_invited(act: Acts) -> Json:
    """Come into a channel as if somebody in it had invited you: whoever plays the workspace lets them."""
    found = act.core.state.channels.get(str(act.body.get("channel")))
    if found is None or found.kind in {"im", "mpim"} or found.archived:
        raise ActError("channel_not_found", "There is no such channel.")
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
        act.ws.invite(channel, act.person(user), by=act.viewer)
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
    """Move time on: by seconds, to a moment (milliseconds since the epoch), or to what is due next.

    `wrote_to` are the others to whom the app wrote meanwhile, in the order in which it did."""
    before = len(act.core.state.posts)
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
    return {
        "clock": page_view.clock(act.core, await act.ws.next_due()),
        "wrote_to": _wrote_to(act, act.core.state.posts[before:]),
    }


def _wrote_to(act: Acts, posts: list[Message]) -> list[Json]:
    bot = act.ws.bot_user_id
    channels = [act.ws.channel(post.channel) for post in posts]
    direct = (
        m for c in channels if c.kind in {"im", "mpim"} for m in c.members if m not in {bot, act.viewer.id}
    )
    return [{"id": m, "name": act.ws.member(m).real_name} for m in dict.fromkeys(direct)]


async def pace(act: Acts) -> Json:
    """Let time run: seconds of workspace time in a second; 0 stops it."""
    act.core.clock.pace = max(0.0, float(act.body.get("value") or 0))
    act.core.feed.publish("clock", None)
    return {}


async def reset(act: Acts) -> Json:
    """Begin again with the world as it was."""
    await act.ws.reset()
    return {}


ACTS: dict[str, Act] = {
    act.__name__: act
    for act in (
        *SURFACE_ACTS, *FILE_ACTS, say, read, open_dm, join, be_invited, leave, invite, new_person, react, edit, delete,
        advance, pace, reset,
    )
}  # fmt: skip
