"""Bolt's and slack_sdk's own programs, async and sync, run against the workspace unchanged."""

import asyncio
import threading
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from sandbox import Workspace
from tests.sandbox.app import serving
from tests.sandbox.test_interactivity import modal


async def test_an_async_app_runs_unchanged(ws: Workspace) -> None:
    bolt = AsyncApp(
        client=AsyncWebClient(ws.bot_token, base_url=ws.url),
        signing_secret=ws.signing_secret,
        process_before_response=True,
    )

    @bolt.event("team_join")
    async def welcome(event: dict[str, Any], client: AsyncWebClient) -> None:
        button = {"type": "button", "action_id": "profile", "text": {"type": "plain_text", "text": "Profile"}}
        blocks = [{"type": "actions", "elements": [button]}]
        await client.chat_postMessage(channel=event["user"]["id"], text="Welcome", blocks=blocks)

    @bolt.event("message")
    async def nothing() -> None: ...

    @bolt.event("member_joined_channel")
    async def nothing_either() -> None: ...

    @bolt.action("profile")
    async def profile(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    @bolt.view("profile")
    async def save(
        ack: Any, view: dict[str, Any], respond: Any, body: dict[str, Any], client: AsyncWebClient
    ) -> None:
        name = view["state"]["values"]["name"]["n"]["value"]
        if name == "?":
            await ack(response_action="errors", errors={"name": "Who are you?"})
        else:
            await ack()
            await client.chat_postMessage(channel=body["user"]["id"], text=f"Hello {name}")

    handler = AsyncSlackRequestHandler(bolt)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handler.handle(Request(scope, receive))
        await response(scope, receive, send)

    async with serving(serve) as url:
        ws.connect(url)
        eve = ws.team_join("eve", real_name="Eve Adams")
        await ws.idle()
        await ws.press(eve, ws.dm(eve)[0], "profile")
        await ws.fill(eve, {"n": "?"})
        assert (await ws.submit(eve)).errors == {"name": "Who are you?"}
        await ws.fill(eve, {"n": "Eve"})
        assert (await ws.submit(eve)).ok
        assert [message.text for message in ws.dm(eve)] == ["Welcome", "Hello Eve"]
        assert {delivery.status for delivery in ws.deliveries} == {200}


async def test_a_sync_app_runs_unchanged(ws: Workspace) -> None:
    client = WebClient(ws.bot_token, base_url=ws.url)

    def start() -> tuple[App, Any, threading.Thread]:
        bolt = App(client=client, signing_secret=ws.signing_secret, process_before_response=True)

        @bolt.command("/calendar")
        def calendar(ack: Any, command: dict[str, Any]) -> None:
            ack(f"You asked for {command['text']}")

        server = SlackAppDevelopmentServer(port=0, path="/slack/events", app=bolt)
        http = server._server
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        return bolt, http, thread

    _, http, thread = await asyncio.to_thread(start)
    try:
        ws.connect(f"http://127.0.0.1:{http.server_port}/slack/events")
        reply = await ws.command("ana", "announcements", "/calendar", "help")
        assert reply.text == "You asked for help"
    finally:
        await asyncio.to_thread(http.shutdown)
        http.server_close()
        thread.join()


async def test_the_sync_client_runs_unchanged(ws: Workspace) -> None:
    client = WebClient(ws.bot_token, base_url=ws.url)
    channel = ws.channel("announcements").id
    posted = await asyncio.to_thread(client.chat_postMessage, channel=channel, text="Hello")
    history = await asyncio.to_thread(client.conversations_history, channel=channel)
    assert [message["ts"] for message in history["messages"]] == [posted["ts"]]


async def test_the_sdks_own_rate_limit_handler_comes_through(ws: Workspace, client: AsyncWebClient) -> None:
    client.retry_handlers = [AsyncRateLimitErrorRetryHandler()]
    ws.faults.add("auth.test", "ratelimited", retry_after=0)
    assert (await client.auth_test())["ok"]
    assert [call.status for call in ws.calls] == [429, 200]
