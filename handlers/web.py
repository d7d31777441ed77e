"""The web application: Slack's requests, what an operator's tools ask, and the public calendar."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.calendar.feeds.service import FeedService
from handlers import public
from handlers.front import Front

FROM_SLACK = "/slack/events"


class Web(Starlette):
    """The routes; what Slack sends gets to the front without looking for its route, which costs a third of what the front does."""

    def __init__(self, front: Front, routes: Sequence[BaseRoute]) -> None:
        super().__init__(routes=routes)
        self._front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == FROM_SLACK and scope["method"] == "POST":
            await self._front(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_web(
    front: Front,
    feeds: FeedService,
    problems: Callable[[], Awaitable[dict[str, str]]],
    metrics: Callable[[], Awaitable[bytes]],
) -> Starlette:
    """The ASGI application. `problems`: what keeps this process from working, by part; `metrics`: Prometheus's text."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        found = await problems()
        return JSONResponse({"ready": not found, "problems": found}, status_code=503 if found else 200)

    async def show_metrics(_request: Request) -> Response:
        return Response(await metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return Web(
        front,
        routes=[
            Route(FROM_SLACK, front, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", show_metrics),
            *public.routes(feeds),
        ],
    )
