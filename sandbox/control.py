"""The control API, for tests and tools in other processes: people, time, faults, and what was called, sent and posted."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import page_view
from sandbox.control_acts import act
from sandbox.decoding import decoded
from sandbox.model import Json
from sandbox.verification import verify

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

Answering = Callable[[Request], Awaitable[Response]]


class Control:
    """`/control/…`: JSON in, JSON out."""

    def __init__(self, ws: "Workspace") -> None:
        self._ws = ws

    def routes(self) -> list[Route]:
        """What is served where."""
        return [
            Route("/control/environment", self.environment),
            Route("/control/calls", self.calls),
            Route("/control/deliveries", self.deliveries),
            Route("/control/posts", self.posts),
            Route("/control/do", understood(self.do), methods=["POST"]),
            Route("/control/connect", understood(self.connect), methods=["POST"]),
            Route("/control/socket_mode", understood(self.socket_mode), methods=["GET", "POST"]),
            Route("/control/faults", understood(self.faults), methods=["GET", "POST", "DELETE"]),
            Route("/control/clock", understood(self.clock), methods=["GET", "POST"]),
            Route("/control/idle", self.idle, methods=["POST"]),
            Route("/control/reset", self.reset, methods=["POST"]),
        ]

    async def environment(self, _request: Request) -> Response:
        """The environment of an app for this workspace, with the token of Socket Mode."""
        return JSONResponse(self._ws.environment(socket_mode=True))

    async def calls(self, request: Request) -> Response:
        """The app's calls of the Web API; `?method=` for one method only."""
        method = request.query_params.get("method")
        calls = [call for call in self._ws.calls if method in {None, call.method}]
        return JSONResponse([page_view.traffic(call) for call in calls])

    async def deliveries(self, request: Request) -> Response:
        """What was delivered to the app; `?name=` for one event, command or type of interaction only."""
        name = request.query_params.get("name")
        sent = [delivery for delivery in self._ws.deliveries if name in {None, delivery.name}]
        return JSONResponse([page_view.traffic(delivery) for delivery in sent])

    async def posts(self, _request: Request) -> Response:
        """Everything that the bot posted and that still stands, in order, with metadata."""
        shown = self._ws.core.actions.shown
        posts = [shown(post, metadata=True) | {"channel": post.channel} for post in self._ws.posts()]
        return JSONResponse(posts)

    async def do(self, request: Request) -> Response:
        """Let somebody do something: `{"do": "say", "channel": …, "member": …, "text": …}`, as in `control_acts`."""
        return JSONResponse(await act(self._ws, await body_of(request)))

    async def connect(self, request: Request) -> Response:
        """`{"request_url": …}`: where the app takes its payloads. `verified` is whether it said the challenge back."""
        body = await body_of(request)
        self._ws.connect(body["request_url"])
        problem = await verify(self._ws.core) if body["request_url"] else None
        return JSONResponse(
            {"ok": True, "verified": problem is None} | ({"message": problem} if problem else {})
        )

    async def socket_mode(self, request: Request) -> Response:
        """POST `{"do": …}`: `warn`, `refresh`, `disable`, `enable` are about all connections, `freeze`, `thaw` and
        `drop` about the one that `connection` counts, from 0. Answers with how the connections stand."""
        socket = self._ws.socket_mode
        if request.method == "POST":
            body = await body_of(request)
            do = body["do"]
            if do in {"warn", "refresh", "disable"}:
                await getattr(socket, do)()
            elif do == "enable":
                socket.enable()
            elif do in {"freeze", "thaw", "drop"}:
                getattr(socket.connections[body.get("connection", 0)], do)()
            else:
                raise ValueError(f"Socket Mode can't {do!r}")
        connections = [{"frozen": each.frozen, "waiting": each.waiting} for each in socket.connections]
        return JSONResponse({"ok": True, "enabled": socket.enabled, "connections": connections})

    async def faults(self, request: Request) -> Response:
        """POST adds one (the arguments of `faults.add`), or events' disorder as `{"events": {…}}`; DELETE clears."""
        faults = self._ws.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            body = await body_of(request)
            if "events" in body:
                faults.events(**body["events"])
            else:
                faults.add(**body)
        return JSONResponse({"ok": True, "pending": [asdict(fault) for fault in faults.pending]})

    async def clock(self, request: Request) -> Response:
        """POST `{"seconds": …}` or `{"to": milliseconds}` advances, `{"pace": …}` lets it run."""
        ws = self._ws
        if request.method == "POST":
            body = await body_of(request)
            if "pace" in body:
                ws.clock.pace = float(body["pace"])
            elif "to" in body:
                await ws.advance(datetime.fromtimestamp(body["to"] / 1000, UTC))
            else:
                await ws.advance(timedelta(seconds=float(body["seconds"])))
            ws.core.feed.publish("clock", None)
        return JSONResponse(page_view.clock(ws.core, await ws.next_due()))

    async def idle(self, _request: Request) -> Response:
        """Answers when nothing is under way."""
        await self._ws.idle()
        return JSONResponse({"ok": True})

    async def reset(self, _request: Request) -> Response:
        """The world as it was."""
        await self._ws.reset()
        return JSONResponse({"ok": True})


async def body_of(request: Request) -> Json:
    """The JSON object of a request. Raises TypeError, or ValueError for what is no JSON at all."""
    body: Any = decoded(await request.body())
    if not isinstance(body, dict):
        raise TypeError("a JSON object is expected")
    return body


def understood(endpoint: Answering) -> Answering:
    """The endpoint, answering 400 and saying why to what it can't make sense of."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except KeyError as error:
            return JSONResponse({"ok": False, "error": f"{error.args[0]}"}, 400)
        except (LookupError, TypeError, ValueError) as error:
            return JSONResponse({"ok": False, "error": str(error)}, 400)

    return answer
