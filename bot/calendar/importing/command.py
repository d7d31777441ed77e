"""`python -m bot calendar import FILE`."""

import asyncio
import sys
from html import unescape
from pathlib import Path

from bot.calendar.importing.reading import LARGEST
from bot.calendar.importing.report import Report, headline, parts
from bot.calendar.importing.service import CalendarImportService, UnknownGroup
from bot.clock import SystemClock
from bot.errors import Refusal
from bot.i18n import words
from bot.settings import Settings
from bot.slack import create_client
from storage import channels
from storage.database import Database
from storage.migrate import require_schema


async def bring_in(settings: Settings, path: Path, *, group: str | None, dry_run: bool) -> int:
    """Imports a file and prints the report. Returns the exit code: 1 if nothing could be taken from it. Raises SchemaError."""
    await require_schema(settings.database_url)
    db = Database(settings.database_url, SystemClock().now)
    try:
        content = await asyncio.to_thread(_read, path)
        service = CalendarImportService(db, create_client(settings))
        report = await service.load(path.name, content, group, dry_run=dry_run)
    except OSError as error:
        sys.stderr.write(f"{path} can't be read: {error.strerror or type(error).__name__}\n")
        return 2
    except UnknownGroup:
        async with db.read() as tx:
            known = sorted((await channels.groups(tx)).values())
        sys.stderr.write(f"There is no group “{group}”. There are: {', '.join(known) or 'none'}.\n")
        return 2
    except Refusal as refusal:
        sys.stderr.write(f"{path}: {unescape(refusal.say(words('en')))}\n")
        return 1
    finally:
        await db.close()
    sys.stdout.write(f"{printed(report)}\n")
    return 0 if report.added or report.changed or report.same else 1


def _read(path: Path) -> bytes:
    """The file, or as much of it as shows that it is too large."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def printed(report: Report) -> str:
    """The report as plain text."""
    _ = words("en")
    lines: list[str] = [headline(report, _)]
    for title, listed in parts(report, _):
        lines += [title, *(f"  - {line}" for line in listed)]
    return unescape("\n".join(lines))
