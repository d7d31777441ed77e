"""What somebody isn't in does not exist for them: a workspace with it and one without it answer them alike.

Every method and every act is tried in both, with the ids and words of what is hidden. Left out is what belongs to
whoever plays the workspace (the clock, the inspector, invitations), and the two facts that Slack itself gives away:
that a channel's name is taken, and that a single-channel guest has a channel already.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox import Workspace, create_workspace
from sandbox.page_acts import ACTS
from tests.conftest import START
from tests.sandbox.conftest import small_world
from tests.sandbox.web_api_successes import successes
from tests.sandbox.web_api_world import Caller, World, build, furnish

Json = dict[str, Any]
OPERATORS = {"advance", "pace", "reset", "new_person", "be_invited"}
CANARY = "canary"
# What differs between any two workspaces.
CHANCE = re.compile(
    r'127\.0\.0\.1:\d+|"hash": "[^"]*"|"n": \d+|"epoch": "[^"]*"|upload/v1/\w+|ticket=\w+|-[0-9a-f]{10}"'
)

Hide = Callable[[Workspace], str]


def private_channel(ws: Workspace) -> str:
    return ws.add_channel("canary-group", private=True, members=["ben", "carol"], topic=CANARY).id


def public_channel(ws: Workspace) -> str:
    return ws.add_channel("canary-lounge", members=["ben", "carol"], topic=CANARY).id


def direct_messages(ws: Workspace) -> str:
    return ws.core.state.open_conversation(ws.member("ben").id, ws.member("carol").id).id


def group_message(ws: Workspace) -> str:
    return ws.core.state.open_conversation(*(ws.member(name).id for name in ("ben", "carol", "dan"))).id


class Side:
    """One of the two workspaces. Where nothing is hidden, `channel` and `ts` name nothing."""

    def __init__(self, ws: Workspace, world: World, call: Caller) -> None:
        self.ws = ws
        self.world = world
        self.call = call
        self.channel = self.ts = ""

    def hide(self, hide: Hide) -> None:
        """Put in what is to be hidden, with everything that a conversation may have."""
        ws = self.ws
        self.channel = hide(ws)
        at = START - timedelta(days=2)
        self.ts = ws.add_message(self.channel, "ben", f"{CANARY} to <@{self.world.ana}>", at=at)
        ws.add_message(self.channel, "carol", CANARY, at=at + timedelta(hours=1), thread=self.ts)
        ws.message(self.channel, self.ts).reactions["eyes"] = [ws.member("carol").id]
        ws.channel(self.channel).pins.append({"channel": self.channel, "message": {"ts": self.ts}})

    async def ask(self, path: str, **query: str) -> Any:
        """What the page gets."""
        async with self.call.session.get(f"{self.ws.page_url}page/{path}", params=query) as response:
            return await response.json()

    async def act(self, viewer: str, **body: Any) -> Any:
        """What comes of an act on the page."""
        body["as"] = self.ws.member(viewer).id
        async with self.call.session.post(f"{self.ws.page_url}page/act", json=body) as response:
            return await response.json()


def more_people(ws: Workspace) -> None:
    small_world(ws)
    for name in ("carol", "dan"):
        ws.add_member(name, real_name=name.title())
    guest = ws.add_member("gus", real_name="Gus", guest="single")
    ws.invite("supply-chains", guest)


@pytest.fixture
async def sides() -> AsyncIterator[list[Side]]:
    """Two workspaces that are alike."""
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(2):
            ws = await stack.enter_async_context(
                create_workspace(now=START, world=more_people, rate_limits=False)
            )
            session = await stack.enter_async_context(aiohttp.ClientSession())
            call = Caller(ws, session)
            made.append(Side(ws, await furnish(build(ws), call), call))
        yield made


def alike(answer: Any) -> str:
    """An answer without what is chance."""
    return CHANCE.sub("", json.dumps(answer, sort_keys=True))


def hidden_in(sides: list[Side], hide: Hide) -> tuple[Side, Side]:
    """The side with something hidden, and the one without, which is asked for the same ids."""
    one, other = sides
    one.hide(hide)
    other.channel, other.ts = one.channel, one.ts
    # Its identifier is given to nothing else, so that what comes after it is called the same on both sides.
    assert other.ws.core.state.ids.new(one.channel[0]) == one.channel
    return one, other


def aimed(args: Json, side: Side) -> Json:
    """The arguments of a call, turned to what is hidden."""
    world = side.world
    turned = dict.fromkeys((world.open, world.closed, world.direct, world.group), side.channel)
    turned |= dict.fromkeys((world.parent, world.reply, world.own), side.ts)
    return {key: turned.get(value, value) if isinstance(value, str) else value for key, value in args.items()}


@pytest.mark.parametrize("hide", [private_channel, direct_messages, group_message])
async def test_no_method_tells_the_bot_of_what_it_is_not_in(sides: list[Side], hide: Hide) -> None:
    answers: list[list[tuple[str, str]]] = []
    for side in hidden_in(sides, hide):
        calls = [
            (method, asked) for method, args in successes(side.world) for asked in (aimed(args, side), args)
        ]
        for member in side.ws.members:
            mine = {"user": member.id, "types": "public_channel,private_channel,im,mpim"}
            calls.append(("users.conversations", mine))
        calls += [
            ("chat.postMessage", {"channel": name, "text": "x"}) for name in ("canary-group", "#canary-group")
        ]
        answers.append([(method, alike(await side.call(method, asked))) for method, asked in calls])
    assert CANARY not in str(answers)
    for with_it, without in zip(*answers, strict=True):
        assert with_it == without


SURFACES = [
    ("ana", private_channel), ("ana", direct_messages), ("ana", group_message),
    ("gus", private_channel), ("gus", public_channel), ("gus", direct_messages), ("gus", group_message),
]  # fmt: skip


@pytest.mark.parametrize(("viewer", "hide"), SURFACES)
async def test_no_list_history_or_search_on_the_page_shows_it(
    sides: list[Side], viewer: str, hide: Hide
) -> None:
    answers: list[list[str]] = []
    for side in hidden_in(sides, hide):
        me = side.ws.member(viewer).id
        place = {"as": me, "channel": side.channel}
        answers.append(
            [
                alike(await side.ask("state", **{"as": me})),
                alike(await side.ask("messages", **place)),
                alike(await side.ask("messages", thread=side.ts, **place)),
                alike(await side.ask("messages", around=side.ts, **place)),
                alike(await side.ask("search", q=CANARY, **{"as": me})),
            ]
        )
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("viewer", "hide"), SURFACES)
async def test_no_act_reaches_it(sides: list[Side], viewer: str, hide: Hide) -> None:
    answers: list[dict[str, str]] = []
    for side in hidden_in(sides, hide):
        heard = {}
        for do in sorted(ACTS.keys() - OPERATORS):
            body = {
                "do": do, "channel": side.channel, "ts": side.ts, "thread_ts": side.ts, "text": "/help", "name": "eyes",
                "users": [side.ws.member("dan").id], "action_id": "a", "block_id": "b", "user": side.world.ana,
            }  # fmt: skip
            heard[do] = alike(await side.act(viewer, **body))
        answers.append(heard)
    assert answers[0] == answers[1]
    hidden = sides[0].ws.channel(sides[0].channel)
    assert [message.text for message in hidden.timeline if not message.subtype] == [
        f"{CANARY} to <@{sides[0].world.ana}>"
    ]
    assert sides[0].ws.member(viewer).id not in hidden.members


@pytest.mark.parametrize(("viewer", "hide"), SURFACES)
async def test_nothing_that_happens_in_it_comes_to_the_page(
    sides: list[Side], viewer: str, hide: Hide
) -> None:
    side, _ = hidden_in(sides, hide)
    ws, channel = side.ws, side.channel
    address = f"{ws.page_url}page/ws"
    async with side.call.session.ws_connect(address, params={"as": ws.member(viewer).id}) as socket:
        ws.say(channel, "carol", f"{CANARY} <@{ws.member(viewer).id}>", side.ts)
        ts = ws.say(channel, "ben", CANARY)
        ws.edit(channel, ts, f"{CANARY} again")
        ws.react(channel, ts, "carol", "wave")
        ws.delete(channel, ts)
        if ws.channel(channel).kind in {"public", "private"}:
            ws.invite(channel, "dan")
            ws.rename(channel, "canary-renamed")
            ws.leave(channel, "dan")
            ws.archive(channel)
        ws.say("supply-chains", "ana", "The end")
        updates = []
        async with asyncio.timeout(5):
            while "The end" not in (update := await socket.receive_str()):
                updates.append(update)
    assert [update for update in updates if channel in update or CANARY in update] == []


async def test_a_guest_writes_to_and_invites_only_whom_it_shares_a_channel_with(sides: list[Side]) -> None:
    side = sides[0]
    known, unknown = side.world.ana, side.ws.member("carol").id
    closed = side.world.closed
    assert (await side.act("gus", do="open_dm", user=known))["ok"]
    assert (await side.act("gus", do="open_dm", user=unknown))["error"] == "user_not_found"
    assert (await side.act("gus", do="invite", channel=closed, users=[unknown]))["error"] == "user_not_found"
    assert (await side.act("gus", do="join", channel=side.world.open))["error"] == "channel_not_found"


async def test_a_guest_who_leaves_a_public_channel_sees_it_vanish(sides: list[Side]) -> None:
    ws = sides[0].ws
    ws.invite("lounge", "gus")
    address = f"{ws.page_url}page/ws"
    async with sides[0].call.session.ws_connect(address, params={"as": ws.member("gus").id}) as socket:
        ws.leave("lounge", "gus")
        async with asyncio.timeout(5):
            while (update := await socket.receive_json())["type"] != "channel_gone":
                pass
    assert update["id"] == ws.channel("lounge").id


async def test_a_guest_gets_to_know_those_with_whom_it_comes_to_share_a_channel(sides: list[Side]) -> None:
    ws = sides[0].ws

    async def next_person(socket: aiohttp.ClientWebSocketResponse) -> str:
        async with asyncio.timeout(5):
            while (update := await socket.receive_json())["type"] != "member":
                pass
        return str(update["person"]["name"])

    address = f"{ws.page_url}page/ws"
    async with sides[0].call.session.ws_connect(address, params={"as": ws.member("gus").id}) as socket:
        ws.add_member("eve", real_name="Eve Example")
        ws.team_join("fred", real_name="Fred Example")
        ws.invite("supply-chains", "carol")
        assert await next_person(socket) == "carol"
        ws.invite("secret", "gus")
        assert {await next_person(socket), await next_person(socket)} == {"ben", "gus"}
