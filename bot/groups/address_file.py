"""The addresses of a list that nobody here has, as a file, for Slack's own invitation: more than a message has room for."""

from collections.abc import Mapping
from typing import Any, Final

from bot import access
from bot.access import Viewer
from bot.blocks import section
from bot.documents import Document, NotAllowed
from bot.groups import lists
from storage import channels
from storage.database import Database, Reading
from storage.invitations import List

ADDRESSES: Final = "addresses"  # what a row of the outbox asks for


def may_have(viewer: Viewer, about: List) -> bool:
    """The Secretariat, and who made the list."""
    return viewer.is_secretariat or (viewer.member.is_person and viewer.id == about.made_by)


class AddressMaker:
    """Makes the files that rows of the outbox ask for."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def make(self, member_id: str, wanted: Mapping[str, Any]) -> Document:
        """Raises NotAllowed, also where the list, or every address in it, is gone by now."""
        list_id = wanted.get("id")
        if wanted.get("what") != ADDRESSES or not isinstance(list_id, int):
            raise NotAllowed
        async with self._db.read() as tx:
            return await _document(tx, member_id, list_id)


async def _document(tx: Reading, member_id: str, list_id: int) -> Document:
    viewer = await access.viewer(tx, member_id)
    try:
        counted = await lists.counted(tx, list_id)
    except LookupError:
        raise NotAllowed from None
    if not may_have(viewer, counted.about) or not counted.addresses:
        raise NotAllowed
    _, channel_id = viewer.words, counted.about.channel_id
    title = (await channels.titles(tx, [channel_id])).get(channel_id, "")
    said = _.many(
        "{n} address for *{group}*: paste it into Slack's own invitation. Please keep it to yourself.",
        "{n} addresses for *{group}*: paste them into Slack's own invitation, some at a time. Please keep them to yourself.",
        len(counted.addresses),
        group=title,
    )
    # Slack's invitation takes addresses with commas between them, and lines.
    content = ",\n".join(counted.addresses) + "\n"
    return Document(f"addresses-{list_id}", ".txt", title, content.encode(), [section(said)])
