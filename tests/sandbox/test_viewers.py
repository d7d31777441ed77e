"""The page's endpoints: always one member's workspace, and nothing that doesn't exist for them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.app import Recorder
from tests.sandbox.surfaces import modal


class Viewer:
    """A member at the page."""

    def __init__(self, ws: Workspace, session: aiohttp.ClientSession, name: str) -> None:
        self.ws = ws
        self.session = session
        self.id = ws.member(name).id

    async def get(self, what: str, **params: str) -> Any:
        async with self.session.get(
            f"{self.ws.page_url}page/{what}", params={"as": self.id} | params
        ) as response:
            return await response.json()

    async def act(self, do: str, **body: Any) -> dict[str, Any]:
        body |= {"as": self.id, "do": do}
        async with self.session.post(f"{self.ws.page_url}page/act", json=body) as response:
            return dict(await response.json())

    async def socket(self, since: int) -> aiohttp.ClientWebSocketResponse:
        params = {"as": self.id, "since": str(since)}
        return await self.session.ws_connect(f"{self.ws.page_url}page/ws", params=params)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def ana(ws: Workspace, session: aiohttp.ClientSession) -> Viewer:
    return Viewer(ws, session, "ana")


@pytest.fixture
def ben(ws: Workspace, session: aiohttp.ClientSession) -> Viewer:
    return Viewer(ws, session, "ben")


async def until_type(socket: aiohttp.ClientWebSocketResponse, kind: str) -> dict[str, Any]:
    """The next update of a type."""
    async with asyncio.timeout(5):
        while True:
            update = await socket.receive_json()
            if update["type"] == kind:
                return dict(update)


async def test_a_member_sees_only_its_own_channels(ana: Viewer, ben: Viewer) -> None:
    seen = [{channel["name"] for channel in (await who.get("state"))["channels"]} for who in (ana, ben)]
    assert seen == [
        {"announcements", "supply-chains", "Liaison"},
        {"announcements", "secret", "lounge", "Liaison"},
    ]


async def test_what_a_member_is_not_in_cannot_be_read_or_written(ws: Workspace, ana: Viewer) -> None:
    secret = ws.channel("secret").id
    assert (await ana.get("messages", channel=secret))["error"] == "channel_not_found"
    assert (await ana.act("say", channel=secret, text="x"))["error"] == "channel_not_found"
    assert (await ana.act("say", channel=ws.channel("lounge").id, text="x"))["error"] == "not_in_channel"


async def test_a_guest_sees_whom_it_shares_a_channel_with(
    ws: Workspace, session: aiohttp.ClientSession
) -> None:
    guest = ws.add_member("gus", real_name="Gus", guest="single")
    ws.join("secret", guest)
    people = (await Viewer(ws, session, "gus").get("state"))["people"]
    assert {person["name"] for person in people} == {"gus", "ben", "liaison"}


async def test_what_is_said_comes_to_those_in_the_channel(ws: Workspace, ana: Viewer, ben: Viewer) -> None:
    private = ws.channel("supply-chains").id
    public = ws.channel("announcements").id
    async with await ana.socket(0) as at_ana, await ben.socket(0) as at_ben:
        await ana.act("say", channel=private, text="Between us")
        said = await ana.act("say", channel=public, text="For all")
        assert (await until_type(at_ana, "message"))["message"]["text"] == "Between us"
        update = await until_type(at_ben, "message")
        assert update["message"]["text"] == "For all"
        assert update["n"] == said["n"]


async def test_a_reconnect_misses_nothing(ws: Workspace, ana: Viewer) -> None:
    n = (await ana.get("state"))["n"]
    for text in ("1", "2"):
        ws.say("announcements", "ben", text)
    async with await ana.socket(n) as socket:
        texts = [(await until_type(socket, "message"))["message"]["text"] for _ in range(2)]
    assert texts == ["1", "2"]
    async with await ana.socket(n + 1_000_000) as socket:
        assert (await socket.receive_json())["type"] == "reset"


async def test_messages_come_a_hundred_at_a_time(ws: Workspace, ana: Viewer) -> None:
    channel = ws.channel("announcements").id
    for number in range(150):
        ws.say(channel, "ben", str(number))
    newest = await ana.get("messages", channel=channel)
    assert newest["has_more"]
    assert [message["text"] for message in newest["messages"]] == [str(number) for number in range(50, 150)]
    older = await ana.get("messages", channel=channel, before=newest["messages"][0]["ts"])
    assert len(older["messages"]) == 50
    assert not older["has_more"]


async def test_unread_messages_are_counted_until_read(ws: Workspace, ana: Viewer) -> None:
    async def unread() -> tuple[int, int]:
        channels = (await ana.get("state"))["channels"]
        found = next(channel for channel in channels if channel["name"] == "announcements")
        return found["unread"], found["mention_count"]

    ws.say("announcements", "ben", "x")
    ts = ws.say("announcements", "ben", f"<@{ana.id}> y")
    assert await unread() == (2, 1)
    await ana.act("read", channel=ws.channel("announcements").id, ts=ts)
    assert await unread() == (0, 0)


async def test_a_modal_is_opened_filled_and_submitted_from_the_page(
    ws: Workspace, ana: Viewer, app: Recorder, client: AsyncWebClient
) -> None:
    async with await ana.socket(0) as socket:
        await ana.act("command", channel=ws.channel("announcements").id, text="/profile now")
        assert app.got[-1].data["text"] == "now"
        await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=modal())
        view = (await until_type(socket, "view"))["view"]
        assert (await ana.act("submit", view_id=view["id"]))["errors"] == {
            "name": "Please complete this required field."
        }
        state = {"name": {"n": {"type": "plain_text_input", "value": "Ana"}}}
        assert (await ana.act("submit", view_id=view["id"], state=state))["ok"]
        assert app.got[-1].data["view"]["state"]["values"] == state
        assert (await ana.get("state"))["view"] is None
    assert (await ana.act("submit", view_id=view["id"]))["error"] == "view_not_found"


async def test_another_members_modal_cannot_be_touched(
    ws: Workspace, ana: Viewer, ben: Viewer, app: Recorder, client: AsyncWebClient
) -> None:
    await ana.act("command", channel=ws.channel("announcements").id, text="/profile")
    opened = await client.views_open(trigger_id=app.got[-1].data["trigger_id"], view=modal())
    assert (await ben.act("submit", view_id=opened["view"]["id"]))["error"] == "view_not_found"
    assert (await ben.get("state"))["view"] is None


async def test_a_failure_is_told_in_a_sentence(ws: Workspace, ana: Viewer, app: Recorder) -> None:
    app.say(500)
    answer = await ana.act("command", channel=ws.channel("announcements").id, text="/calendar")
    assert answer["ok"] is False
    assert answer["message"] == '/calendar failed with the error "http_service_error"'


async def test_time_is_moved_from_the_page(ws: Workspace, ana: Viewer) -> None:
    before = ws.clock.now().timestamp() * 1000
    answer = await ana.act("advance", seconds=3600)
    assert answer["clock"]["now"] == before + 3_600_000
    assert (await ana.act("advance", to="next"))["error"] == "nothing_due"


async def test_a_new_person_joins_by_one_act(ws: Workspace, ana: Viewer) -> None:
    async with await ana.socket(0) as socket:
        answer = await ana.act("new_person", name="Eve Adams", tz="Asia/Tokyo", locale="fr-FR")
        person = (await until_type(socket, "member"))["person"]
    assert answer["member"] == person
    assert person["local_time_offset_min"] == 540
    assert person["id"] in ws.channel("announcements").members


async def test_leaving_a_private_channel_makes_it_vanish(ws: Workspace, ana: Viewer) -> None:
    channel = ws.channel("supply-chains").id
    async with await ana.socket(0) as socket:
        await ana.act("leave", channel=channel)
        assert (await until_type(socket, "channel_gone"))["id"] == channel
    assert (await ana.get("messages", channel=channel))["error"] == "channel_not_found"
    assert (await ana.act("join", channel=channel))["error"] == "channel_not_found"
    assert (await ana.act("be_invited", channel=channel))["ok"]


async def test_foreign_pages_are_refused(ws: Workspace, session: aiohttp.ClientSession) -> None:
    foreign = {"Origin": "http://evil.example"}
    async with session.get(f"{ws.page_url}page/people", headers=foreign) as response:
        assert response.status == 403
    async with session.get(f"{ws.page_url}control/posts", headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(f"{ws.page_url}page/ws?as={ws.member('ana').id}", headers=foreign)


async def test_the_control_api_sets_faults_moves_time_and_shows_posts(
    ws: Workspace, session: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    base = f"{ws.page_url}control/"
    async with session.post(base + "faults", json={"method": "chat.postMessage", "kind": "drop"}) as response:
        assert (await response.json())["pending"][0]["kind"] == "drop"
    async with session.post(base + "faults", json={"kind": "explode"}) as response:
        assert response.status == 400
    async with session.delete(base + "faults") as response:
        assert (await response.json())["pending"] == []
    await client.chat_postMessage(channel=ws.channel("announcements").id, text="Hello")
    async with session.get(base + "posts") as response:
        assert [post["text"] for post in await response.json()] == ["Hello"]
    async with session.post(base + "clock", json={"seconds": 60}) as response:
        assert (await response.json())["now"] == ws.clock.now().timestamp() * 1000
    async with session.get(base + "calls", params={"method": "chat.postMessage"}) as response:
        assert len(await response.json()) == 1
