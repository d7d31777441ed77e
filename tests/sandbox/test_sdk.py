"""slack_sdk's sync and async clients run against the workspace unchanged: paging, webhooks, retries."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from sandbox import Workspace
from tests.sandbox.app import Recorder

AT_ONCE = FixedValueRetryIntervalCalculator(0)


@pytest.fixture
def sync_client(ws: Workspace) -> WebClient:
    return WebClient(ws.bot_token, base_url=ws.url)


async def test_the_sync_client_posts_and_reads(ws: Workspace, sync_client: WebClient) -> None:
    channel = ws.channel("announcements").id
    posted = await asyncio.to_thread(sync_client.chat_postMessage, channel=channel, text="Hello")
    history = await asyncio.to_thread(sync_client.conversations_history, channel=channel)
    assert [message["ts"] for message in history["messages"]] == [posted["ts"]]


async def test_the_sync_client_pages(ws: Workspace, sync_client: WebClient) -> None:
    def ids() -> list[str]:
        return [user["id"] for page in sync_client.users_list(limit=1) for user in page["members"]]

    assert await asyncio.to_thread(ids) == [member.id for member in ws.members]
    assert len(ws.calls) == len(ws.members)


async def test_the_async_client_pages(ws: Workspace, client: AsyncWebClient) -> None:
    found: list[str] = []
    types = "public_channel,private_channel"
    async for page in await client.conversations_list(limit=1, types=types):
        found += [channel["name"] for channel in page["channels"]]
    # The private channel that the bot isn't in does not exist for it.
    assert found == ["announcements", "supply-chains", "lounge"]


async def test_the_sync_client_says_what_is_wrong(ws: Workspace, sync_client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await asyncio.to_thread(sync_client.chat_postMessage, channel="C404", text="x")
    assert caught.value.response["error"] == "channel_not_found"


async def test_webhook_clients_answer_at_a_response_url(ws: Workspace, app: Recorder) -> None:
    await ws.command("ana", "announcements", "/calendar")
    url = app.got[0].data["response_url"]
    answered = await asyncio.to_thread(WebhookClient(url).send, text="from a thread")
    assert (answered.status_code, answered.body) == (200, "ok")
    later = await AsyncWebhookClient(url).send(text="to all", response_type="in_channel")
    assert later.status_code == 200
    assert [message.text for message in ws.ephemerals("ana")] == ["from a thread"]
    assert [message.text for message in ws.posts()] == ["to all"]


@pytest.mark.parametrize(
    ("fault", "handler"),
    [
        ({"kind": "drop"}, lambda: AsyncConnectionErrorRetryHandler(interval_calculator=AT_ONCE)),
        (
            {"kind": "status", "status": 503},
            lambda: AsyncServerErrorRetryHandler(interval_calculator=AT_ONCE),
        ),
        ({"kind": "ratelimited", "retry_after": 0}, AsyncRateLimitErrorRetryHandler),
    ],
)
async def test_the_async_clients_retries_come_through(
    ws: Workspace, client: AsyncWebClient, fault: dict[str, Any], handler: Callable[[], Any]
) -> None:
    client.retry_handlers = [handler()]
    ws.faults.add("auth.test", **fault)
    assert (await client.auth_test())["ok"]
    assert len(ws.calls) == 2


@pytest.mark.parametrize(
    ("fault", "handler"),
    [
        ({"kind": "drop"}, lambda: ConnectionErrorRetryHandler(interval_calculator=AT_ONCE)),
        ({"kind": "status", "status": 503}, lambda: ServerErrorRetryHandler(interval_calculator=AT_ONCE)),
        ({"kind": "ratelimited", "retry_after": 0}, RateLimitErrorRetryHandler),
    ],
)
async def test_the_sync_clients_retries_come_through(
    ws: Workspace, sync_client: WebClient, fault: dict[str, Any], handler: Callable[[], Any]
) -> None:
    sync_client.retry_handlers = [handler()]
    ws.faults.add("auth.test", **fault)
    assert (await asyncio.to_thread(sync_client.auth_test))["ok"]
    assert len(ws.calls) == 2
