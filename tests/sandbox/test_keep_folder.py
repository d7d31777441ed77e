"""The folder that a workspace is kept in: damaged, old, in use, not to be written to."""

import json
import stat
import zipfile
from contextlib import nullcontext
from pathlib import Path

import pytest

from sandbox.keeping import Keeper
from sandbox.keeping_file import NAME, KeptError, read, write
from sandbox.keeping_folder import KeepingError, default_folder, locked
from tests.sandbox.keeping import kept


async def a_workspace_in(folder: Path) -> None:
    async with kept(folder) as (ws, _):
        ws.say("announcements", "ana", "Kept")


async def test_what_is_damaged_is_set_aside_and_the_workspace_begins_anew(tmp_path: Path) -> None:
    await a_workspace_in(tmp_path)
    file = tmp_path / NAME
    whole = file.read_bytes()
    for number, damaged in enumerate(
        (whole[:100], b"", b"not an archive", whole[:200] + bytes(50) + whole[250:]), 1
    ):
        file.write_bytes(damaged)
        said: list[str] = []
        async with kept(tmp_path, said=said) as (ws, keeper):
            assert ws.messages("announcements") == []
            assert not keeper.restored
        aside = tmp_path / f"workspace-aside-{number}.zip"
        assert aside.read_bytes() == damaged
        assert said == [
            f"What is kept in {tmp_path} is damaged. It is set aside as {aside}, and the workspace begins anew."
        ]


async def test_the_files_of_what_is_set_aside_stay_with_it(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, _):
        note = ws.upload("ana", "note.txt", b"Some text")
    (tmp_path / NAME).write_bytes(b"damaged")
    async with kept(tmp_path) as (ws, _):
        assert not ws.core.state.files.by_id
        assert not (tmp_path / "files").exists()
    assert (tmp_path / "workspace-aside-1.files" / note.id).read_bytes() == b"Some text"


@pytest.mark.parametrize(
    "workspace", [{}, {"members": 5}, [], None, {"clock": {"now": "yesterday", "pace": 1}}, "x"]
)
async def test_what_is_of_another_version_is_set_aside_too(tmp_path: Path, workspace: object) -> None:
    await a_workspace_in(tmp_path)
    write(tmp_path, json.dumps(workspace), None)
    said: list[str] = []
    async with kept(tmp_path, said=said) as (ws, _):
        assert len(ws.members) == 4
    assert "is of another version of the sandbox" in said[0]


def test_another_number_of_version_is_another_version(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / NAME, "w") as archive:
        archive.writestr("workspace.json", json.dumps({"version": 99, "workspace": {}}))
    with pytest.raises(KeptError, match="of another version"):
        read(tmp_path)


async def test_a_workspace_that_cannot_be_written_is_said_once_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    async with kept(tmp_path, said=said) as (ws, keeper):
        part = tmp_path / f"{NAME}.part"
        part.mkdir()
        await keeper.save(ws)
        await keeper.save(ws)
        assert len(said) == 1
        assert "can't be kept" in said[0]
        part.rmdir()
    assert (tmp_path / NAME).exists()


async def test_two_workspaces_are_not_kept_in_one_folder_at_once(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(KeepingError, match="open now"), locked(tmp_path):
        pass
    with locked(tmp_path):
        assert (tmp_path / "running").is_dir()


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KeepingError, match="Nothing can be kept in"), locked(tmp_path / "file" / "folder"):
        pass


async def test_a_workspace_with_a_bot_is_not_opened_without_and_the_other_way_round(tmp_path: Path) -> None:
    await a_workspace_in(tmp_path)
    with pytest.raises(KeepingError, match="without a bot"):
        async with kept(tmp_path, bot=lambda _ws, _keeper: nullcontext()):
            pass
    write(tmp_path, "{}", b"a database")
    with pytest.raises(KeepingError, match="with Liaison in it"):
        async with kept(tmp_path):
            pass


async def test_what_is_kept_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    await a_workspace_in(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600


async def test_files_that_the_last_save_did_not_know_are_tidied_away(tmp_path: Path) -> None:
    async with kept(tmp_path) as (ws, _):
        lost, there = ws.upload("ana", "a.txt", b"a"), ws.upload("ana", "b.txt", b"b")
    (tmp_path / "files" / "F0NEWER").write_bytes(b"x")
    (tmp_path / "files" / lost.id).unlink()
    async with kept(tmp_path) as (ws, _):
        assert [each.name for each in (tmp_path / "files").iterdir()] == [there.id]
        assert (ws.file(lost.id).deleted, ws.file(there.id).deleted) == (True, False)


def test_each_way_of_starting_has_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert default_folder(with_bot=True) == tmp_path / "liaison-sandbox" / "with-liaison"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_folder(with_bot=False) == tmp_path / ".local/state/liaison-sandbox/alone"


async def test_nothing_is_saved_that_never_came_to_run(tmp_path: Path) -> None:
    with locked(tmp_path):
        keeper = Keeper(tmp_path, print, with_bot=False)
        async with kept(tmp_path / "other") as (ws, _), keeper.ending(ws):
            pass
    assert not (tmp_path / NAME).exists()
