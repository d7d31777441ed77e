"""The control API, as a program in another process uses it: people, time, faults, Socket Mode, and what came of it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder, refusal, until
from tests.sandbox.sockets import connected
from tests.sandbox.surfaces import modal

Post = Callable[..., Awaitable[Any]]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def post(ws: Workspace, session: aiohttp.ClientSession) -> Post:
    async def post(path: str, expected: int = 200, **body: object) -> Any:
        async with session.post(f"{ws.page_url}control/{path}", json=body) as response:
            assert response.status == expected, await response.text()
            return await response.json()

    return post


async def get(ws: Workspace, session: aiohttp.ClientSession, path: str) -> Any:
    async with session.get(f"{ws.page_url}control/{path}") as response:
        return await response.json()


async def test_the_environment_is_what_an_app_needs(ws: Workspace, session: aiohttp.ClientSession) -> None:
    found = await get(ws, session, "environment")
    assert found == ws.environment(socket_mode=True)
    assert await AsyncWebClient(found["SLACK_BOT_TOKEN"], base_url=found["SLACK_API_URL"]).auth_test()


async def test_people_do_what_tests_let_them_do(ws: Workspace, app: Recorder, post: Post) -> None:
    ts = (await post("do", do="say", channel="announcements", member="ana", text="Hello"))["result"]
    await post("do", do="react", channel="announcements", ts=ts, member="ben", name="wave")
    await post("do", do="invite", channel="supply-chains", members=["ben"], by="ana")
    eve = (await post("do", do="team_join", name="eve", real_name="Eve"))["result"]
    await post("idle")
    kinds = {event["type"] for event in app.events}
    assert kinds == {"message", "reaction_added", "member_joined_channel", "team_join"}
    assert eve in ws.channel("announcements").members


async def test_commands_buttons_and_forms_work_from_another_process(
    ws: Workspace, app: Recorder, client: AsyncWebClient, session: aiohttp.ClientSession, post: Post
) -> None:
    app.say(200, {"text": "Here"})
    reply = await post("do", do="command", member="ana", channel="announcements", command="/calendar")
    assert reply["result"]["text"] == "Here"
    app.say(200)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    channel = ws.channel("announcements").id
    await client.chat_postMessage(
        channel=channel, text="x", blocks=[{"type": "actions", "elements": [button]}]
    )
    posted = (await get(ws, session, "posts"))[0]
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    pressed = await post("do", do="press", member="ana", surface=where, action_id="go")
    assert pressed["result"]["status"] == 200
    deliveries = await get(ws, session, "deliveries?name=block_actions")
    trigger = deliveries[0]["payload"]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=modal())
    await post("do", do="fill", member="ana", values={"n": "Ana"})
    assert (await post("do", do="submit", member="ana"))["result"]["action"] == "close"
    calls = await get(ws, session, "calls?method=views.open")
    assert [call["ok"] for call in calls] == [True]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("do", {"do": "explode"}),
        ("do", {"do": "core"}),
        ("do", {"do": "say", "channel": "announcements"}),
        ("do", {"do": "say", "channel": "nowhere", "member": "ana", "text": "x"}),
        ("do", {"do": "submit", "member": "ana"}),
        ("connect", {}),
        ("socket_mode", {"do": "explode"}),
        ("socket_mode", {"do": "freeze", "connection": 3}),
        ("faults", {"method": "auth.test", "kind": "explode"}),
        ("faults", {"method": "auth.test", "moment": "during"}),
        ("faults", {"colour": "red"}),
        ("clock", {"seconds": "soon"}),
        ("clock", {}),
    ],
)
async def test_what_makes_no_sense_is_refused_and_says_why(
    post: Post, path: str, body: dict[str, object]
) -> None:
    answer = await post(path, expected=400, **body)
    assert answer["ok"] is False
    assert answer["error"]


async def test_faults_are_set_and_taken_away(
    ws: Workspace, client: AsyncWebClient, session: aiohttp.ClientSession, post: Post
) -> None:
    await post("faults", method="auth.test", error="fatal_error", times=2)
    assert await refusal(client.auth_test()) == "fatal_error"
    assert [fault["times"] for fault in (await get(ws, session, "faults"))["pending"]] == [1]
    async with session.delete(f"{ws.page_url}control/faults") as response:
        assert (await response.json())["pending"] == []
    assert (await client.auth_test())["ok"]


async def test_events_are_brought_into_disorder(ws: Workspace, app: Recorder, post: Post) -> None:
    await post("faults", events={"duplicate": 1, "delay": 60})
    ws.say("announcements", "ana", "x")
    await post("idle")
    assert app.got == []
    await post("clock", seconds=60)
    assert len(app.got) == 2


async def test_socket_modes_connections_are_driven(
    ws: Workspace, session: aiohttp.ClientSession, post: Post
) -> None:
    socket = await connected(ws, session)
    frozen = await post("socket_mode", do="freeze")
    assert frozen["connections"] == [{"frozen": True, "waiting": False}]
    await post("socket_mode", do="thaw", connection=0)
    await post("socket_mode", do="refresh")
    assert (await socket.receive_json())["reason"] == "refresh_requested"
    await socket.receive()
    await until(lambda: not ws.socket_mode.connections)
    assert (await get(ws, session, "socket_mode"))["enabled"] is True


async def test_other_pages_can_not_use_it(ws: Workspace, session: aiohttp.ClientSession) -> None:
    headers = {"Origin": "https://evil.example"}
    async with session.get(f"{ws.page_url}control/environment", headers=headers) as response:
        assert response.status == 403
