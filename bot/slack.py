"""The client for Slack's Web API: one session, no retries of its own, and a patient way to read."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.lockout import LOCKED_OUT, Lockout
from bot.settings import Settings

log = structlog.get_logger(__name__)

READ_TRIES = 5
LONGEST_WAIT = 60.0  # seconds


def create_client(settings: Settings, session: aiohttp.ClientSession | None = None) -> AsyncWebClient:
    """A client that sends each request once: what may be sent again is decided by whoever knows what it was."""
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=int(max(1, settings.request_timeout)),
        session=session,
        retry_handlers=[],
    )


@dataclass(frozen=True, slots=True)
class Refused:
    """What Slack answered instead of ok: the HTTP status, its word for the error, and seconds to wait if it was asked too often."""

    status: int
    error: str
    retry_after: float | None

    @property
    def is_transient(self) -> bool:
        """Whether the same call may go through later. Only for calls that may be repeated."""
        return self.retry_after is not None or self.status >= 500 or self.error in UNSETTLED


# Slack's own words for "something broke here": the call may have partly succeeded.
UNSETTLED = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", ""})


def refused(error: SlackApiError) -> Refused:
    """Reads a SlackApiError, whatever kind of response it carries (a body that isn't JSON comes as aiohttp's own)."""
    response: Any = error.response
    status = int(getattr(response, "status_code", None) or getattr(response, "status", 0) or 0)
    data = getattr(response, "data", None)
    word = str(data.get("error") or "") if isinstance(data, dict) else ""
    wait = None
    if status == 429 or word in ("ratelimited", "rate_limited"):
        headers = {str(name).lower(): value for name, value in (response.headers or {}).items()}
        wait = _seconds(headers.get("retry-after"))
    return Refused(status, word, wait)


# What slack_sdk raises over an answer that is JSON and no object, or not in its encoding: a proxy's, say.
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


def is_inside(channel: Mapping[str, Any]) -> bool:
    """Whether we are in a channel that conversations.list shows. A private one is listed only to those who are in it."""
    return bool(channel.get("is_member", channel.get("is_private")))


def _seconds(value: Any) -> float:
    try:
        return min(max(1.0, float(value)), 3600.0)
    except (TypeError, ValueError):
        return 30.0


async def read(
    call: Callable[..., Awaitable[Any]], real: RealTime, lockout: Lockout | None = None, **arguments: Any
) -> Any:
    """Calls a method that only reads, and again after what passes by: rate limits, 5xx, network loss, an answer that can't be read.

    `lockout` is told whether Slack takes the token. Raises the last error: SlackApiError, TimeoutError or aiohttp's.
    """
    for attempt in range(1, READ_TRIES + 1):
        try:
            return await _ask(call, real, lockout, arguments)
        except SlackApiError as error:
            answer = refused(error)
            if attempt == READ_TRIES or not answer.is_transient:
                raise
            wait = answer.retry_after
        except (TimeoutError, aiohttp.ClientError):
            if attempt == READ_TRIES:
                raise
            wait = None
        except UNREADABLE:
            if attempt == READ_TRIES:
                raise aiohttp.ClientPayloadError("the answer can't be read") from None
            wait = None
        await real.sleep(min(LONGEST_WAIT, 2.0**attempt) if wait is None else wait)
    raise AssertionError("unreachable")


async def _ask(
    call: Callable[..., Awaitable[Any]], real: RealTime, lockout: Lockout | None, arguments: dict[str, Any]
) -> Any:
    """One call, and what it says of the token."""
    if lockout is None:
        return await call(**arguments)
    begun_at = real.time()
    lockout.asked(begun_at)
    try:
        answered = await call(**arguments)
    except SlackApiError as error:
        answer = refused(error)
        if answer.error in LOCKED_OUT:
            lockout.refused(begun_at, real.time())
            log.error("Slack refuses the token", error=answer.error, seconds=lockout.until - real.time())
        elif not answer.is_transient:
            lockout.passed(begun_at)
        raise
    lockout.passed(begun_at)
    return answered


async def pages(
    call: Callable[..., Awaitable[Any]],
    key: str,
    real: RealTime,
    lockout: Lockout | None = None,
    **arguments: Any,
) -> AsyncIterator[dict[str, Any]]:
    """Every item under `key` on every page of a method with cursors. Raises as `read` does, also where Slack hands out only a part: whoever
    takes for gone what is not listed must not be told that this is all.
    """

    async def page(**given: Any) -> Any:
        answer = await call(**given)
        if not isinstance(answer.get(key), list):
            raise TypeError("a page without its items")
        return answer

    cursor, known = "", set[str]()
    while True:
        answer = await read(page, real, lockout, **arguments | ({"cursor": cursor} if cursor else {}))
        for item in answer[key]:
            yield item
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return
        if cursor in known:
            raise aiohttp.ClientPayloadError("the pages go round in a circle")
        known.add(cursor)
