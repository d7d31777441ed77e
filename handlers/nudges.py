"""Messages in channels, of which only the moment is kept; and what a moderator does about a silence."""

from bot.nudges import views
from handlers.context import Visit
from handlers.forms import Action, Event
from handlers.listeners import Listeners


async def message(visit: Visit, event: Event) -> None:
    channel_id = event.event.get("channel")
    if isinstance(channel_id, str):
        await visit.services.nudges.posted(channel_id, event.event)


async def post_prompt(visit: Visit, action: Action) -> None:
    done = await visit.services.nudges.post_prompt(action.user.id, action.press.chosen)
    await visit.replace(action.response_url, *views.done(done))


async def snooze(visit: Visit, action: Action) -> None:
    done = await visit.services.nudges.snooze(action.user.id, action.press.chosen)
    await visit.replace(action.response_url, *views.done(done))


def listen(on: Listeners) -> None:
    on.event("message", message)
    on.action(views.POST, post_prompt)
    on.action(views.SNOOZE, snooze)
