"""What a listener is given: the services, and the ways of answering."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks import Block
from bot.logs import safe_traceback
from bot.services import Services

log = structlog.get_logger(__name__)

JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}


# Seconds for a call while somebody looks on: Slack waits three for us, and then says that we failed.
PATIENCE = 2.5


class Visit:
    """One request from Slack: who makes it, what can be done for them, and how they are answered."""

    __slots__ = ("member_id", "services", "slack")

    def __init__(self, services: Services, slack: AsyncWebClient, member_id: str) -> None:
        self.services = services
        self.slack = slack
        self.member_id = member_id

    async def open(self, trigger_id: str, view: Block) -> None:
        """Opens a modal for the person, who is looking: not by the outbox. Raises SlackApiError."""
        async with asyncio.timeout(PATIENCE):
            await self.slack.views_open(trigger_id=trigger_id, view=view)

    async def replace(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Rewrites the message whose button was pressed, in place. Nothing happens if it has no response_url (Home, a modal)."""
        await respond(
            self.slack, response_url, {"replace_original": True, "text": text, "blocks": list(blocks)}
        )

    async def whisper(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Answers a button with a message of its own, which only its presser sees."""
        private_answer = {"response_type": "ephemeral", "replace_original": False}
        await respond(self.slack, response_url, private_answer | {"text": text, "blocks": list(blocks)})

    async def publish_home(self, view: Block) -> None:
        async with asyncio.timeout(PATIENCE):
            await self.slack.views_publish(user_id=self.member_id, view=view)


async def respond(slack: AsyncWebClient, response_url: str, content: dict[str, Any]) -> None:
    """Posts an answer to a response_url, once: a repetition would be seen twice. An address of more than 30 minutes takes none."""
    if not response_url:
        return
    webhook = AsyncWebhookClient(response_url, session=slack.session, retry_handlers=[])
    try:
        async with asyncio.timeout(PATIENCE):
            answered = await webhook.send_dict(content)
    except (ClientError, OSError) as error:
        log.warning("answer not delivered", **safe_traceback(error))
        return
    if answered.status_code >= 400:
        log.warning("answer not delivered", status=answered.status_code)


def answer(payload: dict[str, Any]) -> BoltResponse:
    """An acknowledgement that carries something: a message, field errors, options."""
    return BoltResponse(status=200, body=json.dumps(payload), headers=JSON)


def private(text: str, blocks: Sequence[Block] | None = None) -> BoltResponse:
    """Answers a command with a message that only its author sees. `text` is for notifications and screen readers."""
    content: dict[str, Any] = {"response_type": "ephemeral", "text": text}
    return answer(content | ({"blocks": list(blocks)} if blocks else {}))
