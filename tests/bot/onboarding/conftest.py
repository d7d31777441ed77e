"""The world of onboarding, on both databases."""

import pytest

from storage.database import Database
from tests.bot.onboarding import world as worlds
from tests.bot.onboarding.world import World
from tests.conftest import MovableClock


@pytest.fixture
async def world(db: Database, clock: MovableClock) -> World:
    return await worlds.make(db, clock)
