"""What a listener is given: the services, and the ways of answering."""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks import Block
from bot.services import Services

JSON: dict[str, str | Sequence[str]] = {"content-type": ["application/json;charset=utf-8"]}


class Visit:
    """One request from Slack: who makes it, what can be done for them, and how they are answered."""

    __slots__ = ("member_id", "services", "slack")

    def __init__(self, services: Services, slack: AsyncWebClient, member_id: str) -> None:
        self.services = services
        self.slack = slack
        self.member_id = member_id

    async def open(self, trigger_id: str, view: Block) -> None:
        """Opens a modal for the person, who is looking: not by the outbox. Raises SlackApiError."""
        await self.slack.views_open(trigger_id=trigger_id, view=view)

    async def replace(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Rewrites the message whose button was pressed, in place. Nothing happens if it has no response_url (Home, a modal)."""
        await self._respond(response_url, {"replace_original": True, "text": text, "blocks": list(blocks)})

    async def whisper(self, response_url: str, text: str, blocks: Sequence[Block]) -> None:
        """Answers a button with a message of its own, which only its presser sees."""
        private_answer = {"response_type": "ephemeral", "replace_original": False}
        await self._respond(response_url, private_answer | {"text": text, "blocks": list(blocks)})

    async def _respond(self, response_url: str, content: dict[str, Any]) -> None:
        if response_url:
            await AsyncWebhookClient(response_url, session=self.slack.session).send_dict(content)

    async def publish_home(self, view: Block) -> None:
        await self.slack.views_publish(user_id=self.member_id, view=view)


def answer(payload: dict[str, Any]) -> BoltResponse:
    """An acknowledgement that carries something: a message, field errors, options."""
    return BoltResponse(status=200, body=json.dumps(payload), headers=JSON)


def private(text: str, blocks: Sequence[Block] | None = None) -> BoltResponse:
    """Answers a command with a message that only its author sees. `text` is for notifications and screen readers."""
    content: dict[str, Any] = {"response_type": "ephemeral", "text": text}
    return answer(content | ({"blocks": list(blocks)} if blocks else {}))


class GiveVisit(AsyncMiddleware):
    """Puts a Visit into the context of every request. A class, because Bolt builds thirty arguments to call a function."""

    def __init__(self, services: Services, slack: AsyncWebClient) -> None:
        self._services = services
        self._slack = slack

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt's name
    ) -> BoltResponse | None:
        req.context["visit"] = Visit(self._services, self._slack, req.context.user_id or "")
        return await next()


def provide(app: AsyncApp, services: Services) -> None:
    """What every listener is given."""
    app.middleware(GiveVisit(services, app.client))
