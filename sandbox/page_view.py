"""The workspace as one member sees it, in the page's JSON. What the member isn't in does not exist here."""

from datetime import datetime
from typing import Any

from sandbox.core import Core
from sandbox.log import Call, Delivery
from sandbox.modals import View
from sandbox.model import Channel, Json, Member
from sandbox.page_messages import mentions, unread_messages
from sandbox.shapes import hue, zone

KINDS = {"public": "channel", "private": "private", "im": "dm", "mpim": "mpim"}


def person(core: Core, member: Member) -> Json:
    """A member, with its offset from UTC in minutes at the workspace's present."""
    offset = core.clock.now().astimezone(zone(member.tz)).utcoffset()
    role = member.role or ("app" if member.is_bot else "guest" if member.guest else "partner")
    return {
        "id": member.id,
        "name": member.name,
        "real_name": member.real_name,
        "display_name": member.display_name,
        "title": member.title,
        "tz": member.tz,
        "local_time_offset_min": int(offset.total_seconds() // 60) if offset else 0,
        "locale": member.locale,
        "role": role,
        "avatar_hue": hue(member.id),
        "deleted": member.deleted,
        "is_bot": member.is_bot,
    }


def people(core: Core, viewer: Member | None = None) -> list[Json]:
    """The members who exist for a viewer; everybody for nobody in particular."""
    members = core.state.visible_members(viewer) if viewer else core.state.members.values()
    return [person(core, member) for member in members if member.id != "USLACKBOT"]


def channel(core: Core, found: Channel, viewer: str) -> Json:
    """A conversation, with what is unread in it."""
    state = core.state
    others = [member for member in found.members if member != viewer]
    kind = KINDS[found.kind]
    name = found.name
    if found.kind in {"im", "mpim"}:
        name = ", ".join(state.members[member].real_name for member in others)
        kind = "app" if found.kind == "im" and state.app.bot_user_id in others else kind
    read = found.read.get(viewer, state.began)
    unread = unread_messages(found, viewer, read)
    return {
        "id": found.id,
        "name": name,
        "kind": kind,
        "topic": found.topic,
        "members": list(found.members),
        "user": others[0] if found.kind == "im" and others else None,
        "unread": len(unread),
        "mention_count": mentions(found, viewer, unread),
        "last_ts": found.timeline[-1].ts if found.timeline else None,
        "last_read": read,
        "archived": found.archived,
        "general": found.general,
        "is_member": viewer in found.members,
    }


def modal(core: Core, view: View | None) -> Json | None:
    """A view with the errors on its fields, and what Slack says at its top."""
    if view is None:
        return None
    return core.views.shown(view) | {"errors": view.errors, "trouble": view.trouble}


def joinable(core: Core, viewer: Member) -> list[Json]:
    """The public channels that a member may come into; guests come into none by themselves."""
    seen = core.state.visible_channels(viewer)
    return [
        {"id": c.id, "name": c.name}
        for c in seen
        if c.kind == "public" and viewer.id not in c.members and not c.archived
    ]


def invitations(core: Core, viewer: Member) -> list[Json]:
    """The channels into which somebody could invite a member.

    For whoever plays the workspace: like the clock and the traffic, it's nothing that the member sees in Slack."""
    kinds = {"private"} if viewer.guest is None else {"private", "public"}
    return [
        {"id": c.id, "name": c.name}
        for c in core.state.channels.values()
        if c.kind in kinds and viewer.id not in c.members and not c.archived
    ]


def sidebar(core: Core, viewer: str) -> list[Json]:
    """The viewer's conversations: their channels, the app, and the direct messages with anything in them."""
    state = core.state
    direct = state.open_conversation(state.app.bot_user_id, viewer)
    mine = [
        c
        for c in state.channels.values()
        if viewer in c.members
        and (c.kind in {"public", "private"} or c.timeline or c is direct or viewer == c.creator)
    ]
    return [channel(core, each, viewer) for each in mine]


def clock(core: Core, due: tuple[datetime, str] | None) -> Json:
    """The clock, in milliseconds since the epoch, and what is due next."""
    next_due = {"at": millis(due[0]), "label": due[1]} if due else None
    return {
        "now": millis(core.clock.now()),
        "pace": core.clock.pace,
        "frozen": core.clock.pace == 0,
        "next_due": next_due,
    }


def state(core: Core, viewer: Member, due: tuple[datetime, str] | None, active: list[str]) -> Json:
    """Everything that the page needs to begin with. `active` are the ids of those who are at a page."""
    app = core.state.app
    channels = sidebar(core, viewer.id)
    everybody = people(core, viewer)
    return {
        "n": core.feed.n,
        "epoch": core.feed.epoch,
        "active": [each["id"] for each in everybody if each["id"] in active],
        "me": viewer.id,
        "team": {"id": core.state.team_id, "name": core.state.team_name},
        "clock": clock(core, due),
        "channels": channels,
        "people": everybody,
        "commands": [
            {"command": c.command, "usage_hint": c.usage_hint, "description": c.description}
            for c in app.commands.values()
        ],
        "shortcuts": [
            {"callback_id": s.callback_id, "name": s.name, "description": s.description, "type": s.type}
            for s in app.shortcuts.values()
        ],
        "app": {
            "bot_user_id": app.bot_user_id,
            "name": app.name,
            "bot_id": app.bot_id,
            "app_id": app.app_id,
            "is_read_only": app.is_read_only,
        },
        "joinable": joinable(core, viewer),
        "view": modal(core, core.views.top(viewer.id)),
        "stack_depth": len(core.views.stacks.get(viewer.id, [])),
        "home": modal(core, core.views.homes.get(viewer.id)),
    }


def traffic(entry: Call | Delivery) -> Json:
    """A call or delivery for the inspector."""
    shown: Json = {"at": millis(entry.at), "at_real": int(entry.at_real * 1000), "status": entry.status,
                   "duration_ms": round(entry.duration * 1000, 1)}  # fmt: skip
    if isinstance(entry, Call):
        return shown | {"direction": "call", "name": entry.method, "ok": entry.ok, "error": entry.error,
                        "args": entry.args}  # fmt: skip
    more: dict[str, Any] = {
        "direction": "delivery",
        "kind": entry.kind,
        "name": entry.name,
        "id": entry.id,
        "ok": entry.failure is None,
        "error": entry.failure,
        "retry_num": entry.retry_num,
        "by_socket": entry.by_socket,
        "payload": entry.payload,
        "answer": entry.answer,
    }
    return shown | more


def millis(moment: datetime) -> int:
    """Milliseconds since the epoch."""
    return int(moment.timestamp() * 1000)
