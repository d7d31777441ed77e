"""People and channels change in Slack."""

from datetime import datetime

from bot.roster.service import moment
from handlers.context import Visit
from handlers.forms import Event, Form, Person, Ref, SlackId, cleaned
from handlers.listeners import Handler, Listeners


class UserChange(Form):
    """https://docs.slack.dev/reference/events/user_change"""

    user: Person


class Renamed(Ref):
    name: str


class ChannelRenamed(Form):
    """https://docs.slack.dev/reference/events/channel_rename"""

    channel: Renamed


class ChannelNamed(Form):
    """Events that name a channel by its id: archived, unarchived, left by Liaison."""

    channel: SlackId


def happened_at(event: Event) -> datetime | None:
    """When it happened, to the second. None: the envelope does not say."""
    return moment(event.event_time) if event.event_time else None


async def changed_person(visit: Visit, event: Event) -> None:
    user = UserChange.model_validate(event.event).user
    await visit.services.roster.changed_person(event.event_id, user.model_dump(), happened_at(event))


async def renamed(visit: Visit, event: Event) -> None:
    channel = ChannelRenamed.model_validate(event.event).channel
    await visit.services.roster.changed_channel(
        event.event_id, channel.id, happened_at(event), name=cleaned(channel.name)
    )


def channel_becomes(**values: bool) -> Handler[Event]:
    """A listener that notes what a channel has become."""

    async def note(visit: Visit, event: Event) -> None:
        channel_id = ChannelNamed.model_validate(event.event).channel
        await visit.services.roster.changed_channel(event.event_id, channel_id, happened_at(event), **values)

    return note


def listen(on: Listeners) -> None:
    on.event("user_change", changed_person)
    for kind in ("channel", "group"):
        on.event(f"{kind}_rename", renamed)
        on.event(f"{kind}_archive", channel_becomes(is_archived=True))
        on.event(f"{kind}_unarchive", channel_becomes(is_archived=False))
        on.event(f"{kind}_left", channel_becomes(bot_is_member=False))
