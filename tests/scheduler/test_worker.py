"""The worker lets those sweeps run for which there may be work."""

from pathlib import Path

from bot.due import DueService
from bot.wiring import assemble
from scheduler.schedule import HOURLY, sweeps
from storage import people
from storage.database import Database
from tests.conftest import MovableClock
from tests.slack import settings_for, small_workspace


async def test_the_question_for_all_sweeps_leaves_out_none_but_the_hourly_ones(sqlite_template: Path) -> None:
    async with small_workspace() as ws, assemble(settings_for(ws, f"sqlite:///{sqlite_template}")) as liaison:
        asked = {sweep.name for sweep in sweeps(liaison.services) if sweep.every < HOURLY}
    assert asked == DueService.known


async def test_there_may_be_work_for_a_sweep_from_the_moment_that_something_is_due(
    db: Database, clock: MovableClock
) -> None:
    due = DueService(db)
    async with db.write() as tx:
        await people.save(tx, "U1", welcome_due_at=clock.now(), synced_at=clock.now())
    assert await due.sweeps() == {"welcome"}
    clock.move(microseconds=-1)
    assert not await due.sweeps()
