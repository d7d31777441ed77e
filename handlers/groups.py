"""`/groups`: the list and its pages, the help, and who is named as a moderator."""

from collections.abc import Awaitable, Callable
from typing import Final

from slack_bolt import BoltResponse

from bot.directory.words.folding import fold
from bot.groups import form_views, list_views
from bot.groups.listing import own_words
from bot.home.rules import meant
from handlers import group_requests, invitations
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission
from handlers.listeners import Listeners

Answer = Callable[[Visit, Command], Awaitable[BoltResponse | None]]


def listen(on: Listeners) -> None:
    on.command("/groups", groups)
    for action_id in (list_views.PAGE, list_views.BACK):
        on.action(action_id, turn)
    on.action(list_views.OPEN, open_list)
    on.submission(form_views.SETTINGS, save_settings)


async def groups(visit: Visit, command: Command) -> BoltResponse | None:
    """What the first word asks for; else the groups, or those that have these words."""
    word = "".join(fold(command.word)) or command.word
    return await ANSWERS.get(word, show)(visit, command)


async def show(visit: Visit, command: Command) -> BoltResponse:
    """`/groups`, `/groups 2`, `/groups migration`."""
    typed = " ".join(command.text.split())[:100]
    if not typed or (typed.isascii() and typed.isdigit()):
        number = int(typed[:4] or 1)
        return private(*list_views.groups(await visit.services.groups.page(visit.member_id, number)))
    page = await visit.services.groups.page(visit.member_id, wanted=typed)
    if page.groups and fold(typed):
        return private(*list_views.groups(page))
    return await _help(visit, typed)


async def show_help(visit: Visit, _command: Command) -> BoltResponse:
    return await _help(visit)


async def _help(visit: Visit, unknown: str = "") -> BoltResponse:
    viewer, near = await visit.services.groups.viewer(visit.member_id), None
    if unknown:
        known = own_words((await visit.services.groups.page(visit.member_id)).groups)
        word = unknown.split(maxsplit=1)[0]
        near = meant(word, ENGLISH) or meant(word, known)
    message = list_views.help_message(
        viewer.words,
        is_secretariat=viewer.is_secretariat,
        is_moderator=bool(viewer.moderates),
        unknown=unknown,
        meant=f"/groups {near}" if near else None,
    )
    return private(*message)


async def show_settings(visit: Visit, command: Command) -> None:
    naming = await visit.services.groups.naming(visit.member_id)
    form = (
        form_views.settings_form(naming) if naming.titles else form_views.nothing_to_set(naming.viewer.words)
    )
    await visit.open(command.trigger_id, form)


async def save_settings(visit: Visit, submission: Submission) -> BoltResponse:
    named = submission.fields().get(form_views.NAMED)
    viewer = await visit.services.groups.name(visit.member_id, named if isinstance(named, list) else [])
    return answer(
        {"response_action": "update", "view": form_views.done(viewer.words, viewer.words("Saved."))}
    )


async def turn(visit: Visit, action: Action) -> None:
    """Another page, in the place of the one that was there."""
    page = await visit.services.groups.page(visit.member_id, *list_views.place_of(action.press.value))
    if action.view is None:
        await visit.replace(action.response_url, *list_views.groups(page))
    else:
        await visit.update(action.view.id, list_views.groups_modal(page))


async def open_list(visit: Visit, action: Action) -> None:
    """From Home in a modal, from a list in its place, from another message beside it."""
    page = await visit.services.groups.page(visit.member_id)
    if action.view is not None and action.view.type == "modal":
        await visit.update(action.view.id, list_views.groups_modal(page))
    elif action.view is not None:
        await visit.open(action.trigger_id, list_views.groups_modal(page))
    elif action.press.value:
        await visit.replace(action.response_url, *list_views.groups(page))
    else:
        await visit.whisper(action.response_url, *list_views.groups(page))


def _of(words: str, answer_: Answer) -> dict[str, Answer]:
    return dict.fromkeys(words.split(), answer_)


# By the first word, in each of the languages, folded. The first of a line is the one that help names.
ANSWERS: Final[dict[str, Answer]] = {
    **_of("help aide ayuda ?", show_help),
    **_of("ask join demander rejoindre pedir solicitar unirse", group_requests.ask),
    **_of("requests request mine demandes demande solicitudes solicitud", group_requests.requests),
    **_of("invite invites inviter invitar", invitations.ask),
    **_of("enter add saisir ajouter registrar anadir", group_requests.enter),
    **_of("settings reglages parametres ajustes configuracion preferences preferencias", show_settings),
}
ENGLISH: Final = ("help", "ask", "requests", "invite", "enter", "settings")
