"""The Secretariat takes the directory with them, as a file."""

from slack_bolt import BoltResponse

from bot.blocks import section
from bot.directory.exchange import views
from handlers.context import Visit, private
from handlers.forms import Action, Command
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(views.XLSX, export)
    on.action(views.CSV, export)


async def offer(visit: Visit, command: Command) -> BoltResponse | None:
    """The answer to `/partners export`. None for other words, and for whoever is not of the Secretariat: to them it is a word like any."""
    if command.text.strip().lower() not in views.WORDS:
        return None
    viewer = await visit.services.exports.secretariat(visit.member_id)
    if viewer is None:
        return None
    return private(viewer.words("The directory as a file"), views.offer(viewer.words))


async def export(visit: Visit, action: Action) -> None:
    """A button on Home, or under the answer to the command."""
    viewer = await visit.services.exports.ask(visit.member_id, action.press.value)
    text = views.on_its_way(viewer.words)
    if action.response_url:
        await visit.replace(action.response_url, text, [section(text)])
    else:
        await visit.open(action.trigger_id, views.on_its_way_modal(viewer.words))
