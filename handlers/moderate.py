"""/moderate: the pulse of a channel, and its settings."""

from collections.abc import Awaitable, Callable
from typing import Final

from slack_bolt import BoltResponse

from bot.directory.words.folding import fold
from bot.home.rules import meant
from bot.moderate import settings_views, views
from bot.moderate.service import Choice
from handlers import launches
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners

PULSE: Final = ("", "pulse", "pouls", "pulso")
SETTINGS: Final = ("settings", "reglages", "parametres", "ajustes", "configuracion")
LAUNCH: Final = ("launch", "lancement", "lancer", "lanzamiento", "lanzar")
HELP: Final = ("help", "aide", "ayuda", "?")


def listen(on: Listeners) -> None:
    on.command("/moderate", moderate)
    on.action(views.CHOOSE, choose)
    on.action(views.SETTINGS, open_settings)
    on.submission(views.SETTINGS, save)


async def moderate(visit: Visit, command: Command) -> BoltResponse | None:
    """What the first word asks for; of a word that is not known the help."""
    word = "".join(fold(command.word)) or command.word
    return await ANSWERS.get(word, show_help)(visit, command)


async def show_pulse(visit: Visit, command: Command) -> BoltResponse:
    found = await visit.services.moderate.look(visit.member_id, command.channel_id)
    if isinstance(found, Choice):
        return private(*views.choice(found))
    return private(
        *views.pulse(await visit.services.moderate.pulse(visit.member_id, found.settings.channel_id))
    )


async def show_settings(visit: Visit, command: Command) -> BoltResponse | None:
    found = await visit.services.moderate.look(visit.member_id, command.channel_id)
    if isinstance(found, Choice):
        return private(*views.choice(found))
    await visit.open(command.trigger_id, settings_views.form(found.settings))
    return None


async def show_help(visit: Visit, command: Command) -> BoltResponse:
    words = await visit.services.moderate.words_of(visit.member_id)
    if command.word in HELP:
        return private(*views.help_message(words))
    near = meant(command.word, tuple(word for word in ANSWERS if word))
    return private(*views.help_message(words, command.word, f"/moderate {near}" if near else None))


# What `/moderate` does, by its first word in each of the languages: a line for each.
ANSWERS: Final[dict[str, Callable[[Visit, Command], Awaitable[BoltResponse | None]]]] = {
    **dict.fromkeys(PULSE, show_pulse),
    **dict.fromkeys(SETTINGS, show_settings),
    **dict.fromkeys(LAUNCH, launches.ask),
    **dict.fromkeys(HELP, show_help),
}


async def choose(visit: Visit, action: Action) -> None:
    """A channel from the menu; or the menu, in the place of a pulse."""
    chosen = action.press.chosen
    message = (
        views.pulse(await visit.services.moderate.pulse(visit.member_id, chosen))
        if chosen
        else views.choice(await visit.services.moderate.choice(visit.member_id))
    )
    await visit.replace(action.response_url, *message)


async def open_settings(visit: Visit, action: Action) -> None:
    found = await visit.services.moderate.settings(visit.member_id, action.press.chosen)
    await visit.open(action.trigger_id, settings_views.form(found))


async def save(visit: Visit, submission: Submission) -> BoltResponse:
    channel_id = str(submission.view.context().get("channel"))
    entered = settings_views.entered(submission.fields())
    saved = await visit.services.moderate.save(visit.member_id, channel_id, entered)
    return answer({"response_action": "update", "view": settings_views.saved(saved)})
