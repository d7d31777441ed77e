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
from sandbox.profiles import publish_profiles
from sandbox.workspace import Workspace


@asynccontextmanager
async def with_liaison(ws: Workspace) -> AsyncIterator[None]:
    """Runs Liaison in this workspace until the block ends. Soon after the start most people are in its directory."""
    manifest.install(ws)
    with tempfile.TemporaryDirectory(prefix="liaison-sandbox-") as folder:
        async with AsyncExitStack() as running:
            starts = 0

            async def begin() -> None:
                nonlocal starts
                await running.aclose()
                starts += 1
                environment = ws.environment() | {
                    "DATABASE_URL": f"sqlite:///{Path(folder) / f'{starts}.db'}",
                    "HOST": "127.0.0.1",
                    "PORT": "0",
                }
                liaison = await running.enter_async_context(
                    wiring.embedded(environment, ws.clock, setup_toml(ws))
                )
                ws.connect(liaison.request_url)
                ws.attach(liaison.worker)
                running.push_async_callback(_cancelled, ws.core.tasks.start(publish_profiles(ws)))

            await begin()
            ws.on_reset(begin)
            yield
            ws.connect(None)
            ws.attach(None)


async def _cancelled(task: asyncio.Task[Any]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
