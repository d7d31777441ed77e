"""`python -m bot doctor`."""

import sys

import aiohttp

from bot.clock import SystemClock
from bot.doctor.checks import examine
from bot.settings import Settings
from bot.slack import create_client
from storage.database import Database


async def report(settings: Settings) -> int:
    """Prints a line a finding. Returns the exit code: 1 if there is a problem. Raises SettingsError for a DATABASE_URL of no known kind."""
    db = Database(settings.database_url, SystemClock().now)
    timeout = aiohttp.ClientTimeout(total=settings.request_timeout)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            findings = await examine(settings, create_client(settings, session), db)
    finally:
        await db.close()
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    number = sum(finding.level == "problem" for finding in findings)
    sys.stdout.write(f"\n{number} problem{'' if number == 1 else 's'}.\n" if number else "\nAll is well.\n")
    return 1 if number else 0
