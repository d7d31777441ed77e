"""The front door of a whole Liaison, and a hand that signs as Slack does."""

import hashlib
import hmac
import json
import shutil
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from bot.wiring import Liaison, assemble
from sandbox.workspace import Workspace
from tests.slack import settings_for, small_workspace

FORM = "application/x-www-form-urlencoded"


@dataclass
class Door:
    liaison: Liaison
    slack: Workspace

    @property
    def secret(self) -> str:
        return self.liaison.settings.slack_signing_secret.get_secret_value()

    def signed(self, raw: bytes, stamp: str | None = None, secret: str | None = None) -> dict[str, str]:
        stamp = stamp or str(int(time.time()))
        base = b"v0:" + stamp.encode() + b":" + raw
        digest = hmac.new((secret or self.secret).encode(), base, hashlib.sha256).hexdigest()
        return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}

    async def send(self, raw: bytes, content_type: str, headers: dict[str, str]) -> tuple[int, str]:
        """One request, as ASGI: the status and the body."""
        pairs = [(k.lower().encode(), v.encode("latin-1")) for k, v in headers.items()]
        pairs.append((b"content-type", content_type.encode()))
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/slack/events",
            "headers": pairs,
            "query_string": b"",
        }
        sent: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": raw, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        await self.liaison.web(scope, receive, send)
        return sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:]).decode()

    async def json(self, body: Any, **headers: str) -> tuple[int, str]:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.send(raw, "application/json", self.signed(raw) | headers)

    async def form(self, fields: dict[str, str] | bytes) -> tuple[int, str]:
        raw = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        return await self.send(raw, FORM, self.signed(raw))


@pytest.fixture
async def door(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Door]:
    shutil.copy(sqlite_template, tmp_path / "front.db")
    async with (
        small_workspace() as ws,
        assemble(settings_for(ws, f"sqlite:///{tmp_path / 'front.db'}"), clock=ws.clock) as liaison,
    ):
        yield Door(liaison, ws)
