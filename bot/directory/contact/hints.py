"""Use cases of the monthly hint to people whose profile is empty: at most three ever, and none once it isn't."""

from datetime import UTC, datetime

from bot import access
from bot.access import Viewer
from bot.directory.contact import hint_rules as rules
from bot.directory.contact import hint_views as views
from bot.directory.contact.introduction_rules import day_began
from bot.directory.profile.own import is_empty
from bot.i18n import zone
from storage import directory, hints, people, planned
from storage.database import Database, Transaction
from storage.directory import Profile
from storage.hints import Hint

PEOPLE_AT_A_TIME = 500  # in one transaction


class HintService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def plan_next(self) -> bool:
        """Plans the first hint of some of the members for whom none is planned yet."""
        async with self._db.read() as reading:
            if not await hints.unplanned(reading, 1):
                return False
        async with self._db.write() as tx:
            found = await hints.unplanned(tx, PEOPLE_AT_A_TIME)
            await hints.plan(
                tx,
                [(m.member_id, rules.first_due(m.first_seen_at, tx.now, zone(m.timezone))) for m in found],
            )
            return bool(found)

    async def hint_next(self) -> bool:
        """Sends the hint that has been due longest, if it is still called for and the moment is good."""
        async with self._db.write() as tx:
            hint = await hints.claim(tx)
            if hint is None:
                return False
            viewer = await access.viewer(tx, hint.member_id)
            profile = await directory.get(tx, hint.member_id)
            if profile is None or _says_nothing(profile):
                await self._hint(tx, viewer, hint)
            return True

    async def _hint(self, tx: Transaction, viewer: Viewer, hint: Hint) -> None:
        if not viewer.member.is_person or viewer.is_guest:
            await hints.plan_next(tx, hint, rules.later(tx.now, viewer.zone))
            return
        today = day_began(tx.now, viewer.zone)
        moment = rules.good_moment(
            tx.now, viewer.zone, was_spoken_to=await planned.was_spoken_to(tx, viewer.id, today)
        )
        if moment > tx.now:
            await hints.plan_next(tx, hint, moment.astimezone(UTC))
            return
        sent = hint.sent + 1
        message = views.hint(viewer.words, sent)
        await tx.outbox.direct(f"hint:{viewer.id}:{sent}", viewer.id, *message)
        await hints.plan_next(tx, Hint(viewer.id, sent), rules.next_due(tx.now, sent, viewer.zone))

    async def refuse(self, member_id: str) -> Viewer:
        """A member wants no more hints. Raises ForMembers."""
        async with self._db.write() as tx:
            viewer = await access.visitor(tx, member_id)
            if await people.get(tx, member_id) is not None:
                await hints.refuse(tx, member_id)
            return viewer

    async def next_due(self) -> datetime | None:
        async with self._db.read() as tx:
            return await hints.next_due(tx)


def _says_nothing(profile: Profile) -> bool:
    """Whether a profile is as good as none: empty, with no draft of the Secretariat's that waits for a yes."""
    return is_empty(profile) and profile.drafted_at is None and profile.published_at is None
