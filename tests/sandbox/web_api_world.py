"""A workspace with something of everything in it, for calls of every method of the Web API."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp

from sandbox import Workspace
from sandbox.model import Message

Json = dict[str, Any]
ALL_SCOPES = [
    "bookmarks:read", "bookmarks:write", "channels:manage", "channels:history", "channels:join", "channels:read",
    "channels:write.invites", "channels:write.topic", "chat:write", "commands", "emoji:read", "files:read", "files:write",
    "groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write", "mpim:history", "mpim:read",
    "mpim:write", "pins:read", "pins:write", "reactions:read", "reactions:write", "team:read", "usergroups:read",
    "users.profile:read", "users:read", "users:read.email",
]  # fmt: skip
NOWHERE = "1552895700.999999"


@dataclass
class World:
    """The ids of what there is."""

    ws: Workspace
    open: str
    closed: str
    hidden: str
    old: str
    group: str
    direct: str
    ana: str
    ben: str
    gone: str
    parent: str
    reply: str
    own: str
    hidden_ts: str
    scheduled: str = ""
    bookmark: str = ""
    file: str = ""
    upload: str = ""
    view: str = ""

    def trigger(self) -> str:
        """A trigger of something that Ana does."""
        return self.ws.core.triggers.new(self.ana)

    @property
    def soon(self) -> int:
        """In an hour, in seconds since the epoch."""
        return int((self.ws.clock.now() + timedelta(hours=1)).timestamp())

    def own_channel(self, name: str) -> str:
        """A channel of the bot's own."""
        return self.ws.channel(name).id


def build(ws: Workspace) -> World:
    """The world."""
    ws.app.scopes = set(ALL_SCOPES)
    bot, state = ws.bot_user_id, ws.core.state
    gone = ws.add_member("gone", real_name="Gone Example", deleted=True)
    ana, ben = ws.member("ana").id, ws.member("ben").id
    opened, closed = ws.channel("announcements").id, ws.channel("supply-chains").id
    hidden = ws.channel("secret").id
    old = ws.add_channel("old", members=[bot, ana]).id
    ws.archive(old)
    parent = ws.say(opened, ana, "A question")
    reply = ws.say(opened, "ana", "More of it", parent)
    ws.message(opened, parent).reactions["wave"] = [ana]
    own = Message(state.ids.ts(ws.clock.now()), opened, bot, "Own")
    ws.core.actions.post(own)
    group, direct = state.open_conversation(bot, ana, ben), state.open_conversation(bot, ana)
    for name in ("spare", "own"):
        ws.add_channel(name, members=[bot, ana])
    hidden_ts = ws.say(hidden, ben, "Canary")
    return World(
        ws, opened, closed, hidden, old, group.id, direct.id, ana, ben, gone.id, parent, reply, own.ts, hidden_ts
    )  # fmt: skip


class Caller:
    """Calls methods as any program would: a form over HTTP, the bot's token in the header."""

    def __init__(self, ws: Workspace, session: aiohttp.ClientSession) -> None:
        self.ws = ws
        self.session = session

    async def __call__(self, method: str, args: Json, token: str | None = None) -> Json:
        """The answer. What isn't a string goes as JSON."""
        form = {key: value if isinstance(value, str) else json.dumps(value) for key, value in args.items()}
        own = self.ws.app_token if method.startswith("apps.") else self.ws.bot_token
        headers = {"Authorization": f"Bearer {own if token is None else token}"}
        async with self.session.post(self.ws.url + method, data=form, headers=headers) as response:
            return dict(await response.json())


async def furnish(world: World, call: Caller) -> World:
    """Put into the world what only the API can make: a scheduled message, a bookmark, files, a modal."""
    later = {"channel": world.open, "text": "Later", "post_at": str(world.soon)}
    link = {"channel_id": world.open, "type": "link", "title": "Guide", "link": "https://example.org"}
    world.scheduled = (await call("chat.scheduleMessage", later))["scheduled_message_id"]
    world.bookmark = (await call("bookmarks.add", link))["bookmark"]["id"]
    world.file, world.upload = await upload(call), await upload(call)
    await call("files.completeUploadExternal", {"files": [{"id": world.file}], "channel_id": world.open})
    opened = await call("views.open", {"trigger_id": world.trigger(), "view": view()})
    world.view = opened["view"]["id"]
    await world.ws.idle()
    return world


async def upload(call: Caller) -> str:
    """The id of a file that has been uploaded, but not completed."""
    place = await call("files.getUploadURLExternal", {"filename": "notes.txt", "length": "5"})
    async with call.session.post(place["upload_url"], data=b"Notes") as response:
        assert response.status == 200
    return str(place["file_id"])


def view(kind: str = "modal", **more: Any) -> Json:
    """A view that Slack takes."""
    title: Json = {"title": {"type": "plain_text", "text": "A form"}} if kind == "modal" else {}
    return {"type": kind, "blocks": [{"type": "divider"}]} | title | more
