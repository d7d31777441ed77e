"""Somebody decides about the profile that the Secretariat has prepared for them."""

from bot.directory.exchange import asking_views as views
from bot.directory.exchange.asking import Decision
from handlers.context import Visit
from handlers.forms import Action
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(views.PUBLISH, publish_draft)
    on.action(views.DELETE, delete_draft)


async def publish_draft(visit: Visit, action: Action) -> None:
    await _show(visit, action, await visit.services.drafts.publish(visit.member_id, action.press.value))


async def delete_draft(visit: Visit, action: Action) -> None:
    await _show(visit, action, await visit.services.drafts.delete(visit.member_id))


async def _show(visit: Visit, action: Action, decision: Decision) -> None:
    """What came of it takes the question's place, with its buttons."""
    match decision.outcome:
        case "published":
            text, blocks = views.published(decision.own)
        case "deleted":
            text, blocks = views.deleted(decision.own)
        case "changed":
            text, blocks = views.question(decision.own, is_new_version=True)
        case "settled":
            text, blocks = views.settled(decision.own)
    await visit.replace(action.response_url, text, blocks)
