"""A message that is written when it is sent: nothing is told in it that has been taken back since it was planned."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.blocks import Block
from bot.documents import NotAllowed
from bot.logs import safe_traceback
from scheduler.results import Later, Result, Settled
from scheduler.steps import NOT_ALLOWED, NOT_MADE, Step, perform
from storage.deliveries import Letter, Outcome

log = structlog.get_logger(__name__)

# Text and blocks of what a row is about. Raises NotAllowed if it may not be said any more.
Compose = Callable[[Mapping[str, Any]], Awaitable[tuple[str, Sequence[Block]]]]


def is_to_be_written(letter: Letter) -> bool:
    """Whether a row has no text yet, and nothing of it can have arrived."""
    return "about" in letter.payload and letter.state == "pending"


async def send(step: Step, compose: Compose | None, client: AsyncWebClient) -> Result:
    """Writes it, and makes the call. Asked before the conversation is opened, too: of what may not be said nobody sees a trace."""
    letter = step.letter
    try:
        if compose is None:
            raise NotAllowed
        text, blocks = await compose(letter.payload["about"])
    except NotAllowed:
        return Settled(Outcome("refused", error=NOT_ALLOWED))
    except (OSError, SQLAlchemyError):
        return Later(None, arrived_maybe=False)  # the database is away
    except Exception as error:  # noqa: BLE001 - a bug in what is written must not stop what is sent
        log.error("a message could not be written", **safe_traceback(error))
        return Settled(Outcome("refused", error=NOT_MADE))
    written = {**letter.payload, "text": text, "blocks": list(blocks)}
    return await perform(replace(step, letter=replace(letter, payload=written)), client)
