"""What gets into the logs, and what never does."""

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import configure, safe_traceback

SECRET = "xoxb-secret Ada Example said: hello"


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers, level, hook = logging.root.handlers[:], logging.root.level, sys.excepthook
    libraries = {
        name: logging.getLogger(name).level
        for name in ("slack_bolt", "slack_sdk", "uvicorn", "uvicorn.access", "apscheduler", "sqlalchemy")
    }
    yield
    logging.root.handlers[:], sys.excepthook = handlers, hook
    logging.root.setLevel(level)
    for name, before in libraries.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    def lines() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.splitlines()]

    configure("info", "json")
    return lines


def _fail() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(SECRET) from error


def test_our_own_lines_have_level_time_and_fields(printed: Any) -> None:
    structlog.get_logger("bot.x").info("delivered", outbox=12)
    (line,) = printed()
    assert (line["event"], line["level"], line["outbox"]) == ("delivered", "info", 12)
    assert line["timestamp"].endswith("Z")


def test_lines_below_the_level_are_not_written(printed: Any) -> None:
    structlog.get_logger("bot.x").debug("detail")
    assert printed() == []


def test_the_console_is_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    configure("debug", "console")
    structlog.get_logger("bot.x").debug("delivered", outbox=12)
    line = capsys.readouterr().err
    assert "delivered" in line
    assert "outbox=12" in line


@pytest.mark.parametrize(
    ("name", "level", "message", "values"),
    [
        ("slack_sdk.web.async_base_client", logging.ERROR, f"Failed to send a request: {SECRET}", ()),
        ("slack_bolt.AsyncApp", logging.WARNING, f"Unhandled request ({SECRET})", ()),
        ("slack_bolt.AsyncApp", logging.ERROR, "Failed to run listener (error: %s)", (SECRET,)),
        ("asyncio", logging.ERROR, f"Task exception was never retrieved\nfuture: <Task {SECRET}>", ()),
        ("sqlalchemy.pool", logging.ERROR, "Exception terminating connection %r", (SECRET,)),
    ],
)
def test_other_libraries_say_where_and_never_what(
    name: str, level: int, message: str, values: tuple[str, ...], printed: Any
) -> None:
    try:
        _fail()
    except ValueError:
        logging.getLogger(name).log(level, message, *values, exc_info=True)
    (line,) = printed()
    assert "secret" not in json.dumps(line)
    assert "Ada" not in json.dumps(line)
    assert line["logger"] == name
    assert line["level"] == ("error" if level == logging.ERROR else "warning")
    assert line["where"].startswith("test_logs:")
    assert line["exception"] == "ValueError from KeyError"
    assert line["traceback"][-1].endswith("_fail")
    assert line.get("template") == (message if values else None)


def test_what_the_server_says_in_plain_words_is_kept(printed: Any) -> None:
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    assert printed()[0]["template"] == "Invalid HTTP request received."


def test_other_libraries_are_not_heard_below_warnings(printed: Any) -> None:
    for name in (
        "slack_bolt",
        "slack_sdk.web",
        "uvicorn.access",
        "apscheduler.executors",
        "sqlalchemy.engine",
    ):
        logging.getLogger(name).info(SECRET)
        logging.getLogger(name).debug(SECRET)
        assert not logging.getLogger(name).isEnabledFor(logging.INFO)
    assert printed() == []


def test_an_exception_is_logged_without_its_words(printed: Any) -> None:
    log = structlog.get_logger("bot.x")
    try:
        _fail()
    except ValueError as error:
        log.error("broke", **safe_traceback(error))
        log.exception("broke")
        log.error("broke", exc_info=error)
    lines = printed()
    assert len(lines) == 3
    for line in lines:
        assert "secret" not in json.dumps(line)
        assert line["exception"] == "ValueError from KeyError"


def test_a_process_that_dies_of_an_error_does_not_print_its_words(printed: Any) -> None:
    try:
        _fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (line,) = printed()
    assert line["event"] == "stopped by an error"
    assert "secret" not in json.dumps(line)
