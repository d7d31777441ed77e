"""Asking to join a group, withdrawing, and deciding: `/groups ask`, `/groups requests`, `/groups enter`, the forms and the buttons."""

from slack_bolt import BoltResponse

from bot.blocks import Block
from bot.errors import Gone
from bot.groups import form_views, list_views, person_views, review_views
from bot.groups.errors import AlreadyAsked, AlreadyIn, Decided
from bot.groups.refusals import HIDDEN, explained
from bot.groups.review_views import Case
from bot.i18n import Words
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(list_views.ASK, open_form)
    on.submission(list_views.ASK, send)
    on.action(list_views.WITHDRAW, withdraw)
    on.action(list_views.WAITING, open_waiting)
    on.submission(form_views.ENTER, save_entered)
    on.action(review_views.SHOW, show)
    on.action(review_views.APPROVE, approve)
    on.action(review_views.DECLINE, ask_why)
    on.submission(review_views.DECLINE, decline)


async def ask(visit: Visit, command: Command) -> None:
    """`/groups ask`, alone or with a group's name."""
    wanted = command.text.split(maxsplit=1)[1:]
    asking = await visit.services.requests.asking(visit.member_id, wanted=" ".join(wanted))
    await visit.open(command.trigger_id, form_views.ask_form(asking))


async def open_form(visit: Visit, action: Action) -> None:
    """In a list that is of before somebody asked, which says so of itself once it is shown anew."""
    try:
        asking = await visit.services.requests.asking(visit.member_id, action.press.value)
    except (AlreadyAsked, AlreadyIn):
        if not _is_in_modal(action):
            raise
        await _list_anew(visit, action)
    else:
        await _show(visit, action, form_views.ask_form(asking))


async def send(visit: Visit, submission: Submission) -> BoltResponse:
    fields = submission.fields()
    channel_id = str(submission.view.context().get("channel") or fields.get(form_views.GROUP) or "")
    case = await visit.services.requests.ask(visit.member_id, channel_id, fields)
    return _turn(form_views.done(case.words, _done(case)))


async def requests(visit: Visit, _command: Command) -> BoltResponse:
    """All that wait, for the Secretariat; for others their own."""
    viewer, cases = await visit.services.requests.open(visit.member_id)
    if viewer.is_secretariat:
        return private(*review_views.waiting(viewer.words, cases))
    asked = [(case.request, case.title) for case in cases]
    days = {case.request.id: case.request.asked_at.astimezone(viewer.zone).date() for case in cases}
    return private(*list_views.own_requests(viewer.words, asked, days))


async def open_waiting(visit: Visit, action: Action) -> None:
    viewer, cases = await visit.services.requests.open(visit.member_id)
    await _show(visit, action, review_views.waiting_modal(viewer.words, cases))


async def enter(visit: Visit, command: Command) -> None:
    """`/groups enter`."""
    viewer, groups, seats = await visit.services.requests.blank(visit.member_id)
    await visit.open(command.trigger_id, form_views.enter_form(viewer.words, groups, seats))


async def save_entered(visit: Visit, submission: Submission) -> BoltResponse:
    entered = await visit.services.requests.enter(visit.member_id, submission.fields())
    _ = entered.case.words
    said = [_("The request is entered. It waits for a decision where all requests do.")]
    if entered.is_hidden:
        said.append(explained(HIDDEN, _))
    return _turn(form_views.done(_, *said))


async def withdraw(visit: Visit, action: Action) -> None:
    """The message of the request is rewritten by itself; where a list was, it is shown anew."""
    case = await visit.services.requests.withdraw(visit.member_id, review_views.number(action.press.value))
    if _is_in_modal(action):
        await _list_anew(visit, action)
    else:
        await visit.whisper(action.response_url, *person_views.mine(case))


async def show(visit: Visit, action: Action) -> None:
    case = await visit.services.requests.one(visit.member_id, review_views.number(action.press.value))
    await _show(visit, action, review_views.review_modal(case))


async def approve(visit: Visit, action: Action) -> None:
    """What reviewers see is rewritten, wherever it stands: that is the answer. In a modal it is said, too."""
    case = await visit.services.requests.approve(visit.member_id, action.press.value)
    if action.view is not None and _is_in_modal(action):
        await visit.update(action.view.id, review_views.review_modal(case))


async def ask_why(visit: Visit, action: Action) -> None:
    case = await visit.services.requests.decidable(visit.member_id, action.press.value)
    await _show(visit, action, form_views.decline_form(case))


async def decline(visit: Visit, submission: Submission) -> BoltResponse:
    reference = submission.view.context().get("request")
    if not isinstance(reference, str):
        raise Gone
    fields = submission.fields()
    grounds, reason = (str(fields.get(name) or "") for name in (form_views.GROUNDS, form_views.REASON))
    try:
        case = await visit.services.requests.decline(visit.member_id, reference, grounds, reason)
    except Decided as refusal:
        # Nothing in the form would help: what became of it is said in its place.
        words = await visit.services.roster.words_of(visit.member_id)
        return _turn(form_views.done(words, refusal.say(words)))
    return _turn(form_views.done(case.words, _declined(case.words, case)))


def _done(case: Case) -> str:
    _ = case.words
    if case.is_unseen:
        return _(
            "Thank you. Your request to join *{group}* is kept. Nobody is there yet who can decide: it is shown to the Secretariat as soon "
            "as there is one, and I tell you what is decided. With `/groups requests` you can withdraw it.",
            group=case.title,
        )
    return _(
        "Thank you. Your request to join *{group}* is with the Secretariat: I tell you what is decided. "
        "With `/groups requests` you can withdraw it.",
        group=case.title,
    )


def _declined(_: Words, case: Case) -> str:
    if case.request.member_id is None:
        return _("*Declined.* They are not in this workspace, so I can't tell them: please write to them.")
    return _("*Declined.* I tell them, kindly and with your reason, in their waking hours.")


async def _show(visit: Visit, action: Action, view: Block) -> None:
    """On top of the modal whose button was pressed, or in a modal of its own."""
    await (visit.push if _is_in_modal(action) else visit.open)(action.trigger_id, view)


async def _list_anew(visit: Visit, action: Action) -> None:
    page = await visit.services.groups.page(visit.member_id)
    if action.view is not None:
        await visit.update(action.view.id, list_views.groups_modal(page))


def _is_in_modal(action: Action) -> bool:
    return action.view is not None and action.view.type == "modal"


def _turn(view: Block) -> BoltResponse:
    """The modal that was sent becomes another."""
    return answer({"response_action": "update", "view": view})
