"""“Introduce us”: the form, the message to both, and the way out for whoever wants none."""

from slack_bolt import BoltResponse

from bot.directory.contact import introduction_views as views
from bot.directory.contact.introduction_errors import InTouchAlready, NoIntroduction
from handlers.context import Visit, answer
from handlers.forms import Action, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(views.ASK, ask)
    on.submission(views.SEND, introduce)
    on.action(views.STOP, stop)
    on.action(views.ALLOW, allow)


async def ask(visit: Visit, action: Action) -> None:
    """The button on a person's card, in a message, in Home or in a modal: a modal comes in any case."""
    try:
        view = views.form(await visit.services.introductions.offer(visit.member_id, action.press.value))
    except NoIntroduction as refusal:
        view = views.refused(refusal, await visit.services.roster.words_of(visit.member_id))
    is_in_modal = action.view is not None and action.view.type == "modal"
    show = visit.push if is_in_modal else visit.open
    await show(action.trigger_id, view)


async def introduce(visit: Visit, submission: Submission) -> BoltResponse:
    view, why = submission.view, str(submission.fields().get(views.WHY) or "")
    other_id = str(view.context().get("other") or "")
    try:
        done = await visit.services.introductions.introduce(visit.member_id, other_id, why, view.id)
    except InTouchAlready as refusal:
        # Nothing in the form would help: what is typed there can be said in the conversation that there is.
        words = await visit.services.roster.words_of(visit.member_id)
        return answer({"response_action": "update", "view": views.refused(refusal, words)})
    return answer({"response_action": "update", "view": views.made(done)})


async def stop(visit: Visit, action: Action) -> None:
    """Told to whoever pressed alone: the other party need not know."""
    viewer = await visit.services.introductions.stop(visit.member_id, action.press.value)
    await visit.whisper(action.response_url, *views.stopped(viewer.words))


async def allow(visit: Visit, action: Action) -> None:
    viewer = await visit.services.introductions.allow(visit.member_id)
    await visit.replace(action.response_url, *views.allowed(viewer.words))
