"""Adding to the calendar, proposing, deciding, changing and calling off: `/calendar add`, the form, and the buttons."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from slack_bolt import BoltResponse

from bot.blocks import Block
from bot.calendar.planning import answer_views, form_views, review_views
from bot.calendar.planning.errors import AlreadyDecided, ChangedMeanwhile
from bot.calendar.planning.form import Context
from bot.errors import Gone
from handlers.context import Visit, answer
from handlers.forms import Action, Command, Submission, Suggestion
from handlers.listeners import Listeners

# What people may type, in any of the languages.
ADD_WORDS = frozenset(
    {"add", "new", "propose", "ajouter", "proposer", "añadir", "anadir", "agregar", "proponer"}
)


def listen(on: Listeners) -> None:
    on.action(answer_views.ADD, open_form)
    on.action(form_views.MORE, unfold)
    on.submission(form_views.SAVE, save)
    on.suggestion(form_views.CHOOSE_ZONE, suggest_zones)
    on.suggestion(form_views.CHOOSE_COUNTRY, suggest_countries)
    on.suggestion(form_views.CHOOSE_FIELDS, suggest_fields)
    on.suggestion(form_views.CHOOSE_LANGUAGE, suggest_languages)
    on.action(review_views.APPROVE, approve)
    on.action(review_views.DECLINE, ask_why)
    on.submission(review_views.DECLINE, decline)
    on.action(review_views.WITHDRAW, withdraw)
    on.action(review_views.EDIT, edit)
    on.submission(answer_views.EDIT_WHICH, edit_which)
    on.action(answer_views.CANCEL, ask_to_cancel)
    on.submission(answer_views.CANCEL, cancel)


async def add(visit: Visit, command: Command) -> BoltResponse | None:
    """`/calendar add`, alone or with a sentence: a form comes in any case. Typed in a group's channel, it is for that group."""
    sentence = command.text.split(maxsplit=1)[1:]
    form = await visit.services.planning.blank(visit.member_id, *sentence, channel_id=command.channel_id)
    await visit.open(command.trigger_id, form_views.activity_form(form))
    return None


async def open_form(visit: Visit, action: Action) -> None:
    """A button: in a group's channel for that group, too."""
    form = await visit.services.planning.blank(visit.member_id, channel_id=visit.place.channel_id)
    await _show(visit, action, form_views.activity_form(form))


async def unfold(visit: Visit, action: Action) -> None:
    """More fields, with what was typed."""
    if action.view is None:
        raise Gone
    context = Context.of(action.view.context())
    form = await visit.services.planning.unfold(visit.member_id, action.view.state, context)
    await visit.update(action.view.id, form_views.activity_form(form))


async def save(visit: Visit, submission: Submission) -> BoltResponse:
    view = submission.view
    key = f"{view.id}:{view.hash}"
    try:
        saved = await visit.services.planning.submit(
            visit.member_id, submission.fields(), view.state, Context.of(view.context()), key=key
        )
    except AlreadyDecided as refusal:
        return await _refused(visit, refusal)
    if saved.form is not None:
        return _turn(form_views.activity_form(saved.form))
    return _turn(answer_views.done_modal(saved))


async def approve(visit: Visit, action: Action) -> None:
    """What reviewers see is rewritten, wherever it stands: that is the answer. In a modal it is said, too."""
    activity_id, version = review_views.parse(action.press.value)
    approved = await visit.services.planning.approve(visit.member_id, activity_id, version=version)
    if action.view is not None and action.view.type == "modal":
        await visit.update(action.view.id, answer_views.done_modal(approved))


async def ask_why(visit: Visit, action: Action) -> None:
    activity_id, version = review_views.parse(action.press.value)
    pending = await visit.services.planning.pending(visit.member_id, activity_id, version)
    if pending.shown is None:
        raise Gone
    await _show(visit, action, review_views.decline_form(pending.shown.known, pending.viewer.words))


async def decline(visit: Visit, submission: Submission) -> BoltResponse:
    context = Context.of(submission.view.context())
    reason = str(submission.fields().get(review_views.REASON) or "")
    try:
        declined = await visit.services.planning.decline(
            visit.member_id, _id(context), reason, version=context.version
        )
    except (AlreadyDecided, ChangedMeanwhile) as refusal:
        return await _refused(visit, refusal)
    return _turn(answer_views.done_modal(declined))


async def withdraw(visit: Visit, action: Action) -> None:
    activity_id, _on = answer_views.target(action.press.value)
    withdrawn = await visit.services.planning.withdraw(visit.member_id, activity_id)
    if action.view is not None and action.view.type == "modal":
        await visit.update(action.view.id, answer_views.done_modal(withdrawn))
    elif action.view is None:
        await visit.whisper(action.response_url, *answer_views.done(withdrawn))


async def edit(visit: Visit, action: Action) -> None:
    """Of what repeats it is asked first which date is meant, if the button knows one."""
    activity_id, on = answer_views.target(action.press.value)
    if on is None:
        form = await visit.services.planning.form_of(visit.member_id, activity_id)
        await _show(visit, action, form_views.activity_form(form))
    else:
        shown = await visit.services.planning.editable(visit.member_id, activity_id)
        await _show(visit, action, answer_views.which("edit", shown, on))


async def edit_which(visit: Visit, submission: Submission) -> BoltResponse:
    context = Context.of(submission.view.context())
    form = await visit.services.planning.form_of(
        visit.member_id, _id(context), _chosen(context, submission.fields())
    )
    return _turn(form_views.activity_form(form))


async def ask_to_cancel(visit: Visit, action: Action) -> None:
    activity_id, on = answer_views.target(action.press.value)
    shown = await visit.services.planning.editable(visit.member_id, activity_id)
    await _show(visit, action, answer_views.which("cancel", shown, on))


async def cancel(visit: Visit, submission: Submission) -> BoltResponse:
    context = Context.of(submission.view.context())
    on = _chosen(context, submission.fields())
    cancelled = await visit.services.planning.cancel(visit.member_id, _id(context), on=on)
    return _turn(answer_views.done_modal(cancelled))


async def suggest_zones(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.planning.zones(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=True))


async def suggest_countries(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.profiles.countries(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=True))


async def suggest_fields(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.profiles.fields(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=False))


async def suggest_languages(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.profiles.languages(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=True))


async def _show(visit: Visit, action: Action, view: Block) -> None:
    """On top of the modal whose button was pressed, or in a modal of its own."""
    is_in_modal = action.view is not None and action.view.type == "modal"
    show = visit.push if is_in_modal else visit.open
    await show(action.trigger_id, view)


def _turn(view: Block) -> BoltResponse:
    """The modal that was sent becomes another."""
    return answer({"response_action": "update", "view": view})


async def _refused(visit: Visit, refusal: AlreadyDecided | ChangedMeanwhile) -> BoltResponse:
    """Nothing in the form would help: what became of it is said in its place."""
    words = await visit.services.roster.words_of(visit.member_id)
    return _turn(answer_views.refused_modal(refusal, words))


def _id(context: Context) -> int:
    if context.id is None:
        raise Gone
    return context.id


def _chosen(context: Context, fields: Mapping[str, Any]) -> date | None:
    """The date that is meant, if not all of them are."""
    return context.day if fields.get(answer_views.WHICH) == answer_views.ONE else None
