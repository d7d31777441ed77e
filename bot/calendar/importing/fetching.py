"""A file that somebody has put into a form, brought from Slack.

https://docs.slack.dev/reference/objects/file-object: what is private is had with the bot's token, by the scope files:read.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.calendar.ical.errors import TooMuch
from bot.calendar.importing.errors import NoFile

PATIENCE: Final = 2.0  # seconds, of the three in which a form must be answered
_SLACK: Final = ".slack.com"


@dataclass(frozen=True, slots=True)
class Fetched:
    name: str
    content: bytes


async def fetch(client: AsyncWebClient, member_id: str, file_id: str, largest: int) -> Fetched:
    """A file of a member's own. `largest`: octets. Raises NoFile, TooMuch."""
    try:
        async with asyncio.timeout(PATIENCE):
            answer = await client.files_info(file=file_id)
            file: dict[str, Any] = answer.get("file") or {}
            if file.get("user") != member_id:
                raise NoFile
            if int(file.get("size") or 0) > largest:
                raise TooMuch("octets", largest)
            url = str(file.get("url_private_download") or file.get("url_private") or "")
            return Fetched(str(file.get("name") or ""), await _download(client, url, largest))
    except (SlackApiError, aiohttp.ClientError, OSError, ValueError):
        raise NoFile from None


async def _download(client: AsyncWebClient, url: str, largest: int) -> bytes:
    """Reads no more than is allowed, whatever the size was said to be."""
    address, ours = urlsplit(url), urlsplit(client.base_url)
    is_slack = address.hostname == ours.hostname or f".{address.hostname}".endswith(_SLACK)
    if not is_slack or address.scheme != ours.scheme:
        raise NoFile  # our token is for Slack's eyes only
    session = client.session
    if session is None:
        raise NoFile
    headers = {"Authorization": f"Bearer {client.token}"}
    async with session.get(url, headers=headers, allow_redirects=False) as response:
        if response.status != 200:
            raise NoFile
        content = bytearray()
        async for part in response.content.iter_chunked(65_536):
            content += part
            if len(content) > largest:
                raise TooMuch("octets", largest)
    return bytes(content)
