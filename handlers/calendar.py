"""/calendar, the buttons and menus that turn its pages and narrow them, and one activity whole."""

from collections.abc import Awaitable, Callable
from typing import Final

from slack_bolt import BoltResponse

from bot.blocks import Block
from bot.calendar import views
from bot.calendar.feeds.views import WORDS as SUBSCRIBE
from bot.calendar.looking import detail_views, menus, phrases
from bot.calendar.looking.asking import Unknown
from bot.calendar.looking.place import place_of
from bot.calendar.planning.answer_views import target
from bot.directory.words.folding import fold
from handlers import calendar_import, calendar_settings, feeds, planning
from handlers.context import Visit, private
from handlers.forms import Action, Command
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.command("/calendar", calendar)
    for action_id in (views.PAGE, views.EARLIER, *menus.TURNS):
        on.action(action_id, turn)
    on.action(views.OPEN, open_calendar)
    on.action(menus.OPEN_ONE, open_one)


async def calendar(visit: Visit, command: Command) -> BoltResponse | None:
    """What the first word asks for; else what is ahead, narrowed to what the words say. Of a word that is not known the help."""
    answer = ANSWERS.get(_folded(command.word))
    return await (answer or show)(visit, command)


async def show(visit: Visit, command: Command) -> BoltResponse:
    """`/calendar`, `/calendar 2`, `/calendar events nepal`, `/calendar mine`."""
    found = await visit.services.calendar.ask(visit.member_id, command.text, ANSWERS.keys())
    if isinstance(found, Unknown):
        words = await visit.services.calendar.words_of(visit.member_id)
        return private(*views.help_message(words, found.word, found.meant))
    await visit.services.onboarding.did_step(visit.member_id, "calendar")
    return private(*views.agenda(found))


async def show_help(visit: Visit, _command: Command) -> BoltResponse:
    return private(*views.help_message(await visit.services.calendar.words_of(visit.member_id)))


# What `/calendar` does besides showing, by its first word in each of the languages: a line for each.
ANSWERS: Final[dict[str, Callable[[Visit, Command], Awaitable[BoltResponse | None]]]] = {
    **dict.fromkeys(phrases.HELP, show_help),
    **dict.fromkeys(phrases.ADD, planning.add),
    **dict.fromkeys(phrases.IMPORT, calendar_import.bring_in),
    **dict.fromkeys(("".join(fold(word)) for word in SUBSCRIBE), feeds.subscribe),
    **dict.fromkeys(phrases.SETTINGS, calendar_settings.show),
}


async def turn(visit: Visit, action: Action) -> None:
    """Another page, or the list otherwise narrowed: in the place of the one that was there."""
    page = await visit.services.calendar.agenda(visit.member_id, place_of(action.press.chosen))
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


async def open_one(visit: Visit, action: Action) -> None:
    """One activity whole, in a modal."""
    activity_id, on = target(action.press.chosen)
    found = await visit.services.calendar.detail(visit.member_id, activity_id, on)
    await _show(visit, action, detail_views.detail(found))


async def _show(visit: Visit, action: Action, view: Block) -> None:
    """Over the modal whose button was pressed, or as a new one."""
    is_in_modal = action.view is not None and action.view.type == "modal"
    await (visit.push if is_in_modal else visit.open)(action.trigger_id, view)


def _folded(word: str) -> str:
    """The word without accents and case. A word without letters, such as “?”, is as it is."""
    return "".join(fold(word)) or word
