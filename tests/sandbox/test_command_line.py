"""`python -m sandbox`: what it says about words, ports and folders that can't be used."""

import asyncio
import socket
import sys
from pathlib import Path

import pytest

from sandbox.command_line import parser, read


async def run(*words: str) -> tuple[int | None, str]:
    """The exit code and what was said, on both streams."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sandbox",
        *words,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--port", "x"], "'x' is not a port"),
        (["--port", "70000"], "'70000' is not a port"),
        (["--port", "-1"], "'-1' is not a port"),
        (["--people", "3"], "an alliance has at least 20 people"),
        (["--request-url", "localhost"], "'localhost' is not an address such as http://"),
        (["--request-url", "http://localhost/x"], "--request-url goes with --no-bot"),
        (["--kept"], "unrecognized arguments"),
    ],
)
def test_a_word_that_cannot_be_used_is_answered_with_what_can(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_help_names_every_word_and_gives_examples() -> None:
    text = parser().format_help()
    for word in ("--port", "--people", "--keep", "--no-bot", "--request-url", "make run ARGS=--keep"):
        assert word in text


def test_every_word_is_documented() -> None:
    page = Path("docs/sandbox.md").read_text(encoding="utf-8")
    for word in ("--people", "--keep", "--no-bot", "--request-url", "PORT="):
        assert word in page


def test_keeping_needs_no_folder() -> None:
    assert parser().parse_args([]).keep is None
    assert parser().parse_args(["--keep"]).keep == ""
    assert parser().parse_args(["--keep", "here"]).keep == "here"


async def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = await run("--no-bot", "--port", str(port))
    assert code == 1
    assert said.startswith(f"Port {port} can't be used (Address already in use).")
    assert "Traceback" not in said


async def test_a_folder_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = await run("--no-bot", "--port", "0", "--keep", str(tmp_path / "file"))
    assert code == 1
    assert said.startswith("Nothing can be kept in")
    assert "Traceback" not in said
