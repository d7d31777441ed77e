"""A worker is killed all through the day of launches: everybody is invited once, and everything is said once."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement, func, select

from bot.groups.entries import Entry
from bot.groups.inviting import READ_AGAIN
from bot.launches.service import LaunchService
from storage import channels, people, workspace
from storage.database import Database
from storage.invitations import lists
from storage.launch_posts import prompts
from storage.launch_readers import readers, welcomes
from storage.launches import launches
from tests.bot.calendar.world import ZURICH
from tests.bot.launches.world import at
from tests.conftest import MovableClock
from tests.faults.kills import Kills, kills_on

PEOPLE = 3  # in each group
PATIENCE = 80  # tries, of some 60 ms
SWEEPS = "launch read_list invite"
PLAN = {"day": "2019-03-19", "hour": "14:00", "ends": "18:00", "at1": "14:00", "at2": "16:00"}


@dataclass
class Days:
    """Groups that are all launched at once, with a clock that the workers read from a file."""

    story: Kills
    clock: MovableClock
    path: Path
    count: int
    groups: list[str] = field(default_factory=list)

    def move_to(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        new = self.path.with_suffix(".new")
        new.write_text(moment.isoformat(), "ascii")
        new.replace(self.path)

    async def prepare(self) -> None:
        ws, bot = self.story.ws, self.story.ws.bot_user_id
        sofia, ada = ws.member("sofia").id, ws.member("ada").id
        async with self.story.db.write() as tx:
            await workspace.save(tx, timezone=ZURICH, languages=["en"], bot_user_id=bot)
            for id_, name in ((sofia, "Sofia"), (ada, "Ada")):
                await people.save(
                    tx, id_, name=name, timezone=ZURICH, synced_at=tx.now, is_secretariat=id_ == sofia
                )
            for n in range(self.count):
                group = ws.add_channel(f"g{n:03}", private=True, members=[ada, bot]).id
                self.groups.append(group)
                await channels.save(tx, group, name=f"g{n:03}", kind="group", bot_is_member=True)
                await channels.record_present(tx, group, [ada], tx.now)
                await channels.set_moderators(tx, group, frozenset({ada}))
                for k in range(PEOPLE):
                    id_ = ws.add_member(f"p{n}_{k}", real_name=f"P{n}.{k}.", tz=ZURICH).id
                    await people.save(tx, id_, name=f"P{n}.{k}.", timezone=ZURICH, synced_at=tx.now)
        service = LaunchService(self.story.db)
        for n, group in enumerate(self.groups):
            named = [Entry(ws.member(f"p{n}_{k}").id) for k in range(PEOPLE)]
            fields = PLAN | {"text1": f"First {n}.", "text2": f"Second {n}."}
            await service.save(sofia, {"channel": group}, fields, named, f"V{n}")

    async def live(self) -> None:
        """Each next hour comes when what belongs to the last one is in the database."""
        self.move_to(at(9, 5))
        await self.until(self.count * 2, readers.c.has_plan)
        self.move_to(at(14))
        await self.until(self.count, lists.c.state == "done")
        for n, group in enumerate(self.groups):
            async with self.story.db.write() as tx:
                for k in range(PEOPLE):
                    id_ = self.story.ws.member(f"p{n}_{k}").id
                    await channels.save_membership(tx, group, id_, changed_at=tx.now, joined_at=tx.now)
        self.move_to(at(14, 11))
        await self.until(self.count * PEOPLE, welcomes.c.launch_id.is_not(None))
        self.move_to(at(15))
        await self.until(self.count, launches.c.warned_of.is_not(None))
        self.move_to(at(16))
        await self.until(self.count * 2, prompts.c.state == "posted")
        self.move_to(at(18))
        await self.until(self.count, launches.c.state == "over")

    async def until(self, count: int, condition: ColumnElement[bool]) -> None:
        for tries in itertools.count(1):
            async with self.story.db.read() as tx:
                if (await tx.execute(select(func.count()).where(condition))).scalar_one() == count:
                    return
            await asyncio.sleep(0.05)
            if tries in (PATIENCE, 2 * PATIENCE):
                # A list that a killed worker was reading is read by another one some minutes later.
                self.move_to(self.clock.now() + READ_AGAIN)

    def check(self) -> None:
        for n in range(self.count):
            said = [m.text for m in self.story.ws.messages(f"g{n:03}")]
            _once(said, {f"First {n}.": str.__eq__, f"Second {n}.": str.__eq__, "Welcome, ": str.startswith})
            members = self.story.ws.channel(f"g{n:03}").members
            assert {self.story.ws.member(f"p{n}_{k}").id for k in range(PEOPLE)} <= set(members)
        for name in ("sofia", "ada"):
            said = [m.text for m in self.story.ws.dm(name)]
            for group in self.groups:
                mine = [text for text in said if group in text and "nvit" not in text]
                # The plan and the card begin alike.
                assert len([text for text in mine if text == f"The launch of <#{group}>"]) == 2
                assert len([text for text in mine if "people are awake" in text]) == 1
                assert len([text for text in mine if "is over" in text]) == 1
                assert len(mine) == 4


def _once(said: list[str], wanted: dict[str, Callable[[str, str], bool]]) -> None:
    for text, is_it in wanted.items():
        assert len([each for each in said if is_it(each, text)]) == 1, text


async def _run(
    db: Database, url: str, clock: MovableClock, path: Path, *, count: int, kills: int, workers: int
) -> None:
    environment = {"TEST_SWEEPS": SWEEPS, "TEST_CLOCK": str(path)}
    async with kills_on(db, url, workers, environment) as story:
        days = Days(story, clock, path, count)
        days.move_to(clock.now())
        await days.prepare()
        story.ws.faults.add("chat.postMessage", kind="slow", seconds=0.05, times=count)
        story.ws.faults.add("conversations.invite", kind="slow", seconds=0.05, times=count)
        await story.run(kills, within=60 + kills * 6, meanwhile=days.live())
        days.check()


async def test_a_worker_killed_on_the_day_of_launches(
    db: Database, database_url: str, clock: MovableClock, tmp_path: Path
) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("seconds count: the long form has both")
    await _run(db, database_url, clock, tmp_path / "clock", count=1, kills=2, workers=1)


@pytest.mark.faults
@pytest.mark.parametrize("workers", [1, 4])
async def test_a_worker_killed_forty_times_on_the_day_of_launches(
    db: Database, database_url: str, clock: MovableClock, tmp_path: Path, workers: int
) -> None:
    if workers > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite is for one process")
    await _run(db, database_url, clock, tmp_path / "clock", count=12, kills=40, workers=workers)
