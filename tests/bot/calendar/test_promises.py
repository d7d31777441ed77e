"""What holds for any dates, in any zones, however irregularly the worker is up."""

import asyncio
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot import hours
from bot.calendar.service import CalendarService
from bot.i18n import zone
from storage.database import Database
from tests.bot.calendar.test_when import ZONES
from tests.bot.calendar.world import draft, load, planned, posts, settle, sweep
from tests.conftest import MovableClock

HOUR = 60

activity_dates = st.tuples(
    st.dates(date(2019, 3, 15), date(2019, 4, 8)),
    st.none() | st.times().map(lambda t: f"{t:%H:%M}"),
    st.sampled_from(ZONES),
)


@settings(deadline=None, max_examples=12)
@given(
    dates=st.lists(activity_dates, min_size=1, max_size=4),
    workspace=st.sampled_from(ZONES),
    steps=st.lists(st.timedeltas(timedelta(minutes=1), timedelta(days=3)), min_size=3, max_size=10),
)
def test_never_at_night_and_once_for_each_occurrence_and_lead(
    sqlite_template: Path,
    dates: list[tuple[date, str | None, str]],
    workspace: str,
    steps: list[timedelta],
) -> None:
    """Clock changes of Geneva and others fall into these weeks."""

    async def live(path: Path) -> None:
        clock = MovableClock()
        db = Database(f"sqlite:///{path}", clock.now)
        service, here = CalendarService(db), zone(workspace)
        drafts = [
            draft(f"<{n}>", f"{day}", starts=starts, timezone=place)
            for n, (day, starts, place) in enumerate(dates)
        ]
        await settle(db, *drafts, timezone=workspace)
        expected = {(r.activity_id, r.occurrence, r.lead) for r in await planned(db)}
        for step in [*steps, timedelta(days=40)]:
            pending = {r.lead for r in await planned(db) if r.state == "pending"}
            due = await service.next_due()
            assert (due is None) == (not pending)
            assert due is None or due >= clock.now()
            clock.move_to(clock.now() + step)
            before = {(r.activity_id, r.lead): r.state for r in await planned(db)}
            at_night = hours.is_night(clock.now(), here)
            await asyncio.gather(sweep(service), sweep(service))
            now = await planned(db)
            # What can't wait says with it what could have.
            urgent = {(r.activity_id, r.occurrence) for r in now if r.lead == HOUR and r.state == "announced"}
            for reminder in now:
                was = before[reminder.activity_id, reminder.lead]
                assert was in {"pending", reminder.state}  # what is settled stays so
                if was == "pending" and reminder.state == "announced":
                    assert reminder.due_at <= clock.now()
                    assert not at_night or (reminder.activity_id, reminder.occurrence) in urgent
                    assert reminder.lead != HOUR or clock.now() < reminder.occurrence
            await load(db, *drafts)
        if not hours.is_night(clock.now(), here):
            assert not [r for r in await planned(db) if r.state == "pending"]
        assert {(r.activity_id, r.occurrence, r.lead) for r in await planned(db)} == expected
        announced = [r for r in await planned(db) if r.state == "announced"]
        assert len(await posts(db)) <= len(announced)
        assert bool(announced) == bool(await posts(db))
        await db.close()

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liaison.db"
        shutil.copy(sqlite_template, path)
        asyncio.run(live(path))
