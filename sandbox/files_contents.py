"""The bytes of files: in a folder, so that large ones are neither in memory nor among what the workspace holds."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

HEAD = 64 * 1024


class Contents:
    """A folder with a file for each id. Without a given one it's a temporary one, made when the first file comes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._given = folder
        self._temporary: Path | None = None
        self._parts = 0

    def path(self, file_id: str) -> Path:
        """Where a file's bytes are."""
        return self._folder() / file_id

    def head(self, file_id: str) -> bytes:
        """The beginning of a file."""
        with self.path(file_id).open("rb") as source:
            return source.read(HEAD)

    def read(self, file_id: str) -> bytes:
        """All of a small file."""
        return self.path(file_id).read_bytes()

    def write(self, file_id: str, content: bytes) -> None:
        """Keep a whole file."""
        self.path(file_id).write_bytes(content)

    @contextmanager
    def arriving(self, file_id: str) -> Iterator[BinaryIO]:
        """A file to write to while it arrives. It counts only if it isn't left by an exception, and then whole."""
        self._parts += 1
        part = self._folder() / f"{file_id}.part{self._parts}"
        try:
            with part.open("wb") as target:
                yield target
            part.replace(self.path(file_id))
        finally:
            part.unlink(missing_ok=True)

    def remove(self, file_id: str) -> None:
        """Forget a file's bytes."""
        self.path(file_id).unlink(missing_ok=True)

    def clear(self) -> None:
        """Forget all bytes."""
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)
            self._temporary = None
        elif self._given and self._given.is_dir():
            for each in self._given.iterdir():
                with suppress(OSError):
                    each.unlink()

    def close(self) -> None:
        """Leave nothing behind but what a given folder holds."""
        if self._temporary:
            self.clear()

    def _folder(self) -> Path:
        if self._given:
            self._given.mkdir(parents=True, exist_ok=True)
            return self._given
        if self._temporary is None:
            self._temporary = Path(tempfile.mkdtemp(prefix="sandbox-files-"))
        return self._temporary
