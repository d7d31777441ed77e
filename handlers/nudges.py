"""What a moderator does about a nudge: at once, or in a form."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Final

from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.errors import FieldErrors, Gone, Refusal
from bot.nudges import done_views, form_views, views
from bot.nudges.done_views import Done
from bot.nudges.errors import Answered, DayGone, NoLongerSilent, Past, QuestionGone
from bot.slack import UNREADABLE
from handlers.context import Visit, answer
from handlers.forms import Action, Submission
from handlers.listeners import Listeners

PATIENCE: Final = 1.5  # seconds: a form opens for three seconds only
OVER: Final = (Answered, NoLongerSilent, Past, QuestionGone)


def listen(on: Listeners) -> None:
    on.action(views.POST, post_prompt)
    on.action(views.FINE, fine)
    on.action(views.SNOOZE, snooze)
    on.action(views.EDIT, edit)
    on.action(views.MORE, more)
    on.action(form_views.CHOOSE, choose)
    on.submission(form_views.POST_EDITED, post_edited)
    on.submission(form_views.UNTIL, until)
    on.submission(form_views.REST, rest)


async def post_prompt(visit: Visit, action: Action) -> None:
    await settle(visit, action, visit.services.acting.post_prompt)


async def fine(visit: Visit, action: Action) -> None:
    await settle(visit, action, visit.services.acting.fine)


async def snooze(visit: Visit, action: Action) -> None:
    await settle(visit, action, visit.services.acting.snooze)


async def settle(visit: Visit, action: Action, do: Callable[[str, str], Awaitable[Done]]) -> None:
    """Does what was asked, and says so in the place of the buttons; also that somebody else has been there before."""
    reference = action.press.chosen
    try:
        said: str = done_views.done(await do(visit.member_id, reference))
    except OVER as refusal:
        said = refusal.say(await visit.services.roster.words_of(visit.member_id))
    blocks = views.settled(action.message.blocks, views.parse(reference).concern_id, said)
    await visit.replace(action.response_url, said, blocks)


async def edit(visit: Visit, action: Action) -> None:
    """The prompt in a form, with the question that it is about, and people who may know."""
    reference = action.press.chosen
    question = await _question(visit, reference)
    draft = await visit.services.acting.draft(visit.member_id, reference, question=question)
    await visit.open(action.trigger_id, form_views.edit_form(draft))


async def choose(visit: Visit, action: Action) -> None:
    """Another prompt in the form, in the place of what stood there."""
    if action.view is None:
        raise Gone
    reference = str(action.view.context().get("about"))
    question = await _question(visit, reference)
    draft = await visit.services.acting.draft(
        visit.member_id, reference, chosen=action.press.chosen, question=question
    )
    await visit.update(action.view.id, form_views.edit_form(draft))


async def _question(visit: Visit, reference: str) -> str | None:
    """The text of the question that a nudge is about, for somebody who may read it; None, where there is none to be had."""
    asked = await visit.services.acting.asked(visit.member_id, reference)
    if asked is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return (await visit.services.reading.read_anew(visit.member_id, *asked)).text
    except (Gone, SlackApiError, ClientError, OSError, *UNREADABLE):  # the form is of use without it, too
        return None


async def more(visit: Visit, action: Action) -> None:
    """What the menu beside the buttons offers."""
    what, _sep, reference = action.press.chosen.partition("|")
    about = await visit.services.acting.where(visit.member_id, reference)
    _, channel_id = about.words, about.channel_id
    match what:
        case views.UNTIL:
            await visit.open(
                action.trigger_id, form_views.until_form(_, reference, channel_id, about.next_week)
            )
        case views.REST:
            await visit.open(action.trigger_id, form_views.rest_form(_, reference, channel_id))
        case views.FEWER:
            text = done_views.fewer(*await visit.services.acting.fewer(visit.member_id, reference))
            await visit.whisper(action.response_url, text, views.plain(text))


async def post_edited(visit: Visit, submission: Submission) -> BoltResponse:
    reference, fields = str(submission.view.context().get("about")), submission.fields()
    block_id = next((name for name in fields if name.startswith(f"{form_views.TEXT}.")), form_views.TEXT)
    text, people = str(fields.get(block_id) or ""), fields.get(form_views.PEOPLE) or []
    prompt = block_id.partition(".")[2]
    try:
        done = await visit.services.acting.post_edited(visit.member_id, reference, text, prompt, people)
    except OVER as refusal:
        return await _instead(visit, refusal, submission, text)
    return _turn(
        form_views.said_modal(
            done.words, done_views.done(done), form_views.POST_EDITED, text if done.by else ""
        )
    )


async def until(visit: Visit, submission: Submission) -> BoltResponse:
    day = day_of(submission.fields().get(form_views.DAY))
    if day is None:
        raise FieldErrors({form_views.DAY: DayGone()})
    reference = str(submission.view.context().get("about"))
    try:
        done = await visit.services.acting.snooze(visit.member_id, reference, day)
    except OVER as refusal:
        return await _instead(visit, refusal, submission)
    return _turn(form_views.said_modal(done.words, done_views.done(done), form_views.UNTIL))


async def rest(visit: Visit, submission: Submission) -> BoltResponse:
    fields, reference = submission.fields(), str(submission.view.context().get("about"))
    kind, day = str(fields.get(form_views.FOR) or ""), day_of(fields.get(form_views.DAY))
    try:
        done = await visit.services.acting.rest(visit.member_id, reference, kind, day)
    except OVER as refusal:
        return await _instead(visit, refusal, submission)
    return _turn(form_views.said_modal(done.words, done_views.done(done), form_views.REST))


def day_of(entered: object) -> date | None:
    """The day in a date picker. Raises Gone for what is none."""
    try:
        return date.fromisoformat(str(entered)) if entered else None
    except ValueError:
        raise Gone from None


async def _instead(visit: Visit, refusal: Refusal, submission: Submission, typed: str = "") -> BoltResponse:
    """Nothing in the form would help: why is said in its place, and what was typed is not lost."""
    words = await visit.services.roster.words_of(visit.member_id)
    return _turn(form_views.said_modal(words, refusal.say(words), submission.view.callback_id, typed))


def _turn(view: dict[str, object]) -> BoltResponse:
    return answer({"response_action": "update", "view": view})
