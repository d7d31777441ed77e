"""A workspace, a client for it, and an app that records what it gets."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace, create_workspace
from tests.conftest import START
from tests.sandbox.app import HandTime, Recorder, serving


@pytest.fixture
def real() -> HandTime:
    return HandTime()


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    """A workspace with Ana, Ben and a private channel of Ana and the bot."""
    async with create_workspace(now=START, world=small_world, rate_limits=False) as workspace:
        yield workspace


@pytest.fixture
async def client(ws: Workspace) -> AsyncIterator[AsyncWebClient]:
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(ws.bot_token, base_url=ws.url, session=session, retry_handlers=[])


@pytest.fixture
async def app(ws: Workspace) -> AsyncIterator[Recorder]:
    recorder = Recorder()
    async with serving(recorder) as url:
        recorder.url = url
        ws.connect(url)
        yield recorder


def small_world(ws: Workspace) -> None:
    ana = ws.add_member(
        "ana", real_name="Ana Souza", email="ana@gov.example", tz="America/Sao_Paulo", locale="pt-BR"
    )
    ben = ws.add_member("ben", real_name="Ben Okafor", email="ben@union.example", title="Organiser")
    ws.add_channel("announcements", members=[ana, ws.bot_user_id], general=True)
    ws.add_channel("supply-chains", private=True, members=[ana, ws.bot_user_id])
    ws.add_channel("secret", private=True, members=[ben])
    ws.add_channel("lounge", members=[ben])
