"""`/profile`: one's own profile, who sees what of it, and whether one is listed."""

from slack_bolt import BoltResponse

from bot.blocks import Block
from bot.directory.profile import overview, reach, views
from bot.directory.profile.own import OwnProfile
from bot.home.rules import HELP_WORDS, meant
from handlers import home
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Submission, Suggestion
from handlers.listeners import Listeners

EDIT_WORDS = frozenset({"edit", "modifier", "editar"})


def listen(on: Listeners) -> None:
    on.command("/profile", profile)
    on.action(views.EDIT, edit)
    on.action(overview.WHO_SEES, who_sees)
    on.action(overview.EYES, look_as)
    on.action(overview.LIST, list_me)
    on.action(overview.UNLIST, unlist_me)
    on.suggestion(views.CHOOSE_ORGANISATION, suggest_organisations)
    on.suggestion(views.CHOOSE_FIELDS, suggest_fields)
    on.suggestion(views.CHOOSE_COUNTRY, suggest_countries)
    on.suggestion(views.CHOOSE_WORKS_IN, suggest_countries)
    on.suggestion(views.CHOOSE_LANGUAGES, suggest_languages)
    on.submission(views.SAVE, save)
    on.submission(reach.SAVE_REACH, save_reach)


async def profile(visit: Visit, command: Command) -> BoltResponse | None:
    own = await visit.services.profiles.own(visit.member_id)
    if not command.word:
        view = views.edit(own) if own.is_new else overview.overview(own)
        await visit.open(command.trigger_id, view)
        return None
    if command.word in EDIT_WORDS:
        await visit.open(command.trigger_id, views.edit(own))
        return None
    unknown = "" if command.word in HELP_WORDS else command.word
    suggestion = meant(unknown, ("help", "edit"))
    _ = own.viewer.words
    blocks = views.profile_help(_, unknown=unknown, meant=f"/profile {suggestion}" if suggestion else None)
    return private(_("How your profile works"), blocks)


async def edit(visit: Visit, action: Action) -> None:
    """The button of a welcome, of Home, of a search, or of one's profile, whose place the form takes."""
    own = await visit.services.profiles.own(visit.member_id)
    await _show(visit, action, views.edit(own, metadata=_metadata(action)))


async def who_sees(visit: Visit, action: Action) -> None:
    own = await visit.services.profiles.own(visit.member_id)
    await _show(visit, action, reach.form(own, metadata=_metadata(action)))


async def look_as(visit: Visit, action: Action) -> None:
    own = await visit.services.profiles.own(visit.member_id)
    eyes = overview.eyes_of(action.press.chosen)
    await _show(visit, action, overview.overview(own, eyes, metadata=_metadata(action)))


async def list_me(visit: Visit, action: Action) -> None:
    own = await visit.services.profiles.set_listed(visit.member_id, True, version=action.press.value)
    await _listed(visit, action, own)


async def unlist_me(visit: Visit, action: Action) -> None:
    await _listed(visit, action, await visit.services.profiles.set_listed(visit.member_id, False))


async def _listed(visit: Visit, action: Action, own: OwnProfile) -> None:
    await _show(visit, action, overview.overview(own, metadata=_metadata(action)))
    await _refresh_home(visit, _metadata(action))


async def suggest_organisations(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.profiles.organisations(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=True))


async def suggest_fields(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.profiles.fields(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=False))


async def suggest_countries(visit: Visit, typed: Suggestion) -> BoltResponse:
    """For the country that somebody is based in, which can be left empty, and for those that they work on."""
    choices = await visit.services.profiles.countries(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=typed.action_id == views.CHOOSE_COUNTRY))


async def suggest_languages(visit: Visit, typed: Suggestion) -> BoltResponse:
    choices = await visit.services.profiles.languages(visit.member_id, typed.value)
    return answer(choices.options(may_be_empty=False))


async def save(visit: Visit, submission: Submission) -> BoltResponse:
    own = await visit.services.profiles.save(visit.member_id, submission.fields(), _key(submission))
    return await _saved(visit, submission, own)


async def save_reach(visit: Visit, submission: Submission) -> BoltResponse:
    own = await visit.services.profiles.save_reach(visit.member_id, submission.fields(), _key(submission))
    return await _saved(visit, submission, own)


async def _saved(visit: Visit, submission: Submission, own: OwnProfile) -> BoltResponse:
    """The form turns into the profile as others see it."""
    metadata = submission.view.private_metadata
    await _refresh_home(visit, metadata)
    return answer({"response_action": "update", "view": overview.overview(own, metadata=metadata)})


async def _refresh_home(visit: Visit, metadata: str) -> None:
    if metadata == home.MARK:
        await home.refresh(visit)


async def _show(visit: Visit, action: Action, view: Block) -> None:
    """In the place of the modal whose button was pressed; in a modal of its own for a button elsewhere."""
    if action.view is not None and action.view.type == "modal":
        await visit.update(action.view.id, view)
    else:
        await visit.open(action.trigger_id, view)


def _key(submission: Submission) -> str:
    return f"{submission.view.id}:{submission.view.hash}"


def _metadata(action: Action) -> str:
    """Whether all this began at Home, which then shows what has changed."""
    view = action.view
    is_of_home = view is not None and (view.type == "home" or view.private_metadata == home.MARK)
    return home.MARK if is_of_home else ""
