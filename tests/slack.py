"""The sandbox workspace and a clock of real seconds that tests move, for what talks to Slack."""

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import aiohttp
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.slack import create_client
from sandbox import create_workspace
from sandbox.workspace import Workspace
from tests.conftest import START


class MovableTime:
    """Real time as a test moves it: who sleeps, sleeps until it is moved past their moment."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self._now = now
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def time(self) -> float:
        return self._now

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._now + seconds, self._count, future))
        await future

    def move(self, seconds: float) -> None:
        self._now += seconds
        while self._sleepers and self._sleepers[0][0] <= self._now:
            future = heapq.heappop(self._sleepers)[2]
            if not future.done():
                future.set_result(None)


def settings_for(workspace: Workspace, database_url: str, **values: object) -> Settings:
    """The environment that points Liaison to the sandbox."""
    return Settings(
        slack_bot_token=SecretStr(workspace.bot_token),
        slack_signing_secret=SecretStr(workspace.signing_secret),
        slack_api_url=workspace.url,
        database_url=database_url,
        host="127.0.0.1",
        **values,
    )


@asynccontextmanager
async def client_of(workspace: Workspace, timeout: float = 6.0) -> AsyncIterator[AsyncWebClient]:
    settings = settings_for(workspace, "sqlite:///:memory:")
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout)) as session:
        yield create_client(settings, session)


@asynccontextmanager
async def small_workspace(now: datetime = START, **arguments: object) -> AsyncIterator[Workspace]:
    """A few people, and private channels that the bot is in: #secretariat, and the groups #migration and #ceag."""

    def world(ws: Workspace) -> None:
        bot = ws.bot_user_id
        sofia = ws.add_member("sofia", real_name="Sofia Example", locale="en-GB")
        ada = ws.add_member("ada", real_name="Ada Example", locale="en-GB")
        benoit = ws.add_member("benoit", real_name="Benoît Exemple", tz="America/New_York", locale="fr-FR")
        carmen = ws.add_member("carmen", real_name="Carmen Ejemplo", tz="America/Lima", locale="es-ES")
        everyone = [sofia.id, ada.id, benoit.id, carmen.id, bot]
        ws.add_channel("announcements", general=True, members=everyone)
        ws.add_channel("secretariat", private=True, members=[sofia.id, bot])
        ws.add_channel("migration", private=True, members=[sofia.id, ada.id, benoit.id, bot])
        ws.add_channel("ceag", private=True, members=[ada.id, bot])

    async with create_workspace(now=now, world=world, **arguments) as ws:  # type: ignore[arg-type]
        yield ws
