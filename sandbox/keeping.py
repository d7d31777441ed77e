"""Keeps a workspace between starts: saves it as it changes, at most every two seconds, and puts it back.

What is saved is one moment: the workspace, and the database of the app that runs with it. So after a kill neither
knows anything that the other doesn't. At that moment the app may have posted what it hasn't noted yet (then it looks
before it posts again), and may not have acknowledged an event (then it comes again); never the other way round,
because the app is told of a post, and acknowledges an event, only after what the file then holds.
"""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sandbox.files_contents import Contents
from sandbox.keeping_file import Kept, KeptError, read, set_aside, write
from sandbox.keeping_folder import Databases, KeepingError
from sandbox.keeping_state import capture, restore

if TYPE_CHECKING:
    from sandbox.workspace import Workspace

SECONDS = 2.0
# Of the time at most this part is spent on making ready what is saved, which nothing else can go on beside.
SHARE = 0.02

OTHER_KIND = {
    True: "In {folder} a workspace without a bot is kept (--no-bot). Choose another folder: --keep FOLDER.",
    False: "In {folder} a workspace with Liaison in it is kept. Choose another folder: --keep FOLDER.",
}


class Keeper:
    """The keeping of one workspace in one folder, which is locked; `say` tells its owner something.

    `with_bot`: whether the app's database is kept with it."""

    def __init__(self, folder: Path, say: Callable[[str], None], *, with_bot: bool) -> None:
        self.folder = folder
        self.contents = Contents(folder / "files")
        self.databases = Databases(folder / "running")
        # Whether the workspace is one that was kept, and whether its beginning was still being made when it was saved.
        self.restored = self.unfinished = False
        # Makes the beginning, if that takes time.
        self.making: asyncio.Task[None] | None = None
        self._with_bot = with_bot
        self._files = folder / "files"
        # Whether the workspace is as it is to be found again: not before the bot in it has begun.
        self.ready = False
        self._say = say
        self._lock = asyncio.Lock()
        self._saved: object = None
        self._troubled = False

    def begin(self, ws: "Workspace", world: Callable[["Workspace"], None]) -> None:
        """Fill an empty workspace with what is kept; if nothing is, or it can't be used, with `world`.

        Raises KeepingError for a workspace of the other kind."""
        try:
            kept = read(self.folder)
            if kept:
                self._restore(ws, kept)
                return
        except OSError as error:
            raise KeepingError(f"What is kept in {self.folder} can't be read ({error.strerror}).") from None
        except KeptError as error:
            aside = set_aside(self.folder, self._files)
            self._say(
                f"What is kept in {self.folder} {error}. It is set aside as {aside}, and the workspace begins anew."
            )
        else:
            self.contents.clear()
        world(ws)

    @asynccontextmanager
    async def ending(self, ws: "Workspace") -> AsyncIterator[None]:
        """Saves at the end, after everything inside has stopped; if it ever came to run."""
        try:
            yield
        finally:
            if self.ready:
                await self.save(ws)

    @asynccontextmanager
    async def following(self, ws: "Workspace") -> AsyncIterator[None]:
        """Saves as the workspace changes, and after each reset. To be entered when the bot in it runs: then it comes
        after the bot at a reset, too."""

        async def save() -> None:
            await self.save(ws, amid_reset=True)

        self.ready = True
        ws.on_reset(save)
        following = asyncio.create_task(self._follow(ws))
        try:
            yield
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following

    def _restore(self, ws: "Workspace", kept: Kept) -> None:
        if (kept.database is not None) != self._with_bot:
            raise KeepingError(OTHER_KIND[self._with_bot].format(folder=self.folder))
        try:
            restore(ws.core, kept.workspace)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise KeptError("is of another version of the sandbox") from error
        self.unfinished = bool(kept.workspace.get("unfinished"))
        if kept.database is not None:
            self.databases.begin().write_bytes(kept.database)
        self._tidy(ws)
        self.restored = True

    def _tidy(self, ws: "Workspace") -> None:
        """Let the folder of files, which isn't saved with the rest, hold what the workspace knows, and no more."""
        files = ws.core.state.files
        known = files.by_id.keys() | {upload.file_id for upload in files.uploads.values()}
        for each in self._files.iterdir() if self._files.is_dir() else ():
            if each.name not in known:
                each.unlink()
        for file in files.by_id.values():
            file.deleted = file.deleted or not (self._files / file.id).exists()

    async def _follow(self, ws: "Workspace") -> None:
        wait = SECONDS
        while True:
            await ws.core.real.sleep(wait)
            if self.changed(ws):
                # A save that has begun ends, so that no two write the same file.
                wait = max(SECONDS, await asyncio.shield(self.save(ws)) / SHARE)

    @property
    def busy(self) -> bool:
        """Whether it is just being saved."""
        return self._lock.locked()

    def changed(self, ws: "Workspace") -> bool:
        """Whether anything is different since the last save."""
        return self._mark(ws) != self._saved

    async def save(self, ws: "Workspace", *, amid_reset: bool = False) -> float:
        """Save now. Returns how many seconds nothing else could go on. What can't be written is said once."""
        async with self._lock:
            # Until the bot has begun anew too, the workspace is new and the database is not.
            if ws.resetting and not amid_reset:
                return 0.0
            began = time.perf_counter()
            unfinished = self.making is not None and not self.making.done()
            mark, text = self._mark(ws), json.dumps(capture(ws.core) | {"unfinished": unfinished})
            reader = _open(self.databases.path)
            took = time.perf_counter() - began
            try:
                await asyncio.to_thread(self._write, text, reader)
            except (OSError, sqlite3.Error) as error:
                if not self._troubled:
                    self._say(f"The workspace can't be kept ({error}). It is tried again.")
                self._troubled = True
            else:
                self._saved, self._troubled = mark, False
            return took

    def _write(self, text: str, reader: sqlite3.Connection | None) -> None:
        if reader is None:
            write(self.folder, text, None)
        else:
            with closing(reader):
                write(self.folder, text, reader.serialize())

    def _mark(self, ws: "Workspace") -> object:
        """What is different when anything has changed; the clock counts by minutes."""
        return ws.core.feed.n, int(ws.clock.now().timestamp() // 60), ws.clock.pace


def _open(database: Path | None) -> sqlite3.Connection | None:
    """A connection that sees the app's database as it is at this moment, whatever is written meanwhile."""
    if database is None or not database.exists():
        return None
    reader = sqlite3.connect(database, check_same_thread=False, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return reader
