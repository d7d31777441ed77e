"""What a listener is given: the services, and the ways of answering."""

import asyncio
import json
from collections.abc import Awaitable, Sequence
from typing import Any

from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Block
from bot.errors import TooLate
from bot.services import Services
from bot.slack import refused
from handlers.answers import PATIENCE, Where, reach

JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}

AT_LEAST = 0.2  # seconds that a call gets, however late it is
# What Slack says of a trigger_id that opens nothing any more (https://docs.slack.dev/reference/methods/views.open).
SPENT = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"})


class Visit:
    """One request from Slack: who makes it, what can be done for them, and how they are answered.

    `came_at`: when it came, by the event loop's clock; None is now.
    """

    __slots__ = ("_until", "member_id", "place", "services", "slack")

    def __init__(
        self,
        services: Services,
        slack: AsyncWebClient,
        member_id: str,
        place: Where | None = None,
        came_at: float | None = None,
    ) -> None:
        self.services = services
        self.slack = slack
        self.member_id = member_id
        self.place = place or Where(member_id)
        self._until = (asyncio.get_running_loop().time() if came_at is None else came_at) + PATIENCE

    @property
    def patience(self) -> float:
        """For how many seconds more Slack's answer may be waited for, so that this request is answered in time."""
        return max(AT_LEAST, self._until - asyncio.get_running_loop().time())

    async def open(self, trigger_id: str, view: Block) -> None:
        """Opens a modal for the person, who is looking: not by the outbox. Raises TooLate, or SlackApiError."""
        await self._show(self.slack.views_open(trigger_id=trigger_id, view=view))

    async def push(self, trigger_id: str, view: Block) -> None:
        """Opens a modal over the one that is open, of which there may be three. Raises as `open` does."""
        await self._show(self.slack.views_push(trigger_id=trigger_id, view=view))

    async def _show(self, call: Awaitable[object]) -> None:
        try:
            async with asyncio.timeout(self.patience):
                await call
        except SlackApiError as error:
            if refused(error).error in SPENT:
                raise TooLate from error
            raise
        except (ClientError, OSError) as error:
            raise TooLate from error

    async def update(self, view_id: str, view: Block) -> bool:
        """Shows something else in a modal that is open. Returns whether it still is. Raises SlackApiError."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self.slack.views_update(view_id=view_id, view=view)
        except SlackApiError as error:
            if refused(error).error != "not_found":
                raise
            return False
        return True

    async def replace(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Rewrites the message whose button was pressed, in place; else the answer comes beside it."""
        await self._answer(response_url, {"replace_original": True, "text": text, "blocks": list(blocks)})

    async def whisper(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Answers a button with a message of its own, which only its presser sees."""
        private_answer = {"response_type": "ephemeral", "replace_original": False}
        await self._answer(response_url, private_answer | {"text": text, "blocks": list(blocks)})

    async def _answer(self, response_url: str, content: dict[str, Any]) -> None:
        reaching = reach(self.services, self.slack, self.place, response_url, content)
        await self.services.lasting.run(reaching, self.patience)

    async def publish_home(self, view: Block) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.slack.views_publish(user_id=self.member_id, view=view)


def answer(payload: dict[str, Any]) -> BoltResponse:
    """An acknowledgement that carries something: a message, field errors, options."""
    return BoltResponse(status=200, body=json.dumps(payload), headers=JSON)


def private(text: str, blocks: Sequence[Block] | None = None) -> BoltResponse:
    """Answers a command with a message that only its author sees. `text` is for notifications and screen readers."""
    content: dict[str, Any] = {"response_type": "ephemeral", "text": text}
    return answer(content | ({"blocks": list(blocks)} if blocks else {}))
