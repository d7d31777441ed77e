"""The workspace itself: quick to make, steady in its ids, moved by its clock, leaving nothing behind."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from sandbox import Clock, Workspace, create_workspace
from tests.conftest import START
from tests.sandbox.app import HandTime, Recorder, until
from tests.sandbox.conftest import small_world


async def test_many_workspaces_stand_side_by_side_each_with_its_own_port() -> None:
    async with AsyncExitStack() as stack:
        made = await asyncio.gather(*(stack.enter_async_context(create_workspace()) for _ in range(30)))
        assert len({ws.url for ws in made}) == 30
        made[0].say("announcements", "secretariat", "only here")
        assert [len(ws.messages("announcements")) for ws in made] == [1] + [0] * 29


async def test_workspaces_stand_side_by_side_with_the_same_ids_and_other_secrets() -> None:
    async with create_workspace(world=small_world) as one, create_workspace(world=small_world) as two:
        assert one.url != two.url
        assert [member.id for member in one.members] == [member.id for member in two.members]
        assert [channel.id for channel in one.channels] == [channel.id for channel in two.channels]
        assert one.bot_token != two.bot_token
        assert one.signing_secret != two.signing_secret


async def test_a_workspace_leaves_nothing_behind() -> None:
    async with create_workspace() as ws, aiohttp.ClientSession() as session:
        ws.faults.add("auth.test", "hang", seconds=3600)
        params = {"token": ws.bot_token}
        hanging = asyncio.ensure_future(session.get(ws.url + "auth.test", params=params))
        await until(lambda: ws.calls)
        port = ws.page_url
    with pytest.raises(aiohttp.ClientError):
        await hanging
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.ClientConnectorError):
            await session.get(port)
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_a_port_in_use_is_an_error() -> None:
    async with create_workspace() as ws:
        port = int(ws.page_url.rstrip("/").rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            async with create_workspace(port=port):
                pass


def test_the_clock_stands_still_until_moved() -> None:
    moves: list[datetime] = []
    clock = Clock(START)
    clock.on_move(lambda: moves.append(clock.now()))
    clock.move(timedelta(hours=1))
    clock.move_to(START)
    assert moves == [START + timedelta(hours=1), START]
    with pytest.raises(ValueError, match="aware"):
        clock.move_to(datetime(2019, 3, 18))  # noqa: DTZ001 - that is what is refused


def test_the_clock_may_run_at_a_pace(real: HandTime) -> None:
    clock = Clock(START, real=real)
    clock.pace = 60
    real.move(2)
    assert clock.now() == START + timedelta(minutes=2)
    clock.pace = 0
    real.move(2)
    assert clock.now() == START + timedelta(minutes=2)


async def test_timestamps_increase_even_when_the_clock_goes_back(ws: Workspace) -> None:
    first = ws.say("announcements", "ana", "x")
    ws.clock.move(timedelta(hours=-1))
    assert ws.say("announcements", "ana", "y") > first
    assert [message.text for message in ws.messages("announcements")] == ["x", "y"]


async def test_history_is_put_where_it_belongs(ws: Workspace, app: Recorder) -> None:
    ws.say("announcements", "ana", "today")
    for _ in range(2):
        ws.add_message("announcements", "ana", "long ago", at=datetime(2019, 1, 1, tzinfo=UTC))
    await ws.idle()
    assert [message.text for message in ws.messages("announcements")] == ["long ago", "long ago", "today"]
    assert len(app.got) == 1


class Bot:
    """Something attached that has work at certain moments."""

    def __init__(self, ws: Workspace, *due: datetime) -> None:
        self.ws = ws
        self.due = sorted(due)
        self.worked: list[datetime] = []

    async def next_due(self) -> tuple[datetime, str] | None:
        return (self.due[0], "round-up") if self.due else None

    async def work(self) -> None:
        while self.due and self.due[0] <= self.ws.clock.now():
            self.worked.append(self.ws.clock.now())
            self.due.pop(0)


async def test_advancing_stops_at_every_due_moment(ws: Workspace) -> None:
    moments = [START + timedelta(minutes=5), START + timedelta(hours=1), START + timedelta(days=9)]
    bot = Bot(ws, *moments)
    ws.attach(bot)
    assert await ws.next_due() == (moments[0], "round-up")
    await ws.advance(timedelta(days=1))
    assert bot.worked == moments[:2]
    assert ws.clock.now() == START + timedelta(days=1)
    assert await ws.next_due() == (moments[2], "round-up")


async def test_work_that_stays_undone_does_not_stop_time(ws: Workspace) -> None:
    class Stuck(Bot):
        async def work(self) -> None:
            self.worked.append(self.ws.clock.now())

    bot = Stuck(ws, START)
    ws.attach(bot)
    await ws.advance(timedelta(hours=1))
    assert ws.clock.now() == START + timedelta(hours=1)


async def test_a_reset_brings_back_the_world_and_keeps_the_secrets(ws: Workspace, app: Recorder) -> None:
    token, ana = ws.bot_token, ws.member("ana").id
    again: list[str] = []

    async def told() -> None:
        again.append("reset")

    ws.on_reset(told)
    ws.say("announcements", "ana", "x")
    await ws.idle()
    ws.team_join("eve", real_name="Eve")
    await ws.advance(timedelta(days=1))
    await ws.reset()
    assert ws.messages("announcements") == []
    assert ws.member("ana").id == ana
    assert ws.bot_token == token
    assert ws.clock.now() == START
    assert again == ["reset"]
    ws.say("announcements", "ana", "x")
    await ws.idle()
    assert len({got.data["event_id"] for got in app.got}) == len(app.got)
