"""Liaison in the sandbox: wired to the workspace's clock, with a database of its own that a reset begins anew."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot import wiring
from sandbox.demo import setup_toml
from sandbox.workspace import Workspace

COMMANDS = (
    ("/calendar", "What is ahead: meetings, reports, deadlines", "[help]"),
    ("/partners", "Find partners by name, organisation, country or field", "[words]"),
    ("/profile", "Your entry in the directory", "[help]"),
    ("/liaison", "What Liaison can do for you", "[help]"),
)


@asynccontextmanager
async def with_liaison(ws: Workspace) -> AsyncIterator[None]:
    """Runs Liaison in this workspace until the block ends."""
    for command, description, hint in COMMANDS:
        ws.add_command(command, description=description, usage_hint=hint)
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

            await begin()
            ws.on_reset(begin)
            yield
            ws.connect(None)
            ws.attach(None)
