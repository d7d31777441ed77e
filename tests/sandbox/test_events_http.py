"""What Slack makes of a Request URL's ways of not answering: the reasons of its retries, redirects, deadlines."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Workspace, create_workspace
from sandbox.verification import verify_when_up
from tests.sandbox.app import Got, HandTime, Recorder, serving, until

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def talking(talk: Talk) -> AsyncIterator[str]:
    """The address of something that talks over TCP as it likes, once it has read a request's head."""
    over = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await asyncio.wait(
                [asyncio.ensure_future(talk(reader, writer)), waiting], return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            writer.transport.abort()

    waiting = asyncio.ensure_future(over.wait())
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}/slack/events"
        over.set()
        await waiting
    await asyncio.sleep(0)


async def nothing(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    """Hang up."""


async def garbage(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"EHLO slack\r\n\r\n")
    await writer.drain()


async def head_only(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nonly")
    await asyncio.Event().wait()


def redirecting(app: Recorder, hops: int, status: int = 302) -> None:
    """Let the app send a request so many times elsewhere before it takes it."""

    async def answer(_got: Got) -> tuple[int, Any]:
        here = len(app.got)
        if here <= hops:
            app.headers["Location"] = f"/moved/{here}"
            return status, ""
        app.headers.clear()
        return 200, ""

    app.answer = answer


@pytest.mark.parametrize("status", [301, 302])
async def test_up_to_two_redirects_are_followed_with_the_same_signed_request(
    ws: Workspace, app: Recorder, status: int
) -> None:
    redirecting(app, 2, status)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert [got.body for got in app.got] == [app.got[0].body] * 3
    assert len({got.headers["x-slack-signature"] for got in app.got}) == 1
    assert [(delivery.status, delivery.failure) for delivery in ws.deliveries] == [(200, None)]


async def test_a_third_redirect_is_too_many(ws: Workspace, app: Recorder) -> None:
    redirecting(app, 3)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert [delivery.failure for delivery in ws.deliveries] == ["too_many_redirects", None]
    assert app.got[3].headers["x-slack-retry-reason"] == "too_many_redirects"


@pytest.mark.parametrize("status", [400, 404, 429, 500, 503, 304])
async def test_anything_but_a_2xx_is_an_error(ws: Workspace, app: Recorder, status: int) -> None:
    app.say(status)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert app.got[1].headers["x-slack-retry-reason"] == "http_error"


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_any_2xx_is_an_acknowledgement_whatever_it_says(
    ws: Workspace, app: Recorder, status: int
) -> None:
    app.say(status, "" if status == 204 else "no JSON at all")
    ws.say("announcements", "ana", "x")
    await ws.advance(timedelta(hours=1))
    assert len(app.got) == 1


@pytest.mark.parametrize("talk", [nothing, garbage])
async def test_an_answer_that_is_none_is_an_unknown_error(ws: Workspace, talk: Talk) -> None:
    async with talking(talk) as url:
        ws.connect(url)
        ws.say("announcements", "ana", "x")
        await ws.idle()
    assert [delivery.failure for delivery in ws.deliveries] == ["unknown_error"] * 2


async def test_a_broken_certificate_is_an_ssl_error(ws: Workspace, app: Recorder) -> None:
    # The test's server speaks no TLS at all, which is as little to be trusted.
    ws.connect(app.url.replace("http://", "https://"))
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert [delivery.failure for delivery in ws.deliveries] == ["ssl_error"] * 2


async def test_a_server_that_is_not_there_is_a_failed_connection(ws: Workspace) -> None:
    ws.connect("http://127.0.0.1:9/slack/events")
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert [delivery.failure for delivery in ws.deliveries] == ["connection_failed"] * 2


@pytest.mark.parametrize(
    "url", ["", "slack/events", "ftp://127.0.0.1/", "http://[half", "http://127.0.0.1:0x"]
)
async def test_an_address_that_is_none_breaks_nothing(ws: Workspace, url: str) -> None:
    ws.connect(url)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert {delivery.failure for delivery in ws.deliveries} <= {"unknown_error", "connection_failed"}


async def test_a_body_that_does_not_end_in_three_seconds_is_a_timeout(real: HandTime) -> None:
    async with create_workspace(real=real) as ws, talking(head_only) as url:
        ws.connect(url)
        ws.say("announcements", "secretariat", "x")
        await until(lambda: ws.deliveries)
        session = ws.core.courier._http
        await until(lambda: session._session)
        real.move(3)
        await until(lambda: len(ws.deliveries) == 2)
        assert ws.deliveries[0].failure == "http_timeout"
        ws.connect(None)
        real.move(3)
        await ws.idle()


async def test_only_a_failed_answer_can_refuse_retries(ws: Workspace, app: Recorder) -> None:
    app.headers["X-Slack-No-Retry"] = "0"
    app.say(500)
    ws.say("announcements", "ana", "x")
    await ws.advance(timedelta(hours=1))
    assert len(app.got) == 4


@pytest.mark.parametrize(
    ("status", "error"),
    [(404, "http_client_error"), (500, "http_service_error"), (302, "http_client_error")],
)
async def test_a_command_that_fails_says_how(ws: Workspace, app: Recorder, status: int, error: str) -> None:
    app.say(status)
    reply = await ws.command("ana", "announcements", "/calendar")
    assert reply.said == f'/calendar failed with the error "{error}"'
    assert len(app.got) == 1


async def test_a_command_for_an_app_that_is_down_is_not_dispatched(ws: Workspace) -> None:
    ws.connect("http://127.0.0.1:9/")
    reply = await ws.command("ana", "announcements", "/calendar")
    assert reply.said == '/calendar failed with the error "dispatch_failed"'


async def test_a_command_without_an_answer_in_three_seconds_times_out(real: HandTime) -> None:
    async def never(_got: Got) -> tuple[int, Any]:
        await asyncio.Event().wait()
        return 200, ""

    recorder = Recorder(answer=never)
    async with create_workspace(real=real) as ws, serving(recorder) as url:
        ws.connect(url)
        typing = asyncio.ensure_future(ws.command("secretariat", "announcements", "/calendar"))
        await until(lambda: recorder.got)
        real.move(2.9)
        assert not typing.done()
        real.move(0.1)
        reply = await typing
        assert reply.timed_out
        assert reply.said == '/calendar failed with the error "operation_timeout"'


async def test_a_request_url_that_says_nothing_back_is_told_on_the_page(ws: Workspace, app: Recorder) -> None:
    shown: list[str] = []
    ws.core.feed.follow(
        lambda update: shown.append(update.subject["text"]) if update.type == "toast" else None
    )
    app.say(200, "no")
    assert not await ws.verify_url()
    ws.connect("http://127.0.0.1:9/")
    assert not await ws.verify_url()
    assert shown == [
        "Your URL didn't respond with the value of the challenge parameter.",
        "Your URL didn't answer (connection_failed).",
    ]


@pytest.mark.parametrize("kind", ["text", "json", "form"])
async def test_a_challenge_may_be_said_back_in_three_ways(ws: Workspace, app: Recorder, kind: str) -> None:
    async def challenged(got: Got) -> tuple[int, Any]:
        challenge = json.loads(got.body)["challenge"]
        ways = {"text": challenge, "json": {"challenge": challenge}, "form": f"challenge={challenge}"}
        return 200, ways[kind]

    app.answer = challenged
    assert await ws.verify_url()


async def test_an_app_that_is_started_later_is_asked_for_the_challenge_then(real: HandTime) -> None:
    async def challenged(got: Got) -> tuple[int, Any]:
        return 200, {"challenge": got.data["challenge"]}

    recorder = Recorder(answer=challenged)
    async with create_workspace(real=real) as ws, serving(recorder) as url:
        ws.connect("http://127.0.0.1:9/slack/events")
        asking = asyncio.ensure_future(verify_when_up(ws.core))
        await until(lambda: real._sleepers)
        ws.connect(url)
        real.move(1)
        assert await asking == "Your app answers at its Request URL."


async def test_the_control_api_asks_for_the_challenge_too(ws: Workspace, app: Recorder) -> None:
    async def challenged(got: Got) -> tuple[int, Any]:
        return 200, {"challenge": got.data["challenge"]}

    async with aiohttp.ClientSession() as session:
        url = f"{ws.page_url}control/connect"
        async with session.post(url, json={"request_url": app.url}) as response:
            answer = await response.json()
            assert (answer["verified"], "challenge parameter" in answer["message"]) == (False, True)
        app.answer = challenged
        async with session.post(url, json={"request_url": app.url}) as response:
            assert await response.json() == {"ok": True, "verified": True}
