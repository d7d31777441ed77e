"""Who Liaison is in this workspace: asked of Slack once, and kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import UNREADABLE, refused
from storage.workspace import Workspace

log = structlog.get_logger(__name__)

PATIENCE = 1.0  # seconds, of the three in which whoever came first must be answered


class IdentityUnknown(Exception):
    """Neither Slack nor the database has told us yet who we are. What came in must not be acknowledged: it may be an event."""


class Identity(AsyncAuthorize):
    """Authorises requests for the one workspace whose token we have (Bolt's `authorize`).

    `remembered` gives the workspace as the comparison with Slack has noted it: who starts while Slack is away, or refuses the token, is
    still who it was.
    """

    def __init__(self, client: AsyncWebClient, remembered: Callable[[], Awaitable[Workspace]]) -> None:
        self._client = client
        self._remembered = remembered
        self._asking: asyncio.Task[AuthorizeResult] | None = None
        self._known: AuthorizeResult | None = None

    async def __call__(self, **_request: Any) -> AuthorizeResult:
        """Raises IdentityUnknown if Slack can't be asked or refuses the token, and nothing is remembered; or what the database raises.

        All who wait for it wait for the same answer.
        """
        if self._known is None:
            if self._asking is None:
                self._asking = asyncio.create_task(self._find_out())
                self._asking.add_done_callback(self._found_out)
            self._known = await asyncio.shield(self._asking)
        return self._known

    def _found_out(self, asking: asyncio.Task[AuthorizeResult]) -> None:
        self._asking = None
        if not asking.cancelled():
            asking.exception()  # whoever waited was told; if nobody did any more, nobody need be

    async def _find_out(self) -> AuthorizeResult:
        try:
            async with asyncio.timeout(PATIENCE):
                return self._result(await self._client.auth_test())
        except SlackApiError as error:
            why = refused(error).error
        except (aiohttp.ClientError, OSError, *UNREADABLE) as error:
            why = type(error).__name__
        ours = await self._remembered()
        if not ours.team_id or not ours.bot_user_id:
            raise IdentityUnknown(why)
        log.warning("Slack does not say who we are: what was known before is taken", error=why)
        known = {"team_id": ours.team_id, "enterprise_id": ours.enterprise_id, "user_id": ours.bot_user_id}
        return self._result(known)

    def _result(self, answer: Any) -> AuthorizeResult:
        """Of an answer of auth.test (https://docs.slack.dev/reference/methods/auth.test)."""
        return AuthorizeResult(
            enterprise_id=answer.get("enterprise_id"),
            team_id=answer.get("team_id"),
            bot_id=answer.get("bot_id"),
            bot_user_id=answer.get("user_id"),
            bot_token=self._client.token,
        )
