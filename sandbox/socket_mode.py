"""Socket Mode: the app's WebSocket connections. A payload goes to one of them and is acknowledged there.

https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import itertools
import json
import secrets

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.answer import Answer
from sandbox.model import App, Json
from sandbox.socket_connection import HOST, Connection, Wires

TYPES = {"event": "events_api", "command": "slash_commands", "interaction": "interactive"}
MOST = 10
# Seconds that Slack says a connection will last: as usual, and for an address with `&debug_reconnects=true`.
LASTS, LASTS_FOR_DEBUGGING = 18_060, 360


class SocketMode:
    """The connections of the app, and the addresses for new ones.

    It's on as soon as the app has connected once: then nothing goes to a Request URL until it's switched off."""

    def __init__(self, app: App) -> None:
        self.base = ""
        self.connections: list[Connection] = []
        # Set by the workspace, whose server has the connections' wires.
        self.wires: Wires | None = None
        self._app = app
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        # Whether the app has ever asked for a connection, whether it takes its payloads here, and whether it may.
        self.opened = False
        self.enabled = False
        self.allowed = True

    def open_url(self) -> str:
        """A WebSocket address, good for one connection."""
        self.opened = True
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return f"{self.base}link/?ticket={ticket}&app_id={self._app.app_id}"

    async def serve(self, socket: WebSocket) -> None:
        """Keep one connection until it's closed. A ticket that is used or unknown is refused with HTTP 403."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(4001)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket, self.wires)
        if refusal := self._refusal():
            await connection.disconnect(refusal, close=True)
            return
        self.enabled = True
        await connection.write(self._hello(debugging="debug_reconnects" in socket.query_params))
        self.connections.append(connection)
        try:
            while True:
                connection.acknowledge(await socket.receive_text())
        except (WebSocketDisconnect, KeyError):
            # KeyError: a frame of bytes, which is nothing that Socket Mode knows.
            pass
        finally:
            self.connections.remove(connection)
            connection.lost()

    async def send(self, kind: str, payload: Json, retry_attempt: int) -> Answer:
        """Send a payload to one connection, in turn, and wait for its acknowledgement."""
        if not self.connections:
            return Answer(failure="connection_failed")
        envelope: Json = {
            "type": TYPES[kind],
            "accepts_response_payload": kind != "event",
            "payload": payload,
        }
        if kind == "event":
            # The only reason that Slack gives here.
            envelope |= {"retry_attempt": retry_attempt, "retry_reason": "timeout" if retry_attempt else ""}
        connection = self.connections[next(self._turn) % len(self.connections)]
        try:
            given = (await connection.deliver(envelope)).get("payload")
        except ConnectionError:
            return Answer(failure="connection_failed")
        return Answer(200, json.dumps(given).encode() if given else b"")

    async def warn(self) -> None:
        """Tell each connection that it will be renewed in about ten seconds; it stays open."""
        for connection in list(self.connections):
            await connection.disconnect("warning", close=False)

    async def refresh(self) -> None:
        """Renew all connections, as Slack does every few hours: the app is told and the connection closed."""
        for connection in list(self.connections):
            await connection.disconnect("refresh_requested", close=True)

    async def disable(self) -> None:
        """Switch Socket Mode off, as in the app's settings: its Request URL is used again."""
        self.allowed = self.enabled = False
        for connection in list(self.connections):
            await connection.disconnect("link_disabled", close=True)

    def enable(self) -> None:
        """Let the app connect again."""
        self.allowed = True

    def _refusal(self) -> str | None:
        if not self.allowed:
            return "link_disabled"
        return "too_many_websockets" if len(self.connections) >= MOST else None

    def _hello(self, *, debugging: bool) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": LASTS_FOR_DEBUGGING if debugging else LASTS,
            },
            "connection_info": {"app_id": self._app.app_id},
        }
