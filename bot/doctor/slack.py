"""The tokens, what they permit, and the channels as Slack has them."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import RealTime
from bot.doctor import manifest
from bot.doctor.database import Known
from bot.doctor.finding import Finding, ok, problem, warning
from bot.settings import Settings, SettingsError
from bot.slack import UNREADABLE, is_inside, pages, refused
from storage.channels import Channel

INVITE = "write `/invite @Liaison` in the channel"
UNREACHABLE = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError, *UNREADABLE)


def check_settings(settings: Settings) -> Iterator[Finding]:
    try:
        settings.require_slack(web=True)
    except SettingsError as error:
        what, _, mend = str(error).partition(". ")
        yield problem(what.rstrip("."), mend or "see docs/settings.md")
        return
    yield ok(f"the settings are complete, for {'Socket Mode' if settings.socket_mode else 'HTTP'}")
    if not settings.public_url:
        yield ok("PUBLIC_URL is not set, so nobody can subscribe to the calendar")
    elif settings.public_url.startswith("http://"):
        mend = "addresses of feeds are secrets: use https://"
        yield warning("PUBLIC_URL is an address without encryption", mend)


async def check_token(client: AsyncWebClient) -> AsyncIterator[Finding]:
    """Whether Slack takes the bot token, and whether its scopes are those of the manifest: no fewer, no more."""
    try:
        answer = await client.auth_test()
    except UNREACHABLE as error:
        yield _refusal(
            error, "SLACK_BOT_TOKEN", "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions"
        )
        return
    yield ok("Slack accepts the bot token")
    headers: dict[str, Any] = {str(name).lower(): value for name, value in answer.headers.items()}
    given = frozenset(scope.strip() for scope in str(headers.get("x-oauth-scopes", "")).split(",")) - {""}
    needed = manifest.scopes()
    if missing := sorted(needed - given):
        mend = "put manifest.yaml into the app's settings and install the app again"
        yield problem(f"the token lacks {_scopes(missing)}", mend)
    if needless := sorted(given - needed):
        mend = "take them out in OAuth & Permissions: Liaison asks for no more than it uses"
        yield warning(f"the token has {_scopes(needless)}, which Liaison does not need", mend)
    if given == needed:
        yield ok(f"the token has the {len(needed)} scopes that Liaison needs, and no others")


async def check_app_token(client: AsyncWebClient, settings: Settings) -> AsyncIterator[Finding]:
    """Whether Socket Mode can be used, if it is wanted."""
    if not settings.socket_mode:
        return
    try:
        # The address that comes back is a secret in itself: it is dropped unread.
        await client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
    except UNREACHABLE as error:
        mend = (
            "make an app-level token with connections:write in Basic Information, and switch Socket Mode on"
        )
        yield _refusal(error, "SLACK_APP_TOKEN", mend)
    else:
        yield ok("Slack accepts the app token for Socket Mode")


async def check_channels(client: AsyncWebClient, real: RealTime, known: Known) -> AsyncIterator[Finding]:
    """Whether the channels that matter are there, and Liaison is in them."""
    wanted = [channel for channel in known.channels if channel.kind != "other"]
    if known.workspace.name:
        for kind, key in (("announcements", "announcements"), ("secretariat", "secretariat_channel")):
            if not any(channel.kind == kind for channel in wanted):
                mend = f"name it under `{key}` in the workspace file and run setup again"
                yield warning(f"no channel for {_MEANING[kind]} is known", mend)
    if not wanted:
        return
    found: dict[str, dict[str, Any]] = {}
    try:
        types = "public_channel,private_channel"
        async for each in pages(client.conversations_list, "channels", real, types=types, limit=200):
            found[str(each["id"])] = each
    except UNREACHABLE as error:
        yield _refusal(error, "conversations.list", "see the findings about the token")
        return
    findings = [_check_channel(channel, found.get(channel.id)) for channel in wanted]
    for finding in findings:
        if finding is not None:
            yield finding
    if well := findings.count(None):
        yield ok(f"Liaison is in {well} of the {len(wanted)} channels that it serves")


_MEANING = {"announcements": "announcements", "secretariat": "the Secretariat"}


def _check_channel(channel: Channel, now: dict[str, Any] | None) -> Finding | None:
    """None if all is well with it."""
    if now is None:
        return problem(f"#{channel.name} is gone, or is private and Liaison is not in it", INVITE)
    name = now.get("name") or channel.name
    if now.get("is_archived"):
        mend = "unarchive it in Slack, or take it out of the workspace file and run setup again"
        return problem(f"#{name} is archived", mend)
    if not is_inside(now):
        return problem(f"Liaison is not in #{name}", INVITE)
    return None


def _scopes(names: list[str]) -> str:
    return f"the scope{'' if len(names) == 1 else 's'} {', '.join(names)}"


def _refusal(error: BaseException, what: str, mend: str) -> Finding:
    """Slack's own word for it; never what was sent."""
    if isinstance(error, SlackApiError):
        answer = refused(error)
        return problem(f"Slack does not accept {what} ({answer.error or f'HTTP {answer.status}'})", mend)
    return problem(f"Slack can't be reached ({type(error).__name__})", "check SLACK_API_URL and the network")
