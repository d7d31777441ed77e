"""Somebody who looks for people."""

import pytest

from bot.directory.search.service import DirectoryService
from tests.bot.directory.conftest import Join


@pytest.fixture
async def partner(join: Join) -> str:
    return await join("UV", "Viewer")


async def found(service: DirectoryService, text: str, viewer: str = "UV", page: int = 0) -> list[str]:
    return [hit.profile.member_id for hit in (await service.search(viewer, text, page)).hits]
