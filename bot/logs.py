"""Logs: structlog, for people (console) or for machines (JSON), on standard error. No name, address, text or token gets in.

Our own lines name opaque ids. Other libraries put what they handle into their messages (slack_sdk a request's headers and
body, Bolt the body of an unhandled event, asyncio the repr of a task), so of theirs only this is kept: which logger, where in its
code, the template without its values, and an exception's type and lines of code.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
LIBRARIES = ("slack_bolt", "slack_sdk", "uvicorn", "uvicorn.access", "apscheduler", "sqlalchemy")
# These say nothing of what passes through them, and say it without templates.
_PLAIN_SPOKEN = ("uvicorn.error",)
_FRAMES = 12

log = structlog.get_logger(__name__)


def configure(level: str, format_: str) -> None:
    """Sets up all logging of this process. `level`: debug, info, warning or error, for our own lines; other libraries' begin at
    warnings. `format_`: console or json.
    """
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if format_ == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_words_of_exceptions,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level]),
        # Looked up for each line: whoever redirects standard error, redirects the logs.
        logger_factory=lambda *_names: structlog.WriteLogger(sys.stderr),
    )
    logging.root.handlers[:] = [Others()]
    # Bolt gives its loggers the root's level: at debug they would write every request into a string, if only to be dropped.
    logging.root.setLevel(logging.WARNING)
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A sweep that takes longer than its interval is asked once less: that is meant, and no news every second.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    sys.excepthook = _at_the_end


class Others(logging.Handler):
    """Takes the records of other libraries, and keeps of them what can't carry anybody's words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        event = "a library warns" if record.levelno < logging.ERROR else "a library reports an error"
        fields: dict[str, Any] = {"logger": record.name, "where": f"{record.module}:{record.lineno}"}
        # With values apart the message is a template; without, it may be an f-string that has them in it.
        if isinstance(record.msg, str) and (record.args or record.name in _PLAIN_SPOKEN):
            fields["template"] = record.msg.strip()
        if record.exc_info and record.exc_info[1] is not None:
            fields |= safe_traceback(record.exc_info[1])
        log.log(min(record.levelno, logging.CRITICAL), event, **fields)


def safe_traceback(error: BaseException) -> dict[str, Any]:
    """Fields for a log line: the exception's type with its causes' (`exception`), and the lines of code (`traceback`).

    Never its message: it may quote what somebody typed, or what a database or Slack was given.
    """
    types = [type(error).__qualname__]
    cause = error.__cause__ or error.__context__
    while cause is not None and len(types) < _FRAMES:
        types.append(type(cause).__qualname__)
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return {
        "exception": " from ".join(types),
        "traceback": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _short(filename: str) -> str:
    """The last folders of a path: enough to find the line, nothing of the machine."""
    return "/".join(Path(filename).parts[-3:])


def _without_words_of_exceptions(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event.update(safe_traceback(error))
    return event


def _at_the_end(kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
    """An exception that nobody caught."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, tb)
    else:
        log.critical("stopped by an error", **safe_traceback(error.with_traceback(tb)))
