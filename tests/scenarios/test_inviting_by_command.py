"""`python -m bot groups invite`, as whoever operates Liaison uses it: in a workspace with Liaison's worker in it."""

import asyncio
from pathlib import Path

import pytest

from bot.__main__ import parser
from bot.clock import SystemTime
from bot.groups.command import carry_out
from tests.scenarios.conftest import Story


async def invite(story: Story, group: str, path: Path, *, dry_run: bool) -> int:
    """Runs the command, as Liaison's worker goes on with its work."""
    db, client = story.liaison.db, story.liaison.client
    running = asyncio.create_task(carry_out(db, client, SystemTime(), group, path, dry_run=dry_run))
    while not running.done():
        await story.settle()
        await asyncio.sleep(0)
    return running.result()


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    return path


async def test_a_table_is_looked_at_and_then_brought_in_once(
    story: Story,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    dana = story.ws.team_join("dana", real_name="Dana Example", email="dana@example.org")
    await story.settle()
    text = f"Name;E-mail;Slack ID\nDana;Dana@Example.org;\nNew;new@example.org;\nAda;;{story.ws.member('ada').id}\n"
    path = table(tmp_path, text)
    assert await invite(story, "migration", path, dry_run=True) == 0
    assert "1 to be invited, 1 in the group already" in capsys.readouterr().out
    assert dana.id not in story.ws.channel("migration").members
    for _ in range(2):
        assert await invite(story, "Migration Action Group", path, dry_run=False) == 0
    out = capsys.readouterr().out
    assert "Done: 1 invited, 0 refused by Slack." in out
    assert "new@example.org" in out
    assert dana.id in story.ws.channel("migration").members
    assert "Inviting into" in story.texts("secretariat")[-1]


async def test_what_is_wrong_is_told(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await invite(story, "migration", tmp_path / "no.csv", dry_run=True) == 2
    assert await invite(story, "nothing", table(tmp_path, "a@x.org\n"), dry_run=True) == 1
    assert "There is no such group" in capsys.readouterr().err
    assert await invite(story, "migration", table(tmp_path, "a@x.org\n" * 200_000), dry_run=True) == 2
    assert "more than 1 MB" in capsys.readouterr().err


def test_the_command_line_takes_a_group_and_a_file() -> None:
    given = parser().parse_args(["groups", "invite", "migration", "people.csv", "--dry-run"])
    assert (given.group, given.file, given.dry_run) == ("migration", "people.csv", True)
