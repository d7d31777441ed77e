"""The directory: people publish their profiles, and find each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot import access
from bot.access import Viewer
from bot.directory import countries, languages
from bot.directory.folding import fold
from bot.directory.form import draft_of
from bot.directory.names import Entry, suggest
from bot.directory.rules import PAGE, Draft, page_within, typed_words
from bot.directory.search import refresh_search
from bot.errors import NotForYou
from storage import directory, onboarding, people
from storage.database import Database, Reading, Transaction
from storage.directory import Audience, Profile

log = structlog.get_logger(__name__)

MOST_CHOICES = 99  # Slack shows 100 options; one is kept for leaving the field empty


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A member's own profile, as they see it. `now` is when they look."""

    viewer: Viewer
    profile: Profile
    now: datetime

    @property
    def is_listed(self) -> bool:
        return self.profile.published_at is not None


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search. `lost` are the typed words that found nobody, even alone."""

    viewer: Viewer
    now: datetime
    words: tuple[str, ...]
    total: int
    page: int
    people: Sequence[Profile]
    lost: tuple[str, ...] = field(default=())

    @property
    def has_more(self) -> bool:
        return self.total > (self.page + 1) * PAGE


class DirectoryService:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def reader(self, member_id: str) -> Viewer:
        """Who asks, for answers that only need their language and whether they are a guest."""
        async with self._db.read() as tx:
            return await access.viewer(tx, member_id)

    async def own(self, member_id: str) -> OwnProfile:
        """A member's own profile, to be edited; empty if they have none. Raises NotForYou for bots and the deactivated."""
        async with self._db.read() as tx:
            return await _own(tx, await _person(tx, member_id))

    async def save(self, member_id: str, entered: Mapping[str, Any], key: str) -> OwnProfile:
        """Saves what was entered, by block id, and publishes or unlists the profile at once.

        `key` names the submission: a repeated one changes nothing. Raises FieldErrors for what is wrong, with nothing saved.
        """
        draft = draft_of(entered)
        async with self._db.write() as tx:
            viewer = await _person(tx, member_id)
            if await tx.seen.first_time(f"profile:{member_id}:{key}"):
                await _save(tx, viewer, draft)
            return await _own(tx, viewer)

    async def countries(self, member_id: str, typed: str) -> tuple[Viewer, list[Entry]]:
        """Countries that fit what was typed, best first, in the member's language."""
        viewer = await self.reader(member_id)
        return viewer, suggest(countries.entries(viewer.words.language), typed, MOST_CHOICES)

    async def languages(self, member_id: str, typed: str) -> list[Entry]:
        """Languages that fit what was typed, best first, in the member's language."""
        viewer = await self.reader(member_id)
        return suggest(languages.entries(viewer.words.language), typed, MOST_CHOICES)

    async def search(self, member_id: str, text: str, page: int = 0) -> Found:
        """One page of the people whom a member may find by all the words of `text`; without words, the newest.

        Everything in the answer (people, count, which words found nobody) is about those whom this member may find.
        """
        words = typed_words(text)
        folded = [part for word in words for part in fold(word)]
        async with self._db.read() as tx:
            viewer = await _person(tx, member_id)
            audience = audience_of(viewer)
            is_blank = bool(words) and not folded
            total = 0 if is_blank else await directory.count(tx, audience, folded)
            page = page_within(page, total)
            if total == 0:
                lost = await _lost(tx, audience, words)
                return Found(viewer, tx.now, words, 0, 0, (), lost)
            found = await directory.find(tx, audience, folded, limit=PAGE, offset=page * PAGE)
            return Found(viewer, tx.now, words, total, page, found)


def audience_of(viewer: Viewer) -> Audience:
    """Whom a viewer may find: partners everyone who is published, a guest those with whom they share a channel."""
    return Audience(viewer.id, shared_only=viewer.is_guest)


async def _person(tx: Reading, member_id: str) -> Viewer:
    viewer = await access.visitor(tx, member_id)
    if not viewer.may_search_people():
        raise NotForYou
    return viewer


async def _own(tx: Reading, viewer: Viewer) -> OwnProfile:
    empty = Profile(viewer.id, viewer.member.name, viewer.member.timezone)
    return OwnProfile(viewer, await directory.get(tx, viewer.id) or empty, tx.now)


async def _save(tx: Transaction, viewer: Viewer, draft: Draft) -> None:
    await people.save(tx, viewer.id)
    known = await directory.get(tx, viewer.id)
    # Whoever stays listed keeps their place among the newest.
    since = known.published_at if known and known.published_at else tx.now
    await directory.save(
        tx,
        viewer.id,
        role=draft.role,
        organisation=draft.organisation,
        country=draft.country,
        fields=list(draft.fields),
        languages=list(draft.languages),
        published_at=since if draft.is_listed else None,
    )
    await refresh_search(tx, viewer.id)
    if draft.is_listed:
        await onboarding.mark(tx, viewer.id, "profile")
    log.info("profile saved", member=viewer.id, listed=draft.is_listed)


async def _lost(tx: Reading, audience: Audience, words: Sequence[str]) -> tuple[str, ...]:
    """The typed words that find nobody for this audience, each by itself."""
    lost = []
    for word in words:
        folded = fold(word)
        if not folded or await directory.count(tx, audience, folded) == 0:
            lost.append(word)
    return tuple(lost)
