"""Messages in channels, of which only the moment is kept; and what a moderator does about a silence."""

from collections.abc import Awaitable, Callable

from bot.nudges import views
from bot.nudges.errors import NoLongerSilent
from handlers.context import Visit
from handlers.forms import Action, Event
from handlers.listeners import Listeners


async def message(visit: Visit, event: Event) -> None:
    channel_id = event.event.get("channel")
    if isinstance(channel_id, str):
        await visit.services.nudges.posted(channel_id, event.event)


async def post_prompt(visit: Visit, action: Action) -> None:
    await settle(visit, action, visit.services.nudges.post_prompt)


async def snooze(visit: Visit, action: Action) -> None:
    await settle(visit, action, visit.services.nudges.snooze)


async def settle(visit: Visit, action: Action, do: Callable[[str, str], Awaitable[views.Done]]) -> None:
    """Does what was asked, and says so in the place of the buttons; also that somebody else has been there before."""
    reference = action.press.chosen
    try:
        said: str = views.done(await do(action.user.id, reference))
    except NoLongerSilent as refusal:
        said = refusal.say(await visit.services.roster.words_of(action.user.id))
    channel_id, _since, _number = views.parse(reference)
    blocks = views.settled(action.message.blocks, channel_id, said)
    await visit.replace(action.response_url, said, blocks)


def listen(on: Listeners) -> None:
    on.event("message", message)
    on.action(views.POST, post_prompt)
    on.action(views.SNOOZE, snooze)
