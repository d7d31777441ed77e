"""The sandbox with a small world in it, and the import into a database."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.directory.exchange.importing import ImportService
from bot.directory.exchange.report import Report
from sandbox.workspace import Workspace
from storage.database import Database
from tests.slack import MovableTime, client_of, small_workspace


class Counted:
    """Remembers how far it came."""

    def __init__(self) -> None:
        self.done: dict[str, int] = {}
        self._what = ""

    @contextmanager
    def __call__(self, what: str, _total: int | None) -> Iterator["Counted"]:
        self._what = what
        yield self

    def update(self, n: int) -> None:
        self.done[self._what] = self.done.get(self._what, 0) + n


class Importing:
    """Imports tables that a test writes as text."""

    def __init__(self, service: ImportService, folder: Path, progress: Counted) -> None:
        self.service, self.folder, self.progress = service, folder, progress

    async def __call__(self, text: str, *, skip_bad: bool = False, dry_run: bool = False) -> Report:
        path = self.folder / "people.csv"
        path.write_text(text, encoding="utf-8")
        return await self.service.load(path, skip_bad=skip_bad, dry_run=dry_run)


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with small_workspace(rate_limits=False) as running:
        for name in ("ada", "benoit", "carmen"):
            running.member(name).email = f"{name}@example.org"
        yield running


@pytest.fixture
async def bring_in(ws: Workspace, db: Database, tmp_path: Path) -> AsyncIterator[Importing]:
    """`await bring_in("E-mail,Role\\nada@example.org,Adviser\\n")`"""
    async with client_of(ws) as client:
        progress = Counted()
        yield Importing(ImportService(db, client, MovableTime(), progress), tmp_path, progress)
