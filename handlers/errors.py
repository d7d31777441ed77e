"""The one place where an error becomes an answer: a Refusal is told in the person's language, the rest is an apology.

An event that failed is answered with 500, so that Slack sends it again; a person who waits is never left with a 500.
"""

from typing import Any

import structlog
from pydantic import ValidationError
from slack_bolt import BoltResponse
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import FieldErrors, Refusal, TooLate
from bot.i18n import Words, words
from bot.logs import safe_traceback
from bot.services import Services
from bot.slack import refused
from handlers.answers import reach, where
from handlers.context import Visit, answer, private

log = structlog.get_logger(__name__)

BROKEN = (SQLAlchemyError, OSError)  # what is raised where the database is away


class Failed(Refusal):
    """Something broke on our side."""

    def say(self, _: Words) -> str:
        return _("Something went wrong on our side. Nothing was changed. Please try again in a moment.")


def explain(app: AsyncApp, services: Services) -> None:
    """Registers the error handler."""

    async def on_error(error: Exception, body: dict[str, Any], context: AsyncBoltContext) -> BoltResponse:
        refusal = _refusal(error)
        if isinstance(refusal, TooLate) and "command" in body:
            refusal = TooLate(f"{body['command']} {body.get('text') or ''}".strip())
        if refusal is None:
            return BoltResponse(status=400, body="")
        if "event" in body:
            return BoltResponse(status=500, body="")
        words_ = await _words(services, context.user_id)
        at_once = _at_once(refusal, body, words_)
        if at_once is None:
            who = context.user_id or ""
            visit = context.get("visit") or Visit(
                services, app.client, who, where(body, who), context.get("came_at")
            )
            telling = _afterwards(visit, str(body.get("response_url") or ""), refusal.say(words_))
            await services.lasting.run(telling, visit.patience)
        return at_once or BoltResponse(status=200, body="")

    app.error(on_error)


def _refusal(error: Exception) -> Refusal | None:
    """What to tell the person. None: the request itself was malformed."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ValidationError):
        # A validator of ours may refuse what was typed; anything else is not a form that Slack sends.
        log.info("malformed form", form=error.title, count=error.error_count())
        return None
    # Never the message of an error: it may quote what somebody typed. Slack's word for it is one of a list.
    said = {"error": refused(error).error} if isinstance(error, SlackApiError) else {}
    log.error("listener failed", **said, **safe_traceback(error))
    return Failed()


async def _words(services: Services, member_id: str | None) -> Words:
    """The person's language, or English when even that can't be looked up."""
    try:
        return await services.roster.words_of(member_id or "")
    except BROKEN:
        return words("en")


def _at_once(refusal: Refusal, body: dict[str, Any], _: Words) -> BoltResponse | None:
    """The refusal as an acknowledgement that carries it. None where there can be none: it is told in a message of its own."""
    match body.get("type"):
        case "view_submission":
            # What was typed stays in the form.
            fields = refusal.fields if isinstance(refusal, FieldErrors) else {_first_input(body): refusal}
            errors = {block_id: each.say(_) for block_id, each in fields.items() if block_id}
            return answer({"response_action": "errors", "errors": errors}) if errors else None
        case "block_suggestion":
            return answer({"options": []})
    # When a form opens too late, Slack has given up on the command, too, and takes no answer to it any more.
    return private(refusal.say(_)) if "command" in body and not isinstance(refusal, TooLate) else None


async def _afterwards(visit: Visit, response_url: str, text: str) -> None:
    content = {"text": text, "response_type": "ephemeral", "replace_original": False}
    try:
        await reach(visit.services, visit.slack, visit.place, response_url, content)
    except BROKEN as error:
        log.error("nothing could be said", **safe_traceback(error))


def _first_input(body: dict[str, Any]) -> str:
    """The block under which an error about the whole form is shown: Slack has no other place for it."""
    blocks = body["view"].get("blocks") or []
    return next((b["block_id"] for b in blocks if b.get("type") == "input"), "")
