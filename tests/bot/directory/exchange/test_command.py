"""`python -m bot directory import|export`, as whoever operates Liaison uses it."""

import asyncio
import shutil
import stat
from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.directory.exchange.command import bring_in, take_out
from bot.settings import Settings
from sandbox.workspace import Workspace
from storage import people as members
from storage.database import Database
from storage.migrate import upgrade
from tests.bot.directory.conftest import write_profile
from tests.conftest import START
from tests.slack import settings_for


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of this version: it takes longer to make than all that is done with it here."""
    path = tmp_path_factory.mktemp("migrated") / "liaison.db"
    asyncio.run(upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture
async def settings(migrated: Path, ws: Workspace, tmp_path: Path) -> Settings:
    path = shutil.copy(migrated, tmp_path / "liaison.db")
    return settings_for(ws, f"sqlite:///{path}")


def people(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


async def test_an_import_says_what_it_did_and_draws_no_bar_into_a_file(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = people(tmp_path, "E-mail,Role\nada@example.org,Adviser\n")
    assert await bring_in(settings, path, skip_bad=False, dry_run=True) == 0
    assert await bring_in(settings, path, skip_bad=False, dry_run=False) == 0
    out, err = capsys.readouterr()
    assert "This would happen:\n  - 1 new draft:" in out
    assert "Imported:\n  - 1 new draft:" in out
    assert err == ""


async def test_an_import_that_takes_nothing_exits_with_1(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = people(tmp_path, "E-mail,Country\nada@example.org,Atlantis\n")
    assert await bring_in(settings, path, skip_bad=False, dry_run=False) == 1
    assert "line 2, column “Country”: there is no country “Atlantis”" in capsys.readouterr().out


async def test_a_file_that_is_not_there_is_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await bring_in(settings, tmp_path / "no.csv", skip_bad=False, dry_run=False) == 2
    assert "no.csv can't be read: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
async def test_an_export_is_for_the_eyes_of_its_owner(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    db = Database(settings.database_url, lambda: START)
    async with db.write() as tx:
        await members.save(tx, "U1", name="Ada", synced_at=START)
        await write_profile(tx, "U1", role="Adviser", published_at=START)
    await db.close()
    path = tmp_path / f"directory.{format_}"
    assert await take_out(settings, path, "fr") == 0
    assert capsys.readouterr().out == f"1 person written into {path}.\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not path.with_name(f".{path.name}.part").exists()


async def test_an_export_needs_a_name_that_says_its_format(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await take_out(settings, tmp_path / "directory.pdf", None) == 2
    assert "must end with .csv or .xlsx" in capsys.readouterr().err
    assert await take_out(settings, tmp_path / "nowhere" / "directory.csv", None) == 2
    assert "can't be written" in capsys.readouterr().err


async def test_an_export_that_cannot_be_put_in_its_place_leaves_nothing_lying_about(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out" / "directory.csv").mkdir(parents=True)
    assert await take_out(settings, tmp_path / "out" / "directory.csv", None) == 2
    assert "can't be written: Is a directory" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["directory.csv"]


def test_the_command_line_knows_both() -> None:
    given = parser().parse_args(["directory", "import", "people.xlsx", "--skip-bad", "--dry-run"])
    assert (given.command, given.what, given.file, given.skip_bad, given.dry_run) == (
        "directory",
        "import",
        "people.xlsx",
        True,
        True,
    )
    given = parser().parse_args(["directory", "export", "directory.csv", "--language", "es"])
    assert (given.what, given.language) == ("export", "es")
