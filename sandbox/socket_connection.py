"""One WebSocket of Socket Mode: what is sent on it and waits for its acknowledgement, and how it's cut or frozen."""

import asyncio
import json
import uuid
from contextlib import suppress
from typing import Protocol

from starlette.types import Scope
from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.model import Json

HOST = "applink-sandbox"


class Wires(Protocol):
    """Who has the connections' transports."""

    def drop(self, scope: Scope) -> None:
        """Cut a connection without a word."""

    def freeze(self, scope: Scope) -> None:
        """Read nothing more from a connection, not even its pings."""

    def thaw(self, scope: Scope) -> None:
        """Read from it again."""


class Connection:
    """One open WebSocket of the app."""

    def __init__(self, socket: WebSocket, wires: Wires | None) -> None:
        # Frozen: to Slack it's open, to the app it's open, and nothing comes through.
        self.frozen = False
        self._socket = socket
        self._wires = wires
        self._waiting: dict[str, asyncio.Future[Json]] = {}

    @property
    def waiting(self) -> bool:
        """Whether something sent here is not yet acknowledged."""
        return bool(self._waiting)

    async def deliver(self, envelope: Json) -> Json:
        """Send an envelope under a new id; returns the app's message of acknowledgement. Raises ConnectionError."""
        envelope_id = str(uuid.uuid4())
        future: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = future
        try:
            await self.write(envelope | {"envelope_id": envelope_id})
            return await future
        finally:
            del self._waiting[envelope_id]

    async def write(self, message: Json) -> None:
        """Send a message, into the void if the connection is frozen. Raises ConnectionError."""
        if self.frozen:
            return
        try:
            await self._socket.send_text(json.dumps(message, ensure_ascii=False))
        except (WebSocketDisconnect, RuntimeError):
            raise ConnectionError("the WebSocket is closed") from None

    async def disconnect(self, reason: str, *, close: bool) -> None:
        """Send a `disconnect` with Slack's reason, and close the connection with it or leave that for later."""
        with suppress(ConnectionError, RuntimeError):
            await self.write({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})
            if close:
                await self._socket.close()

    def acknowledge(self, text: str) -> None:
        """Take what the app sent: an envelope id, perhaps with a payload. Anything else is ignored, as by Slack."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        if isinstance(message, dict) and not self.frozen:
            future = self._waiting.get(str(message.get("envelope_id")))
            if future and not future.done():
                future.set_result(message)

    def lost(self) -> None:
        """Nothing more will be acknowledged here."""
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(ConnectionError("the WebSocket was closed"))

    def freeze(self) -> None:
        """Make it half-open: what is sent is lost, what comes (acknowledgements, pings, its close) is not read."""
        self.frozen = True
        if self._wires:
            self._wires.freeze(self._socket.scope)

    def thaw(self) -> None:
        """Let it work again; what came meanwhile is read now."""
        self.frozen = False
        if self._wires:
            self._wires.thaw(self._socket.scope)

    def drop(self) -> None:
        """Cut it without a word."""
        if self._wires:
            self._wires.drop(self._socket.scope)
