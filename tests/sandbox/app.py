"""A stand-in for the app under test: records what it's sent, and answers as it's told; and a hand-moved real time."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import pytest
from slack_sdk.errors import SlackApiError
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.server import Server


@dataclass
class Got:
    """A request that the app got."""

    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> dict[str, Any]:
        """The payload: an event's JSON, an interaction's `payload`, a command's form."""
        if self.headers["content-type"] == "application/json":
            return dict(json.loads(self.body))
        form = dict(parse_qsl(self.body.decode()))
        return dict(json.loads(form["payload"])) if "payload" in form else form


@dataclass
class Recorder:
    """An ASGI app. `answer` gives status and body for each request; a dict body is sent as JSON."""

    got: list[Got] = field(default_factory=list)
    answer: Callable[[Got], Awaitable[tuple[int, Any]]] | None = None
    headers: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def say(self, status: int, body: Any = "") -> None:
        """Answer this from now on."""

        async def answer(_got: Got) -> tuple[int, Any]:
            return status, body

        self.answer = answer

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events among what it got."""
        return [got.data["event"] for got in self.got if got.headers["content-type"] == "application/json"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        got = Got({key.decode(): value.decode() for key, value in scope["headers"]}, body)
        self.got.append(got)
        status, answer = await self.answer(got) if self.answer else (200, "")
        text = json.dumps(answer) if isinstance(answer, dict) else answer
        headers = [(key.encode(), value.encode()) for key, value in self.headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[str]:
    """The Request URL of an app that is served in this event loop."""
    server = Server(0)
    await server.start(app)
    try:
        yield f"http://127.0.0.1:{server.port}/slack/events"
    finally:
        await server.stop()


class HandTime:
    """A real time that passes only by `move`."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        alarm = asyncio.Event()
        self._sleepers.append((self.now + seconds, alarm))
        await alarm.wait()

    def move(self, seconds: float) -> None:
        self.now += seconds
        for until, alarm in self._sleepers:
            if until <= self.now:
                alarm.set()


async def until(condition: Callable[[], object]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)


async def refusal(call: Awaitable[object]) -> str:
    """The error in which a call ends."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])
