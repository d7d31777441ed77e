"""`python -m bot directory import|export FILE`."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from tqdm import tqdm

from bot.clock import SystemClock, SystemTime
from bot.directory.exchange import exporting
from bot.directory.exchange.importing import Bar, ImportService
from bot.directory.exchange.making import whole
from bot.directory.exchange.sheets import FORMATS
from bot.i18n import LANGUAGES
from bot.settings import Settings
from bot.slack import create_client
from storage import workspace as workspaces
from storage.database import Database
from storage.migrate import require_schema


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Bar]:
    """A bar on a terminal, and nothing elsewhere."""
    with tqdm(desc=what, total=total, disable=None, leave=False, file=sys.stderr) as bar:
        yield bar


async def bring_in(settings: Settings, path: Path, *, skip_bad: bool, dry_run: bool) -> int:
    """Imports a file and prints the report. Returns the exit code. Raises SettingsError, SchemaError."""
    settings.require_slack(web=False)
    await require_schema(settings.database_url)
    db = Database(settings.database_url, SystemClock().now)
    timeout = aiohttp.ClientTimeout(total=settings.request_timeout)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            service = ImportService(db, create_client(settings, session), SystemTime(), progress)
            report = await service.load(path, skip_bad=skip_bad, dry_run=dry_run)
    except OSError as error:
        return _failed(path, "read", error)
    finally:
        await db.close()
    sys.stdout.write(f"{report}\n")
    return report.exit_code


async def take_out(settings: Settings, path: Path, language: str | None) -> int:
    """Writes the directory into a file. Returns the exit code. Raises SchemaError."""
    format_ = path.suffix.lower().removeprefix(".")
    if format_ not in FORMATS:
        sys.stderr.write(f"{path}: its name must end with .csv or .xlsx\n")
        return 2
    await require_schema(settings.database_url)
    db = Database(settings.database_url, SystemClock().now)
    try:
        async with db.read() as tx:
            chosen = language or next(
                (x for x in (await workspaces.get(tx)).languages if x in LANGUAGES), "en"
            )
            people = await exporting.count(tx)
            with progress("Writing", people) as bar:
                content = await whole(tx, format_, chosen, bar.update)
        await asyncio.to_thread(_write, path, content)
    except OSError as error:
        return _failed(path, "written", error)
    finally:
        await db.close()
    sys.stdout.write(f"{people:,} {'person' if people == 1 else 'people'} written into {path}.\n")
    return 0


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and for nobody else's eyes: it holds personal data."""
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _failed(path: Path, done: str, error: OSError) -> int:
    sys.stderr.write(f"{path} can't be {done}: {error.strerror or type(error).__name__}\n")
    return 2
