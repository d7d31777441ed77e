"""`python -m bot doctor`."""

import sys
from collections import Counter

import aiohttp
from sqlalchemy.exc import ArgumentError

from bot.clock import SystemClock
from bot.doctor.checks import examine
from bot.doctor.finding import Finding, problem
from bot.settings import Settings
from bot.slack import create_client
from storage.database import Database


async def report(settings: Settings) -> int:
    """Prints a line a finding. Returns the exit code: 1 if there is a problem."""
    try:
        db = Database(settings.database_url, SystemClock().now)
    except (ValueError, ArgumentError):
        return _tell([problem("DATABASE_URL is no address of a database", "see docs/settings.md")])
    timeout = aiohttp.ClientTimeout(total=settings.request_timeout)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session:
            findings = await examine(settings, create_client(settings, session), db)
    finally:
        await db.close()
    return _tell(findings)


def _tell(findings: list[Finding]) -> int:
    sys.stdout.writelines(f"{finding}\n" for finding in findings)
    levels = Counter(finding.level for finding in findings)
    counted = [
        f"{levels[level]} {level}{'' if levels[level] == 1 else 's'}"
        for level in ("problem", "warning")
        if levels[level]
    ]
    sys.stdout.write(f"\n{' and '.join(counted) or 'All is well'}.\n")
    return 1 if levels["problem"] else 0
