"""The one place where an error becomes an answer: a Refusal is told in the person's language, the rest is an apology.

An event that failed is answered with 500, so that Slack sends it again; a person who waits is never left with a 500.
"""

from typing import Any

import structlog
from pydantic import ValidationError
from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import FieldErrors, Refusal
from bot.i18n import Words, words
from bot.logs import safe_traceback
from bot.services import Services
from handlers.context import answer, private, respond

log = structlog.get_logger(__name__)


class Failed(Refusal):
    """Something broke on our side."""

    def say(self, _: Words) -> str:
        return _("Something went wrong on our side. Nothing was changed. Please try again in a moment.")


def explain(app: AsyncApp, services: Services) -> None:
    """Registers the error handler."""

    async def on_error(error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        refusal = _refusal(error)
        if refusal is None:
            return BoltResponse(status=400, body="")
        if "event" in body:
            return BoltResponse(status=500, body="")
        return await _tell(refusal, body, await _words(services, context.user_id), app.client)

    app.error(on_error)


def _refusal(error: Exception) -> Refusal | None:
    """What to tell the person. None: the request itself was malformed."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ValidationError):
        # A validator of ours may refuse what was typed; anything else is not a form that Slack sends.
        log.info("malformed form", form=error.title, count=error.error_count())
        return None
    # Never the message of an error: it may quote what somebody typed.
    log.error("listener failed", **safe_traceback(error))
    return Failed()


async def _words(services: Services, member_id: str | None) -> Words:
    """The person's language, or English when even that can't be looked up."""
    try:
        return await services.roster.words_of(member_id or "")
    except (SQLAlchemyError, OSError):
        return words("en")


async def _tell(refusal: Refusal, body: dict[str, Any], _: Words, slack: AsyncWebClient) -> BoltResponse:
    kind = body.get("type")
    if kind == "view_submission":
        fields = refusal.fields if isinstance(refusal, FieldErrors) else {_first_input(body): refusal}
        return answer({"response_action": "errors", "errors": {k: v.say(_) for k, v in fields.items()}})
    if kind == "block_suggestion":
        return answer({"options": []})
    if "command" in body:
        return private(refusal.say(_))
    content = {"text": refusal.say(_), "response_type": "ephemeral", "replace_original": False}
    await respond(slack, str(body.get("response_url") or ""), content)
    return BoltResponse(status=200, body="")


def _first_input(body: dict[str, Any]) -> str:
    """The block under which an error about the whole form is shown: Slack has no other place for it."""
    blocks = body["view"].get("blocks") or []
    return next((b["block_id"] for b in blocks if b.get("type") == "input"), "")
