"""Carries payloads to the app: signed HTTP requests to its Request URL, or Socket Mode when it's connected."""

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from sandbox.answer import Answer
from sandbox.clock import Real, within
from sandbox.feed import Feed
from sandbox.log import Delivery, Log
from sandbox.model import App, Json
from sandbox.socket_mode import SocketMode
from sandbox.state import State

DEADLINE = 3.0
AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"


class Courier:
    """Delivers one payload at a time to the app and logs it. Retrying is the events' matter."""

    def __init__(self, state: State, real: Real, deliveries: Log[Delivery], feed: Feed) -> None:
        self.request_url: str | None = None
        self.socket = SocketMode(state.app)
        self._state = state
        self._real = real
        self._deliveries = deliveries
        self._feed = feed
        self._session: aiohttp.ClientSession | None = None

    @property
    def has_receiver(self) -> bool:
        """Whether the app has said where its payloads go."""
        return self.request_url is not None or self.socket.opened

    async def send(self, delivery: Delivery, payload: Json) -> Answer:
        """Deliver and wait for the answer, at most three seconds of real time. Never raises for the app's faults."""
        self._deliveries.add(delivery)
        delivery.payload = payload
        started = time.perf_counter()
        try:
            answer = await within(self._real, DEADLINE, self._carry(delivery, payload))
        except TimeoutError:
            answer = Answer(failure="http_timeout")
        except aiohttp.ClientError:
            answer = Answer(failure="connection_failed")
        delivery.duration = time.perf_counter() - started
        delivery.status, delivery.failure = answer.status, answer.failure
        delivery.answer = answer.body[:20_000].decode("utf-8", "replace")
        self._feed.publish("traffic", delivery, only="")
        return answer

    async def _carry(self, delivery: Delivery, payload: Json) -> Answer:
        if self.socket.connections:
            delivery.by_socket = True
            return await self.socket.send(delivery.kind, payload, delivery.retry_num, delivery.retry_reason)
        if self.request_url is None:
            return Answer(failure="connection_failed")
        body, content_type = encode(delivery.kind, payload)
        headers = sign(self._state.app, body, self._real.time()) | {
            "Content-Type": content_type,
            "User-Agent": AGENT,
        }
        if delivery.retry_num:
            headers["X-Slack-Retry-Num"] = str(delivery.retry_num)
            headers["X-Slack-Retry-Reason"] = delivery.retry_reason or "unknown_error"
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # Idle connections end before the usual server would end them in the middle of a request.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=2),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        async with self._session.post(
            self.request_url, data=body, headers=headers, allow_redirects=False
        ) as response:
            answer = Answer(
                response.status, await response.read(), {k.lower(): v for k, v in response.headers.items()}
            )
        if not 200 <= response.status < 300:
            answer.failure = "http_error"
        return answer

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session:
            await self._session.close()
            await asyncio.sleep(0)


def encode(kind: str, payload: Json) -> tuple[bytes, str]:
    """The body as Slack sends it: events in JSON, commands as a form, interactions as JSON in a form's `payload`."""
    if kind == "event":
        return json.dumps(payload, ensure_ascii=False).encode(), "application/json"
    form = payload if kind == "command" else {"payload": json.dumps(payload, ensure_ascii=False)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def sign(app: App, body: bytes, now: float) -> dict[str, str]:
    """Slack's v0 signature headers over the raw bytes, at a real time in seconds since the epoch.

    https://docs.slack.dev/authentication/verifying-requests-from-slack
    """
    moment = str(int(now))
    base = b"v0:" + moment.encode() + b":" + body
    digest = hmac.new(app.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}
