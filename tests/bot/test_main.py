"""The command line, in processes of its own, against a workspace in this one."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

import aiohttp
import pytest

from sandbox.workspace import Workspace
from tests.postgres import free_port
from tests.slack import small_workspace

ROOT = Path(__file__).parents[2]


async def bot(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    """`python -m bot …` with just this environment."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **environment},
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def output(process: asyncio.subprocess.Process) -> tuple[int, str]:
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode or 0, (out + err).decode()


async def ready(port: int) -> dict[str, object]:
    """Waits until the web server answers, and says whether it is ready."""
    deadline = time.monotonic() + 30
    async with aiohttp.ClientSession() as session:
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    found: dict[str, object] = await answer.json()
                    return found
            except aiohttp.ClientError:
                assert time.monotonic() < deadline
                await asyncio.sleep(0.05)


def environment(ws: Workspace, folder: Path, port: int) -> dict[str, str]:
    database = {"DATABASE_URL": f"sqlite:///{folder / 'liaison.db'}"}
    return ws.environment() | database | {"HOST": "127.0.0.1", "PORT": str(port)}


async def test_run_serves_works_and_stops_gracefully(tmp_path: Path) -> None:
    port = free_port()
    async with small_workspace(rate_limits=False) as ws:
        process = await bot("run", **environment(ws, tmp_path, port))
        assert await ready(port) == {"ready": True, "problems": {}}
        ws.connect(f"http://127.0.0.1:{port}/slack/events")
        reply = await ws.command("ada", "announcements", "/calendar", "help")
        assert "/calendar" in str(reply.blocks)
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/metrics") as answer,
        ):
            assert "liaison_requests_total" in await answer.text()
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        code, said = await output(process)
        assert code == 0, said
        assert time.monotonic() - started < 10
        assert "Traceback" not in said


async def test_a_stop_while_slack_hangs_takes_less_than_ten_seconds(tmp_path: Path) -> None:
    port = free_port()
    async with small_workspace(rate_limits=False) as ws:
        ws.faults.add("users.list", kind="hang", seconds=60)
        process = await bot("run", **environment(ws, tmp_path, port))
        await ready(port)
        while "users.list" not in [call.method for call in ws.calls]:
            await asyncio.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        started = time.monotonic()
        await output(process)
        assert time.monotonic() - started < 10


async def test_web_without_tables_says_what_to_run(tmp_path: Path) -> None:
    port = free_port()
    async with small_workspace() as ws:
        process = await bot("web", **environment(ws, tmp_path, port))
        assert "python -m bot migrate" in str(await ready(port))
        process.send_signal(signal.SIGINT)
        assert (await output(process))[0] == 0


async def test_a_port_that_is_taken_is_named_with_the_variable_to_set(tmp_path: Path) -> None:
    async with small_workspace() as ws:
        taken = int(ws.page_url.rstrip("/").rsplit(":", 1)[1])
        code, said = await output(await bot("run", **environment(ws, tmp_path, taken)))
    assert code == 2
    assert f"Port {taken}" in said
    assert "PORT" in said


@pytest.mark.parametrize("command", ["run", "web", "worker"])
async def test_without_a_token_it_says_which_variable_to_set(command: str, tmp_path: Path) -> None:
    code, said = await output(await bot(command, DATABASE_URL=f"sqlite:///{tmp_path / 'x.db'}"))
    assert code == 2
    assert "SLACK_BOT_TOKEN" in said
    assert "Traceback" not in said


async def test_a_setting_that_can_not_be_used_is_named_and_its_value_is_not(tmp_path: Path) -> None:
    code, said = await output(
        await bot("migrate", PORT="xoxb-secret", DATABASE_URL=f"sqlite:///{tmp_path / 'x.db'}")
    )
    assert code == 2
    assert "PORT" in said
    assert "xoxb-secret" not in said


async def test_migrate_setup_and_doctor_in_a_row(tmp_path: Path) -> None:
    async with small_workspace(rate_limits=False) as ws:
        env = environment(ws, tmp_path, 3000)
        assert (await output(await bot("migrate", **env)))[0] == 0
        file = tmp_path / "workspace.toml"
        file.write_text(
            '[workspace]\nname = "A"\ntimezone = "Europe/Zurich"\nannouncements = "announcements"\n'
            f'[[groups]]\nchannel = "migration"\nname = "Migration"\nmoderators = ["{ws.member("ada").id}"]\n'
        )
        code, said = await output(await bot("setup", str(file), **env))
        assert code == 0, said
        assert "Migration" in said
        code, said = await output(await bot("setup", str(file), **env))
        assert "othing changed" in said
        code, said = await output(await bot("doctor", **env))
        assert "xoxb" not in said
        assert ws.signing_secret not in said
        assert "Traceback" not in said


async def test_in_socket_mode_without_slack_it_is_healthy_and_stops_when_told(tmp_path: Path) -> None:
    port, nowhere = free_port(), free_port()
    process = await bot(
        "run",
        SLACK_BOT_TOKEN="xoxb-1",
        SLACK_APP_TOKEN="xapp-1",
        SLACK_API_URL=f"http://127.0.0.1:{nowhere}/api/",
        DATABASE_URL=f"sqlite:///{tmp_path / 'x.db'}",
        HOST="127.0.0.1",
        PORT=str(port),
    )
    assert (await ready(port))["ready"] is True
    process.send_signal(signal.SIGTERM)
    started = time.monotonic()
    code, said = await output(process)
    assert code == 0, said
    assert time.monotonic() - started < 10


async def test_a_database_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    code, said = await output(await bot("migrate", DATABASE_URL=f"postgresql://127.0.0.1:{free_port()}/x"))
    assert code == 1
    assert "DATABASE_URL" in said
    assert len(said.strip().splitlines()) == 1
    code, said = await output(await bot("migrate", DATABASE_URL="mysql://127.0.0.1/x"))
    assert code == 2
    assert "sqlite:/// or postgresql://" in said


async def test_a_worker_without_tables_says_what_to_run_first(tmp_path: Path) -> None:
    async with small_workspace() as ws:
        code, said = await output(await bot("worker", **environment(ws, tmp_path, 3000)))
    assert code == 2
    assert "python -m bot migrate" in said
    assert "Traceback" not in said
