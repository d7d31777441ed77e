"""The button of the hint about an empty profile: never again, please."""

from bot.directory.contact import hint_views as views
from handlers.context import Visit
from handlers.forms import Action
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(views.NO_HINTS, refuse)


async def refuse(visit: Visit, action: Action) -> None:
    viewer = await visit.services.hints.refuse(visit.member_id)
    await visit.replace(action.response_url, *views.refused(viewer.words))
