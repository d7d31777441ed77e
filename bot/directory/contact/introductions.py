"""Use cases of introductions: two people get a message together, and whoever wants none is left alone."""

from datetime import timedelta

from bot import access
from bot.access import Viewer
from bot.directory.contact import introduction_rules as rules
from bot.directory.contact import introduction_views as views
from bot.directory.contact.introduction_errors import (
    CannotIntroduce,
    EnoughForToday,
    InTouchAlready,
    NotYours,
)
from bot.directory.profile.errors import TooLong
from bot.directory.search.audience import audience_of
from bot.directory.search.people import findable
from bot.directory.sight import Relation, seen
from bot.errors import FieldErrors
from storage import directory, indexing, introductions, people
from storage.database import Database, Reading, Transaction
from storage.directory import Profile


class IntroductionService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def offer(self, member_id: str, other_id: str) -> views.Offer:
        """What stands in the form. Raises NoIntroduction, or ForMembers."""
        async with self._db.read() as tx:
            viewer = await access.visitor(tx, member_id)
            other, left = await self._allowed(tx, viewer, other_id)
            return views.Offer(viewer, await _as_seen(tx, other, member_id), tx.now, left)

    async def introduce(self, member_id: str, other_id: str, why: str, submission: str) -> views.Made:
        """Writes to both, once for a `submission` (the form's view id). Raises NoIntroduction, FieldErrors or ForMembers."""
        why = rules.tidy(why)
        if len(why) > rules.LONGEST_WHY:
            raise FieldErrors({views.WHY: TooLong(len(why), rules.LONGEST_WHY)})
        async with self._db.write() as tx:
            # Both, and always in the same order: two who ask at once, of one another or of two tabs, are counted one by one.
            for one in sorted({member_id, other_id}):
                await people.lock(tx, one)
            viewer = await access.visitor(tx, member_id)
            if not await tx.seen.first_time(f"introduction:{submission}"):
                return views.Made(viewer, other_id, await _left(tx, viewer))
            other, left = await self._allowed(tx, viewer, other_id)
            await introductions.add(tx, member_id, other_id)
            content = views.message(await self._introduction(tx, viewer, other, why))
            await tx.outbox.group(f"introduction:{submission}", [member_id, other_id], *content)
            return views.Made(viewer, other_id, left - 1)

    async def stop(self, member_id: str, introduced_id: str) -> Viewer:
        """Whoever was introduced (`introduced_id`) wants none of it, from now on. Raises NotYours or ForMembers."""
        if member_id != introduced_id:
            raise NotYours
        return await self._let(member_id, may_introduce=False)

    async def allow(self, member_id: str) -> Viewer:
        """Takes that back. Raises ForMembers."""
        return await self._let(member_id, may_introduce=True)

    async def _let(self, member_id: str, *, may_introduce: bool) -> Viewer:
        async with self._db.write() as tx:
            await people.lock(tx, member_id)
            viewer = await access.visitor(tx, member_id)
            await directory.save(tx, member_id, may_introduce=may_introduce)
            return viewer

    async def _allowed(self, tx: Reading, viewer: Viewer, other_id: str) -> tuple[Profile, int]:
        """The other's profile, whole, and how many introductions are left today. Raises NoIntroduction."""
        # First, because it is known to both anyhow: whatever the other has changed since can't be told from it.
        last = await introductions.last_between(tx, viewer.id, other_id)
        if last is not None and rules.are_in_touch(last, tx.now):
            raise InTouchAlready(other_id, last.astimezone(viewer.zone).date())
        other = await _findable(tx, viewer, other_id)
        if other is None or not other.may_introduce:
            raise CannotIntroduce
        left = await _left(tx, viewer)
        if left == 0:
            raise EnoughForToday(tx.now.astimezone(viewer.zone).date() + timedelta(days=1))
        return other, left

    @staticmethod
    async def _introduction(tx: Transaction, viewer: Viewer, other: Profile, why: str) -> views.Introduction:
        mine = await directory.get(tx, viewer.id)
        is_published = mine is not None and mine.published_at is not None
        return views.Introduction(
            other_words=(await access.viewer(tx, other.member_id)).words,
            asker_words=viewer.words,
            other_id=other.member_id,
            asker_id=viewer.id,
            other=await _as_seen(tx, other, viewer.id),
            asker=await _as_seen(tx, mine, other.member_id) if mine and is_published else None,
            why=why,
        )


async def _left(tx: Reading, viewer: Viewer) -> int:
    return rules.left(await introductions.asked_since(tx, viewer.id, rules.day_began(tx.now, viewer.zone)))


async def _findable(tx: Reading, viewer: Viewer, other_id: str) -> Profile | None:
    """Somebody else's profile, whole, if the viewer may find them in the directory: by the rule of its searches."""
    if other_id == viewer.id or not viewer.may_search_people():
        return None
    if await indexing.number_of(tx, other_id) is None:  # never listed
        return None
    return await findable(tx, await audience_of(tx, viewer), other_id)


async def _as_seen(tx: Reading, profile: Profile, reader_id: str) -> Profile:
    """A profile as it may stand in a message to somebody: what is for the Secretariat alone stays out of it, whoever reads."""
    shares = await directory.share_group(tx, reader_id, profile.member_id)
    return seen(profile, Relation(shares_group=shares))
