"""Stories through the real door: the sandbox as Slack, Liaison behind signed HTTP, a clock that the story moves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.serving import listen, serving
from bot.wiring import Liaison, assemble
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from tests.emptying import Emptier
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


async def _set_up(url: str) -> None:
    async with small_workspace(rate_limits=False) as ws, _joined(ws, url) as story:
        await story.liaison.services.roster.request_sync()
        await story.liaison.worker.work()
        names = {name: ws.member(name).id for name in ("sofia", "ada", "benoit")}
        await story.liaison.setup.load(TOML.format(**names))
        await story.settle()
        # Else a story that begins with what is in the database would begin in another workspace.
        assert not any(ws.messages(channel) for channel in ws.channels)


@asynccontextmanager
async def _joined(ws: Workspace, url: str) -> AsyncIterator[Story]:
    """A workspace with a running Liaison in it."""
    async with assemble(settings_for(ws, url), clock=ws.clock, pacing=Pacing(0, 0)) as liaison:
        listener = listen("127.0.0.1", 0)
        async with serving(liaison.web, listener):
            ws.connect(f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events")
            ws.attach(liaison.worker)
            yield Story(ws, liaison)
            await ws.idle()


@pytest.fixture(scope="session")
def beginnings() -> dict[str, Any]:
    """What is in a database, of each kind, once Liaison is set up in the small workspace: filled by the first who needs it."""
    return {}


@pytest.fixture
def set_up_url(
    database_url: str, beginnings: dict[str, Any], request: pytest.FixtureRequest, tmp_path: Path
) -> str:
    """The URL of a database in which Liaison is set up and up to date. The ids of the small workspace are always the same."""
    if database_url.startswith("sqlite"):
        path = tmp_path / "liaison.db"
        if "sqlite" not in beginnings:
            asyncio.run(_set_up(database_url))
            beginnings["sqlite"] = path.read_bytes()
        path.write_bytes(beginnings["sqlite"])
    else:
        emptier: Emptier = request.getfixturevalue("emptier")
        if "postgres" in beginnings:
            emptier.fill(beginnings["postgres"])
        else:
            asyncio.run(_set_up(database_url))
            beginnings["postgres"] = emptier.contents()
    return database_url


@pytest.fixture
async def story(set_up_url: str) -> AsyncIterator[Story]:
    async with small_workspace(rate_limits=False) as ws, _joined(ws, set_up_url) as the_story:
        yield the_story
    await asyncio.sleep(0)
