"""What the world may fetch: the public page and feeds, and personal feeds by their secret addresses. Nothing here is logged or counted by
address."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.calendar.feeds.service import FeedService, offered
from bot.calendar.feeds.shelf import Prepared
from bot.calendar.page.page import POLICY, page
from bot.calendar.page.request import read
from bot.logs import safe_traceback

log = structlog.get_logger(__name__)

Answering = Callable[[Request], Awaitable[Response]]

ICS: Final = "text/calendar; charset=utf-8"
JSON: Final = "application/json; charset=utf-8"
HTML: Final = "text/html; charset=utf-8"
# For minutes websites and proxies may show the same again; what is one person's, nobody keeps without asking.
PUBLIC: Final = {"cache-control": "public, max-age=300", "access-control-allow-origin": "*"}
PERSONAL: Final = {
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
}
PAGE: Final = {
    "cache-control": "public, max-age=60",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
}


def routes(feeds: FeedService) -> list[Route]:
    """GET and HEAD of the page and the feeds."""

    async def personal(request: Request) -> Response:
        found = await feeds.personal(request.path_params["secret"])
        if found is None:  # unknown, revoked, of somebody who has gone: all look the same
            return PlainTextResponse("Not Found", 404, headers={"cache-control": "no-store"})
        return send(request, found, ICS, PERSONAL)

    async def ics(request: Request) -> Response:
        return send(request, await feeds.public_ics(request.query_params.get("lang", "")), ICS, PUBLIC)

    async def json(request: Request) -> Response:
        return send(request, await feeds.public_json(request.query_params.get("lang", "")), JSON, PUBLIC)

    async def show(request: Request) -> Response:
        public = await feeds.public()
        accepted = request.headers.get("accept-language", "")
        asked = read(request.query_params, accepted, offered(public.workspace))
        body = page(public, asked).encode("utf-8", "replace")
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = PAGE | {"content-language": asked.language}
        return send(request, Prepared(body, None, tag), HTML, headers, vary="accept-language")

    return [
        Route("/calendar", _patient(show)),
        Route("/calendar.ics", _patient(ics)),
        Route("/calendar.json", _patient(json)),
        Route("/calendar/{secret}.ics", _patient(personal)),
    ]


def send(
    request: Request,
    prepared: Prepared,
    media_type: str,
    headers: dict[str, str],
    vary: str = "accept-encoding",
) -> Response:
    """A prepared body, packed for who takes that; or only that it is the same as what they have."""
    all_headers = headers | {"etag": prepared.tag, "vary": vary, "x-content-type-options": "nosniff"}
    if is_same(request.headers.get("if-none-match", ""), prepared.tag):
        return Response(status_code=304, headers=all_headers)
    body = prepared.body
    if prepared.packed is not None and takes_gzip(request.headers.get("accept-encoding", "")):
        body, all_headers["content-encoding"] = prepared.packed, "gzip"
    if request.method == "HEAD":
        all_headers["content-length"], body = str(len(body)), b""
    return Response(body, headers=all_headers, media_type=media_type)


def is_same(given: str, tag: str) -> bool:
    """Whether one of the tags that somebody has is this one: compared weakly (RFC 9110, 13.1.2)."""
    opaque = tag.removeprefix("W/")
    return any(each.strip() == "*" or each.strip().removeprefix("W/") == opaque for each in given.split(","))


def takes_gzip(accepted: str) -> bool:
    """Whether somebody said so (RFC 9110, 12.5.3). A weight of 0 is a no."""
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _patient(answer: Answering) -> Answering:
    """While the database is away, apps are asked to come again; they keep what they have."""

    async def patient(request: Request) -> Response:
        try:
            return await answer(request)
        except (SQLAlchemyError, OSError) as error:
            log.error("calendar not served", **safe_traceback(error))
            headers = {"retry-after": "60", "cache-control": "no-store"}
            return PlainTextResponse("Service Unavailable", 503, headers=headers)

    return patient
