"""A workspace that is kept in a folder, opened again and again."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path

from sandbox import Real, Workspace, create_workspace
from sandbox.keeping import Keeper
from sandbox.keeping_folder import locked
from tests.conftest import START
from tests.sandbox.conftest import small_world


@asynccontextmanager
async def kept(
    folder: Path,
    *,
    world: Callable[[Workspace], None] = small_world,
    said: list[str] | None = None,
    real: Real | None = None,
    now: datetime = START,
    bot: Callable[[Workspace, Keeper], AbstractAsyncContextManager[None]] | None = None,
) -> AsyncIterator[tuple[Workspace, Keeper]]:
    """The workspace of a folder, from `world` if nothing is kept there; `said` gets what its owner is told.

    `bot` runs one in it, whose database is kept too."""
    with locked(folder):
        keeper = Keeper(folder, (said if said is not None else []).append, with_bot=bot is not None)
        making = create_workspace(
            now=now,
            world=world,
            begin=lambda ws: keeper.begin(ws, world),
            contents=keeper.contents,
            rate_limits=False,
            real=real,
        )
        async with (
            making as ws,
            keeper.ending(ws),
            bot(ws, keeper) if bot else nullcontext(),
            keeper.following(ws),
        ):
            yield ws, keeper
