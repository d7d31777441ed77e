"""/calendar subscribe: a member's own address for their calendar app, and the buttons under the answer.

The address is a secret. So it is shown in what nobody keeps: the answer to the command, or a modal; never by way of the outbox.
"""

from slack_bolt import BoltResponse

from bot.calendar.feeds import views
from bot.calendar.feeds.subscribing import Subscription
from handlers.answers import respond
from handlers.context import Visit, private
from handlers.forms import Action, Command
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(views.NEW_ADDRESS, make_new_address)
    on.action(views.UNSUBSCRIBE, unsubscribe)


async def subscribe(visit: Visit, _command: Command) -> BoltResponse:
    return private(*views.subscription(await visit.services.subscriptions.subscribe(visit.member_id)))


async def make_new_address(visit: Visit, action: Action) -> None:
    await _show(visit, action, await visit.services.subscriptions.renew(visit.member_id))


async def unsubscribe(visit: Visit, action: Action) -> None:
    await _show(visit, action, await visit.services.subscriptions.unsubscribe(visit.member_id))


async def _show(visit: Visit, action: Action, found: Subscription) -> None:
    """In the place of what was there."""
    if action.view is not None:
        await visit.update(action.view.id, views.subscription_modal(found))
        return
    text, blocks = views.subscription(found)
    content = {"replace_original": True, "text": text, "blocks": blocks}
    if not (action.response_url and await respond(visit.slack, action.response_url, content)):
        await visit.open(action.trigger_id, views.subscription_modal(found))
