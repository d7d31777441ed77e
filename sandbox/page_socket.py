"""`WS /page/ws`: the numbered updates of one member's workspace."""

import asyncio
import json
from typing import TYPE_CHECKING

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox import page_messages, page_view
from sandbox.feed import Update
from sandbox.model import Json, Member
from sandbox.page_presence import Presence

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class PageSocket:
    """One page's connection."""

    def __init__(self, ws: "Workspace", presence: Presence, socket: WebSocket, viewer: Member) -> None:
        self._ws = ws
        self._core = ws.core
        self._presence = presence
        self._socket = socket
        self._member = viewer
        self._viewer = viewer.id
        self._queue: asyncio.Queue[Update] = asyncio.Queue()

    async def serve(self, since: int | None, epoch: str | None) -> None:
        """Send what has happened since, then what happens, until the page goes away."""
        feed = self._core.feed
        missed = feed.since(since, epoch) if since is not None else []
        stop = feed.follow(self._queue.put_nowait)
        sender = asyncio.ensure_future(self._send(missed))
        self._presence.come(self._member)
        try:
            while True:
                await self._socket.receive_text()
        except WebSocketDisconnect:
            pass
        finally:
            stop()
            self._presence.go(self._member)
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)

    async def _send(self, missed: list[Update] | None) -> None:
        if missed is None:
            await self._socket.send_text(json.dumps({"n": self._core.feed.n, "type": "reset"}))
        for update in missed or ():
            await self._send_one(update)
        while True:
            await self._send_one(await self._queue.get())

    async def _send_one(self, update: Update) -> None:
        if update.n < self._core.feed.began or not self._exists(update):
            return
        if update.type == "clock":
            shown: Json = page_view.clock(self._core, await self._ws.next_due())
        else:
            shown = self._render(update)
        text = json.dumps({"n": update.n, "type": update.type} | shown, ensure_ascii=False)
        await self._socket.send_text(text)

    def _exists(self, update: Update) -> bool:
        """Whether this update is of something that exists for the viewer. `only=""` is for the inspector."""
        if update.only:
            return update.only == self._viewer
        if update.channel is not None:
            return update.channel.seen_by(self._member)
        if update.type in {"member", "presence"}:
            return update.subject in self._core.state.visible_members(self._member)
        return True

    def _render(self, update: Update) -> Json:
        core, subject = self._core, update.subject
        if update.type in {"message", "message_changed"}:
            return {"channel": subject.channel, "message": page_messages.message(core, subject)}
        if update.type == "ephemeral":
            return {
                "channel": subject.channel,
                "message": page_messages.message(core, subject, ephemeral=True),
            }
        if update.type in {"message_deleted", "ephemeral_gone"}:
            return {"channel": subject.channel, "ts": subject.ts}
        if update.type == "channel":
            return {"channel": page_view.channel(core, subject, self._viewer)}
        if update.type == "channel_gone":
            return {"id": subject}
        if update.type == "member":
            return {"person": page_view.person(core, subject)}
        if update.type == "presence":
            return {"id": subject.id, "active": self._presence.active(subject.id)}
        if update.type in {"view", "home"}:
            return {"view": page_view.modal(core, subject)}
        if update.type == "traffic":
            return {"entry": page_view.traffic(subject)}
        return dict(subject or {})
