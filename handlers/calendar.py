"""/calendar, the buttons that turn its pages, and the button that opens it from elsewhere."""

from slack_bolt import BoltResponse

from bot.calendar import views
from handlers.context import Visit, private
from handlers.forms import Action, Command
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.command("/calendar", show)
    on.action(views.PAGE, turn)
    on.action(views.EARLIER, turn)
    on.action(views.OPEN, open_calendar)


async def show(visit: Visit, command: Command) -> BoltResponse:
    """`/calendar`, `/calendar 2`, `/calendar page 2`, `/calendar help`; for any other word the help."""
    page = _page(command.text)
    if page is not None:
        found = await visit.services.calendar.agenda(visit.member_id, page)
        await visit.services.onboarding.did_step(visit.member_id, "calendar")
        return private(*views.agenda(found))
    unknown = "" if command.word in views.HELP_WORDS else command.word
    return private(*views.help_message(await visit.services.calendar.words_of(visit.member_id), unknown))


async def turn(visit: Visit, action: Action) -> None:
    """Shows another page in the place of the one that was there."""
    page = await visit.services.calendar.agenda(visit.member_id, _page(action.press.chosen) or 1)
    if action.view is None:
        await visit.replace(action.response_url, *views.agenda(page))
    else:
        await visit.update(action.view.id, views.agenda_modal(page))


async def open_calendar(visit: Visit, action: Action) -> None:
    """Shows the calendar beside a message, or over Home, where there is no message to answer: one of the first steps."""
    page = await visit.services.calendar.agenda(visit.member_id)
    if action.response_url:
        await visit.whisper(action.response_url, *views.agenda(page))
    else:
        await visit.open(action.trigger_id, views.agenda_modal(page))
    await visit.services.onboarding.did_step(visit.member_id, "calendar")


def _page(text: str) -> int | None:
    """The page that the words ask for; None if they ask for something else."""
    typed = text.lower().split()
    if typed[:1] == ["page"]:
        typed = typed[1:] or ["1"]
    if not typed:
        return 1
    return int(typed[0]) if typed[0].isascii() and typed[0].isdigit() and len(typed[0]) < 6 else None
