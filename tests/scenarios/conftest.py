"""Stories through the real door: the sandbox as Slack, Liaison behind signed HTTP, a clock that the story moves."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.serving import listen, serving
from bot.wiring import Liaison, assemble
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from tests.slack import settings_for, small_workspace

TOML = """
[workspace]
name = "Alliance 8.7"
timezone = "Europe/Zurich"
languages = ["en", "fr", "es"]
announcements = "announcements"
secretariat_channel = "secretariat"
secretariat = ["{sofia}"]
guide = "https://example.org/guide"

[[groups]]
channel = "migration"
name = "Migration Action Group"
purpose = "Where the work plan is discussed."
moderators = ["{ada}", "{benoit}"]

[[groups]]
channel = "ceag"
name = "Communications and Engagement Action Group"
moderators = ["{ada}"]

[[activities]]
kind = "event"
title = "Migration Action Group workshop"
group = "migration"
place = "Geneva"
date = "2019-04-11"
end_date = "2019-04-12"

[[activities]]
kind = "event"
title = "Global Coordinating Group meeting"
date = "2019-04-03"
"""


@dataclass
class Story:
    """A workspace with Liaison in it, set up and up to date."""

    ws: Workspace
    liaison: Liaison

    async def settle(self) -> None:
        """Everything that is on its way or due arrives."""
        await self.ws.idle()
        while await self.liaison.worker.work():
            await self.ws.idle()

    async def move(self, **delta: float) -> None:
        """Time passes, from one thing due to the next."""
        await self.ws.advance(timedelta(**delta))
        await self.settle()

    async def move_to(self, moment: datetime) -> None:
        await self.ws.advance(moment)
        await self.settle()

    def texts(self, channel: str) -> list[str]:
        """What Liaison posted in a channel."""
        bot = self.ws.bot_user_id
        return [m.text for m in self.ws.messages(channel) if m.user == bot and not m.subtype]

    def direct(self, member: str) -> list[str]:
        """What Liaison wrote to a person, with all that its blocks say."""
        return [f"{m.text}\n{m.blocks}" for m in self.ws.dm(member) if m.user == self.ws.bot_user_id]


@pytest.fixture
async def story(database_url: str) -> AsyncIterator[Story]:
    async with small_workspace(rate_limits=False) as ws:
        settings = settings_for(ws, database_url)
        async with assemble(settings, clock=ws.clock, pacing=Pacing(0, 0)) as liaison:
            listener = listen("127.0.0.1", 0)
            async with serving(liaison.web, listener):
                ws.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
                ws.attach(liaison.worker)
                await liaison.services.roster.request_sync()
                await liaison.worker.work()
                names = {name: ws.member(name).id for name in ("sofia", "ada", "benoit")}
                await liaison.setup.load(TOML.format(**names))
                the_story = Story(ws, liaison)
                await the_story.settle()
                yield the_story
                await ws.idle()
    await asyncio.sleep(0)
