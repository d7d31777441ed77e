"""/calendar import: a file is looked at, and then taken over."""

import structlog
from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.blocks import Block
from bot.calendar.importing import views
from bot.errors import Gone, Refusal
from bot.i18n import Words
from bot.logs import safe_traceback
from handlers.context import Visit, answer, private
from handlers.errors import BROKEN, Failed
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners

log = structlog.get_logger(__name__)

HELP = frozenset({"help", "aide", "ayuda", "?"})


def listen(on: Listeners) -> None:
    on.submission(views.LOOK, look)
    on.action(views.TAKE, take)


async def bring_in(visit: Visit, command: Command) -> BoltResponse | None:
    """`/calendar import`, and `/calendar import help`."""
    if command.text.split()[1:2] and command.text.split()[1].lower() in HELP:
        return private(*views.how(await visit.services.calendar.words_of(visit.member_id)))
    await visit.open(command.trigger_id, views.form(await visit.services.imports.ask(visit.member_id)))
    return None


async def look(visit: Visit, submission: Submission) -> BoltResponse:
    """What would happen, in the place of the form. What is wrong with the file is said beside it."""
    fields = submission.fields()
    files = fields.get(views.FILE)
    file_id = files[0] if isinstance(files, list) and files else ""
    found = await visit.services.imports.look(visit.member_id, file_id, str(fields.get(views.WHOM) or ""))
    return answer({"response_action": "update", "view": views.looked(found)})


async def take(visit: Visit, action: Action) -> None:
    """A large file takes some seconds: so it is said first that it is being done, and it goes on when Slack waits no more."""
    if action.view is None:
        raise Gone
    await visit.services.lasting.run(_take(visit, action.view.id, views.context_of(action.view.context())))


async def _take(visit: Visit, view_id: str, chosen: tuple[str, str, str]) -> None:
    words = await visit.services.calendar.words_of(visit.member_id)
    await _shown(visit, view_id, views.working(words))
    try:
        found = await visit.services.imports.take(visit.member_id, *chosen)
    except Refusal as refusal:
        await _answer(visit, view_id, views.refused(refusal.say(words), words), words)
    except BROKEN as error:
        log.error("listener failed", **safe_traceback(error))
        await _answer(visit, view_id, views.refused(Failed().say(words), words), words)
    else:
        await _answer(visit, view_id, views.looked(found), words)


async def _answer(visit: Visit, view_id: str, view: Block, words: Words) -> None:
    """What came of it, in the modal; or as a message, where the modal has been closed meanwhile, or Slack does not take it."""
    if not await _shown(visit, view_id, view):
        await visit.services.answers.write(visit.member_id, visit.place.cause, *views.message(view, words))


async def _shown(visit: Visit, view_id: str, view: Block) -> bool:
    try:
        return await visit.update(view_id, view)
    except (SlackApiError, ClientError, OSError) as error:
        log.warning("answer not delivered", **safe_traceback(error))
        return False
