"""Finding people: `/partners`, the search in a modal, and the shortcut “Find people like this”."""

import json
from typing import Any

from slack_bolt import BoltResponse

from bot.blocks import Block
from bot.directory.pages import cards, chips, filters, finding, nobody, person, results
from bot.directory.pages.guide import partners_help
from bot.directory.pages.place import LONGEST_TEXT, Place, place_of
from bot.directory.search.found import Found
from bot.errors import Gone
from bot.home.rules import HELP_WORDS
from handlers import exports, vocabulary
from handlers.context import Visit, answer, private
from handlers.forms import Action, Command, Shortcut, Submission
from handlers.listeners import Listeners


def listen(on: Listeners) -> None:
    on.command("/partners", partners)
    on.shortcut(finding.LIKE, like)
    on.action(finding.FIND, open_search)
    on.submission(finding.FIND, search)
    for action_id in (results.NEXT, results.BACK, nobody.WIDEN, *chips.ACTION_IDS):
        on.action(action_id, turn)
    on.action(results.FILTERS, open_filters)
    for menu in filters.MENUS:
        on.action(menu.action_id, narrow)
    on.submission(filters.SUBMIT, filter_results)
    on.action(cards.PERSON, show_person)
    on.action(cards.MESSAGE, follow_link)


async def partners(visit: Visit, command: Command) -> BoltResponse:
    if command.text.strip().lower() in HELP_WORDS:
        viewer = await visit.services.directory.reader(visit.member_id)
        return private(viewer.words("How to find people"), partners_help(viewer))
    if (tidied := await vocabulary.tidy(visit, command)) is not None:
        return tidied
    if (offered := await exports.offer(visit, command)) is not None:
        return offered
    found = await visit.services.directory.search(visit.member_id, command.text)
    return private(results.title(found), results.results(found))


async def open_search(visit: Visit, action: Action) -> None:
    """The button of Home."""
    found = await visit.services.directory.search(visit.member_id, "")
    await visit.open(action.trigger_id, finding.find(found))


async def search(visit: Visit, submission: Submission) -> BoltResponse:
    text = finding.typed(submission.fields())
    found = await visit.services.directory.search(visit.member_id, text)
    return answer({"response_action": "update", "view": finding.find(found)})


async def turn(visit: Visit, action: Action) -> None:
    """Another page, or another search: in the place of the one whose button was pressed."""
    place = place_of(action.press.value)
    found = await _at(visit, place)
    if action.view is None:
        await visit.replace(
            action.response_url, results.title(found, place.like), results.results(found, place.like)
        )
    else:
        view = finding.like(found, place.like) if place.like else finding.find(found)
        await visit.update(action.view.id, view)


async def _at(visit: Visit, place: Place) -> Found:
    directory = visit.services.directory
    if place.like:
        return await directory.like(visit.member_id, place.like, place.page)
    return await directory.search(visit.member_id, place.text, place.page)


async def open_filters(visit: Visit, action: Action) -> None:
    facets = await visit.services.directory.facets(visit.member_id, place_of(action.press.value).text)
    shown_in = {"view": action.view.id} if action.view else {"url": action.response_url}
    metadata = json.dumps(
        {"rest": filters.others(facets.query)[:LONGEST_TEXT], **shown_in}, ensure_ascii=False
    )
    await _show(visit, action, filters.filters(facets, metadata))


async def narrow(visit: Visit, action: Action) -> None:
    """Something was chosen: the other menus, and the button, tell how many people it leaves."""
    if action.view is None:
        raise Gone
    entered = Submission(user=action.user, view=action.view).fields()
    text = filters.chosen_text(_rest(action.view.context()), entered)
    facets = await visit.services.directory.facets(visit.member_id, text)
    view = filters.filters(facets, action.view.private_metadata, action.press.block_id)
    await visit.update(action.view.id, view)


async def filter_results(visit: Visit, submission: Submission) -> None:
    context = submission.view.context()
    text = filters.chosen_text(_rest(context), submission.fields())
    found = await visit.services.directory.search(visit.member_id, text)
    if view_id := context.get("view"):
        await visit.update(str(view_id), finding.find(found))
    else:
        await visit.replace(str(context.get("url", "")), results.title(found), results.results(found))


def _rest(context: dict[str, Any]) -> str:
    return str(context.get("rest", ""))


async def show_person(visit: Visit, action: Action) -> None:
    found = await visit.services.directory.person(visit.member_id, action.press.value)
    if found is None:
        viewer = await visit.services.directory.reader(visit.member_id)
        await _show(visit, action, person.not_there(viewer))
    else:
        await _show(visit, action, person.person(found.hit, found.now, found.viewer))


async def like(visit: Visit, shortcut: Shortcut) -> None:
    """Of a message: people who are like its author."""
    author, directory = shortcut.message.user, visit.services.directory
    is_person = bool(author) and not shortcut.message.bot_id
    if is_person and await directory.person(visit.member_id, author):
        view = finding.like(await directory.like(visit.member_id, author), author)
    else:
        viewer = await directory.reader(visit.member_id)
        view = finding.like_nobody(viewer, author if is_person else "")
    await visit.open(shortcut.trigger_id, view)


async def _show(visit: Visit, action: Action, view: Block) -> None:
    """Over the modal whose button was pressed, or as a new one."""
    if action.view is not None and action.view.type == "modal":
        await visit.push(action.trigger_id, view)
    else:
        await visit.open(action.trigger_id, view)


async def follow_link(visit: Visit, action: Action) -> None:
    """Slack opens the link itself, and tells us: there is nothing to do."""
