"""/calendar settings: what one is told by direct message, and for moderators what their channel is told."""

from slack_bolt import BoltResponse

from bot.calendar.settings import views
from handlers.context import Visit, answer
from handlers.forms import Command, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.submission(views.SETTINGS, save)


async def show(visit: Visit, command: Command) -> BoltResponse | None:
    """A form: of the channel in which it is asked for, where that is theirs to decide about."""
    found = await visit.services.calendar_settings.settings(visit.member_id, command.channel_id)
    await visit.open(command.trigger_id, views.form(found))
    return None


async def save(visit: Visit, submission: Submission) -> BoltResponse:
    channel_id = submission.view.context().get("channel")
    saved = await visit.services.calendar_settings.save(
        visit.member_id, str(channel_id) if channel_id else None, submission.fields()
    )
    return answer({"response_action": "update", "view": views.saved(saved)})
