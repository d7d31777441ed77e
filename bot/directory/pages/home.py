"""The directory's part of Home."""

from bot.access import Viewer
from bot.blocks import Block, actions, button, header, section
from bot.directory.pages.cards import EDIT
from bot.directory.pages.finding import FIND
from bot.directory.search.service import count_findable
from storage import directory
from storage.database import Reading


async def listed(tx: Reading, viewer: Viewer) -> list[Block]:
    """How many others this viewer can find, a way to look for them, and whether they can be found themselves."""
    if not viewer.may_search_people():
        return []
    _ = viewer.words
    own = await directory.get(tx, viewer.id)
    is_listed = bool(own and own.published_at)
    n = await count_findable(tx, viewer) - is_listed  # one need not find oneself
    others = (
        _.many("You can find {n} colleague.", "You can find {n} colleagues.", n)
        if n
        else _("Nobody else whom you could find is listed yet.")
    )
    yourself = _("You are listed.") if is_listed else _("You are not listed: nobody sees your profile.")
    edit = _("Edit my profile") if own else _("Make my profile")
    buttons = [button(edit, EDIT)]
    if n:
        buttons.insert(0, button(_("Find partners"), FIND, style="primary"))
    return [header(_("Directory")), section(f"{others}\n{yourself}"), actions(*buttons)]
