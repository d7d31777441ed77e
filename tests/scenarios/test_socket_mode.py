"""The same stories over Socket Mode: Slack's requests come over a connection that Liaison opens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.socket_mode import connected
from bot.wiring import Liaison, assemble
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from storage.migrate import upgrade
from tests.scenarios.conftest import TOML, Story
from tests.slack import settings_for, small_workspace


@pytest.fixture
async def story(tmp_path: Path) -> AsyncIterator[Story]:
    url = f"sqlite:///{tmp_path / 'liaison.db'}"
    await upgrade(url)
    async with small_workspace(rate_limits=False) as ws, assembled(ws, url) as liaison:
        roster = liaison.services.roster
        await roster.request_sync()
        await liaison.worker.work()
        names = {name: ws.member(name).id for name in ("sofia", "ada", "benoit")}
        await liaison.setup.load(TOML.format(**names))
        count = liaison.metrics.count_request
        async with connected(liaison.app, liaison.client, ws.app_token, roster.request_sync, count):
            while not ws.core.courier.socket.connections:
                await asyncio.sleep(0.01)
            yield Story(ws, liaison)


def assembled(ws: Workspace, url: str) -> AbstractAsyncContextManager[Liaison]:
    return assemble(settings_for(ws, url), clock=ws.clock, pacing=Pacing(0, 0))


async def test_a_command_is_answered_over_the_socket(story: Story) -> None:
    reply = await story.ws.command("ada", "announcements", "/calendar", "")
    assert not reply.timed_out
    assert "Global Coordinating Group meeting" in str(reply.blocks)


async def test_an_event_comes_over_the_socket_and_is_acknowledged_when_stored(story: Story) -> None:
    story.ws.invite("migration", "carmen")
    await story.settle()
    await story.move(hours=8)  # until Carmen is awake
    assert len(story.direct("carmen")) == 1


async def test_a_connection_that_slack_refreshes_is_opened_anew_and_what_was_missed_is_caught_up_with(
    story: Story,
) -> None:
    first = story.ws.core.courier.socket.connections[0]
    await story.ws.core.courier.socket.refresh()
    while first in story.ws.core.courier.socket.connections or not story.ws.core.courier.socket.connections:
        await asyncio.sleep(0.01)
    reply = await story.ws.command("ada", "announcements", "/calendar", "help")
    assert not reply.timed_out


async def test_requests_over_the_socket_are_counted_as_those_by_http_are(story: Story) -> None:
    await story.ws.command("ada", "announcements", "/calendar", "")
    shown = (await story.liaison.metrics.render(story.liaison.db)).decode()
    assert 'liaison_requests_total{kind="command",status="200"} 1.0' in shown
