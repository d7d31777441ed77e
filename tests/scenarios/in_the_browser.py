"""The small workspace with Liaison in it, for a real browser: Liaison begins by itself and is worked by the workspace's clock."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.wiring import embedded
from sandbox import manifest
from sandbox.workspace import Workspace
from tests.scenarios.conftest import TOML
from tests.slack import small_workspace


def _as_it_is(_workspace: Workspace) -> None:
    """Nobody comes beforehand."""


@asynccontextmanager
async def with_liaison(
    folder: Path, before: Callable[[Workspace], None] = _as_it_is
) -> AsyncIterator[Workspace]:
    """Liaison's database is in the folder. `before` happens in the workspace before Liaison is there."""
    async with small_workspace(rate_limits=False) as workspace:
        manifest.install(workspace)
        before(workspace)
        environment = workspace.environment() | {
            "DATABASE_URL": f"sqlite:///{folder / 'liaison.db'}",
            "HOST": "127.0.0.1",
            "PORT": "0",
        }
        names = {name: workspace.member(name).id for name in ("sofia", "ada", "benoit")}
        async with embedded(environment, workspace.clock, TOML.format(**names)) as liaison:
            workspace.connect(liaison.request_url)
            workspace.attach(liaison.worker)
            yield workspace
            await workspace.idle()
