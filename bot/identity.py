"""Who Liaison is in this workspace: asked of Slack once, and kept."""

import asyncio
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import UNREADABLE, refused


class IdentityUnknown(Exception):
    """Slack has not told us yet who we are. What came in must not be acknowledged: it may be an event."""


class Identity(AsyncAuthorize):
    """Authorises requests for the one workspace whose token we have (Bolt's `authorize`)."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._lock = asyncio.Lock()
        self._known: AuthorizeResult | None = None

    async def __call__(self, **_request: Any) -> AuthorizeResult:
        """Raises IdentityUnknown if Slack can't be asked or refuses the token."""
        if self._known is None:
            async with self._lock:
                self._known = self._known or await self._ask()
        return self._known

    async def _ask(self) -> AuthorizeResult:
        try:
            answer = await self._client.auth_test()
        except SlackApiError as error:
            raise IdentityUnknown(refused(error).error) from None
        except (aiohttp.ClientError, OSError, *UNREADABLE) as error:
            raise IdentityUnknown(type(error).__name__) from None
        return AuthorizeResult(
            enterprise_id=answer.get("enterprise_id"),
            team_id=answer.get("team_id"),
            bot_id=answer.get("bot_id"),
            bot_user_id=answer.get("user_id"),
            bot_token=self._client.token,
        )
