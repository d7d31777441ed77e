"""Use cases of introductions: two people get a message together, and whoever wants none is left alone."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot import access
from bot.access import Viewer
from bot.blocks import Block
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
from bot.documents import NotAllowed
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
            is_listed = await _published(tx, member_id) is not None
            return views.Offer(viewer, await _as_seen(tx, other, member_id), tx.now, left, is_listed)

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
            _other, left = await self._allowed(tx, viewer, other_id)
            await introductions.add(tx, member_id, other_id)
            about = {"from": member_id, "to": other_id, "why": why}
            await tx.outbox.group(f"introduction:{submission}", [member_id, other_id], about)
            return views.Made(viewer, other_id, left - 1)

    async def message(self, about: Mapping[str, Any]) -> tuple[str, list[Block]]:
        """The message to both as it is when it is sent, which may be long after it was asked for. Raises NotAllowed if one of them has
        left meanwhile, or the other is not to be found any more, or wants no introductions."""
        async with self._db.read() as tx:
            viewer = await access.viewer(tx, str(about["from"]))
            other = await _findable(tx, viewer, str(about["to"]))
            if other is None or not other.may_introduce:
                raise NotAllowed
            return views.message(await self._introduction(tx, viewer, other, str(about["why"])))

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
    async def _introduction(tx: Reading, viewer: Viewer, other: Profile, why: str) -> views.Introduction:
        mine = await _published(tx, viewer.id)
        return views.Introduction(
            other_words=(await access.viewer(tx, other.member_id)).words,
            asker_words=viewer.words,
            other_id=other.member_id,
            asker_id=viewer.id,
            other=await _as_seen(tx, other, viewer.id),
            asker=await _as_seen(tx, mine, other.member_id) if mine else None,
            why=why,
        )


async def not_made(tx: Transaction, key: str, about: Mapping[str, Any]) -> None:
    """The introduction of the outbox's row `key` was not made: it counts for nothing, and whoever asked for it reads that."""
    asker = await access.viewer(tx, str(about["from"]))
    await introductions.take_back(tx, asker.id, str(about["to"]))
    if asker.member.is_person:
        said = views.not_made(str(about["to"]), asker.words)
        await tx.outbox.direct(f"{key}:not_made", asker.id, *said)


async def _published(tx: Reading, member_id: str) -> Profile | None:
    """Somebody's profile, if it is published."""
    mine = await directory.get(tx, member_id)
    return mine if mine is not None and mine.published_at is not None else None


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
