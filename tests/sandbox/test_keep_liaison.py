"""Liaison and its workspace, kept together: after a kill neither knows anything that the other doesn't."""

import asyncio
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp

from sandbox import Workspace
from sandbox.demo import START, alliance
from sandbox.demo_bot import with_liaison
from sandbox.keeping import Keeper
from sandbox.keeping_file import read
from sandbox.keeping_state import rows
from tests.sandbox.keeping import kept


def small_alliance(ws: Workspace) -> None:
    alliance(ws, 20)


@asynccontextmanager
async def kept_alliance(folder: Path) -> AsyncIterator[tuple[Workspace, Keeper]]:
    async with kept(folder, world=small_alliance, now=START, bot=with_liaison) as (ws, keeper):
        yield ws, keeper


def said(ws: Workspace) -> list[tuple[str, str]]:
    """What Liaison posted: where (a direct message has a new id each time it is opened anew), and what."""
    return [(where(ws, post.channel), post.text) for post in ws.posts()]


def where(ws: Workspace, channel: str) -> str:
    found = ws.channel(channel)
    return found.name or " ".join(sorted(found.members))


def listed(ws: Workspace) -> str:
    """Somebody who is in the directory."""
    return next(member.name for member in ws.members if member.role == "moderator")


async def test_liaison_goes_on_where_it_was(tmp_path: Path) -> None:
    async with kept_alliance(tmp_path) as (ws, _):
        await ws.advance(timedelta(hours=3))
        before = said(ws)
        assert before
        person = listed(ws)
        home = await ws.open_home(person)
        assert home
    async with kept_alliance(tmp_path) as (ws, keeper):
        assert keeper.restored
        assert ws.clock.now() == START + timedelta(hours=3)
        await ws.advance(timedelta(minutes=5))
        assert said(ws) == before
        again = await ws.open_home(person)
        assert again
        assert [block.get("text") for block in again.blocks] == [block.get("text") for block in home.blocks]
        assert not [
            d for d in ws.deliveries if d.name == "view_submission"
        ]  # nobody introduces themselves anew


async def test_what_was_posted_after_the_last_save_is_posted_again_once(tmp_path: Path) -> None:
    async with kept_alliance(tmp_path) as (ws, keeper):
        await ws.idle()
        await keeper.save(ws)
        last_save = (tmp_path / "workspace.zip").read_bytes()
        await ws.advance(timedelta(hours=3))
        lost = said(ws)
        assert lost
    # As after a kill: what was saved later, while time went on, is not there.
    (tmp_path / "workspace.zip").write_bytes(last_save)
    async with kept_alliance(tmp_path) as (ws, _):
        assert Counter(said(ws)) < Counter(lost)  # what is due at once may be said again already
        await ws.advance(timedelta(hours=3))
        assert Counter(said(ws)) == Counter(lost)


async def test_no_save_says_of_a_post_that_it_is_sent_and_lacks_it_or_has_it_and_says_it_is_to_be_sent(
    tmp_path: Path,
) -> None:
    """The two ways in which something would be lost, or said twice, after a kill."""
    met: set[str] = set()

    async def check(ws: Workspace, keeper: Keeper) -> None:
        await keeper.save(ws)
        there, states = posts_and_outbox(tmp_path)
        sent = {ref for ref, state in states.items() if state == "sent"}
        waiting = {ref for ref, state in states.items() if state == "pending"}
        assert sent <= there
        assert not waiting & there
        met.update(states[ref] for ref in there)

    async with kept_alliance(tmp_path) as (ws, keeper):
        await ws.idle()
        moving = asyncio.create_task(ws.advance(timedelta(days=1)))
        while not moving.done():
            await check(ws, keeper)
        await moving
        await check(ws, keeper)
    assert "sent" in met


def posts_and_outbox(folder: Path) -> tuple[set[str], dict[str, str]]:
    """Of what is kept: the references of all posts there are, and those of the app's outbox with their state."""
    found = read(folder)
    assert found
    assert found.database
    messages = rows(found.workspace["messages"])
    there = {each["metadata"]["event_payload"]["id"] for each in messages if each["metadata"]}
    copy = folder / "copy.db"
    copy.write_bytes(found.database)
    with closing(sqlite3.connect(copy)) as database:
        return there, dict(database.execute("SELECT ref, state FROM outbox").fetchall())


async def test_a_beginning_that_was_cut_short_is_made_whole(tmp_path: Path) -> None:
    async with kept_alliance(tmp_path) as (ws, keeper):
        assert keeper.making
        await keeper.save(ws)
        keeper.ready = False
    async with kept_alliance(tmp_path) as (ws, keeper):
        assert keeper.unfinished
        await ws.idle()
        assert [d for d in ws.deliveries if d.name == "view_submission"]


async def test_start_over_brings_both_back_to_the_beginning(tmp_path: Path) -> None:
    async with kept_alliance(tmp_path) as (ws, _):
        await ws.advance(timedelta(hours=3))
        before = said(ws)
    async with kept_alliance(tmp_path) as (ws, keeper):
        await ws.reset()
        keeper.ready = False
    async with kept_alliance(tmp_path) as (ws, _):
        assert Counter(said(ws)) < Counter(before)
        assert ws.clock.now() == START
        await ws.advance(timedelta(hours=3))
        assert Counter(said(ws)) == Counter(before)


async def test_a_process_that_is_killed_is_found_again_as_it_was(tmp_path: Path) -> None:
    async with started(tmp_path) as (process, url), aiohttp.ClientSession(url) as session:
        await control(session, "clock", {"seconds": 3 * 3600})
        before = await control(session, "posts")
        assert before
        moved = (
            (tmp_path / "workspace.zip").stat().st_mtime_ns if (tmp_path / "workspace.zip").exists() else 0
        )
        async with asyncio.timeout(20):
            while not ((file := tmp_path / "workspace.zip").exists() and file.stat().st_mtime_ns > moved):
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        await process.wait()
    async with started(tmp_path) as (process, url), aiohttp.ClientSession(url) as session:
        after = await control(session, "posts")
        assert [(post["channel"], post["ts"]) for post in after] == [
            (post["channel"], post["ts"]) for post in before
        ]
        await control(session, "clock", {"seconds": 60})
        assert await control(session, "posts") == after
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


@asynccontextmanager
async def started(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m sandbox --keep FOLDER`, and its address."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", "--people", "20", "--keep", str(folder),
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    url = ""
    try:
        async with asyncio.timeout(60):
            while b"Ctrl-C" not in (line := await process.stdout.readline()):
                assert line, "it ended before it was open"
                if b"http://" in line:
                    url = line.decode().split()[-1]
        yield process, url
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def control(session: aiohttp.ClientSession, path: str, body: Any = None) -> Any:
    async with session.request("POST" if body else "GET", f"/control/{path}", json=body) as response:
        assert response.status == 200
        return await response.json()
