"""The folder that a workspace is kept in: which it is, that nobody else keeps one there, and the databases in it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO


class KeepingError(Exception):
    """The folder can't be used; the message is a sentence for whoever chose it."""


class Databases:
    """The app's SQLite database: a new one for each beginning, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self.path: Path | None = None

    def begin(self) -> Path:
        """Where the next database is to be."""
        self._number += 1
        self.path = self._folder / f"{self._number}.db"
        return self.path


def default_folder(*, with_bot: bool) -> Path:
    """Where a workspace is kept if nothing else is said: one for each way of starting, in the user's folder for state.

    https://specifications.freedesktop.org/basedir-spec/latest/"""
    given = os.environ.get("XDG_STATE_HOME", "")
    base = Path(given) if given.startswith("/") else Path.home() / ".local" / "state"
    return base / "liaison-sandbox" / ("with-liaison" if with_bot else "alone")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Makes the folder if need be, and has it alone until the end. Raises KeepingError.

    The lock ends with the process, however that ends."""
    running = folder / "running"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise KeepingError(f"Nothing can be kept in {folder} ({error.strerror}).") from None
    with lock:
        _lock(lock, folder)
        shutil.rmtree(running, ignore_errors=True)
        running.mkdir(mode=0o700)
        try:
            yield
        finally:
            shutil.rmtree(running, ignore_errors=True)


def _lock(lock: TextIO, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise KeepingError(f"A workspace that is open now is kept in {folder}.") from None
