"""How an answer reaches somebody who waits for it: by the response_url, else where they are, else as a direct message.

A response_url takes five answers in thirty minutes, and Slack may be slow or away. Of an answer for one person's eyes it is better that
it comes twice than never: so the next way is tried whenever Slack has not said yes.
https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.logs import safe_traceback
from bot.services import Services
from bot.slack import refused

log = structlog.get_logger(__name__)

# Seconds for a call while somebody looks on: Slack waits three for us, and then says that we failed.
PATIENCE = 2.5


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody pressed or typed. `channel_id` is empty in Home and in a modal; `cause` is an opaque id of what they did."""

    member_id: str
    channel_id: str = ""
    thread_ts: str = ""
    cause: str = ""


def where(body: dict[str, Any], member_id: str) -> Where:
    """Reads it from what Slack sent: a command, or an interaction."""
    message = body.get("message")
    thread_ts = message.get("thread_ts") if isinstance(message, dict) else None
    channel = body.get("channel")
    channel_id = channel.get("id") if isinstance(channel, dict) else body.get("channel_id")
    return Where(member_id, str(channel_id or ""), str(thread_ts or ""), str(body.get("trigger_id") or ""))


async def reach(
    services: Services, slack: AsyncWebClient, place: Where, response_url: str, content: dict[str, Any]
) -> None:
    """Brings an answer (`text` and perhaps `blocks`, as a response_url takes them) to the person. Raises what the database raises."""
    if response_url and await respond(slack, response_url, content):
        return
    if place.channel_id and await _whisper(slack, place, content):
        return
    await services.answers.write(place.member_id, place.cause, content["text"], content.get("blocks") or [])


async def respond(slack: AsyncWebClient, response_url: str, content: dict[str, Any]) -> bool:
    """Posts an answer to a response_url, once. Returns whether Slack took it."""
    webhook = AsyncWebhookClient(response_url, session=slack.session, retry_handlers=[])
    try:
        async with asyncio.timeout(PATIENCE):
            answered = await webhook.send_dict(content)
    except (ClientError, OSError, ValueError) as error:
        log.warning("answer not delivered", **safe_traceback(error))
        return False
    if answered.status_code >= 400:
        log.warning("answer not delivered", status=answered.status_code)
    return answered.status_code < 400


async def _whisper(slack: AsyncWebClient, place: Where, content: dict[str, Any]) -> bool:
    """Shows the answer to the person alone, in the channel where they are. False where Liaison is not, say."""
    shown = {name: content[name] for name in ("text", "blocks") if content.get(name)}
    if place.thread_ts:
        shown["thread_ts"] = place.thread_ts
    try:
        async with asyncio.timeout(PATIENCE):
            await slack.chat_postEphemeral(channel=place.channel_id, user=place.member_id, **shown)
    except SlackApiError as error:
        log.info("answer not shown", error=refused(error).error)
        return False
    except (ClientError, OSError) as error:
        log.warning("answer not shown", **safe_traceback(error))
        return False
    return True
