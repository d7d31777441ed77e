"""/calendar import: a file is looked at, and then taken over."""

from slack_bolt import BoltResponse

from bot.calendar.importing import views
from bot.errors import Gone, Refusal
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners

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
    """A large file takes some seconds: so it is said first that it is being done."""
    if action.view is None:
        raise Gone
    file_id, whom, digest = views.context_of(action.view.context())
    words = await visit.services.calendar.words_of(visit.member_id)
    await visit.update(action.view.id, views.working(words))
    try:
        found = await visit.services.imports.take(visit.member_id, file_id, whom, digest)
    except Refusal as refusal:
        await visit.update(action.view.id, views.refused(refusal.say(words), words))
        return
    await visit.update(action.view.id, views.looked(found))
