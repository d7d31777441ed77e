"""The page and its endpoints. Loopback only, and for nobody else's pages: a foreign Origin or Host is refused."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from sandbox import page_messages, page_view
from sandbox.control import Control
from sandbox.decoding import decoded
from sandbox.files_page import FilePages
from sandbox.model import Json, Member
from sandbox.page_actor import ActError, Acts
from sandbox.page_acts import ACTS
from sandbox.page_socket import PageSocket

if TYPE_CHECKING:
    from sandbox.log import Call, Delivery
    from sandbox.workspace import Workspace

FILES = Path(__file__).parent / "page"
TRAFFIC = 200


class OwnOrigin:
    """Lets through only requests to this server's own name, from its own pages or from no page at all."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{host}:{port}".encode() for host in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse."""
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        if headers.get(b"host") in self._hosts and (
            origin is None or origin.removeprefix(b"http://") in self._hosts
        ):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4403})
        else:
            await PlainTextResponse("foreign origin", 403)(scope, receive, send)


class Unkept(StaticFiles):
    """Files that a browser asks for anew each time, so that an upgrade is seen."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """The file, not to be kept."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


class Page:
    """The endpoints."""

    def __init__(self, ws: "Workspace") -> None:
        self._ws = ws
        self._core = ws.core
        self._presence = ws.core.presence

    def routes(self) -> list[Any]:
        """What is served where."""
        return [
            Route("/", self.index),
            Route("/archives/{channel}/p{digits:int}", self.archives),
            Route("/page/people", self.people),
            Route("/page/state", self.state),
            Route("/page/clock", self.clock),
            Route("/page/messages", self.messages),
            Route("/page/search", self.search),
            Route("/page/invitations", self.invitations),
            Route("/page/traffic", self.traffic),
            Route("/page/act", self.act, methods=["POST"]),
            WebSocketRoute("/page/ws", self.socket),
            Mount("/static", Unkept(directory=FILES, check_dir=False)),
        ]

    async def index(self, _request: Request) -> Response:
        """The page."""
        return FileResponse(FILES / "index.html", headers={"Cache-Control": "no-cache"})

    async def people(self, _request: Request) -> Response:
        """Whom one can act as."""
        return JSONResponse(page_view.people(self._core))

    async def state(self, request: Request) -> Response:
        """The workspace as a member sees it."""
        viewer = self._viewer(request.query_params.get("as"))
        if viewer is None:
            return refusal("user_not_found", 404)
        seen = self._core.state.visible_members(viewer)
        active = [member.id for member in seen if self._presence.active(member.id)]
        return JSONResponse(page_view.state(self._core, viewer, await self._ws.next_due(), active))

    async def clock(self, _request: Request) -> Response:
        """The clock, and what is due next."""
        return JSONResponse(page_view.clock(self._core, await self._ws.next_due()))

    async def messages(self, request: Request) -> Response:
        """A hundred messages of a conversation or thread."""
        query = request.query_params
        viewer = self._viewer(query.get("as"))
        channel = self._core.state.channels.get(query.get("channel", ""))
        if viewer is None or channel is None or not channel.seen_by(viewer):
            return refusal("channel_not_found", 404)
        limit = query.get("limit", "100")
        count = max(1, min(int(limit), 1000)) if limit.isdigit() else 100
        wanted = {name: query.get(name) for name in ("before", "after", "around", "thread")}
        return JSONResponse(page_messages.stretch(self._core, channel, count, **wanted))

    async def search(self, request: Request) -> Response:
        """Messages with some words in them."""
        viewer = self._viewer(request.query_params.get("as"))
        if viewer is None:
            return refusal("user_not_found", 404)
        return JSONResponse(page_messages.search(self._core, viewer, request.query_params.get("q", "")))

    async def invitations(self, request: Request) -> Response:
        """The channels into which somebody could invite a member."""
        viewer = self._viewer(request.query_params.get("as"))
        return JSONResponse(page_view.invitations(self._core, viewer) if viewer else [])

    async def archives(self, request: Request) -> Response:
        """A message's address, as `Copy link` gives it: leads to the page, at the message."""
        channel, digits = request.path_params["channel"], request.path_params["digits"]
        ts = f"{digits // 1_000_000}.{digits % 1_000_000:06}"
        thread = request.query_params.get("thread_ts")
        return RedirectResponse(f"/#{channel}/" + (f"t{thread}/m{ts}" if thread else f"m{ts}"))

    async def traffic(self, _request: Request) -> Response:
        """The last deliveries and calls, in order."""
        entries: list[Call | Delivery] = [*self._core.calls[-TRAFFIC:], *self._core.deliveries[-TRAFFIC:]]
        entries.sort(key=lambda entry: entry.at_real)
        return JSONResponse(
            {"n": self._core.feed.n, "entries": [page_view.traffic(e) for e in entries[-TRAFFIC:]]}
        )

    async def act(self, request: Request) -> Response:
        """Do something as a member."""
        try:
            body: Any = decoded(await request.body())
        except ValueError:
            return refusal("invalid_json", 400)
        if not isinstance(body, dict):
            return refusal("invalid_json", 400)
        viewer = self._viewer(body.get("as"))
        do = ACTS.get(str(body.get("do")))
        if viewer is None or do is None:
            return refusal("user_not_found" if viewer is None else "unknown_act", 404)
        try:
            result: Json = await do(Acts(self._ws, viewer, body))
        except (PermissionError, ValueError) as error:
            return JSONResponse({"ok": False, "error": "invalid_arguments", "message": str(error)})
        except ActError as error:
            failed = {"ok": False, "error": error.error, "message": error.message}
            return JSONResponse(failed | {"n": self._core.feed.n})
        return JSONResponse({"ok": True, "n": self._core.feed.n} | result)

    async def socket(self, socket: WebSocket) -> None:
        """The updates."""
        viewer = self._viewer(socket.query_params.get("as"))
        if viewer is None:
            await socket.close(4404)
            return
        await socket.accept()
        since, epoch = socket.query_params.get("since", ""), socket.query_params.get("epoch")
        page = PageSocket(self._ws, self._presence, socket, viewer)
        await page.serve(int(since) if since.isdigit() else None, epoch)

    def _viewer(self, wanted: object) -> Member | None:
        member = self._core.state.members.get(str(wanted))
        return None if member is None or member.is_bot else member


def refusal(error: str, status: int) -> Response:
    """An error answer."""
    return JSONResponse({"ok": False, "error": error, "message": error.replace("_", " ")}, status)


def pages(ws: "Workspace", port: int) -> ASGIApp:
    """The ASGI application of the page and the control API."""
    return OwnOrigin(
        Starlette(routes=[*Page(ws).routes(), *FilePages(ws).routes(), *Control(ws).routes()]), port
    )
