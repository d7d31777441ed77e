"""People come and go, and take their first steps."""

from slack_bolt import BoltResponse

from bot.onboarding import views
from bot.roster.service import moment
from handlers.context import Visit
from handlers.forms import Action, Event, Form, SlackId
from handlers.listeners import Listeners


class TeamJoin(Form):
    """https://docs.slack.dev/reference/events/team_join"""

    user: dict[str, object]


class Membership(Form):
    """https://docs.slack.dev/reference/events/member_joined_channel, and member_left_channel"""

    user: SlackId
    channel: SlackId
    event_ts: float


async def joined_workspace(visit: Visit, event: Event) -> None:
    await visit.services.roster.joined_workspace(event.event_id, TeamJoin.model_validate(event.event).user)


async def joined_channel(visit: Visit, event: Event) -> None:
    joined = Membership.model_validate(event.event)
    if await visit.services.roster.is_self(joined.user):
        await visit.services.roster.entered(event.event_id, joined.channel)
    else:
        at = moment(joined.event_ts)
        await visit.services.onboarding.joined(event.event_id, joined.channel, joined.user, at)


async def left_channel(visit: Visit, event: Event) -> None:
    left = Membership.model_validate(event.event)
    await visit.services.onboarding.left(event.event_id, left.channel, left.user, moment(left.event_ts))


async def opened_guide(visit: Visit, action: Action) -> BoltResponse | None:
    await visit.services.onboarding.did_step(action.user.id, "guide")
    return None


def listen(on: Listeners) -> None:
    on.event("team_join", joined_workspace)
    on.event("member_joined_channel", joined_channel)
    on.event("member_left_channel", left_channel)
    on.action(views.GUIDE, opened_guide)
