"""The web application: Slack's requests, what an operator's tools ask, and the public calendar."""

from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.calendar.feeds.service import FeedService
from handlers import public
from handlers.front import Front


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

    return Starlette(
        routes=[
            Route("/slack/events", front, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", show_metrics),
            *public.routes(feeds),
        ]
    )
