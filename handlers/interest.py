"""Going, interested, can't: in posts, in direct messages and where an activity is shown whole; and the file for one's own calendar."""

from bot.calendar.interest import answer_views
from bot.calendar.interest.buttons import ANSWERS
from bot.calendar.looking import detail_views
from bot.calendar.planning.answer_views import target
from handlers.context import Visit
from handlers.forms import Action
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    for action_id in ANSWERS:
        on.action(action_id, answer)
    on.action(answer_views.CALENDAR_FILE, send_file)


async def answer(visit: Visit, action: Action) -> None:
    """In a modal it is seen at the buttons; beside a message it is said to the presser alone."""
    activity_id, on = target(action.press.value)
    done = await visit.services.interest.answer(
        visit.member_id, activity_id, on, ANSWERS[action.press.action_id]
    )
    if action.view is not None:
        await visit.update(
            action.view.id, detail_views.detail(done.shown, answer_views.answered(done)[1][:1])
        )
    else:
        await visit.whisper(action.response_url, *answer_views.answered(done))


async def send_file(visit: Visit, action: Action) -> None:
    activity_id, on = target(action.press.value)
    shown = await visit.services.interest.file(visit.member_id, activity_id, on)
    text, blocks = answer_views.file_on_its_way(shown.activity, shown.viewer.words)
    if action.view is not None:
        await visit.update(action.view.id, detail_views.detail(shown, blocks))
    else:
        await visit.whisper(action.response_url, text, blocks)
