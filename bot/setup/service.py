"""Loads a workspace file: checked in itself, then against Slack, then written in one transaction, or not at all."""

from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.setup.applying import Applying
from bot.setup.file import read
from bot.setup.finding import find
from bot.setup.lines import locate
from bot.setup.problems import FileError, in_order
from bot.setup.report import Report
from bot.slack import refused
from storage import channels
from storage.database import Database


class _OnlyTriedError(Exception):
    """Takes a dry run's changes back."""


class SetupService:
    def __init__(self, db: Database, client: AsyncWebClient, real: RealTime) -> None:
        self._db = db
        self._client = client
        self._real = real

    async def load(self, text: str, *, dry_run: bool = False) -> Report:
        """Loads the file. What is wrong with it, or can't be found in Slack, is in the report, all at once, and nothing is changed then.

        A group whose channel can't be found is left out, with its activities, and said so. Raises only for the database.
        """
        try:
            file = read(text)
        except FileError as error:
            return Report(problems=error.problems)
        async with self._db.read() as reading:
            known = {channel.id: channel for channel in await channels.everything(reading)}
        try:
            found = await find(self._client, self._real, file, known)
        except SlackApiError as error:
            return Report(problems=[_refused(error)])
        except (TimeoutError, aiohttp.ClientError):
            return Report(problems=["Slack can't be reached. Is SLACK_API_URL right?"])
        lines = locate(text)
        if found.problems:
            return Report(problems=in_order(found.problems, lines))
        report = Report(
            warnings=in_order(found.warnings, lines), kept_for_later=file.kept_for_later, dry_run=dry_run
        )
        try:
            async with self._db.write() as tx:
                await Applying(tx, file, found, report).run()
                if dry_run:
                    raise _OnlyTriedError
        except _OnlyTriedError:
            pass
        return report


def _refused(error: SlackApiError) -> str:
    answer = refused(error)
    data: Any = getattr(error.response, "data", None)
    needed = data.get("needed") if isinstance(data, dict) else None
    scope = f": the token needs the scope {needed}" if needed else ""
    if not answer.error and answer.status == 200:
        return "Slack's answer can't be read. Is SLACK_API_URL right?"
    return f"Slack answers {answer.error or answer.status}{scope}. `python -m bot doctor` tells more."
