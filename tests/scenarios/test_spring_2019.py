"""The alliance's 23 activities of the papers as time moves from March to August 2019: every post in every channel, and none else.

The table is in `spring_2019.txt`, to be read and judged. `python -m tests.scenarios.test_spring_2019` writes it anew: read it again then.
"""

import asyncio
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bot.wiring import Liaison, assemble
from sandbox import create_workspace
from sandbox.demo import START, alliance, setup_toml
from sandbox.people import FEWEST
from sandbox.workspace import Workspace
from scheduler.delivery import Pacing
from scheduler.schedule import sweeps
from storage import mentions
from storage.mentions import calendar_posts
from storage.migrate import upgrade
from storage.outbox import outbox
from tests.slack import settings_for

TABLE = Path(__file__).with_name("spring_2019.txt")
END = datetime(2019, 9, 1, tzinfo=UTC)
HEAD = "# UTC, channel, purpose, what the notification says; below it each activity that the post names, and in which part of it.\n"


class Distrusting:
    """A worker, after which now and then all sweeps are run: those that it left out, because nobody knew of work, have none."""

    def __init__(self, liaison: Liaison) -> None:
        self.next_due = liaison.worker.next_due
        self._work = liaison.worker.work
        self._sweeps = sweeps(liaison.services)
        self._times = 0

    async def work(self) -> bool:
        did, self._times = await self._work(), self._times + 1
        if self._times % 20 == 0:
            assert [sweep.name for sweep in self._sweeps if await sweep.run()] == []
        return did


async def spring(url: str) -> str:
    async with create_workspace(now=START, world=lambda ws: alliance(ws, FEWEST), rate_limits=False) as ws:
        settings = settings_for(ws, url)
        before = {(m.channel, m.ts) for m in ws.posts()}
        async with assemble(settings, clock=ws.clock, pacing=Pacing(0, 0)) as liaison:
            ws.attach(Distrusting(liaison))
            await liaison.services.roster.request_sync()
            await liaison.worker.work()
            await liaison.setup.load(setup_toml(ws))
            await ws.advance(END)
            table = await _table(ws, liaison, before)
            ws.attach(None)
    return table


async def _table(ws: Workspace, liaison: Liaison, before: set[tuple[str, str]]) -> str:
    """All that Liaison posted in channels, in order, as Slack has it; with what the calendar's books say of it."""
    async with liaison.db.read() as tx:
        rows = await tx.execute(
            select(outbox.c.key, outbox.c.conversation_id, outbox.c.ts).where(outbox.c.kind == "post")
        )
        keys = {(row.conversation_id, row.ts): row.key for row in rows}
        known = {row.key: row.purpose for row in await tx.execute(select(calendar_posts))}
        named = await mentions.of_posts(tx, list(known))
    channels = {channel.id: channel.name for channel in ws.channels if channel.name}
    lines = []
    for message in sorted(ws.posts(), key=lambda m: float(m.ts)):
        if (
            message.user != ws.bot_user_id
            or message.channel not in channels
            or (message.channel, message.ts) in before
        ):
            continue
        key = keys.get((message.channel, message.ts), "")
        moment = datetime.fromtimestamp(float(message.ts), UTC)
        purpose = known.get(key, "other")
        lines.append(f"{moment:%a %d %b %H:%M}  #{channels[message.channel]}  {purpose}  {message.text}")
        lines += [f"    {each.part}: {each.said.title}" for each in named.get(key, [])]
        if message.edited:
            lines.append("    edited")
    return HEAD + "\n".join(lines) + "\n"


async def test_the_activities_of_the_papers_are_told_from_march_to_august_as_in_the_table(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'liaison.db'}"
    await upgrade(url)
    assert await spring(url) == TABLE.read_text(encoding="utf-8")


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/liaison.db"

        async def write() -> str:
            await upgrade(url)
            return await spring(url)

        TABLE.write_text(asyncio.run(write()), encoding="utf-8")


if __name__ == "__main__":
    _write()
