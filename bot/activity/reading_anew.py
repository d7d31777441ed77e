"""Asks Slack for the text of one message, for somebody who moderates its channel. It is shown to them, and kept nowhere."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import access
from bot.errors import Gone, NotForYou
from bot.slack import refused
from storage.database import Database

# What Slack says of a message or a channel that is not there, or not for us any more.
NOT_THERE = frozenset({"channel_not_found", "not_in_channel", "thread_not_found", "message_not_found"})


@dataclass(frozen=True, slots=True)
class Anew:
    """A message as it is now: who wrote it, and its text as Slack has it (mrkdwn, escaped)."""

    member_id: str
    text: str


class ReadingService:
    def __init__(self, db: Database, client: AsyncWebClient) -> None:
        self._db = db
        self._client = client

    async def read_anew(self, member_id: str, channel_id: str, ts: str) -> Anew:
        """For a person who is waiting: one try. Raises NotForYou unless they may moderate the channel and are in it, Gone if the message is
        not there, SlackApiError and aiohttp's errors for all else.

        What is private stays among those who could read it in Slack: so the Secretariat reads only where it is a member.
        """
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
        if not viewer.may_moderate(channel_id) or channel_id not in viewer.channels:
            raise NotForYou
        try:
            found = await self._client.conversations_replies(
                channel=channel_id, ts=ts, oldest=ts, latest=ts, inclusive=True, limit=2
            )
        except SlackApiError as error:
            if refused(error).error in NOT_THERE:
                raise Gone from None
            raise
        messages = found.get("messages") or ()
        message = next((m for m in messages if m.get("ts") == ts and m.get("subtype") != "tombstone"), None)
        if message is None:
            raise Gone
        return Anew(str(message.get("user") or ""), str(message.get("text") or ""))
