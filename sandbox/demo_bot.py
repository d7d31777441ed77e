"""Liaison in the sandbox: wired to the workspace's clock, with a database of its own that a reset begins anew."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from bot import wiring
from sandbox import manifest
from sandbox.demo import setup_toml
from sandbox.keeping import Keeper
from sandbox.keeping_folder import Databases
from sandbox.profiles import publish_profiles
from sandbox.workspace import Attached, Workspace


@asynccontextmanager
async def with_liaison(ws: Workspace, keeper: Keeper | None = None) -> AsyncIterator[None]:
    """Runs Liaison in this workspace until the block ends. Soon after the start most people are in its directory.

    With a keeper whose workspace was kept, Liaison goes on with the database of that moment."""
    manifest.install(ws)
    async with AsyncExitStack() as around, AsyncExitStack() as running:
        databases = keeper.databases if keeper else Databases(_temporary(around))
        kept = databases.path

        async def begin() -> None:
            nonlocal kept
            await running.aclose()
            database, kept = kept or databases.begin(), None
            environment = ws.environment() | {
                "DATABASE_URL": f"sqlite:///{database}",
                "HOST": "127.0.0.1",
                "PORT": "0",
            }
            known = database.exists()
            workspace_file = None if known else setup_toml(ws)
            liaison = await running.enter_async_context(
                wiring.embedded(environment, ws.clock, workspace_file)
            )
            ws.connect(liaison.request_url)
            ws.attach(liaison.worker)
            # Pages that were open already learn what is due.
            ws.core.feed.publish("clock", None)
            if not known or (keeper and keeper.unfinished):
                making = ws.core.tasks.start(publish_profiles(ws))
                running.push_async_callback(_cancelled, making)
                if keeper:
                    keeper.making = making

        await begin()
        ws.on_reset(begin)
        ws.core.events.resume()
        yield
        ws.connect(None)
        ws.attach(None)


@asynccontextmanager
async def liaison_at_hand(ws: Workspace, database_url: str, workspace_file: str) -> AsyncIterator[Attached]:
    """Liaison in this workspace until the block ends, on an empty database, set up. It does what is due only when it's asked to."""
    manifest.install(ws)
    environment = ws.environment() | {"DATABASE_URL": database_url, "HOST": "127.0.0.1", "PORT": "0"}
    async with wiring.embedded(environment, ws.clock, workspace_file, ticks=False) as liaison:
        ws.connect(liaison.request_url)
        yield liaison.worker
        await ws.idle()
        ws.connect(None)


def _temporary(around: AsyncExitStack) -> Path:
    return Path(around.enter_context(tempfile.TemporaryDirectory(prefix="liaison-sandbox-")))


async def _cancelled(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
