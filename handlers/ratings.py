"""“How was it?”: the stars under the question, and the line that can be added."""

import json

from slack_bolt import BoltResponse

from bot.calendar.planning.answer_views import target
from bot.calendar.ratings import views
from handlers.answers import respond
from handlers.context import Visit, answer
from handlers.forms import Action, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    for action_id in views.RATE:
        on.action(action_id, rate)
    on.action(views.ADD_LINE, ask_for_line)
    on.submission(views.ADD_LINE, add_line)


async def rate(visit: Visit, action: Action) -> None:
    """The message thanks, in its place, and can be pressed again."""
    stars = views.RATE.index(action.press.action_id) + 1
    beside = [target(value) for value in _asked_in(action)]
    words, asked = await visit.services.ratings.rate(
        visit.member_id, target(action.press.value), stars, beside
    )
    await visit.replace(action.response_url, *views.question(asked, words))


async def ask_for_line(visit: Visit, action: Action) -> None:
    words, asked = await visit.services.ratings.line_of(visit.member_id, target(action.press.value))
    metadata = json.dumps({"of": action.press.value, "beside": _asked_in(action), "url": action.response_url})
    await visit.open(action.trigger_id, views.line_form(asked, metadata, words))


async def add_line(visit: Visit, submission: Submission) -> BoltResponse:
    """The message shows the line as well. If Slack doesn't take that, the form has shown it."""
    context = submission.view.context()
    line = str(submission.fields().get(views.LINE) or "")
    beside = [target(str(value)) for value in context.get("beside") or ()]
    words, asked, all_asked = await visit.services.ratings.add_line(
        visit.member_id, target(str(context.get("of") or "")), line, beside
    )
    if url := str(context.get("url") or ""):
        text, blocks = views.question(all_asked, words)
        await respond(visit.slack, url, {"replace_original": True, "text": text, "blocks": blocks})
    return answer({"response_action": "update", "view": views.line_saved(asked, words)})


def _asked_in(action: Action) -> list[str]:
    """What the message asks about, as its buttons name it."""
    ids = [str(block.get("block_id") or "") for block in action.message.blocks]
    return [id_.removeprefix(views.ASKED) for id_ in ids if id_.startswith(views.ASKED)]
