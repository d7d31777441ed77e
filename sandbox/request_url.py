"""The app's Request URL: signed POSTs, redirects as Slack follows them, and Slack's words for what goes wrong.

https://docs.slack.dev/apis/events-api/#error-handling
"""

import asyncio
import hashlib
import hmac
import json
from urllib.parse import urlencode

import aiohttp
from yarl import URL

from sandbox.answer import Answer
from sandbox.model import App, Json

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
REDIRECTS = frozenset([301, 302, 307, 308])
MOST_REDIRECTS = 2


class RequestUrl:
    """Posts payloads to whatever address the app has given."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._session: aiohttp.ClientSession | None = None

    async def send(self, url: str, kind: str, payload: Json, now: float, retry: dict[str, str]) -> Answer:
        """The app's answer; `now` is the real time that is signed, `retry` the headers of a retry.

        Never raises for the app's faults but TimeoutError, if the caller sets a deadline."""
        body, content_type = encode(kind, payload)
        headers = sign(self._app, body, now) | {"Content-Type": content_type, "User-Agent": AGENT} | retry
        try:
            return await self._follow(URL(url), body, headers)
        except (aiohttp.ClientError, ValueError) as error:  # a ValueError is about an address that is none
            return Answer(failure=reason(error))

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session:
            await self._session.close()
            await asyncio.sleep(0)

    async def _follow(self, url: URL, body: bytes, headers: dict[str, str]) -> Answer:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                # Idle connections end before the usual server would end them in the middle of a request.
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=2),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        for _ in range(1 + MOST_REDIRECTS):
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
                content = await response.read()
            location = response.headers.get("Location")
            if response.status not in REDIRECTS or not location:
                lowered = {key.lower(): value for key, value in response.headers.items()}
                failure = None if 200 <= response.status < 300 else "http_error"
                return Answer(response.status, content, lowered, failure)
            url = url.join(URL(location))
        return Answer(response.status, failure="too_many_redirects")


def reason(error: Exception) -> str:
    """Slack's word for why a request had no answer. https://docs.slack.dev/apis/events-api/#retries"""
    if isinstance(error, aiohttp.ClientSSLError):
        return "ssl_error"
    return "connection_failed" if isinstance(error, aiohttp.ClientConnectorError) else "unknown_error"


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
