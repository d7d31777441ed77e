"""Somebody with a form to fill in, and what others find of them."""

from typing import Any

import pytest

from bot.directory.profile.own import OwnProfile
from bot.directory.profile.profiles import ProfileService
from bot.directory.search.service import DirectoryService
from storage.database import Database
from tests.bot.directory.conftest import Join, term_id, write_profile

JUDGE: dict[str, Any] = {"role": "Judge", "introductions": ["yes"]}
LISTED: dict[str, Any] = JUDGE | {"listed": ["yes"]}


@pytest.fixture
def own_profiles(db: Database) -> ProfileService:
    return ProfileService(db)


@pytest.fixture
async def ana(join: Join) -> str:
    return await join("U1", "Ana", photo="https://example.org/ana.png")


async def finds(service: DirectoryService, text: str, viewer: str = "UV") -> list[str]:
    return [hit.profile.member_id for hit in (await service.search(viewer, text)).hits]


async def term_value(db: Database, kind: Any, name: str, **values: Any) -> str:
    async with db.write() as tx:
        return f"id:{await term_id(tx, kind, name, **values)}"


async def draft(db: Database, member_id: str, **values: Any) -> OwnProfile:
    async with db.write() as tx:
        await write_profile(tx, member_id, drafted_at=tx.now, **values)
    return await ProfileService(db).own(member_id)
