"""People come and go, and take their first steps."""

from datetime import datetime

from slack_bolt import BoltResponse

from bot.onboarding import views
from bot.roster.service import moment
from handlers.context import Visit
from handlers.forms import Action, Event, Form, Person, SlackId, Stamp
from handlers.listeners import Listeners


class TeamJoin(Form):
    """https://docs.slack.dev/reference/events/team_join"""

    user: Person


class Membership(Form):
    """https://docs.slack.dev/reference/events/member_joined_channel, and member_left_channel"""

    user: SlackId
    channel: SlackId
    event_ts: Stamp | None = None

    def at(self, event: Event) -> datetime | None:
        """When it happened: not every event says so itself, then its envelope may. None: nobody says."""
        stamp = self.event_ts or event.event_time
        return moment(stamp) if stamp else None


async def joined_workspace(visit: Visit, event: Event) -> None:
    user = TeamJoin.model_validate(event.event).user
    await visit.services.roster.joined_workspace(event.event_id, user.model_dump())


async def joined_channel(visit: Visit, event: Event) -> None:
    joined = Membership.model_validate(event.event)
    if await visit.services.roster.is_self(joined.user):
        await visit.services.roster.entered(event.event_id, joined.channel)
    else:
        at = joined.at(event)
        await visit.services.onboarding.joined(event.event_id, joined.channel, joined.user, at)


async def left_channel(visit: Visit, event: Event) -> None:
    left = Membership.model_validate(event.event)
    await visit.services.onboarding.left(event.event_id, left.channel, left.user, left.at(event))


async def opened_guide(visit: Visit, action: Action) -> BoltResponse | None:
    await visit.services.onboarding.did_step(action.user.id, "guide")
    return None


def listen(on: Listeners) -> None:
    on.event("team_join", joined_workspace)
    on.event("member_joined_channel", joined_channel)
    on.event("member_left_channel", left_channel)
    on.action(views.GUIDE, opened_guide)
