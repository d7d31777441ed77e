"""`python -m bot groups invite GROUP FILE`."""

import asyncio
import sys
from html import unescape
from pathlib import Path
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime, SystemClock, SystemTime
from bot.directory.exchange.rows import UnreadableFile
from bot.errors import Refusal
from bot.groups import finding
from bot.groups.inviting import LARGEST, InvitationService, of_table
from bot.groups.progress_views import Counted
from bot.groups.refusals import explained
from bot.i18n import words
from bot.lockout import Lockout
from bot.settings import Settings
from bot.slack import create_client
from storage.database import Database
from storage.migrate import require_schema

PATIENCE: Final = 60  # seconds without progress, after which it is left to the worker


async def invite(settings: Settings, group: str, path: Path, *, dry_run: bool) -> int:
    """Prints what would happen; unless it is a dry run it is handed to the worker, which invites, and its progress is printed.

    The same file once more invites nobody twice. Returns the exit code. Raises SchemaError.
    """
    await require_schema(settings.database_url)
    db = Database(settings.database_url, SystemClock().now)
    try:
        return await carry_out(db, create_client(settings), SystemTime(), group, path, dry_run=dry_run)
    finally:
        await db.close()


async def carry_out(
    db: Database, client: AsyncWebClient, real: RealTime, group: str, path: Path, *, dry_run: bool
) -> int:
    """The same with a database and a client that are given."""
    service = InvitationService(db, client, real, Lockout())
    try:
        content = await asyncio.to_thread(_read, path)
        found = of_table(content)
        asks = any(entry.email for entry in found)
        addresses = await finding.ask_slack(client, real) if asks else finding.Addresses()
        counted = await service.load(group, found, addresses, dry_run=dry_run)
        sys.stdout.write(f"{printed(counted)}\n")
        if dry_run:
            sys.stdout.write("Nothing was written: this was a dry run.\n")
            return 0
        return await _follow(service, real, counted)
    except OSError as error:
        sys.stderr.write(f"{path} can't be read: {error.strerror or type(error).__name__}\n")
        return 2
    except UnreadableFile as error:
        sys.stderr.write(f"{path} can't be read: {error}\n")
        return 2
    except Refusal as refusal:
        sys.stderr.write(f"{unescape(refusal.say(words('en')))}\n")
        return 1
    except (SlackApiError, TimeoutError, aiohttp.ClientError) as error:
        sys.stderr.write(f"Slack can't be asked ({type(error).__name__}). Nobody was invited.\n")
        return 1


async def _follow(service: InvitationService, real: RealTime, counted: Counted) -> int:
    """Tells how far the worker is, until it is done or nothing moves."""
    before, waited = -1, 0
    while counted.about.state == "going" and waited < PATIENCE:
        gone, total = len(counted.of("done", "refused")), len(counted.of("ready", "sent", "done", "refused"))
        if gone != before:
            sys.stdout.write(f"Invited {gone} of {total}.\n")
            before, waited = gone, 0
        await real.sleep(1)
        waited += 1
        counted = await service.count(counted.about.id)
    if counted.about.state == "going":
        sys.stdout.write("Liaison's worker goes on with the rest, now or when it runs.\n")
        return 0
    refused = counted.of("refused")
    sys.stdout.write(f"Done: {len(counted.of('done'))} invited, {len(refused)} refused by Slack.\n")
    for row in refused:
        sys.stdout.write(f"  - {row.member_id}: {unescape(explained(row.error, words('en')))}\n")
    return 1 if refused else 0


def printed(counted: Counted) -> str:
    """What was found, as plain text."""
    found = counted.of("found", "ready", "sent")
    lines = [f"{len(found)} to be invited, {len(counted.of('inside'))} in the group already."]
    if doubled := counted.of("doubled"):
        lines.append(f"{len(doubled)} are being invited already.")
    if counted.addresses:
        lines += [
            f"{len(counted.addresses)} addresses are of nobody in this workspace. Paste them into Slack's own invitation:",
            ", ".join(counted.addresses),
        ]
    _ = words("en")
    lines += [
        f"  - not invited: {row.typed or row.email or row.member_id}: {explained(row.error, _)}"
        for row in counted.of("unfit")
    ]
    lines += [f"  - can't be read: {row.typed}" for row in counted.of("unreadable")]
    return unescape("\n".join(lines))


def _read(path: Path) -> bytes:
    """The whole of it: of a list that is cut off nobody would see who is missing. Raises UnreadableFile, OSError."""
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UnreadableFile(f"it has more than {LARGEST // 1_000_000} MB")
    return content
