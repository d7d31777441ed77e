"""What somebody new is sent, as it is now: the welcome with its checklist, and the reminders."""

from collections.abc import Sequence

from bot.access import Viewer
from bot.calendar.upcoming import upcoming
from bot.onboarding import steps, views
from bot.onboarding.journey import views as journey_views
from bot.onboarding.journey.rules import Reminder
from bot.onboarding.journey.views import Checklist, Message
from storage import channels, onboarding
from storage.database import Reading
from storage.journeys import Journey


async def checklist(tx: Reading, viewer: Viewer, journey: Journey | None) -> Checklist:
    """Somebody's steps. Of who is not new (`journey` is None) those that can be done at any time."""
    applying = steps.applying(
        steps.of_workspace(viewer.workspace.steps),
        viewer.workspace.guide_url,
        is_guest=viewer.is_guest,
        is_new=journey is not None,
    )
    done = await onboarding.done(tx, viewer.id)
    has_no_group = not any(map(is_group, viewer.places))
    if journey is None:
        return Checklist(applying, done, has_no_group=has_no_group)
    has_stopped = journey.stopped_at is not None
    is_put_off = journey.put_off_at is not None and journey.due_at is not None and journey.due_at > tx.now
    return Checklist(
        steps=applying,
        done=done,
        can_stop=journey.due_at is not None and not has_stopped,
        can_put_off=journey.put_off_at is None and not has_stopped,
        has_stopped=has_stopped,
        until=journey.due_at.astimezone(viewer.zone).date() if is_put_off and journey.due_at else None,
        has_no_group=has_no_group,
    )


async def welcome(
    tx: Reading,
    viewer: Viewer,
    channel_ids: Sequence[str],
    *,
    to_workspace: bool,
    journey: Journey | None = None,
) -> Message | None:
    """The welcome to the workspace, to groups, or to both. None if there is nothing to say."""
    groups = [await _group(tx, viewer, channel_id) for channel_id in channel_ids]
    return views.welcome(
        viewer.words,
        viewer.workspace.name or viewer.words("this workspace"),
        [group for group in groups if group is not None],
        to_workspace=to_workspace,
        checklist=await checklist(tx, viewer, journey) if to_workspace else None,
        is_guest=viewer.is_guest,
    )


async def _group(tx: Reading, viewer: Viewer, channel_id: str) -> views.Group | None:
    """What a newcomer is told of a group. None if it is gone since, or the newcomer is."""
    channel = await channels.get(tx, channel_id)
    here = await channels.membership(tx, channel_id, viewer.id)
    if channel is None or channel.is_archived or here is None or here.left_at is not None:
        return None
    others = await channels.member_ids(tx, channel_id) - {viewer.id}
    moderators = [m.id for m in await channels.moderators_of(tx, channel_id) if m.id in others]
    coming = await upcoming(tx, viewer, channel_id)
    return views.Group(channel_id, channel.title or channel.name, channel.purpose, moderators, coming)


async def reminder(tx: Reading, viewer: Viewer, journey: Journey, about: Reminder) -> Message:
    """One of the two reminders."""
    items = await checklist(tx, viewer, journey)
    return journey_views.reminder(
        viewer.words,
        about,
        viewer.workspace.name or viewer.words("this workspace"),
        steps.first_small(items.steps),
        items,
        next((place.id for place in viewer.places if is_group(place)), None),
    )


def is_group(place: channels.Place) -> bool:
    """Whether it is an Action Group that they are in and that is alive."""
    return place.kind == "group" and place.is_in and not place.is_archived
