"""A small workspace with people in it, for the directory."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.directory.service import DirectoryService
from storage import channels, people, workspace
from storage.database import Database
from tests.conftest import START

Join = Callable[..., Awaitable[str]]
Publish = Callable[..., Awaitable[str]]


@pytest.fixture
def service(db: Database) -> DirectoryService:
    return DirectoryService(db)


@pytest.fixture
async def join(db: Database) -> Join:
    """Adds a member: `await join("U1", "Ana", channels=["C1"], is_guest=True)`."""
    async with db.write() as tx:
        await workspace.save(tx, languages=["en", "fr", "es"])

    async def add(member_id: str, name: str = "", *, channels_: tuple[str, ...] = (), **values: Any) -> str:
        async with db.write() as tx:
            await people.save(tx, member_id, name=name or member_id, **{"synced_at": START} | values)
            for channel_id in channels_:
                await channels.save(tx, channel_id, kind="group", bot_is_member=True)
                await channels.save_membership(tx, channel_id, member_id, changed_at=START)
        return member_id

    return add


@pytest.fixture
async def publish(service: DirectoryService, join: Join) -> Publish:
    """Adds a member who is listed: `await publish("U1", "Ana", country="KE")`."""

    async def add(member_id: str, name: str = "", **values: Any) -> str:
        about = {
            k: values.pop(k)
            for k in ("role", "organisation", "country", "fields", "languages")
            if k in values
        }
        await join(member_id, name, **values)
        if not values.get("is_bot") and not values.get("is_deactivated"):
            await service.save(member_id, {"role": "Adviser", "listed": ["yes"]} | about, "first")
        return member_id

    return add
