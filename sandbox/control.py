"""The control API, for tests and tools in other processes: faults, time, and what has been called and posted."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import page_view

if TYPE_CHECKING:
    from sandbox.workspace import Workspace


class Control:
    """`/control/…`: JSON in, JSON out."""

    def __init__(self, ws: "Workspace") -> None:
        self._ws = ws

    def routes(self) -> list[Route]:
        """What is served where."""
        return [
            Route("/control/calls", self.calls),
            Route("/control/deliveries", self.deliveries),
            Route("/control/posts", self.posts),
            Route("/control/connect", self.connect, methods=["POST"]),
            Route("/control/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route("/control/clock", self.clock, methods=["GET", "POST"]),
            Route("/control/idle", self.idle, methods=["POST"]),
            Route("/control/reset", self.reset, methods=["POST"]),
        ]

    async def calls(self, request: Request) -> Response:
        """The app's calls of the Web API; `?method=` for one method only."""
        method = request.query_params.get("method")
        calls = [call for call in self._ws.calls if method in {None, call.method}]
        return JSONResponse([page_view.traffic(call) for call in calls])

    async def deliveries(self, _request: Request) -> Response:
        """What was delivered to the app."""
        return JSONResponse([page_view.traffic(delivery) for delivery in self._ws.deliveries])

    async def posts(self, _request: Request) -> Response:
        """Everything that the bot posted and that still stands, in order, with metadata."""
        shown = self._ws.core.actions.shown
        posts = [shown(post, metadata=True) | {"channel": post.channel} for post in self._ws.posts()]
        return JSONResponse(posts)

    async def connect(self, request: Request) -> Response:
        """`{"request_url": …}`: where the app takes its payloads."""
        self._ws.connect((await request.json())["request_url"])
        return JSONResponse({"ok": True})

    async def faults(self, request: Request) -> Response:
        """POST adds one (the arguments of `faults.add`), or events' disorder as `{"events": {…}}`; DELETE clears."""
        faults = self._ws.faults
        if request.method == "DELETE":
            faults.clear()
        elif request.method == "POST":
            body: dict[str, Any] = await request.json()
            try:
                if "events" in body:
                    faults.events(**body["events"])
                else:
                    faults.add(**body)
            except (TypeError, ValueError) as error:
                return JSONResponse({"ok": False, "error": str(error)}, 400)
        return JSONResponse({"ok": True, "pending": [asdict(fault) for fault in faults.pending]})

    async def clock(self, request: Request) -> Response:
        """POST `{"seconds": …}` or `{"to": milliseconds}` advances, `{"pace": …}` lets it run."""
        ws = self._ws
        if request.method == "POST":
            body = await request.json()
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
