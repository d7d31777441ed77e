"""Which door a request takes: the Web API, a response_url, Socket Mode, the page, the control API."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from sandbox.api.endpoint import PREFIX, WebApi
from sandbox.api.reading import whole_body
from sandbox.core import Core
from sandbox.decoding import decoded
from sandbox.files_door import PREFIXES, FilesDoor
from sandbox.response_urls import ResponseError


def doors(core: Core, drop: Callable[[Scope], None], others: ASGIApp) -> ASGIApp:
    """The ASGI application of a workspace: `others` is asked for what is neither API nor response_url."""
    api, files = WebApi(core, drop), FilesDoor(core, drop)

    async def enter(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and path.startswith(PREFIX):
            await api(scope, receive, send)
        elif scope["type"] == "http" and path.startswith(("/commands/", "/actions/", "/app/")):
            await respond(core, scope, receive, send)
        elif scope["type"] == "http" and path.startswith(PREFIXES):
            await files(scope, receive, send)
        elif scope["type"] == "websocket" and path == "/link/":
            await core.courier.socket.serve(WebSocket(scope, receive, send))
        else:
            await others(scope, receive, send)

    return enter


async def respond(core: Core, scope: Scope, receive: Receive, send: Send) -> None:
    """Take an answer at a response_url: `ok`, or 404 when it's used up or expired, 400 for what can't be shown."""
    status, text = 200, "ok"
    try:
        core.urls.use(scope["path"][1:], parse(await whole_body(receive)))
    except ResponseError as error:
        word = str(error)
        status = 404 if word.endswith("_url") else 400
        text = json.dumps({"ok": False, "error": word})
    kind = b"application/json; charset=utf-8" if status != 200 else b"text/plain; charset=utf-8"
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": text.encode()})


def parse(body: bytes) -> dict[str, Any]:
    """The JSON of an answer, also as a form's `payload`."""
    if body.startswith(b"payload="):
        body = parse_qs(body.decode("utf-8", "replace")).get("payload", [""])[0].encode()
    try:
        parsed = decoded(body)
    except ValueError:
        raise ResponseError("invalid_payload") from None
    if not isinstance(parsed, dict):
        raise ResponseError("invalid_payload")
    return parsed
