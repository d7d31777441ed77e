"""`python -m bot setup FILE`."""

import asyncio
import sys
from pathlib import Path

import aiohttp

from bot.clock import SystemClock, SystemTime
from bot.settings import Settings
from bot.setup.service import SetupService
from bot.slack import create_client
from storage.database import Database
from storage.migrate import state


async def load(settings: Settings, path: Path, *, dry_run: bool = False) -> int:
    """Loads a workspace file and prints the report. Returns the exit code. Raises SettingsError."""
    settings.require_slack(web=False)
    try:
        text = await asyncio.to_thread(path.read_text, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        sys.stderr.write(f"{path} can't be read: {reason}\n")
        return 2
    db = Database(settings.database_url, SystemClock().now)
    try:
        revision, head = await state(db.engine)
        if revision != head:
            sys.stderr.write(
                "The database does not have this version's schema: run `python -m bot migrate` first.\n"
            )
            return 2
        timeout = aiohttp.ClientTimeout(total=settings.request_timeout)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            report = await SetupService(db, create_client(settings, session), SystemTime()).load(
                text, dry_run=dry_run
            )
    finally:
        await db.close()
    sys.stdout.write(f"{report}\n")
    return report.exit_code
