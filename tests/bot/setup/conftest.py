"""The sandbox with a small world in it, and the service that loads a file into it."""

from collections.abc import AsyncIterator

import pytest

from bot.setup.service import SetupService
from sandbox import create_workspace
from sandbox.workspace import Workspace
from storage.database import Database
from tests.bot.setup.world import world
from tests.conftest import START
from tests.slack import MovableTime, client_of


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with create_workspace(now=START, world=world) as running:
        yield running


@pytest.fixture
async def setup(ws: Workspace, db: Database) -> AsyncIterator[SetupService]:
    async with client_of(ws) as client:
        yield SetupService(db, client, MovableTime())
