"""`/profile` and `/partners`: one's own profile, and finding others."""

from slack_bolt import BoltResponse

from bot.directory import results, views
from bot.home.rules import HELP_WORDS, meant
from handlers import home
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission, Suggestion
from handlers.listeners import Listeners

EDIT_WORDS = frozenset({"edit", "modifier", "editar"})


def listen(on: Listeners) -> None:
    on.command("/profile", profile)
    on.command("/partners", partners)
    on.action(views.EDIT, edit)
    on.action(views.MESSAGE, follow_link)
    on.suggestion(views.CHOOSE_COUNTRY, suggest_countries)
    on.suggestion(views.CHOOSE_LANGUAGES, suggest_languages)
    on.submission(views.SAVE, save)
    for action_id in (results.NEXT, results.BACK, results.WITHOUT):
        on.action(action_id, turn_page)


async def profile(visit: Visit, command: Command) -> BoltResponse | None:
    if not command.word or command.word in EDIT_WORDS:
        own = await visit.services.directory.own(visit.member_id)
        await visit.open(command.trigger_id, views.form(own))
        return None
    viewer = await visit.services.directory.reader(visit.member_id)
    unknown = "" if command.word in HELP_WORDS else command.word
    suggestion = meant(unknown, ("help", "edit"))
    blocks = views.profile_help(
        viewer, unknown=unknown, meant=f"/profile {suggestion}" if suggestion else None
    )
    return private(viewer.words("How your profile works"), blocks)


async def edit(visit: Visit, action: Action) -> None:
    """The button of a welcome, of Home or of a search."""
    own = await visit.services.directory.own(visit.member_id)
    is_at_home = action.view is not None and action.view.type == "home"
    await visit.open(action.trigger_id, views.form(own, metadata=home.MARK if is_at_home else ""))


async def suggest_countries(visit: Visit, typed: Suggestion) -> BoltResponse:
    viewer, entries = await visit.services.directory.countries(visit.member_id, typed.value)
    return answer(views.country_choices(entries, viewer.words))


async def suggest_languages(visit: Visit, typed: Suggestion) -> BoltResponse:
    return answer(
        views.language_choices(await visit.services.directory.languages(visit.member_id, typed.value))
    )


async def save(visit: Visit, submission: Submission) -> BoltResponse:
    view = submission.view
    own = await visit.services.directory.save(visit.member_id, submission.fields(), f"{view.id}:{view.hash}")
    if view.private_metadata == home.MARK:
        await home.refresh(visit)
    return answer({"response_action": "update", "view": views.saved(own)})


async def partners(visit: Visit, command: Command) -> BoltResponse:
    if command.text.strip().lower() in HELP_WORDS:
        viewer = await visit.services.directory.reader(visit.member_id)
        return private(viewer.words("How to find people"), views.partners_help(viewer))
    found = await visit.services.directory.search(visit.member_id, command.text)
    return private(results.title(found), results.results(found))


async def turn_page(visit: Visit, action: Action) -> None:
    text, page = results.place_of(action.press.value)
    found = await visit.services.directory.search(visit.member_id, text, page)
    await visit.replace(action.response_url, results.title(found), results.results(found))


async def follow_link(visit: Visit, action: Action) -> None:
    """Slack opens the link itself, and tells us: there is nothing to do."""
