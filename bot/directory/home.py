"""The directory's part of Home."""

from bot.access import Viewer
from bot.blocks import Block, button, header, section
from bot.directory.service import audience_of
from bot.directory.views import EDIT
from storage import directory
from storage.database import Reading


async def listed(tx: Reading, viewer: Viewer) -> list[Block]:
    """How many others this viewer can find, and whether they can be found themselves."""
    if not viewer.may_search_people():
        return []
    _ = viewer.words
    own = await directory.get(tx, viewer.id)
    n = await directory.count(tx, audience_of(viewer), but=viewer.id)
    others = (
        _.many(
            "You can find {n} colleague with `/partners`.", "You can find {n} colleagues with `/partners`.", n
        )
        if n
        else _("Nobody else whom you could find is listed yet.")
    )
    yourself = (
        _("You are listed.")
        if own and own.published_at
        else _("You are not listed: nobody sees your profile.")
    )
    edit = _("Edit my profile") if own else _("Make my profile")
    return [
        header(_("Directory")),
        section(f"{others}\n{yourself}", accessory=button(edit, EDIT)),
    ]
