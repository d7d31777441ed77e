"""A Home tab that could not be drawn when it was opened: drawn later, as it is by then."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import safe_traceback
from scheduler.results import Later, Result, Settled
from scheduler.steps import NOT_MADE, Step, perform
from storage.deliveries import Outcome

log = structlog.get_logger(__name__)

# A member's Home tab as it is now. Raises OSError or SQLAlchemyError where the database is away.
Draw = Callable[[str], Awaitable[Mapping[str, Any]]]


async def publish(step: Step, draw: Draw | None, client: AsyncWebClient) -> Result:
    """Draws the Home tab that a row asks for. What is in it is never stored."""
    try:
        view = None if draw is None else await draw(str(step.letter.payload["user"]))
    except (OSError, SQLAlchemyError):
        return Later(None, arrived_maybe=False)  # the database is away
    except Exception as error:  # noqa: BLE001 - a bug in what is drawn must not stop what is sent
        log.error("a Home tab could not be drawn", **safe_traceback(error))
        view = None
    if view is None:
        return Settled(Outcome("refused", error=NOT_MADE))
    return await perform(replace(step, view=view), client)
