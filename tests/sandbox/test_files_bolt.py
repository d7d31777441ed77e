"""A Bolt app that works with files, as one would write it for Slack: run against the workspace unchanged."""

import asyncio
import threading
from typing import Any

import aiohttp
from slack_bolt import App
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from sandbox import Workspace
from tests.sandbox.app import serving


async def test_an_async_app_reads_a_persons_file_and_answers_with_one(ws: Workspace) -> None:
    bolt = AsyncApp(
        client=AsyncWebClient(ws.bot_token, base_url=ws.url),
        signing_secret=ws.signing_secret,
        process_before_response=True,
    )
    heard: list[str] = []

    @bolt.event("file_shared")
    async def shared(event: dict[str, Any], client: AsyncWebClient) -> None:
        file = (await client.files_info(file=event["file_id"]))["file"]
        heard.append(file["name"])

    @bolt.message("count")
    async def count(message: dict[str, Any], client: AsyncWebClient) -> None:
        url = message["files"][0]["url_private_download"]
        headers = {"Authorization": f"Bearer {client.token}"}
        async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as response:
            lines = (await response.text()).splitlines()
        await client.files_upload_v2(
            channel=message["channel"],
            thread_ts=message["ts"],
            content=f"{len(lines)} lines",
            filename="answer.txt",
            initial_comment="Counted",
        )

    handler = AsyncSlackRequestHandler(bolt)

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handler.handle(Request(scope, receive))
        await response(scope, receive, send)

    ws.app.bot_events = {"file_shared", "message.channels"}
    async with serving(serve) as url:
        ws.connect(url)
        file = ws.upload("ana", "list.csv", b"one\ntwo\nthree\n")
        ts = ws.say("announcements", "ana", "Please count", files=[file])
        await ws.idle()
    [answer] = ws.messages("announcements", ts)
    assert answer.text == "Counted"
    assert ws.content(answer.files[0]) == b"3 lines"
    assert heard == ["list.csv"]  # of its own files Bolt tells an app nothing


async def test_a_sync_app_uploads_what_it_was_asked_for(ws: Workspace) -> None:
    def start() -> tuple[Any, threading.Thread]:
        client = WebClient(ws.bot_token, base_url=ws.url)
        bolt = App(client=client, signing_secret=ws.signing_secret, process_before_response=True)

        @bolt.command("/report")
        def report(ack: Any, command: dict[str, Any], client: WebClient) -> None:
            ack()
            client.files_upload_v2(channel=command["channel_id"], content="a,b", filename="report.csv")

        http = SlackAppDevelopmentServer(port=0, path="/slack/events", app=bolt)._server
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        return http, thread

    http, thread = await asyncio.to_thread(start)
    try:
        ws.connect(f"http://127.0.0.1:{http.server_port}/slack/events")
        assert (await ws.command("ana", "announcements", "/report")).error is None
        await ws.idle()
    finally:
        await asyncio.to_thread(http.shutdown)
        http.server_close()
        thread.join()
    assert ws.file(ws.posts()[0].files[0]).name == "report.csv"
