"""`python -m bot calendar import FILE`."""

from pathlib import Path

import pytest

from bot.__main__ import calendar, parser
from bot.settings import Settings
from storage.database import Database
from storage.migrate import upgrade
from tests.bot.calendar.importing.test_taking import everything
from tests.bot.calendar.importing.world import FILES
from tests.bot.calendar.world import MIGRATION, settle
from tests.conftest import MovableClock


async def run(settings: Settings, path: Path, *arguments: str) -> int:
    return await calendar(settings, parser().parse_args(["calendar", "import", str(path), *arguments]))


async def test_the_command_line_takes_a_file_over_once_and_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'liaison.db'}")
    await upgrade(settings.database_url)
    db = Database(settings.database_url, MovableClock().now)
    await settle(db)
    google, odd = FILES / "google.ics", tmp_path / "odd.pdf"
    odd.write_bytes(b"%PDF")
    for path, arguments, code, said in (
        (google, ["--dry-run"], 0, "3 activities are new"),
        (google, ["--group", "Nobody"], 2, "There is no group “Nobody”. There are: Migration Action Group"),
        (
            google,
            ["--group", "migration action group"],
            0,
            "Taken over.\n3 activities are new\n  - line 27, “Atelier",
        ),
        (google, [], 0, "3 activities are as they were"),
        (odd, [], 1, "Please give me a calendar file (.ics) or a table (.csv)."),
        (tmp_path / "nowhere.ics", [], 2, "can't be read: No such file or directory"),
    ):
        assert await run(settings, path, *arguments) == code
        printed = capsys.readouterr()
        assert said in printed.out + printed.err
    assert {activity.channel_id for activity in (await everything(db)).values()} == {MIGRATION}
    await db.close()
