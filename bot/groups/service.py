"""Use cases of groups: which there are, and who is named as their moderator."""

from collections.abc import Sequence

from bot import access
from bot.access import Viewer
from bot.groups import listing
from bot.groups.form_views import MOST_CHECKBOXES, Naming
from bot.groups.listing import Page
from storage import groups
from storage.database import Database


class GroupService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def page(self, member_id: str, number: int = 1, wanted: str = "") -> Page:
        """A page of the groups that somebody may know of, narrowed to those that have these words. Raises ForMembers."""
        async with self._db.read() as tx:
            return await listing.page(tx, await access.visitor(tx, member_id), number, wanted)

    async def viewer(self, member_id: str) -> Viewer:
        """Raises ForMembers."""
        async with self._db.read() as tx:
            return await access.visitor(tx, member_id)

    async def naming(self, member_id: str) -> Naming:
        """Of which groups a moderator may say whether they are named there: none for who moderates none."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            return Naming(viewer, _moderated(viewer), await groups.named_in(tx, member_id))

    async def name(self, member_id: str, named: Sequence[str]) -> Viewer:
        """A moderator is named in exactly these of their groups."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            shown = list(_moderated(viewer))[:MOST_CHECKBOXES]  # of others nothing was asked
            await groups.name_in(tx, member_id, shown, [each for each in named if each in shown])
            return viewer


def _moderated(viewer: Viewer) -> dict[str, str]:
    return {
        place.id: place.called
        for place in viewer.places
        if place.kind == "group" and place.is_moderator and place.is_in and not place.is_archived
    }
