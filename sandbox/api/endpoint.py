"""The Web API's door: reads the arguments, checks token, limits and scopes, applies faults, answers and logs."""

import json
import time
from collections.abc import Callable

from starlette.types import Receive, Scope, Send

from sandbox.api.call import ApiCall, ApiError, Method, warned
from sandbox.api.methods import METHODS
from sandbox.api.reading import read
from sandbox.core import Core
from sandbox.faults import Fault
from sandbox.log import Call
from sandbox.model import Json

# What is counted by the channel, not by the method.
BY_CHANNEL = "chat.postMessage"
PREFIX = "/api/"


class Dropped(Exception):
    """The connection is to be cut without an answer."""


class WebApi:
    """The ASGI application under /api/. `drop` cuts the connection of a request."""

    def __init__(self, core: Core, drop: Callable[[Scope], None]) -> None:
        self._core = core
        self._drop = drop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        try:
            await self._handle(scope, receive, send)
        except Dropped:
            self._drop(scope)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        core = self._core
        name = scope["path"][len(PREFIX) :]
        started = time.perf_counter()
        call = Call(name, {}, core.real.time(), core.clock.now())
        headers: list[tuple[bytes, bytes]] = []
        warning: str | None = None
        try:
            core.calls.add(call)
            asked = await read(scope, receive)
            call.args, warning = asked.args, asked.warning
            method = METHODS.get(name)
            if method is None:
                raise ApiError("unknown_method", req_method=name)
            self._authenticate(method, asked.token)
            scopes = ",".join(sorted(core.state.app.scopes))
            headers = [
                (b"x-oauth-scopes", scopes.encode()),
                (b"x-accepted-oauth-scopes", ",".join(method.scopes).encode()),
            ]
            status, body = await self._answer(name, method, call)
        except ApiError as refusal:
            status, body = 200, {"ok": False, "error": refusal.error} | refusal.fields
        if warning and status == 200:
            body = warned(body, warning)
        call.status, call.ok, call.error = status, bool(body.get("ok")), body.get("error")
        call.duration = time.perf_counter() - started
        core.feed.publish("traffic", call, only="")
        if body.get("error") == "ratelimited" and "retry_after" in body:
            headers.append((b"retry-after", str(body.pop("retry_after")).encode()))
        raw = b"" if status >= 500 else json.dumps(body, ensure_ascii=False).encode()
        headers += [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(len(raw)).encode()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": raw})

    def _authenticate(self, method: Method, token: str | None) -> None:
        app = self._core.state.app
        if method.is_open:
            return
        if not token:
            raise ApiError("not_authed")
        if token not in {app.bot_token, app.app_token}:
            raise ApiError("invalid_auth")
        if app.token_error:
            raise ApiError(app.token_error)
        if (token == app.app_token) != method.app_token:
            raise ApiError("not_allowed_token_type")

    async def _answer(self, name: str, method: Method, call: Call) -> tuple[int, Json]:
        core = self._core
        channel = call.channel
        fault = core.faults.find(name, channel)
        if fault and fault.moment == "before" and fault.kind != "slow":
            return await self._spoil(core.faults.use(fault))
        if wait := self._limited(name, method, channel or ""):
            return 429, limited(wait)
        if fault and core.faults.use(fault).moment == "before":
            await core.real.sleep(fault.seconds)
        body = self._run(method, call)
        if fault and fault.moment == "after":
            if fault.kind != "slow":
                return await self._spoil(fault)
            await core.real.sleep(fault.seconds)
        return 200, body

    def _limited(self, name: str, method: Method, channel: str) -> int:
        limits = self._core.limits
        if name != BY_CHANNEL:
            return limits.refuse_call(name, method.per_minute)
        return limits.refuse_post(self._place(channel))

    def _place(self, wanted: str) -> str:
        """One key for a channel, whether it's given by id or name, and for a person and the conversation with them."""
        state = self._core.state
        channel = state.channels.get(wanted) or (None if wanted in state.members else state.named(wanted))
        if channel is None or not channel.seen_by(state.bot):
            return wanted
        if channel.kind == "im":
            return next((member for member in channel.members if member != state.app.bot_user_id), channel.id)
        return channel.id

    def _run(self, method: Method, call: Call) -> Json:
        request = ApiCall(self._core, call.args)
        if method.scopes:
            request.need(*method.scopes)
        return {"ok": True} | method.run(request)

    async def _spoil(self, fault: Fault) -> tuple[int, Json]:
        if fault.kind in {"hang", "drop"}:
            if fault.kind == "hang":
                await self._core.real.sleep(fault.seconds)
            raise Dropped
        if fault.kind == "ratelimited":
            return 429, limited(fault.retry_after)
        if fault.kind == "ratelimited_200":
            return 200, limited(fault.retry_after)
        if fault.kind == "status":
            return fault.status, {"ok": False, "error": f"http_{fault.status}"}
        return 200, {"ok": False, "error": fault.error}


def limited(seconds: int) -> Json:
    """The answer to one call too many."""
    return {"ok": False, "error": "ratelimited", "retry_after": seconds}
