"""Web and worker as two processes on one SQLite file, as a machine with a Procfile starts them."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.serving import listen
from sandbox import create_workspace
from sandbox.workspace import Workspace
from storage.migrate import upgrade


@asynccontextmanager
async def process(name: str, environment: dict[str, str]) -> AsyncIterator[None]:
    """`python -m bot NAME` until the end, which it must reach by itself when it is told to stop."""
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", name, env=os.environ | environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield
    finally:
        running.send_signal(signal.SIGTERM)
        try:
            assert await asyncio.wait_for(running.wait(), 20) == 0
        finally:
            if running.returncode is None:
                running.kill()


async def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


def world(ws: Workspace) -> None:
    ada = ws.add_member("ada", real_name="Ada Example", locale="en-GB")
    ws.add_channel("announcements", general=True, members=[ada, ws.bot_user_id])


@pytest.mark.faults
async def test_web_and_worker_share_an_sqlite_file_and_every_newcomer_is_welcomed_once(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'liaison.db'}"
    await upgrade(url)
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()
    async with AsyncExitStack() as stack:
        ws = await stack.enter_async_context(create_workspace(frozen=False, world=world, rate_limits=False))
        environment = ws.environment() | {"DATABASE_URL": url, "HOST": "127.0.0.1", "PORT": str(port)}
        for name in ("web", "worker"):
            await stack.enter_async_context(process(name, environment))
        await until(lambda: any(call.method == "conversations.history" for call in ws.calls))
        ws.connect(f"http://127.0.0.1:{port}/slack/events")
        newcomers = [f"newcomer{number}" for number in range(20)]
        for name in newcomers:
            ws.team_join(name, real_name=name)
        await until(lambda: all(ws.dm(name) for name in newcomers))
        reply = await ws.command("ada", "announcements", "/calendar", "")
        assert reply.status == 200
        assert [len(ws.dm(name)) for name in newcomers] == [1] * 20
