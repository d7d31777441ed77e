"""`/groups invite`: many people at once, from a form to the message that tells how it goes."""

from slack_bolt import BoltResponse

from bot.blocks import section
from bot.groups import form_views, invite_views, progress_views
from bot.groups.review_views import number
from handlers.context import Visit, answer
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.submission(invite_views.INVITE, look)
    on.action(progress_views.GO, go)
    on.action(progress_views.DROP, drop)
    on.action(progress_views.AGAIN, try_again)
    on.action(progress_views.LOOK_AGAIN, look_again)
    on.action(progress_views.AS_FILE, send_addresses)


async def ask(visit: Visit, command: Command) -> None:
    """`/groups invite`, alone or with a group's name. In a group's channel that group is meant."""
    wanted = " ".join(command.text.split(maxsplit=1)[1:])
    blank = await visit.services.invitations.blank(visit.member_id, wanted, command.channel_id)
    await visit.open(command.trigger_id, invite_views.form(blank))


async def look(visit: Visit, submission: Submission) -> BoltResponse:
    """Takes the list. What would happen is told in a message, because Slack is asked for the addresses first."""
    fields = submission.fields()
    files = fields.get(invite_views.FILE)
    started = await visit.services.invitations.start(
        visit.member_id,
        str(fields.get(form_views.GROUP) or ""),
        str(fields.get(invite_views.PEOPLE) or ""),
        files if isinstance(files, list) else [],
        f"{submission.view.id}:{submission.view.hash}",
    )
    view = invite_views.started(started.words, started.n, started.channel_id)
    return answer({"response_action": "update", "view": view})


async def go(visit: Visit, action: Action) -> None:
    """The message is rewritten as it goes: that is the answer."""
    await visit.services.invitations.go(visit.member_id, number(action.press.value))


async def drop(visit: Visit, action: Action) -> None:
    await visit.services.invitations.drop(visit.member_id, number(action.press.value))


async def try_again(visit: Visit, action: Action) -> None:
    await visit.services.invitations.try_again(visit.member_id, number(action.press.value))


async def look_again(visit: Visit, action: Action) -> None:
    await visit.services.invitations.look_again(visit.member_id, number(action.press.value))


async def send_addresses(visit: Visit, action: Action) -> None:
    """It comes as a direct message: said where the button was pressed."""
    _ = await visit.services.invitations.addresses(visit.member_id, number(action.press.value))
    said = _("The file comes to you in a direct message.")
    await visit.whisper(action.response_url, said, [section(said)])
