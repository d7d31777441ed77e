"""The Secretariat's buttons that make two names one: on Home, in the answer to `/partners tidy`, and in a modal."""

from slack_bolt import BoltResponse

from bot.directory.vocabulary import views
from bot.directory.vocabulary.merges import Outcome
from bot.directory.vocabulary.rules import TIDY_WORDS, Kind
from bot.errors import Gone
from handlers import home
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission, Suggestion
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.action(views.FIRST, keep_first)
    on.action(views.SECOND, keep_second)
    on.action(views.TWO, keep_apart)
    on.action(views.UNDO, undo)
    on.action(views.MORE, turn)
    on.action(views.BACK, turn)
    on.action(views.CHOOSE_ORGANISATIONS, choose)
    on.action(views.CHOOSE_FIELDS, choose)
    for action_id in views.MENUS:
        on.suggestion(action_id, suggest)
    on.submission(views.MERGE, merge)


async def tidy(visit: Visit, command: Command) -> BoltResponse | None:
    """`/partners tidy`. None for whoever is not of the Secretariat, to whom it is a word like any other."""
    if command.text.strip().lower() not in TIDY_WORDS:
        return None
    if not await visit.services.vocabulary.is_secretariat(visit.member_id):
        return None
    waiting = await visit.services.vocabulary.waiting(visit.member_id)
    return private(views.title(waiting.viewer.words), views.tidy(waiting))


async def keep_first(visit: Visit, action: Action) -> None:
    first, second, page = _numbers(action, 3)
    await _show(visit, action, page, await visit.services.vocabulary.merge(visit.member_id, first, second))


async def keep_second(visit: Visit, action: Action) -> None:
    first, second, page = _numbers(action, 3)
    await _show(visit, action, page, await visit.services.vocabulary.merge(visit.member_id, second, first))


async def keep_apart(visit: Visit, action: Action) -> None:
    first, second, page = _numbers(action, 3)
    await _show(
        visit, action, page, await visit.services.vocabulary.keep_apart(visit.member_id, first, second)
    )


async def undo(visit: Visit, action: Action) -> None:
    gone, page = _numbers(action, 2)
    await _show(visit, action, page, await visit.services.vocabulary.undo(visit.member_id, gone))


async def turn(visit: Visit, action: Action) -> None:
    """Another page in the place of the one that was there; from Home in a modal, since Home has room for one."""
    (page,) = _numbers(action, 1)
    if _is_home(action):
        waiting = await visit.services.vocabulary.waiting(visit.member_id, page)
        await visit.open(action.trigger_id, views.in_modal(waiting))
    else:
        await _show(visit, action, page, None)


async def choose(visit: Visit, action: Action) -> None:
    """Opens the form; on top of a modal that is open already."""
    kind: Kind = "field" if action.press.action_id == views.CHOOSE_FIELDS else "organisation"
    waiting = await visit.services.vocabulary.waiting(visit.member_id)
    form = views.form(kind, waiting.viewer.words, from_home=_is_home(action))
    if action.view is None or _is_home(action):
        await visit.open(action.trigger_id, form)
    else:
        await visit.push(action.trigger_id, form)


async def suggest(visit: Visit, typed: Suggestion) -> BoltResponse:
    kind = views.MENUS[typed.action_id]
    found = await visit.services.vocabulary.choices(visit.member_id, kind, typed.value)
    return answer(views.choices(found, await visit.services.roster.words_of(visit.member_id)))


async def merge(visit: Visit, submission: Submission) -> BoltResponse:
    context = submission.view.context()
    done = await visit.services.vocabulary.merge_chosen(visit.member_id, _kind(context), submission.fields())
    if context.get("from") == "home":
        await home.refresh(visit)
    words = await visit.services.roster.words_of(visit.member_id)
    return answer({"response_action": "update", "view": views.merged(done, words)})


async def _show(visit: Visit, action: Action, page: int, done: Outcome | None) -> None:
    """The pairs that are left, with what was done, where the button was."""
    if _is_home(action):
        await home.refresh(visit)
        return
    waiting = await visit.services.vocabulary.waiting(visit.member_id, page)
    if action.view is None:
        await visit.replace(action.response_url, views.title(waiting.viewer.words), views.tidy(waiting, done))
    else:
        await visit.update(action.view.id, views.in_modal(waiting, done))


def _is_home(action: Action) -> bool:
    return action.view is not None and action.view.type == "home"


def _kind(context: dict[str, object]) -> Kind:
    return "field" if context.get("kind") == "field" else "organisation"


def _numbers(action: Action, count: int) -> list[int]:
    """The numbers that one of our buttons carries. Raises Gone for anything else."""
    parts = action.press.value.split(":")
    if len(parts) != count or not all(p.isascii() and p.isdigit() and len(p) < 10 for p in parts):
        raise Gone
    return [int(part) for part in parts]
