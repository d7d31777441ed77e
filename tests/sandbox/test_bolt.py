"""Bolt's own sync and async apps, in HTTP and Socket Mode, run against the workspace unchanged."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from functools import partial

import pytest
import pytest_asyncio
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler as WebsocketsHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.app import SlackAppDevelopmentServer
from slack_bolt.async_app import AsyncApp
from slack_sdk import WebClient
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from sandbox import Workspace, create_workspace
from tests.conftest import START
from tests.sandbox.app import serving, until
from tests.sandbox.bolt_apps import COUNTRIES, listen, listen_async
from tests.sandbox.conftest import small_world

pytestmark = pytest.mark.asyncio(loop_scope="module")
Running = Callable[[Workspace], AbstractAsyncContextManager[None]]


def sync_app(ws: Workspace) -> App:
    app = App(client=WebClient(ws.bot_token, base_url=ws.url), signing_secret=ws.signing_secret)
    listen(app)
    return app


def async_app(ws: Workspace) -> AsyncApp:
    app = AsyncApp(client=AsyncWebClient(ws.bot_token, base_url=ws.url), signing_secret=ws.signing_secret)
    listen_async(app)
    return app


@asynccontextmanager
async def sync_over_http(ws: Workspace) -> AsyncIterator[None]:
    """What `app.start()` starts, in a thread."""
    app = await asyncio.to_thread(sync_app, ws)
    server = SlackAppDevelopmentServer(port=0, path="/slack/events", app=app)._server
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    ws.connect(f"http://127.0.0.1:{server.server_port}/slack/events")
    assert await ws.verify_url()
    try:
        yield
    finally:
        await asyncio.to_thread(server.shutdown)
        server.server_close()
        thread.join()


@asynccontextmanager
async def async_over_http(ws: Workspace) -> AsyncIterator[None]:
    handler = AsyncSlackRequestHandler(async_app(ws))

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handler.handle(Request(scope, receive))
        await response(scope, receive, send)

    async with serving(serve) as url:
        ws.connect(url)
        assert await ws.verify_url()
        yield


@asynccontextmanager
async def sync_over_socket(ws: Workspace) -> AsyncIterator[None]:
    app = await asyncio.to_thread(sync_app, ws)
    handler = SocketModeHandler(app, ws.app_token)
    await asyncio.to_thread(handler.connect)
    try:
        await until(lambda: ws.socket_mode.connections)
        yield
    finally:
        await asyncio.to_thread(handler.close)


def async_over_socket(kind: type[AsyncBaseSocketModeHandler]) -> Running:
    @asynccontextmanager
    async def running(ws: Workspace) -> AsyncIterator[None]:
        handler = kind(async_app(ws), ws.app_token)  # type: ignore[call-arg]
        await handler.connect_async()  # type: ignore[no-untyped-call]
        try:
            await until(lambda: ws.socket_mode.connections)
            yield
        finally:
            await handler.close_async()  # type: ignore[no-untyped-call]

    return running


WAYS: dict[str, Running] = {
    "sync, HTTP": sync_over_http,
    "async, HTTP": async_over_http,
    "sync, Socket Mode": sync_over_socket,
    "async, Socket Mode": async_over_socket(AsyncSocketModeHandler),
    "async, Socket Mode, websockets": async_over_socket(WebsocketsHandler),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=WAYS.values(), ids=WAYS)
async def running(request: pytest.FixtureRequest) -> AsyncIterator[Workspace]:
    """A workspace with the app at work in it: one for all tests, since threads end slowly."""
    async with create_workspace(now=START, world=small_world, rate_limits=False) as ws:
        ws.app.scopes |= {"app_mentions:read"}
        ws.add_command("/hello")
        ws.add_shortcut("introduce", "Introduce yourself")
        async with request.param(ws):
            yield ws


@pytest_asyncio.fixture(loop_scope="module")
async def bolt(running: Workspace) -> AsyncIterator[Workspace]:
    """The workspace as at its beginning; in the end everything must have gone well."""
    await running.reset()
    running.calls.clear()
    running.deliveries.clear()
    yield running
    await running.idle()
    assert {delivery.status for delivery in running.deliveries} == {200}
    assert [call.error for call in running.calls if not call.ok] == []


async def test_a_command_is_answered(bolt: Workspace) -> None:
    reply = await bolt.command("ana", "announcements", "/hello", "good day & more")
    assert reply.text == f"Hello <@{bolt.member('ana').id}>, you said good day & more"
    assert [message.text for message in bolt.ephemerals("ana")] == [reply.text]


async def test_a_message_is_heard_and_answered_in_its_thread(bolt: Workspace) -> None:
    ts = bolt.say("announcements", "ana", "knock knock")
    await until(lambda: bolt.messages("announcements", ts))
    assert [message.text for message in bolt.messages("announcements", ts)] == ["Who's there?"]


async def test_a_mention_is_heard(bolt: Workspace) -> None:
    bolt.say("announcements", "ana", f"<@{bolt.bot_user_id}> are you there")
    await until(bolt.posts)
    assert bolt.posts()[0].text == f"Yes, <@{bolt.member('ana').id}>?"


async def test_a_button_replaces_its_message(bolt: Workspace) -> None:
    bolt.say("announcements", "ana", "vote")
    await until(bolt.posts)
    assert (await bolt.press("ana", bolt.posts()[0], "yes")).ok
    said = f"<@{bolt.member('ana').id}> said yes"
    await until(lambda: bolt.posts()[0].text == said)
    assert not bolt.posts()[0].blocks


async def test_a_home_is_published_and_published_anew(bolt: Workspace) -> None:
    await bolt.open_home("ana")
    await until(lambda: bolt.home("ana"))
    for presses in (1, 2):
        view = bolt.home("ana")
        assert view is not None
        assert (await bolt.press("ana", view, "count")).ok
        await until(partial(shows, bolt, f"Pressed {presses} times"))


def shows(ws: Workspace, words: str) -> bool:
    home = ws.home("ana")
    return home is not None and words in str(home.blocks)


async def test_a_shortcut_opens_a_form_with_options_and_errors(bolt: Workspace) -> None:
    assert (await bolt.shortcut("ana", "introduce")).ok
    await until(lambda: bolt.view("ana"))
    assert [option["value"] for option in await bolt.options("ana", "country", "g")] == [COUNTRIES[1]]
    await bolt.fill("ana", {"n": "?", "country": "Ghana"})
    assert (await bolt.submit("ana")).errors == {"name": "Who are you?"}
    await bolt.fill("ana", {"n": "Ana"})
    assert (await bolt.submit("ana")).ok
    await until(lambda: bolt.dm("ana"))
    assert [message.text for message in bolt.dm("ana")] == ["Hello Ana of Ghana"]


async def test_bolts_socket_mode_renews_its_connection_when_slack_warns_it() -> None:
    async with create_workspace(now=START, world=small_world) as ws, WAYS["async, Socket Mode"](ws):
        first = ws.socket_mode.connections[0]
        await ws.socket_mode.warn()
        await until(lambda: ws.socket_mode.connections and first not in ws.socket_mode.connections)
        # It may have been sent on a connection that Bolt was just leaving: then it comes again.
        ts = ws.say("announcements", "ana", "knock knock")
        await ws.advance(timedelta(minutes=10))
        await until(lambda: ws.messages("announcements", ts))
