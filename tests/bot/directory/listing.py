"""People put straight into the tables, for what is told of them: `await known(db, "U1", "Ana")`."""

from collections.abc import Sequence
from typing import Any

from bot.directory.search import index
from bot.directory.words.folding import fold
from storage import channels, directory, people, vocabulary, workspace
from storage.database import Database
from tests.conftest import START


async def known(
    db: Database, member_id: str, name: str = "", *, groups: Sequence[str] = (), **values: Any
) -> str:
    """A member of whom Slack has told us, in groups that Liaison is in."""
    async with db.write() as tx:
        await workspace.save(tx, languages=["en", "fr", "es"])
        await people.save(tx, member_id, name=name or member_id, **{"synced_at": START} | values)
        for channel_id in groups:
            await channels.save(tx, channel_id, kind="group", bot_is_member=True)
            await channels.save_membership(tx, channel_id, member_id, changed_at=START)
    return member_id


async def published(db: Database, member_id: str, organisation: str = "", **values: Any) -> str:
    """A profile that is in the directory, of a member who is known."""
    async with db.write() as tx:
        if organisation:
            term = await vocabulary.add(tx, "organisation", organisation, " ".join(fold(organisation)))
            values["organisation_id"] = term.id
        await directory.save(tx, member_id, **{"published_at": START} | values)
        await index.refresh(tx, member_id)
    return member_id
