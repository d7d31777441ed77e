"""Owners of drafts are asked once, in their language and hours, whether their profile may be published; and they decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog

from bot import access
from bot.access import Viewer
from bot.directory.exchange import asking_views as views
from bot.directory.profile import listing, own
from bot.directory.profile.listing import Follower
from bot.directory.profile.own import OwnProfile
from bot.hours import next_in_person_hours
from storage import directory, drafts, hints
from storage.database import Database, Transaction

log = structlog.get_logger(__name__)

Outcome = Literal["published", "deleted", "changed", "settled"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a button under a draft. `changed`: the draft is another than the one that they saw, so they are asked anew.
    `settled`: they had decided before."""

    outcome: Outcome
    own: OwnProfile


class DraftService:
    def __init__(self, db: Database, followers: Sequence[Follower] = ()) -> None:
        self._db = db
        self._followers = followers

    async def ask_next(self) -> bool:
        """Asks the next owner who is due about their draft: one direct message, ever."""
        async with self._db.write() as tx:
            member_id = await drafts.next_to_ask(tx)
            if member_id is None:
                return False
            viewer = await access.viewer(tx, member_id)
            later = next_in_person_hours(tx.now, viewer.zone)
            if later > tx.now:
                await drafts.postpone(tx, member_id, later)
            elif await drafts.claim(tx, member_id):
                found = await own.load(tx, viewer)
                if found.is_draft:
                    await tx.outbox.direct(f"draft:{member_id}", member_id, *views.question(found))
            return True

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await drafts.next_due(tx)

    async def publish(self, member_id: str, version: str) -> Decision:
        """Publishes the draft of that version, because its owner pressed the button. Pressed again it changes nothing."""
        async with self._db.write() as tx:
            viewer, before = await _draft(tx, member_id)
            if not before.is_draft:
                return Decision("settled", before)
            if before.version != version:
                return Decision("changed", before)
            await listing.publish(tx, member_id, self._followers)
            log.info("draft published", member=member_id)
            return Decision("published", await own.load(tx, viewer))

    async def delete(self, member_id: str) -> Decision:
        """Deletes the draft. No import makes another for this person, and no hint tells them that their profile is empty."""
        async with self._db.write() as tx:
            viewer, before = await _draft(tx, member_id)
            if not before.is_draft or not await drafts.forget(tx, member_id):
                return Decision("settled", before)
            await hints.refuse(tx, member_id)
            log.info("draft deleted", member=member_id)
            return Decision("deleted", await own.load(tx, viewer))


async def _draft(tx: Transaction, member_id: str) -> tuple[Viewer, OwnProfile]:
    await directory.lock(tx, [member_id])  # an import may be changing it
    viewer = await access.person(tx, member_id)
    return viewer, await own.load(tx, viewer)
