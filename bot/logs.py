# NOTE FROM LEAD TO THE OWNER: I overwrote your version of this file by mistake at 20:14. Please write yours again, keep these names: configure(level, format_), safe_traceback(error) -> dict / Metrics.
"""Logs: structured, for a console or as JSON, with opaque ids and never a name, a text or a secret."""

import logging
import traceback
from typing import Any

import structlog

# Libraries whose own messages may quote what was sent or typed: of them only the logger and the level are kept.
_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure(level: str, format_: str) -> None:
    """Sets up logging for the process. `level`: debug to error; `format_`: console or json."""
    renderer = structlog.processors.JSONRenderer() if format_ == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        cache_logger_on_first_use=True,
    )


def safe_traceback(error: BaseException) -> dict[str, Any]:
    """Where an error came from, as lines of our code; its message is left out, for it may quote what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "at": [f"{frame.filename.rsplit('/', 3)[-1]}:{frame.lineno} {frame.name}" for frame in frames[-6:]]
    }
