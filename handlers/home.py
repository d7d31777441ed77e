"""The Home tab, and `/liaison`."""

import asyncio
from typing import Final

import aiohttp
import structlog
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.home import views
from bot.home.rules import HELP_WORDS, meant
from bot.lockout import LOCKED_OUT
from bot.logs import safe_traceback
from bot.slack import UNREADABLE, refused
from handlers.context import Visit, private
from handlers.forms import Command, Event
from handlers.listeners import Listeners

log = structlog.get_logger(__name__)

# In a form's private_metadata: it was opened from Home, which is to show what the form changed.
MARK: Final = '{"from": "home"}'
KNOWN: Final = ("help", "/partners", "/profile", "/calendar", "/groups", "/moderate")
PATIENCE: Final = 1.0  # seconds: whoever submitted a form must be answered within three


def listen(on: Listeners) -> None:
    on.command("/liaison", liaison)
    on.event("app_home_opened", opened)


async def liaison(visit: Visit, command: Command) -> BoltResponse:
    data = await visit.services.home.about(visit.member_id)
    unknown = "" if command.word in HELP_WORDS else command.word
    blocks = views.about(data, unknown=unknown, meant=_meant(command.word))
    return private(data.viewer.words("About Liaison"), blocks)


def _meant(word: str) -> str | None:
    if not word or word in HELP_WORDS:
        return None
    found = meant(word, KNOWN)
    return "/liaison help" if found == "help" else found


async def opened(visit: Visit, event: Event) -> None:
    """Slack tells of the Messages tab too: only Home is ours to draw."""
    if event.event.get("tab") == "home":
        await _draw(visit, event.event_id)


async def refresh(visit: Visit) -> None:
    """Draws Home anew behind a form. If Slack is slow, the form is answered in time all the same."""
    await _draw(visit, visit.place.cause, within=PATIENCE)


async def _draw(visit: Visit, cause: str, within: float | None = None) -> None:
    """Draws Home, or else, for a reason that passes by, sees to it that it is drawn later."""
    view = views.home(await visit.services.home.compose(visit.member_id))
    try:
        async with asyncio.timeout(within):
            await visit.publish_home(view)
    except SlackApiError as error:
        answer = refused(error)
        log.warning("home not drawn", status=answer.status, error=answer.error)
        if not answer.is_transient and answer.error not in LOCKED_OUT:
            return
    except (aiohttp.ClientError, OSError, *UNREADABLE) as error:
        log.warning("home not drawn", **safe_traceback(error))
    else:
        return
    await visit.services.home.draw_later(visit.member_id, cause)
