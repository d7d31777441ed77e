"""People come and go, and take their first steps."""

from datetime import datetime

from bot.onboarding.greeting import views as greeting_views
from bot.onboarding.journey import views
from bot.roster.service import moment
from handlers import home
from handlers.context import Visit
from handlers.forms import Action, Event, Form, Person, SlackId, Stamp
from handlers.listeners import Listeners
from handlers.roster import happened_at


class TeamJoin(Form):
    """https://docs.slack.dev/reference/events/team_join"""

    user: Person


class Membership(Form):
    """https://docs.slack.dev/reference/events/member_joined_channel, and member_left_channel"""

    user: SlackId
    channel: SlackId
    event_ts: Stamp | None = None
    inviter: object = None  # an id, if somebody else brought them in
    channel_type: object = None  # C: a public channel; G: a private one

    def at(self, event: Event) -> datetime | None:
        """When it happened: not every event says so itself, then its envelope may. None: nobody says."""
        stamp = self.event_ts or event.event_time
        return moment(stamp) if stamp else None


async def joined_workspace(visit: Visit, event: Event) -> None:
    user = TeamJoin.model_validate(event.event).user
    await visit.services.roster.joined_workspace(event.event_id, user.model_dump(), happened_at(event))


async def joined_channel(visit: Visit, event: Event) -> None:
    joined = Membership.model_validate(event.event)
    if await visit.services.roster.is_self(joined.user):
        kind = {"C": True, "G": False}.get(str(joined.channel_type))
        await visit.services.roster.entered(event.event_id, joined.channel, joined.at(event), is_public=kind)
    else:
        at = joined.at(event)
        await visit.services.onboarding.joined(
            event.event_id, joined.channel, joined.user, at, inviter=joined.inviter
        )


async def left_channel(visit: Visit, event: Event) -> None:
    left = Membership.model_validate(event.event)
    await visit.services.onboarding.left(event.event_id, left.channel, left.user, left.at(event))


async def opened_guide(visit: Visit, action: Action) -> None:
    await _done(visit, action, "guide")


async def ticked(visit: Visit, action: Action) -> None:
    """A step of which only the person knows that it is done; or the link was opened of a step of the workspace's own."""
    await _done(visit, action, action.press.value)


async def _done(visit: Visit, action: Action, step: str) -> None:
    """What was sent is written anew, with a tick: that is the answer. Home is drawn at once."""
    await visit.services.onboarding.did_step(visit.member_id, step)
    await _answer(visit, action)


async def put_off(visit: Visit, action: Action) -> None:
    await visit.services.journeys.put_off(visit.member_id)
    await _answer(visit, action)


async def stop(visit: Visit, action: Action) -> None:
    await visit.services.journeys.stop(visit.member_id)
    await _answer(visit, action)


async def _answer(visit: Visit, action: Action) -> None:
    if action.view is not None and action.view.type == "home":
        await home.refresh(visit)


async def will(visit: Visit, action: Action) -> None:
    """“I will”: the moderators' messages are rewritten, which is the answer."""
    await visit.services.greetings.will(visit.member_id, *greeting_views.parse(action.press.value))


def listen(on: Listeners) -> None:
    on.event("team_join", joined_workspace)
    on.event("member_joined_channel", joined_channel)
    on.event("member_left_channel", left_channel)
    on.action(views.GUIDE, opened_guide)
    on.action(views.READ_MORE, ticked)
    on.action(views.TICK, ticked)
    on.action(views.NOT_NOW, put_off)
    on.action(views.STOP, stop)
    on.action(greeting_views.WILL, will)
