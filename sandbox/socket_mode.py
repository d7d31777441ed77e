"""Socket Mode: the app's WebSocket connections. A payload goes to one of them and is acknowledged there.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import itertools
import json
import secrets

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.answer import Answer
from sandbox.model import App, Json

TYPES = {"event": "events_api", "command": "slash_commands", "interaction": "interactive"}
MOST = 10


class Connection:
    """One open WebSocket of the app."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.waiting: dict[str, asyncio.Future[Json]] = {}
        # For tests: a connection that takes what it gets and never answers.
        self.half_open = False

    def acknowledge(self, text: str) -> None:
        """Take what the app sent: an envelope id, perhaps with a payload."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        if isinstance(message, dict) and not self.half_open:
            future = self.waiting.get(str(message.get("envelope_id")))
            if future and not future.done():
                future.set_result(message)

    def lost(self) -> None:
        """Nothing more will be acknowledged here."""
        for future in self.waiting.values():
            if not future.done():
                future.set_exception(ConnectionError("the WebSocket was closed"))


class SocketMode:
    """The connections of the app, and the addresses for new ones."""

    def __init__(self, app: App) -> None:
        self.base = ""
        self.connections: list[Connection] = []
        self._app = app
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        # Whether the app has ever asked for a connection.
        self.opened = False

    def open_url(self) -> str:
        """A WebSocket address, good for one connection."""
        self.opened = True
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{self.base}link/?ticket={ticket}&app_id={self._app.app_id}"

    async def serve(self, socket: WebSocket) -> None:
        """Keep one connection until it's closed."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets or len(self.connections) >= MOST:
            await socket.close(4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        hello = {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app.app_id},
        }
        await socket.send_text(json.dumps(hello))
        self.connections.append(connection)
        try:
            while True:
                connection.acknowledge(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self.connections.remove(connection)
            connection.lost()

    async def send(self, kind: str, payload: Json, retry_num: int, retry_reason: str | None) -> Answer:
        """Send a payload to one connection, in turn, and wait for its acknowledgement."""
        if not self.connections:
            return Answer(failure="connection_failed")
        connection = self.connections[next(self._turn) % len(self.connections)]
        envelope_id = secrets.token_hex(16)
        envelope: Json = {
            "envelope_id": envelope_id,
            "type": TYPES[kind],
            "accepts_response_payload": kind != "event",
            "payload": payload,
        }
        if kind == "event":
            envelope |= {"retry_attempt": retry_num, "retry_reason": retry_reason or ""}
        future = connection.waiting[envelope_id] = asyncio.get_running_loop().create_future()
        try:
            await connection.socket.send_text(json.dumps(envelope, ensure_ascii=False))
            message = await future
        except (ConnectionError, WebSocketDisconnect, RuntimeError):
            return Answer(failure="connection_failed")
        finally:
            del connection.waiting[envelope_id]
        given = message.get("payload")
        return Answer(200, json.dumps(given).encode() if given else b"")

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask the app to renew its connections, as Slack does now and then: a `disconnect` on each, then it's closed."""
        for connection in list(self.connections):
            notice = {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
            await connection.socket.send_text(json.dumps(notice))
            await connection.socket.close()
