"""HTTP's way in: the signature is verified once on the bytes, the body parsed once, the malformed refused.

Bolt then gets the parsed body the way that Socket Mode hands it over, and does not verify again: so this is the only way in.
Signatures: https://docs.slack.dev/authentication/verifying-requests-from-slack.
"""

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_plus

import structlog
from pydantic_core import from_json
from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.types import Receive, Scope, Send

from bot.activity.recording import Recorder
from bot.logs import safe_traceback
from handlers import activity

log = structlog.get_logger(__name__)

MAX_AGE = 300  # seconds that a request may be old, and as many that its clock may be ahead
MAX_BODY = 1_000_000  # bytes; Slack's largest payloads are far smaller
MAX_FIELDS = 100
JSON_TYPE = b"application/json"
# Slack has more events for us than it sends in an hour. It asks for nothing, and counts a refusal against us
# (https://docs.slack.dev/reference/events/app_rate_limited). What is missed is caught up by the comparison with Slack.
WITHHELD = "app_rate_limited"


class BadRequest(Exception):
    """The request is not one that Slack sends. `status` is the HTTP answer."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Front:
    """An ASGI application for POST /slack/events. `now` is real time, in seconds since the epoch."""

    def __init__(
        self,
        app: AsyncApp,
        signing_secret: str,
        now: Callable[[], float],
        count: Callable[[str, int], None],
        recorder: Recorder,
    ) -> None:
        self._app = app
        self._recorder = recorder
        self._secret = signing_secret.encode()
        self._now = now
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        try:
            raw = await _read(receive, headers)
            self.verify(raw, headers)
            body = parse(raw, headers.get(b"content-type", b""))
        except BadRequest as refused:
            self._count("refused", refused.status)
            await _respond(send, refused.status, b"", b"text/plain")
            return
        if body.get("type") == "url_verification":
            await _respond(
                send, 200, str(body.get("challenge", "")).encode("utf-8", "replace"), b"text/plain"
            )
            return
        if "ssl_check" in body:
            await _respond(send, 200, b"", b"text/plain")
            return
        if body.get("type") == WITHHELD:
            log.warning("Slack withholds events")
            self._count(WITHHELD, 200)
            await _respond(send, 200, b"", b"text/plain")
            return
        if activity.is_activity(body):
            status = await activity.take(self._recorder, body["event"])
            self._count(kind_of(body), status)
            await _respond(send, status, b"", b"text/plain")
            return
        try:
            came = {"came_at": asyncio.get_running_loop().time()}
            request = AsyncBoltRequest(body=body, headers={}, context=came, mode="socket_mode")
            response = await self._app.async_dispatch(request)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            # Listeners' errors never get here: Bolt itself stumbled over the shape of the body.
            log.info("malformed request", **safe_traceback(error))
            response = BoltResponse(status=400)
        content_type = response.headers.get("content-type", ["text/plain"])[0].encode()
        self._count(kind_of(body), response.status)
        await _respond(send, response.status, (response.body or "").encode("utf-8", "replace"), content_type)

    def verify(self, raw: bytes, headers: dict[bytes, bytes]) -> None:
        """Raises BadRequest(401) unless the body was signed with our secret within the last five minutes."""
        stamp = headers.get(b"x-slack-request-timestamp", b"")
        given = headers.get(b"x-slack-signature", b"")
        if not self._secret or not stamp.isdigit() or len(stamp) > 12:
            raise BadRequest(401)
        if abs(self._now() - int(stamp)) > MAX_AGE:
            raise BadRequest(401)
        expected = "v0=" + hmac.digest(self._secret, b"v0:" + stamp + b":" + raw, "sha256").hex()
        if not hmac.compare_digest(expected.encode(), given):
            raise BadRequest(401)


async def _read(receive: Receive, headers: dict[bytes, bytes]) -> bytes:
    length = headers.get(b"content-length", b"0")
    if length.isdigit() and int(length) > MAX_BODY:
        raise BadRequest(413)
    chunks, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise BadRequest(400)
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > MAX_BODY:
            raise BadRequest(413)
        if not message.get("more_body"):
            return b"".join(chunks)


def parse(raw: bytes, content_type: bytes) -> dict[str, Any]:
    """The body as Bolt knows it: an event, an interactive payload or a command. Raises BadRequest(400) for anything else."""
    try:
        if content_type.startswith(JSON_TYPE):
            body = _json(raw)
        elif raw.startswith(b"payload=") and b"&" not in raw:
            body = _json(unquote_plus(raw[8:].decode("ascii"), errors="strict"))
        else:
            body = _form(raw)
    except (ValueError, RecursionError):
        raise BadRequest(400) from None
    if not isinstance(body, dict) or not _has_shape(body):
        raise BadRequest(400)
    return body


def _json(text: bytes | str) -> Any:
    """pydantic's reader takes a sixth of the time of Python's, which was a seventh of all that an event takes. What it refuses, as a
    part of a character that was cut in two, Python's may take."""
    try:
        return from_json(text, cache_strings="none")
    except ValueError:
        return json.loads(text)


def _form(raw: bytes) -> Any:
    """The fields of a form. By hand: `parse_qsl` decodes every value, and of Slack's few need it."""
    pairs = raw.decode("ascii").split("&")
    if len(pairs) > MAX_FIELDS:
        raise ValueError("too many fields")
    fields = {}
    for pair in pairs:
        name, is_pair, value = pair.partition("=")
        if not is_pair:
            raise ValueError("not a form")
        encoded = "%" in value or "+" in value
        fields[name] = unquote_plus(value, errors="strict") if encoded else value
    return _json(fields["payload"]) if "payload" in fields else fields


def kind_of(body: dict[str, Any]) -> str:
    """The kind of a request, for counting."""
    return "command" if "command" in body else str(body.get("type"))


def _has_shape(body: dict[str, Any]) -> bool:
    """Whether the body looks like something that Slack sends: what Bolt and the listeners read without asking."""
    match body.get("type"):
        case "url_verification":
            return isinstance(body.get("challenge"), str)
        case "event_callback":
            event = body.get("event")
            return (
                isinstance(event, dict)
                and isinstance(event.get("type"), str)
                and isinstance(body.get("event_id"), str)
            )
        case "block_actions":
            return _names_user(body) and _has_actions(body.get("actions"))
        case "view_submission" | "view_closed":
            return _names_user(body) and isinstance(body.get("view"), dict)
        case "block_suggestion":
            return _names_user(body) and isinstance(body.get("action_id"), str)
        case "shortcut" | "message_action":
            return _names_user(body) and isinstance(body.get("callback_id"), str)
        case "app_rate_limited":
            return True
        case None:
            is_command = all(isinstance(body.get(name), str) for name in ("command", "user_id", "channel_id"))
            return is_command or "ssl_check" in body
        case _:
            return False


def _has_actions(actions: Any) -> bool:
    return (
        isinstance(actions, list)
        and bool(actions)
        and all(isinstance(action, dict) and isinstance(action.get("action_id"), str) for action in actions)
    )


def _names_user(body: dict[str, Any]) -> bool:
    user = body.get("user")
    return isinstance(user, dict) and isinstance(user.get("id"), str)


async def _respond(send: Send, status: int, body: bytes, content_type: bytes) -> None:
    headers = [(b"content-type", content_type), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
