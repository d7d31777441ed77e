"""`python -m bot setup FILE`, as whoever runs it sees it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings, SettingsError
from bot.setup.command import load
from sandbox.workspace import Workspace
from storage import migrate
from tests.slack import settings_for, small_workspace

FILE = '[workspace]\nname = "Alliance"\ntimezone = "Europe/Zurich"\nannouncements = "announcements"\n'


@pytest.fixture
async def ws() -> AsyncIterator[Workspace]:
    async with small_workspace() as running:
        yield running


@pytest.fixture
def settings(ws: Workspace, tmp_path: Path) -> Settings:
    return settings_for(ws, f"sqlite:///{tmp_path}/liaison.db")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "alliance.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


async def test_the_report_is_printed_and_a_second_run_says_that_nothing_changed(
    settings: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate.upgrade(settings.database_url)
    assert await load(settings, file, dry_run=True) == 0
    assert "This would be changed" in capsys.readouterr().out
    assert await load(settings, file) == 0
    assert "announcements: set to #announcements" in capsys.readouterr().out
    assert await load(settings, file) == 0
    assert "Nothing changed" in capsys.readouterr().out


async def test_a_file_with_something_wrong_fails(
    settings: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await migrate.upgrade(settings.database_url)
    _write(file, FILE.replace("Zurich", "Zurick").encode())
    assert await load(settings, file) == 1
    assert "line 3, workspace.timezone" in capsys.readouterr().out


async def test_what_windows_writes_before_a_text_does_no_harm(settings: Settings, file: Path) -> None:
    await migrate.upgrade(settings.database_url)
    _write(file, b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    assert await load(settings, file) == 0


async def test_a_file_that_can_not_be_read_is_said(
    settings: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await load(settings, file.with_name("nowhere.toml")) == 2
    assert "nowhere.toml can't be read: No such file" in capsys.readouterr().err
    _write(file, b"\xff\xfe")
    assert await load(settings, file) == 2
    assert "it is not UTF-8 text" in capsys.readouterr().err


async def test_without_tables_it_says_to_migrate(
    settings: Settings, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await load(settings, file) == 2
    assert "run `python -m bot migrate` first" in capsys.readouterr().err


async def test_without_a_token_it_says_which_is_missing(settings: Settings, file: Path) -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN"):
        await load(settings.model_copy(update={"slack_bot_token": SecretStr("")}), file)


async def test_slack_out_of_reach_is_said(
    settings: Settings, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await migrate.upgrade(settings.database_url)
    monkeypatch.setattr("bot.slack.READ_TRIES", 1)
    away = settings.model_copy(update={"slack_api_url": "http://127.0.0.1:1/api/"})
    assert await load(away, file) == 1
    assert "Slack can't be reached" in capsys.readouterr().out
